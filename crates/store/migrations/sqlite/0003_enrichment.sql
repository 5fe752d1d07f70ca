-- Who works on a row and until when; what a person may choose from where nothing was sure, as a JSON array.
ALTER TABLE enrichments ADD COLUMN claimed_by TEXT;
ALTER TABLE enrichments ADD COLUMN claimed_until INTEGER;
ALTER TABLE enrichments ADD COLUMN candidates TEXT;
CREATE INDEX enrichments_with_candidates ON enrichments (facet, subject_id) WHERE candidates IS NOT NULL;

-- A release's own page at Discogs, as a JSON document.
CREATE TABLE release_details (
    release_id INTEGER PRIMARY KEY NOT NULL,
    document TEXT NOT NULL,
    fetched_at INTEGER NOT NULL
) STRICT;

-- A picture that is kept here, by its content; an enrichment of the facet "covers" names it by its hash.
CREATE TABLE images (
    hash TEXT NOT NULL,
    format TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    colour TEXT NOT NULL,
    placeholder TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (hash)
) STRICT, WITHOUT ROWID;

-- Every description that was ever written of a release; at most one of them is shown.
CREATE TABLE texts (
    account_id INTEGER NOT NULL,
    release_id INTEGER NOT NULL,
    id TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    language TEXT NOT NULL,
    model TEXT,
    prompt_version INTEGER,
    doubts TEXT,
    locked INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, release_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_shown_text ON texts (account_id, release_id) WHERE state = 'shown';
CREATE INDEX texts_in_review ON texts (account_id, written_at) WHERE state = 'review';
