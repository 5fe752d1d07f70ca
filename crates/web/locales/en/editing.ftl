## Editing
edit = Edit
undo = Undo
undo-of = Undo what was done on { $name }
restore = Restore
restore-of = Restore { $name }
archive-do = Archive
archive-title = Archive
archive-lead = Archived albums are in no list and in no statistics, and no sync adds them again.
archive-none = The archive is empty.
archived-notice = This album is in the archive.
select = Select
select-title = Select albums
select-leave = Back to the covers
select-page = All that are shown
select-everything = { $count ->
    [one] The only album of this list
   *[other] All { $shown } albums of this list, on every page
}
select-acts = With the selection
select-field = Condition and fields
select-value = Value (empty removes it)
select-set = Set
select-add = Add
select-remove = Remove
select-lacking-albums = Select albums first.
select-lacking-act = Choose an action.
select-lacking-value = A value is missing, or is none that this collection knows.
edit-title = Edit the album
edit-lead = What was imported is kept: your changes are shown in its place and can be undone at any time.
edit-save = Save
edit-cancel = Cancel
edit-errors = { $count ->
    [one] One value is not accepted; nothing was saved.
   *[other] { $shown } values are not accepted; nothing was saved.
}
edit-copy = Copy { $name }
edit-unrated = Not rated
edit-artists-hint = One per line, in the order of the sleeve; on the right, what stands before the next.
edit-styles-hint = Separated by commas.
edit-artist-nr = Artist { $name }
edit-join-nr = Between artist { $name } and the next
edit-label = Label
edit-label-nr = Label { $name }
edit-catno = Catalogue number
edit-catno-nr = Catalogue number { $name }
edit-qty-nr = Count of format { $name }
edit-format-nr = Format { $name }
edit-descriptions-nr = Descriptions of format { $name }
edit-text = Colour, weight…
edit-text-nr = Free text of format { $name }
edit-field-title = Title
edit-field-artists = Artists
edit-field-cover = Cover
edit-field-year = Year
edit-field-original-year = Original year
edit-field-country = Country
edit-field-labels = Labels
edit-field-formats = Formats
edit-field-genres = Genres
edit-field-styles = Styles
edit-field-archived = Place
edit-field-added = Added by hand
edit-field-folder = Folder
edit-field-rating = Rating
edit-in-archive = in the archive
edit-in-collection = in the collection
edit-nowhere = nowhere
new-album = Add an album by hand
new-lead = For what Discogs does not know, or what is not in your collection there. Nothing is sent to Discogs.
new-save = Add
history-title = Changes
act-before = before:
act-after = now:
act-undone = undone on { $name }
act-more = { $count ->
    [one] and { $shown } more change
   *[other] and { $shown } more changes
}
act-edited = { $count ->
    [one] { $shown } album changed
   *[other] { $shown } albums changed
}
act-archived = { $count ->
    [one] { $shown } album archived
   *[other] { $shown } albums archived
}
act-restored = { $count ->
    [one] { $shown } album restored
   *[other] { $shown } albums restored
}
act-added = { $count ->
    [one] { $shown } album added by hand
   *[other] { $shown } albums added by hand
}
done-nothing = Nothing to change.
done-undone = Undone.
done-edited = { $count ->
    [one] Saved.
   *[other] { $shown } albums changed.
}
done-archived = { $count ->
    [one] Archived.
   *[other] { $shown } albums archived.
}
done-restored = { $count ->
    [one] Back in the collection.
   *[other] { $shown } albums are back in the collection.
}
done-added = Added.
added-by-hand = Added by hand on { $name }
edits-title = Changes and archive
edits-lead = All that was changed by hand, newest first. What was imported stays untouched below; every change can be undone.
edits-to = All changes
edits-none = No changes yet.
help-edit = Edit the album
help-select = Select albums
