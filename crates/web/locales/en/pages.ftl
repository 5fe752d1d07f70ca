app-name = sillon
skip = Skip to content
home = sillon, home
nav = Navigation
nav-collection = Collection
nav-artists = Artists
nav-stats = Statistics
nav-settings = Settings
nav-albums = Albums
search = Search the collection
search-hint = Artist, title, label, number…
close = Close

## Numbers, lists, dates
list-and = and
albums = { $count ->
    [one] { $shown } album
   *[other] { $shown } albums
}
artists = { $count ->
    [one] { $shown } artist
   *[other] { $shown } artists
}
word-albums = { $count ->
    [one] album
   *[other] albums
}
word-copies = { $count ->
    [one] copy
   *[other] copies
}
word-artists = { $count ->
    [one] artist
   *[other] artists
}
word-labels = { $count ->
    [one] label
   *[other] labels
}
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-time = { $date } at { $time }
ago-now = just now
ago-minutes = { $count } min ago
ago-hours = { $count } h ago
ago-days = { $count ->
    [1] yesterday
   *[other] { $count } days ago
}
decade = { $decade }s

## Collection
sort = Sort:
sort-added-desc = Recently added
sort-added-asc = Added first
sort-artist-asc = Artist, A to Z
sort-artist-desc = Artist, Z to A
sort-title-asc = Title, A to Z
sort-title-desc = Title, Z to A
sort-year-desc = Year, latest first
sort-year-asc = Year, earliest first
sort-original_year-asc = Original year, earliest first
sort-original_year-desc = Original year, latest first
sort-label-asc = Label and number
sort-label-desc = Label and number, backwards
sort-rating-desc = Best rated
sort-rating-asc = Least rated
sort-reverse = Reverse the order
search-mistake-year = “{ $value }” is no year: write 1959, 1970-79 or 1970s.
search-mistake-original_year = “{ $value }” is no year: write 1959, 1970-79 or 1970s.
search-mistake-decade = “{ $value }” is no decade: write 1970.
search-mistake-rating = “{ $value }” is no rating: write 0 to 5, 4-5 or 4+.
search-mistake-missing = “{ $value }” is nothing that can be missing: write cover, description, link, details or year.
random = Surprise me
tools-more = More
filters = Filters
filters-active = Active filters
filter-remove = remove this filter
filter-support = Medium
filter-genre = Genre
filter-decade = Decade
filter-style = Style
filter-more = Show more
chip-search = “{ $words }”
paging = Pages
paging-previous = Previous
paging-next = Next
empty-result = No matching albums.
show-all = Show the whole collection
empty-collection = Your collection is empty.
to-sync = Import from Discogs
past-the-end = There is nothing on this page.
artist-various = Various artists
artist-unknown = Unknown artist
support-vinyl = Vinyl
support-digital = Digital
support-reel = Tape
support-eight-track = 8-track
support-other = Other

## First start
welcome = Welcome
welcome-title = A home for your records
welcome-lead = sillon mirrors your Discogs collection, fast and without touching it: it reads, and never writes to Discogs.
door-token = Connect Discogs
door-token-text = Your collection arrives in seconds.
door-demo = Look around first
door-demo-text = An invented collection: no account, no network, and nothing is kept.
door-demo-button = Look around
token = Personal Discogs token
token-save = Connect
token-help = Log in to Discogs, then create one with one click:
demo-label = Demonstration
demo-banner = This collection is invented data: neither the records nor the covers exist.
demo-leave = Leave the demonstration

## Album
cover-of = Cover of { $name }
fact-labels = { $count ->
    [one] Label
   *[other] Labels
}
fact-formats = { $count ->
    [one] Format
   *[other] Formats
}
fact-year = Year
fact-genres = { $count ->
    [one] Genre
   *[other] Genres
}
fact-styles = { $count ->
    [one] Style
   *[other] Styles
}
missing = Discogs does not list { $name }.
missing-cover = the cover
missing-year = the year
missing-label = the label
missing-format = the format
missing-genre = the genre
copies = { $count ->
    [one] Your copy
   *[other] Your { $shown } copies
}
copies-short = { $count ->
    [one] { $shown } copy
   *[other] { $shown } copies
}
copy-folder = Folder
copy-added = Added
copy-kept = No longer in the collection at Discogs since { $name }; kept here.
stars = { $count ->
    [one] { $shown } star of 5
   *[other] { $shown } stars of 5
}
added-by-sync = Imported from Discogs by the sync of { $name }
pressings = Other pressings in the collection

## Artists
search-artist = Search for an artist
empty-artists = Artists appear with the first albums.
empty-artist-search = No artist of that name.
show-all-artists = Show all artists

