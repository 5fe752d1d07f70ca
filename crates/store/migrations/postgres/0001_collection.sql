-- The whole schema; the other database's file of this name says the same in its own words, and a test compares the two.

-- What a release, an artist or a label is: stands alone and once, under Discogs' own id.
-- credits, labels, formats, genres and styles are JSON arrays: lists in Discogs' order that are only ever read whole;
-- release_facets finds by them. A credit keeps the name that came with it: an artist renamed at Discogs keeps the old name
-- on releases imported before.
CREATE TABLE releases (
    id BIGINT PRIMARY KEY,
    master_id BIGINT,
    title TEXT NOT NULL,
    year BIGINT,
    cover_url TEXT,
    thumb_url TEXT,
    credits TEXT NOT NULL,
    labels TEXT NOT NULL,
    formats TEXT NOT NULL,
    genres TEXT NOT NULL,
    styles TEXT NOT NULL
);

CREATE TABLE artists (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE labels (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL
);

-- What a person has: every key leads with the account. Instants are milliseconds UTC; notes is a JSON array.
CREATE TABLE copies (
    account_id BIGINT NOT NULL,
    instance_id BIGINT NOT NULL,
    release_id BIGINT NOT NULL,
    folder_id BIGINT,
    rating BIGINT,
    added_at BIGINT,
    notes TEXT NOT NULL,
    job_id TEXT NOT NULL,
    opened_album BOOLEAN NOT NULL,
    imported_at BIGINT NOT NULL,
    FOREIGN KEY (release_id) REFERENCES releases (id),
    PRIMARY KEY (account_id, instance_id)
);

CREATE TABLE folders (
    account_id BIGINT NOT NULL,
    folder_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, folder_id)
);

CREATE TABLE fields (
    account_id BIGINT NOT NULL,
    field_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, field_id)
);

-- params and progress are JSON documents.
CREATE TABLE jobs (
    id TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    params TEXT NOT NULL,
    progress TEXT NOT NULL,
    owner TEXT,
    lease_until BIGINT,
    attempts BIGINT NOT NULL,
    cancel_requested BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    finished_at BIGINT,
    PRIMARY KEY (id)
);

-- The ledger: a run's receipt and the rows behind it, as JSON documents, written once.
CREATE TABLE syncs (
    account_id BIGINT NOT NULL,
    job_id TEXT NOT NULL,
    finished_at BIGINT NOT NULL,
    receipt TEXT NOT NULL,
    PRIMARY KEY (account_id, job_id)
);

CREATE TABLE sync_entries (
    account_id BIGINT NOT NULL,
    job_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    instance_id BIGINT,
    entry TEXT NOT NULL,
    PRIMARY KEY (account_id, job_id, kind, subject)
);

-- What the last whole listing did not show, and what of it could not be read.
CREATE TABLE absences (
    account_id BIGINT NOT NULL,
    instance_id BIGINT NOT NULL,
    job_id TEXT NOT NULL,
    absent_since BIGINT NOT NULL,
    PRIMARY KEY (account_id, instance_id)
);

CREATE TABLE refusals (
    account_id BIGINT NOT NULL,
    instance_id BIGINT NOT NULL,
    PRIMARY KEY (account_id, instance_id)
);

CREATE TABLE settings (
    account_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, key)
);

CREATE TABLE secrets (
    account_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, name)
);

-- What was asked of providers beyond the collection, and what they answered.
CREATE TABLE enrichments (
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    facet TEXT NOT NULL,
    outcome TEXT NOT NULL,
    value TEXT,
    source TEXT NOT NULL,
    score DOUBLE PRECISION,
    trace TEXT,
    version BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    retry_at BIGINT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (subject_kind, subject_id, facet)
);

-- Derived from the tables above, and rebuildable from them: what lists are sorted, filtered and searched by.
CREATE TABLE album_index (
    account_id BIGINT NOT NULL,
    release_id BIGINT NOT NULL,
    copies BIGINT NOT NULL,
    added_at BIGINT,
    created_at BIGINT NOT NULL,
    rating BIGINT,
    year BIGINT,
    artist_key TEXT COLLATE "C" NOT NULL,
    title_key TEXT COLLATE "C" NOT NULL,
    label_key TEXT COLLATE "C" NOT NULL,
    catno_key TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, release_id)
);

CREATE TABLE artist_index (
    account_id BIGINT NOT NULL,
    artist_id BIGINT NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (account_id, artist_id)
);

-- The words that people search by, and the marks that lists are filtered by.
CREATE TABLE release_search (
    release_id BIGINT PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX release_search_words ON release_search USING gin (words);

CREATE TABLE release_facets (
    release_id BIGINT PRIMARY KEY,
    marks TSVECTOR NOT NULL
);
CREATE INDEX release_facets_marks ON release_facets USING gin (marks);

CREATE INDEX copies_by_release ON copies (account_id, release_id);
CREATE INDEX copies_by_job ON copies (account_id, job_id);
CREATE UNIQUE INDEX one_active_job_of_a_kind ON jobs (account_id, kind) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_by_age ON jobs (account_id, kind, created_at, id);
CREATE INDEX syncs_by_age ON syncs (account_id, finished_at, job_id);
CREATE INDEX album_index_by_added ON album_index (account_id, added_at NULLS FIRST, release_id);
CREATE INDEX album_index_by_artist ON album_index (account_id, artist_key, year NULLS FIRST, title_key, release_id);
CREATE INDEX album_index_by_title ON album_index (account_id, title_key, release_id);
CREATE INDEX album_index_by_year ON album_index (account_id, year NULLS FIRST, release_id);
CREATE INDEX album_index_by_label ON album_index (account_id, label_key, catno_key, release_id);
CREATE INDEX album_index_by_rating ON album_index (account_id, rating NULLS FIRST, release_id);
CREATE INDEX artist_index_by_key ON artist_index (account_id, sort_key, artist_id);
-- SQLite reads one index either way with the unknown last; here each direction needs its own.
CREATE INDEX album_index_by_year_ascending ON album_index (account_id, year, release_id);
CREATE INDEX album_index_by_rating_ascending ON album_index (account_id, rating, release_id);

-- What was imported is only ever added to.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only: imported rows are never changed or removed', TG_TABLE_NAME; END $$;
CREATE TRIGGER releases_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON releases EXECUTE FUNCTION refuse_change();
CREATE TRIGGER artists_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON artists EXECUTE FUNCTION refuse_change();
CREATE TRIGGER labels_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON labels EXECUTE FUNCTION refuse_change();
CREATE TRIGGER copies_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON copies EXECUTE FUNCTION refuse_change();
CREATE TRIGGER folders_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON folders EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fields_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON fields EXECUTE FUNCTION refuse_change();
CREATE TRIGGER syncs_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON syncs EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sync_entries_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON sync_entries EXECUTE FUNCTION refuse_change();
