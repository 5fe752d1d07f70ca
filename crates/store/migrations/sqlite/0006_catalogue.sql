-- Lists, searches and counts are answered by an index in the reader's memory, which takes in what has a newer revision than
-- it knows. What the database kept for them is not needed any more.
DROP TABLE release_search;
DROP TABLE release_facets;
ALTER TABLE artist_index DROP COLUMN words;

-- The newest revision of each account's albums.
CREATE TABLE revisions (
    account_id INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (account_id)
) STRICT, WITHOUT ROWID;
INSERT INTO revisions (account_id, last) SELECT DISTINCT account_id, 1 FROM album_index;

CREATE TABLE album_lines (
    account_id INTEGER NOT NULL,
    release_id INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    added_at INTEGER,
    created_at INTEGER NOT NULL,
    rating INTEGER,
    revision INTEGER NOT NULL,
    PRIMARY KEY (account_id, release_id)
) STRICT, WITHOUT ROWID;
INSERT INTO album_lines (account_id, release_id, copies, added_at, created_at, rating, revision)
    SELECT account_id, release_id, copies, added_at, created_at, rating, 1 FROM album_index;
DROP TABLE album_index;
ALTER TABLE album_lines RENAME TO album_index;
CREATE INDEX album_index_by_added ON album_index (account_id, added_at, release_id);
CREATE INDEX album_index_by_revision ON album_index (account_id, revision, release_id);

-- The master release that details are of, filled in by a trigger: a work's year is told by any of its pressings.
ALTER TABLE release_details ADD COLUMN master_id INTEGER;
UPDATE release_details SET master_id = (SELECT master_id FROM releases WHERE releases.id = release_details.release_id);
CREATE INDEX release_details_by_master ON release_details (master_id) WHERE master_id IS NOT NULL;

-- Whoever writes what lists show of an album gives it a new revision, and cannot forget to. What `copies` brings is given
-- its revision by the statement that brings it: a trigger would run once a row.
CREATE TRIGGER enrichments_revise_new AFTER INSERT ON enrichments
WHEN NEW.subject_kind = 'release' AND NEW.outcome = 'found'
BEGIN
    UPDATE revisions SET last = last + 1;
    UPDATE album_index SET revision = (SELECT last FROM revisions AS r WHERE r.account_id = album_index.account_id)
        WHERE account_id IN (SELECT account_id FROM revisions) AND release_id = NEW.subject_id;
END;
CREATE TRIGGER enrichments_revise AFTER UPDATE OF outcome ON enrichments
WHEN NEW.subject_kind = 'release' AND (NEW.outcome = 'found') <> (OLD.outcome = 'found')
BEGIN
    UPDATE revisions SET last = last + 1;
    UPDATE album_index SET revision = (SELECT last FROM revisions AS r WHERE r.account_id = album_index.account_id)
        WHERE account_id IN (SELECT account_id FROM revisions) AND release_id = NEW.subject_id;
END;
CREATE TRIGGER release_details_revise_new AFTER INSERT ON release_details
BEGIN
    UPDATE release_details SET master_id = (SELECT master_id FROM releases WHERE releases.id = NEW.release_id)
        WHERE release_id = NEW.release_id;
    UPDATE revisions SET last = last + 1;
    UPDATE album_index SET revision = (SELECT last FROM revisions AS r WHERE r.account_id = album_index.account_id)
        WHERE account_id IN (SELECT account_id FROM revisions) AND release_id = NEW.release_id;
END;
CREATE TRIGGER release_details_revise AFTER UPDATE OF document ON release_details
BEGIN
    UPDATE revisions SET last = last + 1;
    UPDATE album_index SET revision = (SELECT last FROM revisions AS r WHERE r.account_id = album_index.account_id)
        WHERE account_id IN (SELECT account_id FROM revisions) AND release_id = NEW.release_id;
END;
CREATE TRIGGER texts_revise_new AFTER INSERT ON texts
WHEN NEW.state = 'shown'
BEGIN
    UPDATE revisions SET last = last + 1 WHERE account_id = NEW.account_id;
    UPDATE album_index SET revision = (SELECT last FROM revisions AS r WHERE r.account_id = NEW.account_id)
        WHERE account_id = NEW.account_id AND release_id = NEW.release_id;
END;
CREATE TRIGGER texts_revise AFTER UPDATE OF state ON texts
WHEN (NEW.state = 'shown') <> (OLD.state = 'shown')
BEGIN
    UPDATE revisions SET last = last + 1 WHERE account_id = NEW.account_id;
    UPDATE album_index SET revision = (SELECT last FROM revisions AS r WHERE r.account_id = NEW.account_id)
        WHERE account_id = NEW.account_id AND release_id = NEW.release_id;
END;
