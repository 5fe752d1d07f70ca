## Réglages › Sauvegardes
backups-title = Sauvegardes
backups-lead = Des copies entières de la base, vérifiées, que vous pouvez remettre en place.
backups-to = Sauvegarder, restaurer
backups-now = Maintenant
backups-last = Dernière sauvegarde { $name }.
backups-none = Aucune sauvegarde jusqu’ici.
backups-failed = La dernière sauvegarde n’a pas pu être faite ({ $name }). Libérez de la place, puis réessayez.
backup-now = Sauvegarder maintenant
backup-now-hint = Quelques secondes, pendant que tout continue. Rien n’est arrêté.
backups-kept = Ce qui est gardé
backups-kept-text = { $count ->
    [one] De celles de chaque jour, d’avant un import et d’avant une restauration, la dernière reste ; celles que vous demandez et celles d’avant une mise à jour restent toutes.
   *[other] De celles de chaque jour, d’avant un import et d’avant une restauration, les { $shown } dernières restent ; celles que vous demandez et celles d’avant une mise à jour restent toutes.
}
backup-albums = { $count ->
    [one] { $shown } album
   *[other] { $shown } albums
}
backup-reason-manual = demandée
backup-reason-token = demandée par un jeton
backup-reason-daily = du jour
backup-reason-import = avant un import
backup-reason-migration = avant une mise à jour
backup-reason-restore = avant une restauration
backup-checked = vérifiée
backup-unreadable = illisible
backup-download = Télécharger
backup-download-of = Télécharger la sauvegarde du { $name }
backup-restore = Restaurer…
backup-restore-of = Restaurer la sauvegarde du { $name }…
backup-restore-text = La collection redevient ce qu’elle était le { $name } : ce qui est venu ou a changé depuis n’y sera plus. Ce qui est là maintenant est d’abord gardé comme sauvegarde, et peut revenir de même.
backup-restore-go = Restaurer cette sauvegarde
backups-holds = Ce qu’il y a dedans
backups-holds-text = Tout ce que la base contient, en un seul fichier : albums, exemplaires, modifications, descriptions, journal, réglages. Les images n’y sont pas : copiez aussi le dossier « images ».
backups-secrets-text = Les jetons donnés sur la page des réglages y sont chiffrés ; la clé, le fichier « key », n’y est pas. Gardez-la ailleurs : sans elle, les jetons sont à donner à nouveau, et rien d’autre ne manque.
backups-postgres = La base est celle d’un serveur PostgreSQL
backups-postgres-text = Elle se sauvegarde avec ses propres outils. Cette commande dit laquelle lancer, mot pour mot :
backup-notice-made = La sauvegarde est faite et vérifiée.
backup-notice-restored = La sauvegarde est restaurée, relue et conforme. Ce qui était là est gardé dans la liste.
backup-notice-scheduled = C’est noté.
backup-notice-failed = La sauvegarde n’a pas pu être écrite : libérez de la place ou vérifiez les droits du dossier, puis réessayez. Rien n’a changé.
backup-notice-working = Un travail est en cours : attendez sa fin ou arrêtez-le, puis restaurez. Rien n’a changé.
backup-notice-busy = Trop de choses changeaient en même temps : réessayez dans un instant. Rien n’a changé.
backup-notice-damaged = Cette sauvegarde est abîmée : choisissez-en une autre. Rien n’a changé.
backup-notice-altered = Ce fichier n’est pas fait comme une sauvegarde de sillon : il contient d’autres tables, vues ou déclencheurs. Rien n’a changé.
backup-notice-unproven = La restauration a échoué et la collection n’est plus ce qu’elle était. Ce qui était là est la sauvegarde la plus récente de la liste : restaurez-la.
backup-notice-newer = Cette sauvegarde vient d’un sillon plus récent : mettez celui-ci à jour. Rien n’a changé.
backup-notice-gone = Cette sauvegarde n’est plus là.
problem-backup-unsupported = Cette base se sauvegarde autrement
problem-backup-unsupported-detail = La base est celle d’un serveur PostgreSQL, qui a ses propres outils.
problem-backup-unsupported-hint = Lancez « sillon backup » : il dit la commande pg_dump exacte.
problem-backup-damaged = La sauvegarde est abîmée
problem-backup-damaged-detail = Elle ne se relit pas comme elle a été écrite. Rien n’a changé.
problem-backup-damaged-hint = Choisissez une autre sauvegarde.
problem-backup-altered = Ce fichier n’est pas fait comme une sauvegarde de sillon
problem-backup-altered-detail = Ses tables, vues, index ou déclencheurs ne sont pas ceux de sillon. Rien n’a changé.
problem-backup-altered-hint = Choisissez une autre sauvegarde. Rien de ce fichier n’a été exécuté.
problem-restore-unproven = La restauration a échoué
problem-restore-unproven-detail = La collection n’est plus ce qu’elle était. Ce qui était là est gardé comme sauvegarde.
problem-restore-unproven-hint = Restaurez la sauvegarde la plus récente de la liste.
problem-backup-newer = La sauvegarde vient d’un sillon plus récent
problem-backup-newer-detail = Cette version ne sait pas lire sa base. Rien n’a changé.
problem-backup-newer-hint = Mettez sillon à jour, ou choisissez une sauvegarde plus ancienne.
problem-job-running = Un travail est en cours
problem-job-running-detail = Une restauration attend qu’aucune synchronisation, aucun import ni enrichissement ne travaille. Rien n’a changé.
problem-job-running-hint = Attendez sa fin ou arrêtez-le, puis restaurez.
