-- The same rows as before, with one look-up for a row that nothing was added to, where there were two. Most are such.
DROP VIEW full_releases;
CREATE VIEW full_releases AS
SELECT r.id, COALESCE(r.master_id, s.master_id) AS master_id, r.title, COALESCE(r.year, s.year) AS year,
    COALESCE(r.cover_url, s.cover_url) AS cover_url, COALESCE(r.thumb_url, s.thumb_url) AS thumb_url,
    COALESCE(s.credits, r.credits) AS credits, COALESCE(s.labels, r.labels) AS labels,
    COALESCE(s.formats, r.formats) AS formats, COALESCE(s.genres, r.genres) AS genres,
    COALESCE(s.styles, r.styles) AS styles
FROM releases AS r LEFT JOIN release_supplements AS s ON s.release_id = r.id
    AND NOT EXISTS (SELECT 1 FROM release_supplements AS n WHERE n.release_id = s.release_id AND n.part > s.part);

DROP VIEW full_copies;
CREATE VIEW full_copies AS
SELECT c.account_id, c.instance_id, c.release_id, COALESCE(c.folder_id, s.folder_id) AS folder_id, c.rating, c.added_at,
    COALESCE(s.notes, c.notes) AS notes
FROM copies AS c LEFT JOIN copy_supplements AS s ON s.account_id = c.account_id AND s.instance_id = c.instance_id
    AND NOT EXISTS (SELECT 1 FROM copy_supplements AS n
        WHERE n.account_id = s.account_id AND n.instance_id = s.instance_id AND n.part > s.part);
