-- The third layer: what a person changed, one field of an album or (with an instance_id) of a copy a row. It wins over what
-- was imported and enriched. value and previous are JSON; of a field's rows that are in force the last by id is shown.
CREATE TABLE edits (
    account_id INTEGER NOT NULL,
    batch_id TEXT NOT NULL,
    id TEXT NOT NULL,
    release_id INTEGER NOT NULL,
    instance_id INTEGER,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    previous TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    undone_at INTEGER,
    PRIMARY KEY (account_id, batch_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX edits_by_album ON edits (account_id, release_id, id);
CREATE INDEX edits_of_archive ON edits (account_id, release_id, id) WHERE field = 'archived' AND undone_at IS NULL;

-- An edit can be undone, and is never changed or removed.
CREATE TRIGGER edits_refuse_update
BEFORE UPDATE OF account_id, batch_id, id, release_id, instance_id, field, value, previous, made_at ON edits
BEGIN SELECT RAISE(ABORT, 'edits is append-only: an edit is undone, never changed or removed'); END;
CREATE TRIGGER edits_refuse_delete BEFORE DELETE ON edits
BEGIN SELECT RAISE(ABORT, 'edits is append-only: an edit is undone, never changed or removed'); END;
