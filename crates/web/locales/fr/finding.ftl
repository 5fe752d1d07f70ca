### Chercher, filtrer et regarder la collection.

search-corrected = Résultats pour « { $name } ».
search-exact = Chercher « { $name } » tel quel
chip-without = sauf { $name }
chip-original-year = origine { $name }
filters-clear = Tout effacer
filter-all = Tout afficher
leave-out = Sans { $name }
filter-format = Format
filter-artist = Artiste
filter-label = Label
filter-country = Pays
filter-folder = Dossier
filter-media = État du disque
filter-sleeve = État de la pochette
filter-rating = Étoiles
filter-missing = Manque
unrated = Sans note
lacking-cover = Sans pochette
lacking-description = Sans description
lacking-link = Sans lien
lacking-details = Sans pistes
lacking-year = Sans année
group-master = Pressages ensemble
view = Affichage
view-small = Petites pochettes
view-medium = Pochettes
view-large = Grandes pochettes
view-list = Liste
view-table = Tableau
columns = Colonnes
columns-show = Montrer ces colonnes
column-title = Titre
column-artist = Artiste
column-year = Année
column-format = Format
column-label = Label
column-catno = Numéro
column-genre = Genre
column-style = Style
column-rating = Étoiles
column-copies = Exemplaires
column-added = Ajouté

## Help
help-search-title = Dans la recherche
help-words = Tous ces mots, dans les artistes, titres, labels, numéros, pistes, notes et codes-barres
help-phrase = Ces mots à la suite
help-without = Sans ce mot
help-fields = Dans un champ : artiste, titre, label, catno, piste, genre, style, format, pays, dossier, année, original, décennie, disque, pochette…
help-lacking = Ce qui manque, ce qui est bien noté

## Labels, genres, styles, décennies
labels = { $count ->
    [one] { $shown } label
   *[other] { $shown } labels
}
labels-title = Labels
search-label = Chercher un label
empty-labels = Les labels viendront avec les premiers albums.
empty-label-search = Aucun label de ce nom.
show-all-labels = Montrer tous les labels
topic-narrow = Affiner

## Statistiques
stats-formats-title = Formats en détail
stats-formats = { $name } revient le plus souvent : { $shown } { $count ->
    [one] album
   *[other] albums
}.
stats-artists-title = Artistes
stats-artists = { $name } est là le plus souvent : sur { $shown } { $count ->
    [one] album
   *[other] albums
}.
stats-countries-title = Pays
stats-countries = { $name } en a fait le plus : { $shown } { $count ->
    [one] pressage
   *[other] pressages
}, { $share } de la collection.
stats-ratings-title = Étoiles
stats-ratings = Le plus souvent : { $name }, { $shown } { $count ->
    [one] album
   *[other] albums
}, { $share } de la collection.
stats-repressed-title = Œuvres et pressages
stats-repressed = { $shown } { $count ->
    [one] album est un pressage
   *[other] albums sont des pressages
} de l’année où l’œuvre est parue, { $share } de ceux dont les deux années sont connues.
stats-repressed-square = Parus dans les { $work }, pressés dans les { $pressing }
stats-repressed-axes = En travers : la décennie de la première parution. Vers le bas : celle du pressage.
stats-pressing = Pressage
stats-lacking-title = Ce qui manque
stats-lacking = { $name } : { $shown } { $count ->
    [one] album
   *[other] albums
}, { $share } de la collection.

## Vues gardées
views = Vues
views-title = Vues gardées
views-manage = Renommer ou retirer
views-name = Nom de cette vue
views-query = Filtres de cette vue
views-keep = Garder cette vue
views-rename = Renommer
views-remove = Retirer
views-none = Aucune vue n’est gardée. Filtrez la collection, puis donnez un nom au résultat parmi les filtres.
views-to-collection = Retour à la collection
refused-taken = une autre porte ce nom.
widen = Essayez de retirer :
widen-without = Sans { $name }
widen-with = Avec { $name } de nouveau
widen-words = Moins de mots, ou seulement leurs débuts, trouvent davantage ; un numéro de catalogue ou un code-barres aussi.
