-- Who works on a row and until when; what a person may choose from where nothing was sure, as a JSON array.
ALTER TABLE enrichments ADD COLUMN claimed_by TEXT;
ALTER TABLE enrichments ADD COLUMN claimed_until BIGINT;
ALTER TABLE enrichments ADD COLUMN candidates TEXT;
CREATE INDEX enrichments_with_candidates ON enrichments (facet, subject_id) WHERE candidates IS NOT NULL;

-- A release's own page at Discogs, as a JSON document.
CREATE TABLE release_details (
    release_id BIGINT PRIMARY KEY NOT NULL,
    document TEXT NOT NULL,
    fetched_at BIGINT NOT NULL
);

-- A picture that is kept here, by its content; an enrichment of the facet "covers" names it by its hash.
CREATE TABLE images (
    hash TEXT NOT NULL,
    format TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    colour TEXT NOT NULL,
    placeholder TEXT NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (hash)
);

-- Every description that was ever written of a release; at most one of them is shown.
CREATE TABLE texts (
    account_id BIGINT NOT NULL,
    release_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    language TEXT NOT NULL,
    model TEXT,
    prompt_version BIGINT,
    doubts TEXT,
    locked BOOLEAN NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, release_id, id)
);
CREATE UNIQUE INDEX one_shown_text ON texts (account_id, release_id) WHERE state = 'shown';
CREATE INDEX texts_in_review ON texts (account_id, written_at) WHERE state = 'review';
