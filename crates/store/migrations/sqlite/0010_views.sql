-- Places in the collection that a person gave a name: filters, order and view as a query string.
CREATE TABLE views (
    account_id INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX views_by_name ON views (account_id, name);
