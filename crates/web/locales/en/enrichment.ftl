## Enrichment: the page among the settings
enrich-title = Enrichment
enrich-lead = After a sync, sillon adds what is missing: links, portraits, covers, details, descriptions. It fills empty fields only: nothing that was imported or written by hand changes.
enrich-to = See what is missing and fill it in
enrich-services = Services
enrich-widen = Add everything to this run
enrich-covers-all = This run looks at everything already.
enrich-test = Test
enrich-test-of = Test { $name }
enrich-coverage = What is there
enrich-state = State of the enrichment
enrich-run = Latest run
enrich-idle = No enrichment so far.
enrich-starting = The enrichment is starting…
enrich-waits-sync = Waiting for the sync to end; the enrichment begins then.
enrich-waits-wantlist = Waiting for the wantlist sync to end; the enrichment begins then.
enrich-waits-import = Waiting for the import to end; the enrichment begins then.
enrich-left-stopped = { $count ->
    [one] { $shown } left for later
   *[other] { $shown } left for later
}
enrich-left-claimed = { $count ->
    [one] { $shown } left to another run
   *[other] { $shown } left to another run
}
enrich-left-cancelled = { $count ->
    [one] { $shown } left for later: stopped
   *[other] { $shown } left for later: stopped
}
enrich-left-failed = { $count ->
    [one] { $shown } left for later: the run failed
   *[other] { $shown } left for later: the run failed
}
enrich-notice-widened = Added to the enrichment that is running.
enrich-running = The collection is being filled in
enrich-nothing = Done: there was nothing to ask for.
enrich-done = { $count ->
    [one] Done: { $shown } answer found.
   *[other] Done: { $shown } answers found.
}
enrich-cancelled = { $count ->
    [one] Stopped: { $shown } answer found stays.
   *[other] Stopped: { $shown } answers found stay.
}
enrich-all = Fill in everything
enrich-limit = Albums, at most, the newest first:
enrich-cancel = Stop
enrich-cancel-hint = What was found stays.
enrich-retry = Try failures again
enrich-retry-of = Try failures again: { $name }
enrich-nobody = No service configured.
facet-links = Links
facet-images = Portraits
facet-covers = Covers
facet-details = Details
facet-descriptions = Descriptions
facet-links-text = The album’s page at Spotify.
facet-images-text = A picture of the artist: Spotify, else Discogs, else Deezer.
facet-covers-text = The pictures, kept here in several sizes.
facet-details-text = Tracks, credits, codes and notes: the page at Discogs.
facet-descriptions-text = A few sentences an album, written by a chat model from the known facts alone.
fill-links = Fill in links
fill-images = Fill in portraits
fill-covers = Fill in covers
fill-details = Fill in details
fill-descriptions = Fill in descriptions
cover-found = { $count ->
    [one] { $shown } found
   *[other] { $shown } found
}
cover-absent = { $count ->
    [one] { $shown } not available
   *[other] { $shown } not available
}
cover-failed = { $count ->
    [one] { $shown } failure
   *[other] { $shown } failures
}
cover-missing = { $count ->
    [one] { $shown } to ask for
   *[other] { $shown } to ask for
}
cover-doubtful = { $count ->
    [one] { $shown } to review
   *[other] { $shown } to review
}
facet-progress-ended = done

