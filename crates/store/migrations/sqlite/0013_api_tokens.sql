-- Keys to the API. What opens it is not here: only its SHA-256, by which it is found.
CREATE TABLE api_tokens (
    account_id INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'sync', 'write')),
    digest BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX api_tokens_by_name ON api_tokens (account_id, name);
CREATE UNIQUE INDEX api_tokens_by_digest ON api_tokens (digest);
