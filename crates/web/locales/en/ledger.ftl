fault-rows-changed = Albums that were there before were changed while the run was at work.
remedy-rows-changed = sillon changes none. Look at the proof below, find out which program wrote into the database, and bring the last backup back.
stopped-rows-changed = Rows were changed while it was at work.

ledger-title = The ledger
ledger-lead = Every sync and import, newest first, each with its receipt: what it did, what it left alone, and the proof.
ledger-none = No run yet.
runs-all = All runs
run-undone = Undone.

started-by-page = started on a page
started-by-api = started by the API
started-by-command = started by a command
started-by-schedule = started by the schedule
started-by-sync = started after a sync of the collection
started-by-demo = started by the demonstration

figure-calls-saved = Calls saved

proof-title = Proof
proof-equal = Nothing that was there already was changed: { $name } rows were summed up before the run and after it, and the sums are equal.
proof-broken = Something that was there already was changed or removed while the run was at work: the sums over the { $name } rows before it are not equal.
proof-both = Before and after
proof-before = Before
proof-after = After
proof-changed-before = Before this run began, something that the last one left had been changed. sillon changes nothing that was imported: another program wrote into the database.
proof-none = No sums were taken: the run ended before it looked at anything, or it is older than proofs.

undo-run = Undo this run…
undo-run-text =
    { $count ->
        [one] The album that it added goes to the archive: out of lists and figures, but known, so that no sync brings it back. Further copies of albums that were there stay. This can be undone.
       *[other] The { $shown } albums that it added go to the archive: out of lists and figures, but known, so that no sync brings them back. Further copies of albums that were there stay. This can be undone.
    }
undo-run-do =
    { $count ->
        [one] Archive the album
       *[other] Archive the { $shown } albums
    }
run-undone-albums =
    { $count ->
        [one] This run is undone: { $shown } album is in the archive.
       *[other] This run is undone: { $shown } albums are in the archive.
    }
run-take-back = Restore

drift-act = What can be done
take = Use Discogs’ value
take-of = Use Discogs’ value: { $name }
archive-here = Archive here too
archive-here-of = Archive here too: { $name }
take-all = Use all values from Discogs
take-anyway = Use Discogs’ value anyway
take-anyway-of = Use Discogs’ value anyway: { $name }
archive-all = Archive all of them here too
stands-taken-over = value from Discogs in use
stands-edited = edited by hand
stands-no-edit = kept as imported
stands-other-copies = other copies are listed
stands-past = listed again

problem-nothing-to-undo = Nothing to undo
problem-nothing-to-undo-detail = No album that this run added is left: it added none, or they are in the archive.
problem-nothing-to-take-over = Nothing to update
problem-nothing-to-take-over-detail = What was named is done already, was edited by hand, or has no value at Discogs to use.