## Services
service-discogs = Discogs
service-spotify = Spotify
service-deezer = Deezer
service-ai = The model
service-images = The host of pictures
service-discogs-text = Details and portraits
service-spotify-text = Links and portraits
service-deezer-text = Portraits; open to all
service-ai-text = Descriptions
service-images-text = Covers; the hosts that the sources name
service-open = Nothing to configure
service-ready = Configured
service-none = Not configured
service-silent = Did not answer the last call
service-answers = Answers
service-premium = Requires the owner of the app to have a Premium account; no longer asked
service-resting = Fails too often; paused for a while
service-none-discogs = Enter a token in the settings.
service-none-spotify = Set SILLON_SPOTIFY_CLIENT_ID and SILLON_SPOTIFY_CLIENT_SECRET.
service-none-ai = Set SILLON_AI_TOKEN, and SILLON_AI_PRODUCT_ID or SILLON_AI_URL.
waits-limit = { $service } asks us to wait until { $time }.
waits-retry = { $service } did not answer; trying again at { $time }.
stopped-until = It can go on from { $time }.
stopped-token-refused = { $service } refuses the token.
stopped-credential-refused = { $service } refuses the token.
stopped-premium-required = { $service } answers only apps whose owner has a Premium account. No links are searched until that changes.
stopped-collection-private = { $service } refuses this reading.
stopped-user-unknown = { $service } does not know this user.
stopped-discogs-unavailable = { $service } does not answer.
stopped-listing-moved = { $service } changes while it is read.
stopped-storage-failed = The database could not be written.
stopped-not-configured = { $service } is not configured.
stopped-provider-resting = { $service } asks for a pause.
stopped-provider-unavailable = { $service } does not answer, after several attempts.
stopped-budget-spent = { $service } has answered as often today as the settings allow.
stopped-internal = An error in sillon stopped this work.
fault-credential-refused = The service refuses the token.
fault-premium-required = Spotify answers only apps whose owner has a Premium account.
fault-provider-resting = The service asks for a long pause.
fault-provider-unavailable = The service did not answer.
fault-budget-spent = The number of calls allowed for a day is reached.
remedy-credential-refused = Correct it in the configuration. What was found stays.
remedy-premium-required = Once the owner of the app has Premium, test Spotify on the enrichment page, or set another app’s credentials.
remedy-provider-resting = What is left comes with the next run, after the pause.
remedy-provider-unavailable = Start again later: only what is missing will be asked for.
remedy-budget-spent = Start again tomorrow, or raise the limit in the configuration.

## What the forms say
enrich-notice-answers = { $service } answers.
enrich-notice-premium = { $service } answers only apps whose owner has a Premium account.
enrich-notice-refused = { $service } refuses the token.
enrich-notice-unreachable = { $service } does not answer. Try again in a moment.
enrich-notice-none = { $service } is not configured.
enrich-notice-limit = The limit has to be a number, 1 or more.
enrich-notice-not-configured = No service is configured. Configure one first.
enrich-notice-running = An enrichment is already running: wait for its end, or stop it.
enrich-notice-gone = This is no longer to be reviewed.
enrich-notice-too-long = A description may have 64 KB of text at most. Shorten it; the one before is still there.
enrich-notice-empty = An empty description is not kept; to take it away, there is “Remove”.

## To review
review-title = To review
review-nothing = Nothing to review: every answer was sure.
review-links = Uncertain links
review-links-text = sillon did not choose. A wrong link is worse than none.
review-texts = Descriptions held for review
review-texts-text = A check found problems in them. They are not shown.
review-this = This is the one
review-this-of = This is the one: { $name }
review-none = { $count ->
    [one] Not this one
   *[other] None of these
}
review-show = Show anyway
review-drop = Discard
review-tracks = { $count ->
    [one] { $shown } track
   *[other] { $shown } tracks
}
review-why = likeness { $score }: { $reasons }
review-more = { $count ->
    [one] At least { $shown } is shown; the others come next.
   *[other] The first { $shown } are shown; the others come next.
}
doubt-empty = Nothing was written.
doubt-unfinished = Ends too early: “{ $name }”
doubt-wrong-language = In another language: { $name }
doubt-refusal = Refuses, or addresses the reader: “{ $name }”
doubt-markdown = Contains markup: “{ $name }”
doubt-unknown-year = A date that is not in the facts: “{ $name }”
doubt-unknown-name = A name that is not in the facts: “{ $name }”
doubt-unknown-title = A title that is not in the facts: “{ $name }”
doubt-artist-missing = Does not name the artist: { $name }
doubt-too-short = Says nothing about the album.
doubt-too-long = Too long.