## Statistics
empty-stats = Figures appear with the first albums.
as-table = As a table
stats-year = Year
stats-month = Month
stats-growth-title = Albums added
stats-growth = Most added: { $name }, with { $shown } { $count ->
    [one] album
   *[other] albums
}.
stats-decades-title = Decades
stats-decades = The { $name } lead: { $shown } { $count ->
    [one] pressing
   *[other] pressings
}, { $share } of those whose year is known.
stats-supports-title = Media
stats-supports = { $name } comes first: { $shown } { $count ->
    [one] album
   *[other] albums
}, { $share } of the collection.
stats-genres-title = Genres
stats-genres = { $name } is on { $shown } { $count ->
    [one] album
   *[other] albums
}, { $share } of the collection.
stats-styles-title = Styles
stats-styles = { $name } comes up most often: { $shown } { $count ->
    [one] album
   *[other] albums
}.
stats-labels-title = Labels
stats-labels = Most common: { $name }, { $shown } { $count ->
    [one] album
   *[other] albums
}.

## Settings
sync-title = Discogs synchronisation
sync-state = State of the synchronisation
sync-start = Import my collection
sync-start-again = Check for new records
sync-promise = New albums are added. What is already there is neither changed nor removed.
sync-options = Options
sync-limit = New albums, at most:
sync-dry-run = Dry run: show what would be added, write nothing
sync-cancel = Stop
sync-cancel-hint = What has arrived stays.
connected-as = Connected to Discogs as { $name }.
connected = Connected to Discogs.
token-fixed = The token comes from the configuration.
token-stored = The token is kept encrypted.
token-none = A public collection, read without a token.
token-forget = Forget the token
token-forget-hint = The collection stays; only syncs stop.
not-connected = With a personal token, sillon reads your Discogs collection. It is kept encrypted and travels to Discogs only.
discogs-silent = Discogs did not answer the last call.
runs = Latest syncs
to-receipt = See the receipt
display-title = Language and appearance
language = Language
theme = Appearance
theme-system = As the system
theme-light = Light
theme-dark = Dark
access-title = Access
log-out = Sign out
log-out-hint = This browser will be asked for the password again.
notice-scheduled = Saved.
notice-connected = Connected. Now import your collection.
notice-forgotten = The token is forgotten.
notice-empty = Paste the token into the field first.
notice-refused = Discogs refuses this token. Check that it was copied whole, or make another.
notice-unreachable = Discogs does not answer: the token could not be checked and was not kept. Try again in a moment.
notice-fixed = The token comes from the configuration: that is where it is changed.
notice-limit = The limit has to be a number, 1 or more.
notice-not-configured = A token is needed first.

## Progress
sync-idle = No sync so far.
sync-starting = The sync is starting…
sync-identity = Contacting Discogs…
sync-collection = Importing the collection
sync-links-pending = { $count ->
    [one] { $shown } Spotify link still coming in
   *[other] { $shown } Spotify links still coming in
}
sync-finishing = Writing the receipt…
sync-added = { $count ->
    [one] Done: { $shown } album added.
   *[other] Done: { $shown } albums added.
}
sync-would-add = { $count ->
    [one] Dry run done: { $shown } album would be added.
   *[other] Dry run done: { $shown } albums would be added.
}
sync-nothing-new = Done: nothing new.
sync-cancelled = { $count ->
    [one] Stopped: { $shown } added album stays.
   *[other] Stopped: { $shown } added albums stay.
}
sync-left = { $time } left
sync-wait-limit = { $service } asks us to wait { $time }.
sync-wait-until = { $service } asks us to wait until { $time }. The sync goes on by itself then.
sync-wait-retry = { $service } did not answer; trying again in { $time }.
account-question = So far this was the collection of { $kept }; this token belongs to { $new }. Nothing is added until you confirm, and no scheduled sync runs. If you go on, the records of both are in this one collection, and from then on it is read from { $new }.
schedule-refused = The sync scheduled for { $name } was not started for this reason.
account-confirm = Go on with { $name }
fault-other-account = So far this was the collection of { $kept }; this token belongs to { $new }. Nothing was added.
remedy-other-account = Give the first token back, or confirm on the Settings page that both collections are to be one.
fault-token-refused = Discogs refuses the token.
fault-collection-private = This collection is private.
fault-user-unknown = Discogs does not know this user.
fault-discogs-unavailable = Discogs did not answer.
fault-listing-moved = The collection kept changing while it was read.
fault-storage-failed = The database could not be written.
fault-not-configured = No token is set.
fault-internal = The sync stopped on an error of sillon’s own.
remedy-token-refused = Create another token at Discogs and enter it here. What was imported stays.
remedy-collection-private = Enter its owner’s token, or make it public at Discogs.
remedy-user-unknown = Correct the user name in the configuration.
remedy-discogs-unavailable = What has arrived stays. Start again later: only what is missing will come.
remedy-listing-moved = Start again when nobody is editing it.
remedy-storage-failed = The disk may be full or read-only. What has arrived stays.
remedy-not-configured = Enter a token in the settings.
remedy-internal = What has arrived stays. The program’s log says where; please report it.

