-- Equal years and ratings stand by the date added, which keeps a sync's rows side by side in these indexes.
DROP INDEX album_index_by_year;
DROP INDEX album_index_by_rating;
CREATE INDEX album_index_by_year ON album_index (account_id, year, added_at, release_id);
CREATE INDEX album_index_by_rating ON album_index (account_id, rating, added_at, release_id);
