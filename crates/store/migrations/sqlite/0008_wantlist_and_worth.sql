-- What a person wants: a line of the wantlist as it was imported. A release is one row, wanted or held; it is an album only
-- where copies say so.
CREATE TABLE wants (
    account_id INTEGER NOT NULL,
    release_id INTEGER NOT NULL,
    rating INTEGER,
    notes TEXT NOT NULL,
    added_at INTEGER,
    job_id TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    FOREIGN KEY (release_id) REFERENCES releases (id),
    PRIMARY KEY (account_id, release_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX wants_by_job ON wants (account_id, job_id);

-- What the last whole wantlist did not show, and what of it could not be read: as absences and refusals are of copies.
CREATE TABLE want_absences (
    account_id INTEGER NOT NULL,
    release_id INTEGER NOT NULL,
    job_id TEXT NOT NULL,
    absent_since INTEGER NOT NULL,
    PRIMARY KEY (account_id, release_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE want_refusals (
    account_id INTEGER NOT NULL,
    release_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, release_id)
) STRICT, WITHOUT ROWID;

-- Of which list a receipt is.
ALTER TABLE syncs ADD COLUMN list TEXT NOT NULL DEFAULT 'collection';

-- What Discogs said on a day (its first instant) that the collection would fetch: hundredths of the currency.
CREATE TABLE valuations (
    account_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    minimum INTEGER NOT NULL,
    median INTEGER NOT NULL,
    maximum INTEGER NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (account_id, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER wants_refuse_update BEFORE UPDATE ON wants
BEGIN SELECT RAISE(ABORT, 'wants is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER wants_refuse_delete BEFORE DELETE ON wants
BEGIN SELECT RAISE(ABORT, 'wants is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER valuations_refuse_update BEFORE UPDATE ON valuations
BEGIN SELECT RAISE(ABORT, 'valuations is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER valuations_refuse_delete BEFORE DELETE ON valuations
BEGIN SELECT RAISE(ABORT, 'valuations is append-only: imported rows are never changed or removed'); END;
