-- Keys to the API. What opens it is not here: only its SHA-256, by which it is found.
CREATE TABLE api_tokens (
    account_id BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'sync', 'write')),
    digest BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX api_tokens_by_name ON api_tokens (account_id, name);
CREATE UNIQUE INDEX api_tokens_by_digest ON api_tokens (digest);