## Receipt
receipt-title = Sync of { $name }
listing-not-whole = Whether something is gone from Discogs was not judged: this listing does not allow it.
listing-collection-announced = Discogs announces { $announced } copies and lists { $listed }.
listing-wantlist-announced = Discogs announces { $announced } wants and lists { $listed }.
listing-missing-pages = { $count ->
    [one] It announces { $pages } pages and answers 404 for page { $listed }.
   *[other] It announces { $pages } pages and answers 404 for pages { $listed }.
}
listing-empty-pages = { $count ->
    [one] It announces { $pages } pages, and page { $listed } is empty.
   *[other] It announces { $pages } pages, and pages { $listed } are empty.
}
listing-collection-unlisted = { $count ->
    [one] { $shown } copy did not arrive.
   *[other] { $shown } copies did not arrive.
}
listing-wantlist-unlisted = { $count ->
    [one] { $shown } want did not arrive.
   *[other] { $shown } wants did not arrive.
}
listing-collection-repeated = { $count ->
    [one] { $shown } copy is listed twice.
   *[other] { $shown } copies are listed more than once.
}
listing-wantlist-repeated = { $count ->
    [one] { $shown } want is listed twice.
   *[other] { $shown } wants are listed more than once.
}
listing-unstable = { $count ->
    [one] It was read { $shown } time.
   *[other] It was read { $shown } times and was different each time.
}
compared-collection = Compared { $compared } of { $known } known copies with Discogs.
compared-wantlist = Compared { $compared } of { $known } known wants with Discogs.
filled-collection = { $count ->
    [one] { $shown } copy had empty fields that Discogs fills now (cover, folder, notes…).
   *[other] { $shown } copies had empty fields that Discogs fills now (cover, folder, notes…).
}
would-fill-collection = { $count ->
    [one] { $shown } copy has empty fields that Discogs would fill (cover, folder, notes…).
   *[other] { $shown } copies have empty fields that Discogs would fill (cover, folder, notes…).
}
filled-wantlist = { $count ->
    [one] { $shown } want had empty fields that Discogs fills now (cover, year…).
   *[other] { $shown } wants had empty fields that Discogs fills now (cover, year…).
}
would-fill-wantlist = { $count ->
    [one] { $shown } want has empty fields that Discogs would fill (cover, year…).
   *[other] { $shown } wants have empty fields that Discogs would fill (cover, year…).
}
compare-all = Compare everything
compare-all-hint = “Compare everything” reads every page at Discogs, not only those with something new, and compares what is there.
was-dry-run = It was a dry run: nothing was written.
figure-added = Added
figure-would-add = Would be added
figure-known = Already there
figure-copies = Further copies
figure-errors = Errors
figure-albums = Albums, before and after
figure-calls = Calls to Discogs
figure-duration = Duration
receipt-added = Albums added
and-more = { $count ->
    [one] and { $shown } more
   *[other] and { $shown } more
}
receipt-refused = Unreadable
receipt-refused-text = These lines of the listing could not be kept; the rest went on.
receipt-drifted = Differences
receipt-drifted-text = Discogs has other values today. sillon keeps what was imported.
receipt-absent = Absent at Discogs
receipt-absent-text = These copies are no longer there. They stay here.
receipt-returned = Returned
drift-album = Album
drift-field = Field
drift-kept = Kept here
drift-listed = At Discogs
field-title = Title
field-year = Year
field-master = Master release
field-cover = Cover
field-artists = Artists
field-labels = Labels
field-formats = Formats
field-genres = Genres
field-styles = Styles
field-folder = Folder
field-rating = Rating
field-added-at = Date added
field-notes = Notes

## Footer, help
as-of = As of
trademark = This application uses Discogs’ API but is not affiliated with, sponsored or endorsed by Discogs. ‘Discogs’ is a trademark of Zink Media, LLC.
help-open = Shortcuts
help-title = Keyboard shortcuts
help-search = Search
help-grid = From cover to cover
help-random = A random album
help-this = This help

## Settings › Database

database-title = Database
database-state = State
database-well = Nothing is missing or altered, and the database can be written.
database-read-only = The database can only be read ({ $name }). Nothing is saved until the disk has room and can be written, and sillon is started again.
database-faults = Parts of the database are not as sillon makes them. Until that is repaired, imported rows may be unprotected and pages may fail.
database-missing = Missing: { $kind } { $name }
database-altered = Altered: { $kind } { $name }
database-foreign = Not sillon’s: { $kind } { $name }
database-of-table = , on table { $name }
database-derived = Missing or wrong rows: table { $name }
database-damage = Damaged file: { $name }
database-repair = Run `sillon verify --repair`: it makes them again and touches neither imported rows nor edits.
database-restore = What is missing is in a backup only: restore the newest one.
database-kind-function = function
database-kind-table = table
database-kind-index = index
database-kind-view = view
database-kind-trigger = trigger
