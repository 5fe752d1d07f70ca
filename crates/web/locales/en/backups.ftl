## Settings › Backups
backups-title = Backups
backups-lead = Whole copies of the database, checked, that you can put back.
backups-to = Back up, restore
backups-now = Now
backups-last = Last backup { $name }.
backups-none = No backup so far.
backups-failed = The last backup could not be made ({ $name }). Free some space, then try again.
backup-now = Back up now
backup-now-hint = A few seconds, while everything goes on. Nothing is stopped.
backups-kept = What is kept
backups-kept-text = { $count ->
    [one] Of each day’s, of those before an import and of those before a restore, the last one stays; all that you ask for stay, and all from before an update.
   *[other] Of each day’s, of those before an import and of those before a restore, the last { $shown } stay; all that you ask for stay, and all from before an update.
}
backup-albums = { $count ->
    [one] { $shown } album
   *[other] { $shown } albums
}
backup-reason-manual = on request
backup-reason-token = on request by a token
backup-reason-daily = daily
backup-reason-import = before an import
backup-reason-migration = before an update
backup-reason-restore = before a restore
backup-checked = checked
backup-unreadable = unreadable
backup-download = Download
backup-download-of = Download the backup of { $name }
backup-restore = Restore…
backup-restore-of = Restore the backup of { $name }…
backup-restore-text = The collection becomes what it was on { $name }: what has come or changed since will not be in it. What is there now is kept as a backup first, and can come back the same way.
backup-restore-go = Restore this backup
backups-holds = What is in one
backups-holds-text = All that the database holds, in a single file: albums, copies, edits, descriptions, ledger, settings. Pictures are not in it: copy the folder “images” too.
backups-secrets-text = Tokens given on the Settings page are in it encrypted; the key, the file “key”, is not. Keep it elsewhere: without it the tokens have to be given again, and nothing else is missing.
backups-postgres = The database is a PostgreSQL server’s
backups-postgres-text = It is backed up with its own tools. This command says which to run, word for word:
backup-notice-made = The backup is made and checked.
backup-notice-restored = The backup is restored, read again and the same. What was there is kept in the list.
backup-notice-scheduled = Saved.
backup-notice-failed = The backup could not be written: free some space or check the folder’s permissions, then try again. Nothing was changed.
backup-notice-working = A job is at work: wait for its end or cancel it, then restore. Nothing was changed.
backup-notice-busy = Too much was changing at once: try again in a moment. Nothing was changed.
backup-notice-damaged = This backup is damaged: choose another. Nothing was changed.
backup-notice-altered = This file is not as sillon makes its backups: it holds other tables, views or triggers. Nothing was changed.
backup-notice-unproven = The restore failed, and the collection is not as it was. What was there is kept as the newest backup in the list: restore that one.
backup-notice-newer = This backup is from a newer sillon: update this one. Nothing was changed.
backup-notice-gone = This backup is not there any more.
problem-backup-unsupported = This database is backed up in another way
problem-backup-unsupported-detail = The database is a PostgreSQL server’s, which has its own tools.
problem-backup-unsupported-hint = Run “sillon backup”: it says the exact pg_dump command.
problem-backup-damaged = The backup is damaged
problem-backup-damaged-detail = It does not read as it was written. Nothing was changed.
problem-backup-damaged-hint = Choose another backup.
problem-backup-altered = This is not a backup as sillon makes it
problem-backup-altered-detail = Its tables, views, indexes or triggers are not those that sillon makes. Nothing was changed.
problem-backup-altered-hint = Choose another backup. Nothing from this file was run.
problem-restore-unproven = The restore failed
problem-restore-unproven-detail = The collection is not as it was before. What was there is kept as a backup.
problem-restore-unproven-hint = Restore the newest backup in the list.
problem-backup-newer = The backup is from a newer sillon
problem-backup-newer-detail = This version cannot read its database. Nothing was changed.
problem-backup-newer-hint = Update sillon, or choose an older backup.
problem-job-running = A job is at work
problem-job-running-detail = A restore waits until no sync, import or enrichment is at work. Nothing was changed.
problem-job-running-hint = Wait for its end or cancel it, then restore.
