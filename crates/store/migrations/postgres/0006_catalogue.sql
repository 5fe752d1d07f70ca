-- Lists, searches and counts are answered by an index in the reader's memory, which takes in what has a newer revision than
-- it knows. What the database kept for them is not needed any more.
DROP TABLE release_search;
DROP TABLE release_facets;
ALTER TABLE artist_index DROP COLUMN words;

-- The newest revision of each account's albums. Whoever writes one holds its row until the end of the transaction, so that
-- revisions are seen in the order in which they are given, and a reader misses none.
CREATE TABLE revisions (
    account_id BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (account_id)
);
INSERT INTO revisions (account_id, last) SELECT DISTINCT account_id, 1 FROM album_index;

-- Indexes over a column go with it.
ALTER TABLE album_index
    DROP COLUMN year, DROP COLUMN artist_key, DROP COLUMN title_key, DROP COLUMN label_key, DROP COLUMN catno_key;
DROP INDEX album_index_by_rating;
DROP INDEX album_index_by_rating_ascending;
ALTER TABLE album_index ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE album_index ALTER COLUMN revision DROP DEFAULT;
CREATE INDEX album_index_by_revision ON album_index (account_id, revision, release_id);

-- The master release that details are of, filled in by a trigger: a work's year is told by any of its pressings.
ALTER TABLE release_details ADD COLUMN master_id BIGINT;
UPDATE release_details SET master_id = (SELECT master_id FROM releases WHERE releases.id = release_details.release_id);
CREATE INDEX release_details_by_master ON release_details (master_id) WHERE master_id IS NOT NULL;

-- Whoever writes what lists show of an album gives it a new revision, and cannot forget to. What `copies` brings is given
-- its revision by the statement that brings it: a trigger would run once a row.
CREATE FUNCTION revise_release(release BIGINT) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE revisions SET last = last + 1;
    UPDATE album_index SET revision = r.last FROM revisions AS r
        WHERE r.account_id = album_index.account_id AND album_index.release_id = release;
END $$;
CREATE FUNCTION revise_by_enrichment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM revise_release(NEW.subject_id); RETURN NULL; END $$;
CREATE FUNCTION revise_by_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM revise_release(NEW.release_id); RETURN NULL; END $$;
CREATE FUNCTION revise_by_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE revisions SET last = last + 1 WHERE account_id = NEW.account_id;
    UPDATE album_index SET revision = (SELECT last FROM revisions AS r WHERE r.account_id = NEW.account_id)
        WHERE account_id = NEW.account_id AND release_id = NEW.release_id;
    RETURN NULL;
END $$;
CREATE TRIGGER enrichments_revise_new AFTER INSERT ON enrichments FOR EACH ROW
    WHEN (NEW.subject_kind = 'release' AND NEW.outcome = 'found') EXECUTE FUNCTION revise_by_enrichment();
CREATE TRIGGER enrichments_revise AFTER UPDATE OF outcome ON enrichments FOR EACH ROW
    WHEN (NEW.subject_kind = 'release' AND (NEW.outcome = 'found') <> (OLD.outcome = 'found'))
    EXECUTE FUNCTION revise_by_enrichment();
CREATE FUNCTION name_master() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.master_id := (SELECT master_id FROM releases WHERE releases.id = NEW.release_id);
    RETURN NEW;
END $$;
CREATE TRIGGER release_details_name_master BEFORE INSERT ON release_details FOR EACH ROW EXECUTE FUNCTION name_master();
CREATE TRIGGER release_details_revise AFTER INSERT OR UPDATE OF document ON release_details FOR EACH ROW
    EXECUTE FUNCTION revise_by_details();
CREATE TRIGGER texts_revise_new AFTER INSERT ON texts FOR EACH ROW
    WHEN (NEW.state = 'shown') EXECUTE FUNCTION revise_by_text();
CREATE TRIGGER texts_revise AFTER UPDATE OF state ON texts FOR EACH ROW
    WHEN ((NEW.state = 'shown') <> (OLD.state = 'shown')) EXECUTE FUNCTION revise_by_text();
