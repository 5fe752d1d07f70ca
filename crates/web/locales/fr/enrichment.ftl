## Enrichissement : la page des réglages
enrich-title = Enrichissement
enrich-lead = Après la synchronisation, sillon complète ce qui manque : liens, portraits, pochettes, détails, descriptions. Seulement les places vides ; rien de ce qui a été importé ou écrit à la main ne change.
enrich-to = Voir ce qui manque et compléter
enrich-services = À qui demander
enrich-widen = Tout ajouter à cet enrichissement
enrich-covers-all = Cet enrichissement porte déjà sur tout.
enrich-test = Tester
enrich-test-of = Tester { $name }
enrich-coverage = Ce qui est là
enrich-state = État de l’enrichissement
enrich-run = Dernier passage
enrich-idle = Aucun enrichissement pour l’instant.
enrich-starting = L’enrichissement commence…
enrich-waits-sync = En attente de la fin de la synchronisation ; l’enrichissement commencera ensuite.
enrich-waits-wantlist = En attente de la fin de la synchronisation des envies ; l’enrichissement commencera ensuite.
enrich-waits-import = En attente de la fin de l’import ; l’enrichissement commencera ensuite.
enrich-left-stopped = { $count ->
    [one] { $shown } remis à plus tard
   *[other] { $shown } remis à plus tard
}
enrich-left-claimed = { $count ->
    [one] { $shown } en cours dans un autre passage
   *[other] { $shown } en cours dans un autre passage
}
enrich-left-cancelled = { $count ->
    [one] { $shown } remis à plus tard : passage arrêté
   *[other] { $shown } remis à plus tard : passage arrêté
}
enrich-left-failed = { $count ->
    [one] { $shown } remis à plus tard : le passage a échoué
   *[other] { $shown } remis à plus tard : le passage a échoué
}
enrich-notice-widened = Ajouté à l’enrichissement en cours.
enrich-running = La collection se complète
enrich-nothing = Terminé : il n’y avait rien à demander.
enrich-done = { $count ->
    [one] Terminé : { $shown } réponse trouvée.
   *[other] Terminé : { $shown } réponses trouvées.
}
enrich-cancelled = { $count ->
    [one] Arrêté : { $shown } réponse trouvée reste.
   *[other] Arrêté : { $shown } réponses trouvées restent.
}
enrich-all = Tout compléter
enrich-limit = Au plus tant d’albums, les plus récents d’abord :
enrich-cancel = Arrêter
enrich-cancel-hint = Ce qui a été trouvé reste.
enrich-retry = Réessayer les échecs
enrich-retry-of = Réessayer les échecs : { $name }
enrich-nobody = Aucun service configuré.
facet-links = Liens
facet-images = Portraits
facet-covers = Pochettes
facet-details = Détails
facet-descriptions = Descriptions
facet-links-text = La page de l’album chez Spotify.
facet-images-text = Une image de l’artiste : Spotify, sinon Discogs, sinon Deezer.
facet-covers-text = Les images, gardées ici en plusieurs tailles.
facet-details-text = Titres, participants, codes et notes : la fiche Discogs.
facet-descriptions-text = Quelques phrases par album, écrites par un modèle de langue à partir des seuls faits connus.
fill-links = Compléter les liens
fill-images = Compléter les portraits
fill-covers = Compléter les pochettes
fill-details = Compléter les détails
fill-descriptions = Compléter les descriptions
cover-found = { $count ->
    [one] { $shown } là
   *[other] { $shown } là
}
cover-absent = { $count ->
    [one] { $shown } sans réponse
   *[other] { $shown } sans réponse
}
cover-failed = { $count ->
    [one] { $shown } échec
   *[other] { $shown } échecs
}
cover-missing = { $count ->
    [one] { $shown } à demander
   *[other] { $shown } à demander
}
cover-doubtful = { $count ->
    [one] { $shown } à relire
   *[other] { $shown } à relire
}
facet-progress-ended = terminé