## Album: what was learnt
description-title = Description
description-by-model = Written by { $model } ({ $language }), { $date }
description-by-person = Written by hand, { $date }
description-locked = Locked: no model changes it.
description-edit = Edit
description-write = Write a description
description-label = Text
description-save = Save
description-lock = Lock
description-unlock = Unlock
description-again = Regenerate
description-ask = Generate
description-remove = Remove
description-former = { $count ->
    [one] Earlier version
   *[other] { $shown } earlier versions
}
description-show-again = Show again
text-state-review = held for review
text-state-former = replaced
text-state-removed = removed
text-state-shown = shown
tracks-title = Tracks
tracks-side = Side { $name }
tracks-disc = Disc { $name }
track-artists = by { $name }
credits-title = Credits
fact-country = Country
fact-released = Released
fact-original-year = First released
fact-companies = Companies
fact-identifiers = Barcodes and matrices
fact-notes = Notes
fact-videos = Videos
origin-of = { $source }, { $date }
origin-person = chosen by hand, { $date }
origin-found = Link: { $name }
origin-cover = Cover kept: { $name }
origin-details = Details: { $name }
missing-details = Tracks and credits are not known yet.
details-fetch = Load from Discogs
picture-from = Picture: { $name }
links-doubtful = Which one at Spotify?
links-doubtful-text = sillon is not sure of any of these. Your choice is kept: nothing replaces it.
reason-artist = same artist
reason-title = same title
reason-barcode = found by its barcode
reason-year-unknown = year unknown
reason-year = year { $name }
reason-other-artist = artist { $name }
reason-other-title = title { $name }
reason-other-year = year { $theirs }, not { $ours }
reason-reissue-year = year { $name }, of a reissue
reason-common-title = a title that many share
reason-no-artist = no artist to tell by
reason-unofficial-concert = an unofficial concert
reason-album-not-single = an album, not a single
reason-album-not-ep = an album, not an EP
reason-single-not-ep = a single, not an EP
reason-single-not-album = a single, not an album
reason-ep-not-album = an EP, not an album
reason-compilation-not-album = a compilation, not an album
reason-maybe-album = perhaps an album
reason-maybe-single = perhaps a single
reason-tracks = { $theirs } tracks, not { $ours }
reason-only-live = only one of the two is live
reason-only-karaoke = only one of the two is a karaoke
reason-only-tribute = only one of the two is a tribute
reason-only-instrumental = only one of the two is instrumental
reason-only-demos = only one of the two is of demos
reason-only-remixes = only one of the two is remixed
reason-only-acoustic = only one of the two is acoustic
reason-only-sessions = only one of the two is of radio sessions
reason-only-covers = only one of the two is of cover versions
reason-only-spoken = only one of the two is spoken
reason-only-re-recorded = only one of the two is re-recorded
reason-only-rarities = only one of the two is of rarities
reason-only-best-of = only one of the two is a best of
reason-only-selection = only one of the two is a selection
reason-only-arranged = only one of the two is arranged for other instruments
reason-only-altered = only one of the two is altered in speed or sound
reason-only-soundtrack = only one of the two is a soundtrack
reason-only-score = only one of the two is a film score
reason-only-inspired = only one of the two is inspired by a film
enrich-facet-nothing = nothing to do
enrich-all-there = all there
enrich-album-in-hand = in progress
enrich-notice-started = Requested; reload the page in a moment.
description-none = No description yet.
description-edit-hint = A text written by hand is locked; the former one is kept.
details-title = Details of the pressing
enrich-notice-scheduled = Saved.

## A description in the making
draft-waiting = Requested; writing starts shortly.
draft-writing = Being written, not checked yet.
draft-again = The first try did not pass the check; a second one is being written, not checked yet.
draft-shown = The description is written and checked.
draft-review = A text was written and held for review: the check found problems in it.
draft-failed = No text was written: the model did not finish.
draft-to-review = Review this text

## What starts by itself
schedule-title = Automatic:
schedule-when = Start
schedule-off = never
schedule-after-sync = after every sync that adds albums
schedule-daily = every day
schedule-daily-at = every day at { $name }
schedule-weekly = every week
schedule-weekly-at = every seven days at { $name }
schedule-full-title = Compare everything:
schedule-hour = Every day at
schedule-hour-of-week = At
schedule-zone = The server’s time ({ $name }).
schedule-save = Save
