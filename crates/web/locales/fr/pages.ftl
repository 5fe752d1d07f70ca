app-name = sillon
skip = Aller au contenu
home = sillon, l’accueil
nav = Navigation
nav-collection = Collection
nav-artists = Artistes
nav-stats = Statistiques
nav-settings = Réglages
nav-albums = Albums
search = Chercher dans la collection
search-hint = Artiste, titre, label, numéro…
close = Fermer

## Nombres, listes, dates
list-and = et
albums = { $count ->
    [one] { $shown } album
   *[other] { $shown } albums
}
artists = { $count ->
    [one] { $shown } artiste
   *[other] { $shown } artistes
}
word-albums = { $count ->
    [one] album
   *[other] albums
}
word-copies = { $count ->
    [one] exemplaire
   *[other] exemplaires
}
word-artists = { $count ->
    [one] artiste
   *[other] artistes
}
word-labels = { $count ->
    [one] label
   *[other] labels
}
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
date-time = { $date } à { $time }
ago-now = à l’instant
ago-minutes = il y a { $count } min
ago-hours = il y a { $count } h
ago-days = { $count ->
    [1] hier
   *[other] il y a { $count } jours
}
decade = années { $decade }

## Collection
sort = Trier :
sort-added-desc = Derniers arrivés
sort-added-asc = Premiers arrivés
sort-artist-asc = Artiste, de A à Z
sort-artist-desc = Artiste, de Z à A
sort-title-asc = Titre, de A à Z
sort-title-desc = Titre, de Z à A
sort-year-desc = Année, récentes d’abord
sort-year-asc = Année, anciennes d’abord
sort-original_year-asc = Année d’origine, anciennes d’abord
sort-original_year-desc = Année d’origine, récentes d’abord
sort-label-asc = Label et numéro
sort-label-desc = Label et numéro, à rebours
sort-rating-desc = Mieux notés
sort-rating-asc = Moins bien notés
sort-reverse = Inverser l’ordre
search-mistake-year = « { $value } » n’est pas une année : écrivez 1959, 1970-79 ou 1970s.
search-mistake-original_year = « { $value } » n’est pas une année : écrivez 1959, 1970-79 ou 1970s.
search-mistake-decade = « { $value } » n’est pas une décennie : écrivez 1970.
search-mistake-rating = « { $value } » n’est pas une note : écrivez de 0 à 5, 4-5 ou 4+.
search-mistake-missing = « { $value } » ne peut pas manquer : écrivez pochette, description, lien, pistes ou année.
random = Au hasard
tools-more = Plus
filters = Filtres
filters-active = Filtres actifs
filter-remove = retirer ce filtre
filter-support = Support
filter-genre = Genre
filter-decade = Décennie
filter-style = Style
filter-more = Voir plus
chip-search = « { $words } »
paging = Pages
paging-previous = Précédente
paging-next = Suivante
empty-result = Aucun album ne correspond.
show-all = Montrer toute la collection
empty-collection = La collection est vide pour l’instant.
to-sync = Importer depuis Discogs
past-the-end = Il n’y a rien à cette page.
artist-various = Artistes divers
artist-unknown = Artiste inconnu
support-vinyl = Vinyle
support-digital = Numérique
support-reel = Bande
support-eight-track = Cartouche 8 pistes
support-other = Autre

## Premier départ
welcome = Bienvenue
welcome-title = Une maison pour vos disques
welcome-lead = sillon reflète votre collection Discogs, vite et sans rien y toucher : il lit, il n’écrit jamais chez Discogs.
door-token = Connecter Discogs
door-token-text = Votre collection arrive en quelques secondes.
door-demo = Regarder d’abord
door-demo-text = Une collection inventée, sans compte ni réseau. Rien n’en restera.
door-demo-button = Faire un tour
token = Jeton personnel Discogs
token-save = Relier
token-help = Il se crée en un clic, une fois connecté à Discogs :
demo-label = Démonstration
demo-banner = Cette collection est inventée : ni les disques ni les pochettes n’existent.
demo-leave = Quitter la démonstration

