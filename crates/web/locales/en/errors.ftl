## What went wrong with a request: title, sentence (-detail), way out (-hint)

error-not-found = Nothing here
error-not-found-detail = There is no such page or record.
error-not-found-hint = Check the address, or search the collection.
error-method-not-allowed = Not with this method
error-method-not-allowed-detail = This address exists, but not with this method; the Allow header names those it takes.
error-bad-request = Request not understood
error-bad-request-detail = The request is not written as HTTP wants it.
error-invalid-parameter = A parameter is not accepted
error-parameter-least = “{ $name }” is “{ $value }”: a whole number from { $least } up is expected.
error-parameter-range = “{ $name }” is “{ $value }”: a whole number from { $least } to { $most } is expected.
error-parameter-one-of = “{ $name }” is “{ $value }”: one of { $words } is expected.
error-parameter-unknown = There is no parameter “{ $name }”. There are: { $names }.
error-parameter-none = There is no parameter “{ $name }”: this call takes none.
error-parameter-once = “{ $name }” is given more than once.
error-invalid-body = Request body not understood
error-invalid-body-detail = The body of the request is not what is expected here.
error-invalid-body-hint = /docs shows what each call takes.
error-unsupported-media-type = Unexpected type of body
error-unsupported-media-type-detail = The body of the request is of a type that is not taken here.
error-unsupported-media-type-hint = Send JSON with “Content-Type: application/json”.
error-body-too-large = Too much data
error-body-too-large-detail = The body of the request is larger than is taken.
error-body-too-large-hint = Send less at a time.
error-timeout = This takes too long
error-timeout-detail = The answer was not ready in time.
error-timeout-hint = Try again in a moment.
error-cross-site = Request from another site
error-cross-site-detail = The request was sent by a page of another site, and was not carried out.
error-cross-site-hint = Open sillon itself and do it there. Behind a proxy, let the Host and Origin headers through unchanged.
error-host-refused = Unknown host name
error-host-refused-detail = Without a password, sillon answers only to localhost and 127.0.0.1.
error-host-refused-hint = Open http://127.0.0.1 with its port, or set SILLON_PASSWORD to use another name.
error-authentication-required = Password needed
error-authentication-required-detail = These pages and this API are protected by a password.
error-authentication-required-hint = Sign in, or send the password as a bearer token: “Authorization: Bearer …”.
error-wrong-password = Wrong password
error-wrong-password-detail = This is not the password.
error-wrong-password-hint = It is the one that was set as SILLON_PASSWORD.
error-too-many-attempts = Too many attempts
error-too-many-attempts-detail = { $seconds ->
    [one] After several wrong passwords, the next attempt is possible in one second.
   *[other] After several wrong passwords, the next attempt is possible in { $seconds } seconds.
}
error-too-many-attempts-hint = Wait, then try again.
error-sync-running = A sync is already running
error-sync-running-detail = Only one sync runs at a time.
error-sync-running-hint = Follow it, or cancel it before you start another.
error-sync-not-running = No sync is running
error-sync-not-running-detail = There is nothing to cancel.
error-discogs-not-configured = Discogs is not connected
error-discogs-not-configured-detail = A sync needs a Discogs token, and none is set.
error-discogs-not-configured-hint = Create a personal access token at https://www.discogs.com/settings/developers and paste it under Settings, or set SILLON_DISCOGS_TOKEN.
error-token-refused = Discogs refuses this token
error-token-refused-detail = Discogs does not know this token; nothing was saved.
error-token-refused-hint = Copy it again from https://www.discogs.com/settings/developers, or generate a new one there.
error-token-fixed = The token is set elsewhere
error-token-fixed-detail = The Discogs token comes from the environment or the settings file and cannot be changed here.
error-token-fixed-hint = Change it there, or remove it there to set it here.
error-discogs-unreachable = Discogs does not answer
error-discogs-unreachable-detail = Discogs could not be asked about this token; nothing was saved.
error-discogs-unreachable-hint = Check the connection and try again in a few minutes.
error-demo-failed = The demonstration did not start
error-demo-failed-detail = The invented collection could not be prepared.
error-demo-failed-hint = The server's log says why.
error-storage-busy = The database is busy
error-storage-busy-detail = Another program holds the database.
error-storage-busy-hint = Try again in a moment.
error-storage-failed = The database does not answer as it should
error-storage-failed-detail = The data could not be read or written.
error-storage-failed-hint = Check the disk's space and the data folder's permissions; the server's log says more.
error-internal = Something broke
error-internal-detail = sillon made a mistake; nothing that was saved is lost.
error-internal-hint = Try again; if it happens again, please report it with the server's log.

## Why a sync ended early

fault-token-refused = Discogs refuses the token. Paste a valid one under Settings, or mend SILLON_DISCOGS_TOKEN.
fault-collection-private = This Discogs collection is private. Make it public at Discogs, or use its owner's token.
fault-user-unknown = Discogs knows no such user. Mend SILLON_DISCOGS_USERNAME.
fault-discogs-unavailable = Discogs did not answer as it should, several times in a row ({ $detail }). What was saved stays; try again later.
fault-listing-moved = The collection kept changing at Discogs while it was read. What was saved stays; try again when nobody edits it.
fault-storage-failed = The database could not be written: { $detail }.
fault-not-configured = No Discogs token is set. Paste one under Settings, or set SILLON_DISCOGS_TOKEN.
fault-internal = sillon made a mistake ({ $detail }). What was saved stays; please report it.

## What a call answers

sync-started = The sync has started.
sync-started-dry = The dry run has started: nothing will be written.
sync-cancelling = The sync stops after the page in hand; what was saved stays.
