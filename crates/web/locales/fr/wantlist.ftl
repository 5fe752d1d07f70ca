## La liste d’envies
nav-wantlist = Envies
wants = { $count ->
    [one] { $shown } envie
   *[other] { $shown } envies
}
wants-states = Où elles en sont
wants-all = Toutes
wants-wanted = Encore voulues
wants-pressing = Un autre pressage est là
wants-held = Dans la collection
wants-gone = Retirées chez Discogs
wants-none = sillon peut lire votre liste d’envies chez Discogs, et dire ce qui en est déjà là.
wants-start = Importer la liste d’envies
wants-refresh = Mettre à jour
wants-connect = Vers les réglages
wants-follow = Aussi après chaque synchronisation de la collection
wants-promise = Les nouvelles envies s’ajoutent. Rien n’est modifié ni retiré, ni ici ni chez Discogs.
wants-follows = Lue aussi après chaque synchronisation de la collection.
wants-unfollow = Seulement sur demande
wants-alone = Lue seulement sur demande.
wants-follow-now = Aussi après chaque synchronisation
wants-empty = Aucune envie ici.
wants-run = Synchronisation des envies
wants-idle = La liste d’envies n’a pas encore été lue.
wants-coming-in = La liste d’envies arrive
wants-added = { $count ->
    [one] Terminé : { $shown } envie ajoutée.
   *[other] Terminé : { $shown } envies ajoutées.
}
wants-would-add = { $count ->
    [one] Essai terminé : { $shown } envie serait ajoutée.
   *[other] Essai terminé : { $shown } envies seraient ajoutées.
}
wants-cancelled = { $count ->
    [one] Arrêté : { $shown } envie ajoutée reste.
   *[other] Arrêté : { $shown } envies ajoutées restent.
}
want-held = Dans la collection
want-pressing = Un autre pressage est là
want-gone = Retirée chez Discogs, vu le { $name }
want-since = Depuis le { $name }
want-away = (chez Discogs)
fault-wantlist-private = Cette liste d’envies est privée.
remedy-wantlist-private = Donnez le jeton de son propriétaire, ou rendez-la publique chez Discogs.
stopped-wantlist-private = { $service } : cette liste d’envies est privée.
receipt-wants-title = Synchronisation des envies du { $name }
receipt-wants-added = Envies ajoutées
receipt-wants-absent-text = Elles ne sont plus dans la liste chez Discogs. Elles restent ici.
figure-wants = Envies, avant et après

## La valeur
value-title = Valeur
value-one = Discogs estime la collection à { $median }, entre { $minimum } et { $maximum } selon les prix de vente.
value-up = Discogs estime la collection à { $median }, entre { $minimum } et { $maximum } selon les prix de vente : { $change } de plus que le { $day }.
value-down = Discogs estime la collection à { $median }, entre { $minimum } et { $maximum } selon les prix de vente : { $change } de moins que le { $day }.
value-same = Discogs estime la collection à { $median }, entre { $minimum } et { $maximum } selon les prix de vente, comme le { $day }.
value-day = Jour
value-minimum = Minimum
value-median = Médiane
value-maximum = Maximum
value-as-of = Demandé à Discogs le { $name } ; une fois par jour au plus.
value-asked = Discogs est interrogé ; le chiffre sera là à la prochaine visite.
value-refused = Discogs ne l’a pas dit. Ce sera redemandé, au plus tôt dans une heure.
value-no-token = Discogs ne le dit qu’au propriétaire : il faut un jeton, dans les réglages.
value-point = { $day } : { $median }
