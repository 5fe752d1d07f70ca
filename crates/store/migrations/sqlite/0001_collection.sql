-- The whole schema; the other database's file of this name says the same in its own words, and a test compares the two.

-- What a release, an artist or a label is: stands alone and once, under Discogs' own id.
-- credits, labels, formats, genres and styles are JSON arrays: lists in Discogs' order that are only ever read whole;
-- release_facets finds by them. A credit keeps the name that came with it: an artist renamed at Discogs keeps the old name
-- on releases imported before.
-- INT, not INTEGER, keeps SQLite from sorting these long rows by a key that arrives in no order: only the key's index is.
CREATE TABLE releases (
    id INT PRIMARY KEY NOT NULL,
    master_id INTEGER,
    title TEXT NOT NULL,
    year INTEGER,
    cover_url TEXT,
    thumb_url TEXT,
    credits TEXT NOT NULL,
    labels TEXT NOT NULL,
    formats TEXT NOT NULL,
    genres TEXT NOT NULL,
    styles TEXT NOT NULL
) STRICT;

CREATE TABLE artists (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE labels (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL
) STRICT;

-- What a person has: every key leads with the account. Instants are milliseconds UTC; notes is a JSON array.
CREATE TABLE copies (
    account_id INTEGER NOT NULL,
    instance_id INTEGER NOT NULL,
    release_id INTEGER NOT NULL,
    folder_id INTEGER,
    rating INTEGER,
    added_at INTEGER,
    notes TEXT NOT NULL,
    job_id TEXT NOT NULL,
    opened_album INTEGER NOT NULL,
    imported_at INTEGER NOT NULL,
    FOREIGN KEY (release_id) REFERENCES releases (id),
    PRIMARY KEY (account_id, instance_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE folders (
    account_id INTEGER NOT NULL,
    folder_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, folder_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fields (
    account_id INTEGER NOT NULL,
    field_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, field_id)
) STRICT, WITHOUT ROWID;

-- params and progress are JSON documents.
CREATE TABLE jobs (
    id TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    params TEXT NOT NULL,
    progress TEXT NOT NULL,
    owner TEXT,
    lease_until INTEGER,
    attempts INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- The ledger: a run's receipt and the rows behind it, as JSON documents, written once.
CREATE TABLE syncs (
    account_id INTEGER NOT NULL,
    job_id TEXT NOT NULL,
    finished_at INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    PRIMARY KEY (account_id, job_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_entries (
    account_id INTEGER NOT NULL,
    job_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    instance_id INTEGER,
    entry TEXT NOT NULL,
    PRIMARY KEY (account_id, job_id, kind, subject)
) STRICT, WITHOUT ROWID;

-- What the last whole listing did not show, and what of it could not be read.
CREATE TABLE absences (
    account_id INTEGER NOT NULL,
    instance_id INTEGER NOT NULL,
    job_id TEXT NOT NULL,
    absent_since INTEGER NOT NULL,
    PRIMARY KEY (account_id, instance_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE refusals (
    account_id INTEGER NOT NULL,
    instance_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, instance_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    account_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE secrets (
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    sealed BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, name)
) STRICT, WITHOUT ROWID;

-- What was asked of providers beyond the collection, and what they answered.
CREATE TABLE enrichments (
    subject_kind TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    facet TEXT NOT NULL,
    outcome TEXT NOT NULL,
    value TEXT,
    source TEXT NOT NULL,
    score REAL,
    trace TEXT,
    version INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    retry_at INTEGER,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (subject_kind, subject_id, facet)
) STRICT, WITHOUT ROWID;

-- Derived from the tables above, and rebuildable from them: what lists are sorted, filtered and searched by.
CREATE TABLE album_index (
    account_id INTEGER NOT NULL,
    release_id INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    added_at INTEGER,
    created_at INTEGER NOT NULL,
    rating INTEGER,
    year INTEGER,
    artist_key TEXT NOT NULL,
    title_key TEXT NOT NULL,
    label_key TEXT NOT NULL,
    catno_key TEXT NOT NULL,
    PRIMARY KEY (account_id, release_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE artist_index (
    account_id INTEGER NOT NULL,
    artist_id INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (account_id, artist_id)
) STRICT, WITHOUT ROWID;

-- The words that people search by, and the marks that lists are filtered by. The text of a row is not kept; its rowid is
-- the release's id. Both are logs that merge by themselves: what arrives in no order costs no page of its own.
CREATE VIRTUAL TABLE release_search USING fts5 (
    words, content = '', columnsize = 0, tokenize = 'unicode61', prefix = '2 3', detail = 'none'
);
CREATE VIRTUAL TABLE release_facets USING fts5 (
    marks, content = '', columnsize = 0, tokenize = "ascii tokenchars '_'", detail = 'none'
);

CREATE INDEX copies_by_release ON copies (account_id, release_id);
CREATE INDEX copies_by_job ON copies (account_id, job_id);
CREATE UNIQUE INDEX one_active_job_of_a_kind ON jobs (account_id, kind) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_by_age ON jobs (account_id, kind, created_at, id);
CREATE INDEX syncs_by_age ON syncs (account_id, finished_at, job_id);
CREATE INDEX album_index_by_added ON album_index (account_id, added_at, release_id);
CREATE INDEX album_index_by_artist ON album_index (account_id, artist_key, year, title_key, release_id);
CREATE INDEX album_index_by_title ON album_index (account_id, title_key, release_id);
CREATE INDEX album_index_by_year ON album_index (account_id, year, release_id);
CREATE INDEX album_index_by_label ON album_index (account_id, label_key, catno_key, release_id);
CREATE INDEX album_index_by_rating ON album_index (account_id, rating, release_id);
CREATE INDEX artist_index_by_key ON artist_index (account_id, sort_key, artist_id);

-- What was imported is only ever added to.
CREATE TRIGGER releases_refuse_update BEFORE UPDATE ON releases
BEGIN SELECT RAISE(ABORT, 'releases is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER releases_refuse_delete BEFORE DELETE ON releases
BEGIN SELECT RAISE(ABORT, 'releases is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER artists_refuse_update BEFORE UPDATE ON artists
BEGIN SELECT RAISE(ABORT, 'artists is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER artists_refuse_delete BEFORE DELETE ON artists
BEGIN SELECT RAISE(ABORT, 'artists is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER labels_refuse_update BEFORE UPDATE ON labels
BEGIN SELECT RAISE(ABORT, 'labels is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER labels_refuse_delete BEFORE DELETE ON labels
BEGIN SELECT RAISE(ABORT, 'labels is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER copies_refuse_update BEFORE UPDATE ON copies
BEGIN SELECT RAISE(ABORT, 'copies is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER copies_refuse_delete BEFORE DELETE ON copies
BEGIN SELECT RAISE(ABORT, 'copies is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER folders_refuse_update BEFORE UPDATE ON folders
BEGIN SELECT RAISE(ABORT, 'folders is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER folders_refuse_delete BEFORE DELETE ON folders
BEGIN SELECT RAISE(ABORT, 'folders is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER fields_refuse_update BEFORE UPDATE ON fields
BEGIN SELECT RAISE(ABORT, 'fields is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER fields_refuse_delete BEFORE DELETE ON fields
BEGIN SELECT RAISE(ABORT, 'fields is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER syncs_refuse_update BEFORE UPDATE ON syncs
BEGIN SELECT RAISE(ABORT, 'syncs is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER syncs_refuse_delete BEFORE DELETE ON syncs
BEGIN SELECT RAISE(ABORT, 'syncs is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER sync_entries_refuse_update BEFORE UPDATE ON sync_entries
BEGIN SELECT RAISE(ABORT, 'sync_entries is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER sync_entries_refuse_delete BEFORE DELETE ON sync_entries
BEGIN SELECT RAISE(ABORT, 'sync_entries is append-only: imported rows are never changed or removed'); END;