## Services
service-discogs = Discogs
service-spotify = Spotify
service-deezer = Deezer
service-ai = Le modèle
service-images = L’hôte des images
service-discogs-text = Détails et portraits
service-spotify-text = Liens et portraits
service-deezer-text = Portraits ; ouvert à tous
service-ai-text = Descriptions
service-images-text = Pochettes ; les hôtes que nomment les sources
service-open = Rien à configurer
service-ready = Configuré
service-none = Non configuré
service-silent = N’a pas répondu au dernier appel
service-answers = Répond
service-premium = Exige un compte Premium du propriétaire de l’application ; n’est plus interrogé
service-resting = Échoue trop souvent ; laissé en paix un moment
service-none-discogs = Donnez un jeton dans les réglages.
service-none-spotify = Définissez SILLON_SPOTIFY_CLIENT_ID et SILLON_SPOTIFY_CLIENT_SECRET.
service-none-ai = Définissez SILLON_AI_TOKEN, et SILLON_AI_PRODUCT_ID ou SILLON_AI_URL.
waits-limit = { $service } demande d’attendre jusqu’à { $time }.
waits-retry = { $service } n’a pas répondu ; nouvel essai à { $time }.
stopped-until = Reprise possible à partir de { $time }.
stopped-token-refused = { $service } refuse le jeton.
stopped-credential-refused = { $service } refuse le jeton.
stopped-premium-required = { $service } ne répond qu’aux applications dont le propriétaire a un compte Premium. Les liens attendent que cela change.
stopped-collection-private = { $service } refuse cette lecture.
stopped-user-unknown = { $service } ne connaît pas cet utilisateur.
stopped-discogs-unavailable = { $service } ne répond pas.
stopped-listing-moved = { $service } change pendant la lecture.
stopped-storage-failed = La base de données n’a pas pu être écrite.
stopped-not-configured = { $service } n’est pas configuré.
stopped-provider-resting = { $service } demande d’être laissé en paix un moment.
stopped-provider-unavailable = { $service } ne répond pas, après plusieurs essais.
stopped-budget-spent = { $service } a répondu aujourd’hui autant de fois que les réglages le permettent.
stopped-internal = Une erreur de sillon a arrêté ce travail.
fault-credential-refused = Le service refuse le jeton.
fault-premium-required = Spotify ne répond qu’aux applications dont le propriétaire a un compte Premium.
fault-provider-resting = Le service demande une longue pause.
fault-provider-unavailable = Le service n’a pas répondu.
fault-budget-spent = Le nombre d’appels permis par jour est atteint.
remedy-credential-refused = Corrigez-le dans la configuration. Ce qui a été trouvé reste.
remedy-premium-required = Quand le propriétaire de l’application aura Premium, testez Spotify sur la page de l’enrichissement, ou indiquez les identifiants d’une autre application.
remedy-provider-resting = Ce qui reste viendra au passage suivant, après la pause.
remedy-provider-unavailable = Relancez plus tard : seul ce qui manque sera demandé.
remedy-budget-spent = Relancez demain, ou élevez la limite dans la configuration.

## Ce que disent les formulaires
enrich-notice-answers = { $service } répond.
enrich-notice-premium = { $service } ne répond qu’aux applications dont le propriétaire a un compte Premium.
enrich-notice-refused = { $service } refuse le jeton.
enrich-notice-unreachable = { $service } ne répond pas. Réessayez dans un moment.
enrich-notice-none = { $service } n’est pas configuré.
enrich-notice-limit = La limite doit être un nombre, 1 ou plus.
enrich-notice-not-configured = Il n’y a personne à qui demander : configurez d’abord un service.
enrich-notice-running = Un enrichissement est déjà en cours : attendez sa fin, ou arrêtez-le.
enrich-notice-gone = Cela n’est plus à relire.
enrich-notice-too-long = Une description peut contenir 64 Ko de texte au plus. Raccourcissez-la ; la précédente est toujours là.
enrich-notice-empty = Une description vide n’est pas gardée ; pour l’enlever, il y a « Retirer ».

## À relire
review-title = À relire
review-nothing = Rien à relire : chaque réponse était sûre.
review-links = Liens incertains
review-links-text = sillon n’a pas choisi. Un mauvais lien est pire qu’aucun.
review-texts = Descriptions à relire
review-texts-text = Une vérification y a trouvé des problèmes. Elles ne sont pas affichées.
review-this = C’est celui-ci
review-this-of = C’est celui-ci : { $name }
review-none = { $count ->
    [one] Pas celui-ci
   *[other] Aucun de ceux-ci
}
review-show = Afficher quand même
review-drop = Écarter
review-tracks = { $count ->
    [one] { $shown } titre
   *[other] { $shown } titres
}
review-why = ressemblance { $score } : { $reasons }
review-more = { $count ->
    [one] Au moins { $shown } est affiché ; les autres viennent ensuite.
   *[other] Les { $shown } premiers sont affichés ; les autres viennent ensuite.
}
doubt-empty = Rien n’a été écrit.
doubt-unfinished = S’interrompt : « { $name } »
doubt-wrong-language = Dans une autre langue : { $name }
doubt-refusal = S’excuse ou parle au lecteur : « { $name } »
doubt-markdown = Porte des marques de mise en forme : « { $name } »
doubt-unknown-year = Une date que les faits ne donnent pas : « { $name } »
doubt-unknown-name = Un nom que les faits ne donnent pas : « { $name } »
doubt-unknown-title = Un titre que les faits ne donnent pas : « { $name } »
doubt-artist-missing = Ne nomme pas l’artiste : { $name }
doubt-too-short = Ne dit rien de l’album.
doubt-too-long = Trop long.

