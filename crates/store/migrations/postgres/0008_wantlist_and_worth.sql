-- What a person wants: a line of the wantlist as it was imported. A release is one row, wanted or held; it is an album only
-- where copies say so.
CREATE TABLE wants (
    account_id BIGINT NOT NULL,
    release_id BIGINT NOT NULL,
    rating BIGINT,
    notes TEXT NOT NULL,
    added_at BIGINT,
    job_id TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    FOREIGN KEY (release_id) REFERENCES releases (id),
    PRIMARY KEY (account_id, release_id)
);
CREATE INDEX wants_by_job ON wants (account_id, job_id);

-- What the last whole wantlist did not show, and what of it could not be read: as absences and refusals are of copies.
CREATE TABLE want_absences (
    account_id BIGINT NOT NULL,
    release_id BIGINT NOT NULL,
    job_id TEXT NOT NULL,
    absent_since BIGINT NOT NULL,
    PRIMARY KEY (account_id, release_id)
);

CREATE TABLE want_refusals (
    account_id BIGINT NOT NULL,
    release_id BIGINT NOT NULL,
    PRIMARY KEY (account_id, release_id)
);

-- Of which list a receipt is.
ALTER TABLE syncs ADD COLUMN list TEXT NOT NULL DEFAULT 'collection';

-- What Discogs said on a day (its first instant) that the collection would fetch: hundredths of the currency.
CREATE TABLE valuations (
    account_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    minimum BIGINT NOT NULL,
    median BIGINT NOT NULL,
    maximum BIGINT NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (account_id, day)
);

CREATE TRIGGER wants_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON wants EXECUTE FUNCTION refuse_change();
CREATE TRIGGER valuations_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON valuations EXECUTE FUNCTION refuse_change();
