-- What was added to a release after its import, in parts: each part holds all that the parts before it hold, and more.
-- Rows from before this are first parts.
DROP VIEW full_releases;
CREATE TABLE supplements_in_parts (
    id INTEGER PRIMARY KEY NOT NULL,
    release_id INTEGER NOT NULL,
    part INTEGER NOT NULL,
    year INTEGER,
    master_id INTEGER,
    cover_url TEXT,
    thumb_url TEXT,
    credits TEXT,
    labels TEXT,
    formats TEXT,
    genres TEXT,
    styles TEXT,
    supplemented_at INTEGER NOT NULL,
    seal INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO supplements_in_parts (release_id, part, master_id, cover_url, thumb_url, credits, labels, formats, genres, styles,
    supplemented_at, seal)
SELECT release_id, 1, master_id, cover_url, thumb_url, credits, labels, formats, genres, styles, supplemented_at, seal
FROM release_supplements ORDER BY release_id;
DROP TABLE release_supplements;
ALTER TABLE supplements_in_parts RENAME TO release_supplements;
CREATE UNIQUE INDEX release_supplements_by_part ON release_supplements (release_id, part);

-- The same of a copy: its folder, and all its notes.
CREATE TABLE copy_supplements (
    id INTEGER PRIMARY KEY NOT NULL,
    account_id INTEGER NOT NULL,
    instance_id INTEGER NOT NULL,
    part INTEGER NOT NULL,
    folder_id INTEGER,
    notes TEXT,
    supplemented_at INTEGER NOT NULL,
    seal INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX copy_supplements_by_part ON copy_supplements (account_id, instance_id, part);

-- Releases as they read: the imported row, its empty places filled.
CREATE VIEW full_releases AS
SELECT r.id, COALESCE(r.master_id, s.master_id) AS master_id, r.title, COALESCE(r.year, s.year) AS year,
    COALESCE(r.cover_url, s.cover_url) AS cover_url, COALESCE(r.thumb_url, s.thumb_url) AS thumb_url,
    COALESCE(s.credits, r.credits) AS credits, COALESCE(s.labels, r.labels) AS labels,
    COALESCE(s.formats, r.formats) AS formats, COALESCE(s.genres, r.genres) AS genres,
    COALESCE(s.styles, r.styles) AS styles
FROM releases AS r LEFT JOIN release_supplements AS s ON s.release_id = r.id
    AND s.part = (SELECT max(part) FROM release_supplements WHERE release_id = r.id);

-- Copies likewise.
CREATE VIEW full_copies AS
SELECT c.account_id, c.instance_id, c.release_id, COALESCE(c.folder_id, s.folder_id) AS folder_id, c.rating, c.added_at,
    COALESCE(s.notes, c.notes) AS notes
FROM copies AS c LEFT JOIN copy_supplements AS s ON s.account_id = c.account_id AND s.instance_id = c.instance_id
    AND s.part = (SELECT max(part) FROM copy_supplements WHERE account_id = c.account_id AND instance_id = c.instance_id);

CREATE TRIGGER release_supplements_refuse_update BEFORE UPDATE ON release_supplements
BEGIN SELECT RAISE(ABORT, 'release_supplements is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER release_supplements_refuse_delete BEFORE DELETE ON release_supplements
BEGIN SELECT RAISE(ABORT, 'release_supplements is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER copy_supplements_refuse_update BEFORE UPDATE ON copy_supplements
BEGIN SELECT RAISE(ABORT, 'copy_supplements is append-only: imported rows are never changed or removed'); END;
CREATE TRIGGER copy_supplements_refuse_delete BEFORE DELETE ON copy_supplements
BEGIN SELECT RAISE(ABORT, 'copy_supplements is append-only: imported rows are never changed or removed'); END;
