### Searching, filtering and looking through the collection.

search-corrected = Results for “{ $name }”.
search-exact = Search for “{ $name }” word for word
chip-without = not { $name }
chip-original-year = original { $name }
filters-clear = Clear all
filter-all = Show all
leave-out = Leave out { $name }
filter-format = Format
filter-artist = Artist
filter-label = Label
filter-country = Country
filter-folder = Folder
filter-media = Condition of the media
filter-sleeve = Condition of the sleeve
filter-rating = Rating
filter-missing = Missing
unrated = Unrated
lacking-cover = No cover
lacking-description = No description
lacking-link = No link
lacking-details = No tracks
lacking-year = No year
group-master = Pressings together
view = View
view-small = Small covers
view-medium = Covers
view-large = Large covers
view-list = List
view-table = Table
columns = Columns
columns-show = Show these columns
column-title = Title
column-artist = Artist
column-year = Year
column-format = Format
column-label = Label
column-catno = Number
column-genre = Genre
column-style = Style
column-rating = Rating
column-copies = Copies
column-added = Added

## Help
help-search-title = In the search
help-words = All of these words, in artists, titles, labels, numbers, tracks, notes and barcodes
help-phrase = These words in a row
help-without = Without this word
help-fields = In one field: artist, title, label, catno, track, genre, style, format, country, folder, year, original, decade, media, sleeve…
help-lacking = What is missing, what is well rated

## Labels, genres, styles, decades
labels = { $count ->
    [one] { $shown } label
   *[other] { $shown } labels
}
labels-title = Labels
search-label = Search for a label
empty-labels = Labels will come with the first albums.
empty-label-search = No label of that name.
show-all-labels = Show all labels
topic-narrow = Narrow down further

## Statistics
stats-formats-title = Formats in detail
stats-formats = Most common: { $name }, { $shown } { $count ->
    [one] album
   *[other] albums
}.
stats-artists-title = Artists
stats-artists = Most common: { $name }, on { $shown } { $count ->
    [one] album
   *[other] albums
}.
stats-countries-title = Countries
stats-countries = Most common: { $name }, { $shown } { $count ->
    [one] pressing
   *[other] pressings
}, { $share } of the collection.
stats-ratings-title = Ratings
stats-ratings = Most often: { $name }, { $shown } { $count ->
    [one] album
   *[other] albums
}, { $share } of the collection.
stats-repressed-title = Works and pressings
stats-repressed = { $shown } { $count ->
    [one] album is a pressing
   *[other] albums are pressings
} from the year of first release, { $share } of those of which both years are known.
stats-repressed-square = First released in the { $work }, pressed in the { $pressing }
stats-repressed-axes = Across: the decade of the first release. Down: the decade of the pressing.
stats-pressing = Pressing
stats-lacking-title = What is missing
stats-lacking = { $name }: { $shown } { $count ->
    [one] album
   *[other] albums
}, { $share } of the collection.

## Saved views
views = Views
views-title = Saved views
views-manage = Rename or remove
views-name = Name of this view
views-query = Filters of this view
views-keep = Save this view
views-rename = Rename
views-remove = Remove
views-none = No saved views yet. Filter the collection, then name the result among the filters.
views-to-collection = Back to the collection
refused-taken = another has this name.
widen = Try removing:
widen-without = Without { $name }
widen-with = With { $name } again
widen-words = Fewer words or only their beginnings find more; a catalogue number or a barcode can be typed too.