## Album
cover-of = Pochette de { $name }
fact-labels = { $count ->
    [one] Label
   *[other] Labels
}
fact-formats = { $count ->
    [one] Format
   *[other] Formats
}
fact-year = Année
fact-genres = { $count ->
    [one] Genre
   *[other] Genres
}
fact-styles = { $count ->
    [one] Style
   *[other] Styles
}
missing = Discogs ne dit rien de { $name }.
missing-cover = la pochette
missing-year = l’année
missing-label = le label
missing-format = le format
missing-genre = le genre
copies = { $count ->
    [one] Votre exemplaire
   *[other] Vos { $shown } exemplaires
}
copies-short = { $count ->
    [one] { $shown } exemplaire
   *[other] { $shown } exemplaires
}
copy-folder = Dossier
copy-added = Ajouté le
copy-kept = N’est plus dans la collection chez Discogs depuis le { $name } ; gardé ici.
stars = { $count ->
    [one] { $shown } étoile sur 5
   *[other] { $shown } étoiles sur 5
}
added-by-sync = Importé de Discogs par la synchronisation du { $name }
pressings = Autres pressages dans la collection

## Artistes
search-artist = Chercher un artiste
empty-artists = Les artistes viendront avec les premiers albums.
empty-artist-search = Aucun artiste de ce nom.
show-all-artists = Montrer tous les artistes

## Statistiques
empty-stats = Les figures viendront avec les premiers albums.
as-table = En tableau
stats-year = Année
stats-month = Mois
stats-growth-title = Arrivées
stats-growth = La plus belle période d’arrivées : { $name }, avec { $shown } { $count ->
    [one] album
   *[other] albums
}.
stats-decades-title = Décennies
stats-decades = Les { $name } dominent : { $shown } { $count ->
    [one] pressage
   *[other] pressages
}, { $share } de ceux dont l’année est connue.
stats-supports-title = Supports
stats-supports = { $name } en tête : { $shown } { $count ->
    [one] album
   *[other] albums
}, { $share } de la collection.
stats-genres-title = Genres
stats-genres = { $name } se trouve sur { $shown } { $count ->
    [one] album
   *[other] albums
}, { $share } de la collection.
stats-styles-title = Styles
stats-styles = { $name } revient le plus souvent : { $shown } { $count ->
    [one] album
   *[other] albums
}.
stats-labels-title = Labels
stats-labels = Le plus courant : { $name }, { $shown } { $count ->
    [one] album
   *[other] albums
}.

## Réglages
sync-title = Synchronisation Discogs
sync-state = État de la synchronisation
sync-start = Importer l'historique
sync-start-again = Importer l'historique
sync-promise = Les nouveaux albums s’ajoutent. Ce qui est déjà là n’est ni modifié, ni supprimé.
sync-options = Options
sync-limit = Au plus tant de nouveaux albums :
sync-dry-run = Essai : dire ce qui serait ajouté, ne rien écrire
sync-cancel = Arrêter
sync-cancel-hint = Ce qui est arrivé reste.
connected-as = Relié à Discogs en tant que { $name }.
connected = Relié à Discogs.
token-fixed = Le jeton vient de la configuration.
token-stored = Le jeton est gardé chiffré.
token-none = Collection publique, lue sans jeton.
token-forget = Oublier le jeton
token-forget-hint = La collection reste ; seules les synchronisations s’arrêtent.
not-connected = Avec un jeton personnel, sillon lit votre collection Discogs. Il est gardé chiffré et ne voyage que vers Discogs.
discogs-silent = Discogs n’a pas répondu au dernier appel.
runs = Dernières synchronisations
to-receipt = Voir le reçu
display-title = Langue et apparence
language = Langue
theme = Apparence
theme-system = Comme le système
theme-light = Clair
theme-dark = Sombre
access-title = Accès
log-out = Se déconnecter
log-out-hint = Le mot de passe sera demandé de nouveau dans ce navigateur.
notice-scheduled = Enregistré.
notice-connected = Relié. Il ne reste qu’à importer.
notice-forgotten = Le jeton est oublié.
notice-empty = Collez d’abord le jeton dans le champ.
notice-refused = Discogs refuse ce jeton. Vérifiez qu’il est copié en entier, ou créez-en un autre.
notice-unreachable = Discogs ne répond pas : le jeton n’a pas pu être vérifié et n’est pas gardé. Réessayez dans un moment.
notice-fixed = Le jeton vient de la configuration : c’est là qu’il se change.
notice-limit = La limite doit être un nombre, 1 ou plus.
notice-not-configured = Il faut d’abord un jeton.

