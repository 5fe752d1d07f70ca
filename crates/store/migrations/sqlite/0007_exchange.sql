-- A file that brought copies: its columns, a JSON array, and how its lines ended, so that it can be written again as it was.
CREATE TABLE files (
    account_id INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    columns TEXT NOT NULL,
    line_end TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, file_id)
) STRICT, WITHOUT ROWID;

-- Where a copy stood in a file; cells is a JSON object of those that the copy alone would give otherwise.
CREATE TABLE file_lines (
    account_id INTEGER NOT NULL,
    instance_id INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    cells TEXT,
    PRIMARY KEY (account_id, instance_id)
) STRICT, WITHOUT ROWID;

-- That Discogs' copy instance_id is the one that a file brought under our key copy_id.
CREATE TABLE recognitions (
    account_id INTEGER NOT NULL,
    instance_id INTEGER NOT NULL,
    copy_id INTEGER NOT NULL,
    job_id TEXT NOT NULL,
    recognised_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, instance_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX recognitions_by_copy ON recognitions (account_id, copy_id);

-- What a listing added to a release that a file brought; unknown where the file's row holds.
CREATE TABLE release_supplements (
    release_id INTEGER PRIMARY KEY NOT NULL,
    master_id INTEGER,
    cover_url TEXT,
    thumb_url TEXT,
    credits TEXT,
    labels TEXT,
    formats TEXT,
    genres TEXT,
    styles TEXT,
    supplemented_at INTEGER NOT NULL
) STRICT;

-- Releases as they read: the imported row, its empty places filled.
CREATE VIEW full_releases AS
SELECT r.id, COALESCE(r.master_id, s.master_id) AS master_id, r.title, r.year,
    COALESCE(r.cover_url, s.cover_url) AS cover_url, COALESCE(r.thumb_url, s.thumb_url) AS thumb_url,
    COALESCE(s.credits, r.credits) AS credits, COALESCE(s.labels, r.labels) AS labels,
    COALESCE(s.formats, r.formats) AS formats, COALESCE(s.genres, r.genres) AS genres,
    COALESCE(s.styles, r.styles) AS styles
FROM releases AS r LEFT JOIN release_supplements AS s ON s.release_id = r.id;

CREATE TRIGGER files_refuse_update BEFORE UPDATE ON files
BEGIN SELECT RAISE(ABORT, 'files is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER files_refuse_delete BEFORE DELETE ON files
BEGIN SELECT RAISE(ABORT, 'files is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER file_lines_refuse_update BEFORE UPDATE ON file_lines
BEGIN SELECT RAISE(ABORT, 'file_lines is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER file_lines_refuse_delete BEFORE DELETE ON file_lines
BEGIN SELECT RAISE(ABORT, 'file_lines is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER recognitions_refuse_update BEFORE UPDATE ON recognitions
BEGIN SELECT RAISE(ABORT, 'recognitions is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER recognitions_refuse_delete BEFORE DELETE ON recognitions
BEGIN SELECT RAISE(ABORT, 'recognitions is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER release_supplements_refuse_update BEFORE UPDATE ON release_supplements
BEGIN SELECT RAISE(ABORT, 'release_supplements is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER release_supplements_refuse_delete BEFORE DELETE ON release_supplements
BEGIN SELECT RAISE(ABORT, 'release_supplements is append-only: imported rows are never changed or removed'); END;
