## What went wrong with a request: title, sentence (-detail), way out (-hint)

problem-not-found = Nothing here
problem-not-found-detail = There is no such page or record.
problem-not-found-hint = Check the address, or search the collection.
problem-method-not-allowed = Not with this method
problem-method-not-allowed-detail = This address exists, but not with this method; the Allow header names those it takes.
problem-bad-request = Request not understood
problem-bad-request-detail = The request is not written as HTTP wants it.
problem-invalid-parameter = A parameter is not accepted
problem-parameter-least = “{ $name }” is “{ $value }”: a whole number from { $least } up is expected.
problem-parameter-range = “{ $name }” is “{ $value }”: a whole number from { $least } to { $most } is expected.
problem-parameter-years = “{ $name }” is “{ $value }”: a year is expected, or some in a row, as in 1970-79.
problem-parameter-field = “{ $name }” is “{ $value }”: a field’s number, a colon and a text are expected, as in 4:Shelf A.
problem-parameter-one-of = “{ $name }” is “{ $value }”: one of { $words } is expected.
problem-parameter-unknown = There is no parameter “{ $name }”. There are: { $names }.
problem-parameter-none = There is no parameter “{ $name }”: this call takes none.
problem-parameter-once = “{ $name }” is given more than once.
problem-invalid-body = Request body not understood
problem-invalid-body-detail = The body of the request is not what is expected here.
problem-invalid-body-hint = /docs shows what each call takes.
problem-invalid-fields = Some values are not accepted
refused-field = “{ $name }”: { $reason }
refused-missing = Something has to stand here.
refused-too-long = At most { $most } characters.
refused-too-many = At most { $most } lines.
refused-range = A whole number from { $least } to { $most } is expected.
refused-unknown = There is no such one in this collection.
problem-edit-undone = Already undone
problem-edit-undone-detail = This change was undone before.
problem-unsupported-media-type = Unexpected type of body
problem-unsupported-media-type-detail = The body of the request is of a type that is not taken here.
problem-unsupported-media-type-hint = Send JSON with “Content-Type: application/json”.
problem-body-too-large = Too much data
problem-body-too-large-detail = The body of the request is larger than is taken.
problem-body-too-large-hint = Send less at a time.
problem-timeout = This takes too long
problem-timeout-detail = The answer was not ready in time.
problem-timeout-hint = Try again in a moment.
problem-cross-site = Request from another site
problem-cross-site-detail = The request was sent by a page of another site, and was not carried out.
problem-cross-site-hint = Open sillon itself and do it there. Behind a proxy, let the Host and Origin headers through unchanged.
problem-host-refused = Unknown host name
problem-host-refused-detail = Without a password, sillon answers only to localhost and 127.0.0.1.
problem-host-refused-hint = Open http://127.0.0.1 with its port, or set SILLON_PASSWORD to use another name.
problem-authentication-required = Password needed
problem-authentication-required-detail = These pages and this API are protected by a password.
problem-authentication-required-hint = Sign in, or send the password as a bearer token: “Authorization: Bearer …”.
problem-wrong-password = Wrong password
problem-wrong-password-detail = This is not the password.
problem-wrong-password-hint = It is the one that was set as SILLON_PASSWORD.
problem-too-many-attempts = Too many attempts
problem-too-many-attempts-detail = { $seconds ->
    [one] After several wrong passwords, the next attempt is possible in one second.
   *[other] After several wrong passwords, the next attempt is possible in { $seconds } seconds.
}
problem-too-many-attempts-hint = Wait, then try again.
problem-sync-running = A sync is already running
problem-sync-running-detail = Only one sync runs at a time.
problem-sync-running-hint = Follow it, or cancel it before you start another.
problem-sync-not-running = No sync is running
problem-sync-not-running-detail = There is nothing to cancel.
problem-wantlist-running = The wantlist is being synced already
problem-wantlist-running-detail = Only one sync of the wantlist runs at a time.
problem-wantlist-running-hint = Follow it, or cancel it before you start another.
problem-wantlist-not-running = No sync of the wantlist is running
problem-wantlist-not-running-detail = There is nothing to cancel.
problem-enrichment-running = An enrichment is already running
problem-enrichment-running-detail = Only one enrichment runs at a time.
problem-enrichment-running-hint = Follow it, or cancel it before you start another.
problem-enrichment-not-running = No enrichment is running
problem-enrichment-not-running-detail = There is nothing to cancel.
problem-enrichment-not-configured = Nobody to ask
problem-enrichment-not-configured-detail = Neither Discogs, nor Spotify, nor a chat model is configured.
problem-enrichment-not-configured-hint = Give a Discogs token in the Settings, or set SILLON_SPOTIFY_CLIENT_ID and SILLON_SPOTIFY_CLIENT_SECRET, or SILLON_AI_TOKEN with SILLON_AI_PRODUCT_ID or SILLON_AI_URL.
problem-discogs-not-configured = Discogs is not connected
problem-discogs-not-configured-detail = A sync needs a Discogs token, and none is set.
problem-discogs-not-configured-hint = Create a personal access token at https://www.discogs.com/settings/developers and paste it under Settings, or set SILLON_DISCOGS_TOKEN.
problem-token-refused = Discogs refuses this token
problem-token-refused-detail = Discogs does not know this token; nothing was saved.
problem-token-refused-hint = Copy it again from https://www.discogs.com/settings/developers, or generate a new one there.
problem-token-fixed = The token is set elsewhere
problem-token-fixed-detail = The Discogs token comes from the environment or the settings file and cannot be changed here.
problem-token-fixed-hint = Change it there, or remove it there to set it here.
problem-discogs-unreachable = Discogs does not answer
problem-discogs-unreachable-detail = Discogs could not be asked about this token; nothing was saved.
problem-discogs-unreachable-hint = Check the connection and try again in a few minutes.
problem-demo-failed = The demonstration did not start
problem-demo-failed-detail = The invented collection could not be prepared.
problem-demo-failed-hint = The server's log says why.
problem-storage-busy = The database is busy
problem-storage-busy-detail = Another program holds the database.
problem-storage-busy-hint = Try again in a moment.
problem-not-ready = Not ready
problem-not-ready-detail = The database does not answer.
problem-not-ready-hint = Check the database; the server's log says more.
problem-storage-failed = The database does not answer as it should
problem-storage-failed-detail = The data could not be read or written.
problem-storage-failed-hint = Check the disk's space and the data folder's permissions; the server's log says more.
problem-internal = Something broke
problem-internal-detail = sillon made a mistake; nothing that was saved is lost.
problem-internal-hint = Try again; if it happens again, please report it with the server's log.
problem-home = To the collection

## What a call answers

sync-started = The sync has started.
sync-started-dry = The dry run has started: nothing will be written.
sync-cancelling = The sync stops after the page in hand; what was saved stays.
wantlist-started = The sync of the wantlist has started.
enrichment-started = The enrichment has started.
enrichment-cancelling = The enrichment is stopping; what was found stays.

## The door

login-title = Sign in
login-password = Password
login-enter = Enter
