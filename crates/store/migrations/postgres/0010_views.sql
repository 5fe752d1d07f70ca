-- Places in the collection that a person gave a name: filters, order and view as a query string.
CREATE TABLE views (
    account_id BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX views_by_name ON views (account_id, name);
