## Settings › Access

access-lead = Who has access: browsers with the password, programs with a token.
access-to = Tokens and sessions
tokens-title = Tokens of the API
tokens-lead = A token lets a program use the API without the password, and only as far as you say. It opens no pages, makes no other token, and can be revoked here.
tokens-none = No token so far.
token-name = Name
token-name-help = Which program it is for.
token-scope = What it may do
token-make = Make a token
token-shown = The token “{ $name }”. Copy it now: it is shown this once.
token-made = made on { $name }
token-used = last used on { $name }
token-never-used = never used
token-revoke = Revoke
scope-read = Read
scope-sync = Read, start jobs
scope-write = Read, start jobs, change
scope-read-text = look at the collection, and export it
scope-sync-text = that, and start or stop syncs and enrichments
scope-write-text = that, and change albums, import, keep views and the schedule
sessions-title = Browsers
sessions-count = { $count ->
    [one] { $shown } browser is signed in.
   *[other] { $shown } browsers are signed in.
}
sessions-open = No password is set: this machine is let in without one.
log-out-everywhere = Sign out everywhere
log-out-everywhere-hint = Every browser will be asked for the password again. Tokens go on.