## Progression
sync-idle = Aucune synchronisation pour l’instant.
sync-starting = La synchronisation commence…
sync-identity = Discogs est contacté…
sync-collection = La collection arrive
sync-links-pending = { $count ->
    [one] { $shown } lien Spotify arrive encore
   *[other] { $shown } liens Spotify arrivent encore
}
sync-finishing = Le reçu s’écrit…
sync-added = { $count ->
    [one] Terminé : { $shown } album ajouté.
   *[other] Terminé : { $shown } albums ajoutés.
}
sync-would-add = { $count ->
    [one] Essai terminé : { $shown } album serait ajouté.
   *[other] Essai terminé : { $shown } albums seraient ajoutés.
}
sync-nothing-new = Terminé : rien de nouveau.
sync-cancelled = { $count ->
    [one] Arrêté : { $shown } album ajouté reste.
   *[other] Arrêté : { $shown } albums ajoutés restent.
}
sync-left = encore { $time }
sync-wait-limit = { $service } demande d’attendre { $time }.
sync-wait-until = { $service } demande d’attendre jusqu’à { $time }. La synchronisation reprendra alors d’elle-même.
sync-wait-retry = { $service } n’a pas répondu ; nouvel essai dans { $time }.
account-question = Jusqu’ici, c’était la collection de { $kept } ; ce jeton appartient à { $new }. Rien n’est ajouté sans votre confirmation, et aucune synchronisation planifiée ne démarre. Si vous continuez, les disques des deux seront dans cette même collection, qui sera désormais lue chez { $new }.
schedule-refused = La synchronisation planifiée du { $name } n’a pas démarré pour cette raison.
account-confirm = Continuer avec { $name }
fault-other-account = Jusqu’ici, c’était la collection de { $kept } ; ce jeton appartient à { $new }. Rien n’a été ajouté.
remedy-other-account = Remettez le premier jeton, ou confirmez dans les réglages que les deux collections doivent n’en faire qu’une.
fault-token-refused = Discogs refuse le jeton.
fault-collection-private = Cette collection est privée.
fault-user-unknown = Discogs ne connaît pas cet utilisateur.
fault-discogs-unavailable = Discogs n’a pas répondu.
fault-listing-moved = La collection changeait pendant la lecture.
fault-storage-failed = La base de données n’a pas pu être écrite.
fault-not-configured = Aucun jeton n’est donné.
fault-internal = La synchronisation s’est arrêtée sur une erreur de sillon.
remedy-token-refused = Créez un autre jeton chez Discogs et donnez-le ici. Ce qui est arrivé reste.
remedy-collection-private = Donnez le jeton de son propriétaire, ou rendez-la publique chez Discogs.
remedy-user-unknown = Corrigez le nom d’utilisateur dans la configuration.
remedy-discogs-unavailable = Ce qui est arrivé reste. Relancez plus tard : seul ce qui manque viendra.
remedy-listing-moved = Relancez quand plus personne ne la modifie.
remedy-storage-failed = Le disque est peut-être plein ou en lecture seule. Ce qui est arrivé reste.
remedy-not-configured = Donnez un jeton dans les réglages.
remedy-internal = Ce qui est arrivé reste. Le journal du programme dit où ; merci de le signaler.

