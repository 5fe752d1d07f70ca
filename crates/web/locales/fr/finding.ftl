### Chercher, filtrer et regarder la collection.

search-corrected = Résultats pour « { $name } ».
search-exact = Chercher « { $name } » tel quel
chip-without = sauf { $name }
chip-original-year = origine { $name }
filters-clear = Tout retirer
filter-all = Les voir tous
leave-out = Sans { $name }
filter-format = Format
filter-artist = Artiste
filter-label = Label
filter-country = Pays
filter-folder = Dossier
filter-media = État du disque
filter-sleeve = État de la pochette
filter-rating = Note
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
column-rating = Note
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