## Album : ce qui a été appris
description-title = Description
description-by-model = Écrite par { $model } ({ $language }), { $date }
description-by-person = Écrite à la main, { $date }
description-locked = Verrouillée : aucun modèle n’y touche.
description-edit = Modifier
description-write = Écrire une description
description-label = Texte
description-save = Enregistrer
description-lock = Verrouiller
description-unlock = Déverrouiller
description-again = Régénérer
description-ask = Générer
description-remove = Retirer
description-former = { $count ->
    [one] Texte précédent
   *[other] { $shown } textes précédents
}
description-show-again = Montrer de nouveau
text-state-review = écarté par une vérification
text-state-former = remplacé
text-state-removed = retiré
text-state-shown = affiché
tracks-title = Titres
tracks-side = Face { $name }
tracks-disc = Disque { $name }
track-artists = par { $name }
credits-title = Crédits
fact-country = Pays
fact-released = Paru
fact-original-year = Première parution
fact-companies = Entreprises
fact-identifiers = Codes-barres et matrices
fact-notes = Notes
fact-videos = Vidéos
origin-of = { $source }, le { $date }
origin-person = choisi à la main, le { $date }
origin-found = Lien : { $name }
origin-cover = Pochette gardée : { $name }
origin-details = Détails : { $name }
missing-details = Les titres et participants ne sont pas encore connus.
details-fetch = Charger depuis Discogs
picture-from = Image : { $name }
links-doubtful = Lequel, chez Spotify ?
links-doubtful-text = sillon n’est sûr d’aucun. Votre parole reste : on ne demandera plus.
reason-artist = même artiste
reason-title = même titre
reason-barcode = trouvé par son code-barres
reason-year-unknown = année inconnue
reason-year = année { $name }
reason-other-artist = artiste { $name }
reason-other-title = titre { $name }
reason-other-year = année { $theirs } au lieu de { $ours }
reason-reissue-year = année { $name }, d’une réédition
reason-common-title = un titre que beaucoup portent
reason-no-artist = aucun artiste pour trancher
reason-unofficial-concert = un concert non officiel
reason-album-not-single = un album, pas un single
reason-album-not-ep = un album, pas un EP
reason-single-not-ep = un single, pas un EP
reason-single-not-album = un single, pas un album
reason-ep-not-album = un EP, pas un album
reason-compilation-not-album = une compilation, pas un album
reason-maybe-album = peut-être un album
reason-maybe-single = peut-être un single
reason-tracks = { $theirs } titres au lieu de { $ours }
reason-only-live = un seul des deux est en public
reason-only-karaoke = un seul des deux est un karaoké
reason-only-tribute = un seul des deux est un hommage
reason-only-instrumental = un seul des deux est instrumental
reason-only-demos = un seul des deux est fait de maquettes
reason-only-remixes = un seul des deux est remixé
reason-only-acoustic = un seul des deux est acoustique
reason-only-sessions = un seul des deux est fait de sessions radio
reason-only-covers = un seul des deux est fait de reprises
reason-only-spoken = un seul des deux est parlé
reason-only-re-recorded = un seul des deux est réenregistré
reason-only-rarities = un seul des deux est fait de raretés
reason-only-best-of = un seul des deux est un « best of »
reason-only-selection = un seul des deux est une sélection
reason-only-arranged = un seul des deux est arrangé pour d’autres instruments
reason-only-altered = un seul des deux est modifié en vitesse ou en son
reason-only-soundtrack = un seul des deux est une bande originale
reason-only-score = un seul des deux est une musique de film
reason-only-inspired = un seul des deux est inspiré d’un film
enrich-facet-nothing = rien à demander
enrich-all-there = tout est là
enrich-album-in-hand = en main
enrich-notice-started = C’est demandé ; rechargez la page dans un instant.
description-none = Aucune description pour l’instant.
description-edit-hint = Un texte écrit à la main est verrouillé ; le précédent est gardé.
details-title = Détails du pressage
enrich-notice-scheduled = C’est noté : cela compte à partir de maintenant.

## Une description qui s’écrit
draft-waiting = Demandée ; l’écriture commence bientôt.
draft-writing = En cours d’écriture, pas encore vérifiée.
draft-again = Le premier essai n’a pas passé la vérification ; un second s’écrit, pas encore vérifié.
draft-shown = La description est écrite et vérifiée.
draft-review = Un texte a été écrit et attend une relecture : la vérification y a trouvé des problèmes.
draft-failed = Aucun texte n’a été écrit : le modèle n’est pas arrivé au bout.
draft-to-review = Relire ce texte

## Ce qui commence de soi-même
schedule-title = Automatique :
schedule-when = Commencer
schedule-off = jamais
schedule-after-sync = après chaque synchronisation qui ajoute des albums
schedule-daily = chaque jour
schedule-daily-at = chaque jour à { $name }
schedule-weekly = chaque semaine
schedule-weekly-at = tous les sept jours à { $name }
schedule-full-title = Tout comparer :
schedule-hour = Chaque jour à
schedule-hour-of-week = À
schedule-zone = Heure du serveur ({ $name }).
schedule-save = Enregistrer