## Reçu
receipt-title = Synchronisation du { $name }
listing-not-whole = Les absences n’ont pas été relevées : cette liste ne le permet pas.
listing-collection-announced = Discogs annonce { $announced } exemplaires et en liste { $listed }.
listing-wantlist-announced = Discogs annonce { $announced } envies et en liste { $listed }.
listing-missing-pages = { $count ->
    [one] Il annonce { $pages } pages et répond 404 pour la page { $listed }.
   *[other] Il annonce { $pages } pages et répond 404 pour les pages { $listed }.
}
listing-empty-pages = { $count ->
    [one] Il annonce { $pages } pages, et la page { $listed } est vide.
   *[other] Il annonce { $pages } pages, et les pages { $listed } sont vides.
}
listing-collection-unlisted = { $count ->
    [one] { $shown } exemplaire n’est pas arrivé.
   *[other] { $shown } exemplaires ne sont pas arrivés.
}
listing-wantlist-unlisted = { $count ->
    [one] { $shown } envie n’est pas arrivée.
   *[other] { $shown } envies ne sont pas arrivées.
}
listing-collection-repeated = { $count ->
    [one] { $shown } exemplaire figure deux fois dans la liste.
   *[other] { $shown } exemplaires figurent plusieurs fois dans la liste.
}
listing-wantlist-repeated = { $count ->
    [one] { $shown } envie figure deux fois dans la liste.
   *[other] { $shown } envies figurent plusieurs fois dans la liste.
}
listing-unstable = { $count ->
    [one] Elle a été lue { $shown } fois.
   *[other] Elle a été lue { $shown } fois et était différente à chaque fois.
}
compared-collection = Exemplaires connus comparés avec Discogs : { $compared } sur { $known }.
compared-wantlist = Envies connues comparées avec Discogs : { $compared } sur { $known }.
filled-collection = { $count ->
    [one] { $shown } exemplaire avait des champs vides, complétés avec Discogs (pochette, dossier, notes…).
   *[other] { $shown } exemplaires avaient des champs vides, complétés avec Discogs (pochette, dossier, notes…).
}
would-fill-collection = { $count ->
    [one] { $shown } exemplaire a des champs vides que Discogs compléterait (pochette, dossier, notes…).
   *[other] { $shown } exemplaires ont des champs vides que Discogs compléterait (pochette, dossier, notes…).
}
filled-wantlist = { $count ->
    [one] { $shown } envie avait des champs vides, complétés avec Discogs (pochette, année…).
   *[other] { $shown } envies avaient des champs vides, complétés avec Discogs (pochette, année…).
}
would-fill-wantlist = { $count ->
    [one] { $shown } envie a des champs vides que Discogs compléterait (pochette, année…).
   *[other] { $shown } envies ont des champs vides que Discogs compléterait (pochette, année…).
}
compare-all = Tout comparer avec Discogs
compare-all-hint = « Tout comparer » lit toutes les pages chez Discogs, pas seulement celles qui ont du nouveau, et compare ce qui est déjà là.
was-dry-run = C’était un essai : rien n’a été écrit.
figure-added = Ajoutés
figure-would-add = Seraient ajoutés
figure-known = Déjà là
figure-copies = Exemplaires en plus
figure-errors = Erreurs
figure-albums = Albums, avant et après
figure-calls = Appels à Discogs
figure-duration = Durée
receipt-added = Albums ajoutés
and-more = { $count ->
    [one] et { $shown } autre
   *[other] et { $shown } autres
}
receipt-refused = Illisibles
receipt-refused-text = Ces lignes de la liste n’ont pas pu être gardées ; le reste est passé.
receipt-drifted = Différences
receipt-drifted-text = Discogs dit autre chose aujourd’hui. sillon garde ce qui a été importé.
receipt-absent = Absents chez Discogs
receipt-absent-text = Ces exemplaires n’y sont plus. Ils restent ici.
receipt-returned = Revenus
drift-album = Album
drift-field = Champ
drift-kept = Gardé ici
drift-listed = Chez Discogs
field-title = Titre
field-year = Année
field-master = Œuvre (master)
field-cover = Pochette
field-artists = Artistes
field-labels = Labels
field-formats = Formats
field-genres = Genres
field-styles = Styles
field-folder = Dossier
field-rating = Étoiles
field-added-at = Date d’ajout
field-notes = Notes

## Pied de page, aide
as-of = Au
trademark = Cette application utilise l’API de Discogs, mais n’est ni affiliée à Discogs, ni parrainée ou approuvée par Discogs. « Discogs » est une marque de Zink Media, LLC.
help-open = Raccourcis
help-title = Raccourcis clavier
help-search = Chercher
help-grid = De pochette en pochette
help-random = Un album au hasard
help-this = Cette feuille

## Settings › Database

database-title = Base de données
database-state = État
database-well = Rien ne manque, rien n’est modifié, et la base de données peut être écrite.
database-read-only = La base de données ne peut qu’être lue ({ $name }). Rien n’est enregistré tant que le disque est plein ou protégé, et jusqu’au redémarrage de sillon.
database-faults = Des éléments de la base de données ne sont pas tels que sillon les crée. Jusqu’à leur réparation, les lignes importées peuvent ne pas être protégées, et des pages peuvent échouer.
database-missing = Manque : { $kind } { $name }
database-altered = Modifié : { $kind } { $name }
database-foreign = Étranger à sillon : { $kind } { $name }
database-of-table = , sur la table { $name }
database-derived = Lignes manquantes ou fausses : table { $name }
database-damage = Fichier endommagé : { $name }
database-repair = Lancez `sillon verify --repair` : la commande les recrée, sans toucher ni aux lignes importées ni aux modifications.
database-restore = Ce qui manque ne se trouve que dans une sauvegarde : restaurez la plus récente.
database-kind-function = fonction
database-kind-table = table
database-kind-index = index
database-kind-view = vue
database-kind-trigger = déclencheur
