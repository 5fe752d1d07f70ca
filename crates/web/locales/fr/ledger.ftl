fault-rows-changed = Des albums déjà présents ont été modifiés pendant l’opération.
remedy-rows-changed = sillon n’en modifie aucun. Regardez la preuve ci-dessous, cherchez quel programme a écrit dans la base, et restaurez la dernière sauvegarde.
stopped-rows-changed = Des lignes ont été modifiées pendant l’opération.

ledger-title = Le registre
ledger-lead = Toutes les synchronisations et tous les imports, du plus récent au plus ancien, chacun avec son reçu : ce qui a été fait, ce qui a été laissé, et la preuve.
ledger-none = Rien pour l’instant.
runs-all = Toutes les opérations
run-undone = Annulée.

started-by-page = lancée sur une page
started-by-api = lancée par l’API
started-by-command = lancée par une commande
started-by-schedule = lancée par l’horaire
started-by-sync = lancée après une synchronisation de la collection
started-by-demo = lancée par la démonstration

figure-calls-saved = Appels épargnés

proof-title = Preuve
proof-equal = Rien de ce qui était déjà là n’a été modifié : la somme de { $name } lignes a été prise avant et après, et elle est la même.
proof-broken = Quelque chose qui était déjà là a été modifié ou retiré pendant l’opération : les sommes des { $name } lignes d’avant diffèrent.
proof-both = Avant et après
proof-before = Avant
proof-after = Après
proof-changed-before = Avant le début de cette opération, quelque chose que la précédente avait laissé a été modifié. sillon ne modifie rien de ce qui a été importé : un autre programme a écrit dans la base.
proof-none = Aucune somme n’a été prise : l’opération s’est arrêtée avant de rien regarder, ou elle est plus ancienne que les preuves.

undo-run = Annuler cette opération…
undo-run-text =
    { $count ->
        [one] L’album ajouté va aux archives : hors des listes et des chiffres, mais connu, pour qu’aucune synchronisation ne le ramène. Les exemplaires en plus d’albums déjà là restent. Cela peut être annulé.
       *[other] Les { $shown } albums ajoutés vont aux archives : hors des listes et des chiffres, mais connus, pour qu’aucune synchronisation ne les ramène. Les exemplaires en plus d’albums déjà là restent. Cela peut être annulé.
    }
undo-run-do =
    { $count ->
        [one] Archiver l’album
       *[other] Archiver les { $shown } albums
    }
run-undone-albums =
    { $count ->
        [one] Cette opération est annulée : { $shown } album est aux archives.
       *[other] Cette opération est annulée : { $shown } albums sont aux archives.
    }
run-take-back = Rétablir

drift-act = Ce qu’on peut faire
take = Prendre la valeur de Discogs
take-of = Prendre la valeur de Discogs : { $name }
archive-here = Archiver ici aussi
archive-here-of = Archiver ici aussi : { $name }
take-all = Prendre toutes les valeurs de Discogs
take-anyway = Prendre quand même la valeur de Discogs
take-anyway-of = Prendre quand même la valeur de Discogs : { $name }
archive-all = Tout archiver ici aussi
stands-taken-over = valeur de Discogs reprise
stands-edited = modifié à la main
stands-no-edit = reste comme importé
stands-other-copies = d’autres exemplaires y sont
stands-past = de nouveau listé

problem-nothing-to-undo = Rien à annuler
problem-nothing-to-undo-detail = Il ne reste aucun album de cette opération : elle n’en a ajouté aucun, ou ils sont aux archives.
problem-nothing-to-take-over = Rien à mettre à jour
problem-nothing-to-take-over-detail = Ce qui est nommé est déjà fait, a été modifié à la main, ou Discogs n’a pas de valeur à prendre.
