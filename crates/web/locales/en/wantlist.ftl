## The wantlist
nav-wantlist = Wantlist
wants = { $count ->
    [one] { $shown } want
   *[other] { $shown } wants
}
wants-states = Status
wants-all = All
wants-wanted = Still wanted
wants-pressing = Another pressing is here
wants-held = In the collection
wants-gone = Taken off at Discogs
wants-none = sillon can read your wantlist at Discogs, and tell what of it is here already.
wants-start = Import the wantlist
wants-refresh = Update
wants-connect = To the settings
wants-follow = Also after each sync of the collection
wants-promise = New wants are added. Nothing is changed or removed, neither here nor at Discogs.
wants-follows = Also read after each sync of the collection.
wants-unfollow = Only when asked
wants-alone = Read only when asked.
wants-follow-now = Also after each sync
wants-empty = No want here.
wants-run = Wantlist synchronisation
wants-idle = The wantlist was not read so far.
wants-coming-in = The wantlist is coming in
wants-added = { $count ->
    [one] Done: { $shown } want added.
   *[other] Done: { $shown } wants added.
}
wants-would-add = { $count ->
    [one] Dry run done: { $shown } want would be added.
   *[other] Dry run done: { $shown } wants would be added.
}
wants-cancelled = { $count ->
    [one] Stopped: { $shown } added want stays.
   *[other] Stopped: { $shown } added wants stay.
}
want-held = In the collection
want-pressing = Another pressing is here
want-gone = Taken off at Discogs, seen on { $name }
want-since = Since { $name }
want-away = (at Discogs)
fault-wantlist-private = This wantlist is private.
remedy-wantlist-private = Give its owner’s token, or make it public at Discogs.
stopped-wantlist-private = { $service }: this wantlist is private.
receipt-wants-title = Wantlist sync of { $name }
receipt-wants-added = Wants added
receipt-wants-absent-text = They are no longer on the wantlist at Discogs. They stay here.
figure-wants = Wants, before and after

## The value
value-title = Value
value-one = Discogs puts the collection at { $median }, between { $minimum } and { $maximum } by what its records were sold for.
value-up = Discogs puts the collection at { $median }, between { $minimum } and { $maximum } by what its records were sold for: { $change } more than on { $day }.
value-down = Discogs puts the collection at { $median }, between { $minimum } and { $maximum } by what its records were sold for: { $change } less than on { $day }.
value-same = Discogs puts the collection at { $median }, between { $minimum } and { $maximum } by what its records were sold for, as on { $day }.
value-day = Day
value-minimum = Minimum
value-median = Median
value-maximum = Maximum
value-as-of = Asked of Discogs on { $name }; once a day at most.
value-asked = Asking Discogs; the figure appears at the next visit.
value-refused = Discogs did not tell. It will be asked again, in an hour at the earliest.
value-no-token = Discogs tells the owner alone: it takes a token, in the settings.
value-point = { $day }: { $median }
