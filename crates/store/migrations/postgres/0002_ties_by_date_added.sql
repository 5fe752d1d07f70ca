-- Equal years and ratings stand by the date added, which keeps a sync's rows side by side in these indexes.
DROP INDEX album_index_by_year;
DROP INDEX album_index_by_rating;
DROP INDEX album_index_by_year_ascending;
DROP INDEX album_index_by_rating_ascending;
CREATE INDEX album_index_by_year ON album_index (account_id, year NULLS FIRST, added_at NULLS FIRST, release_id);
CREATE INDEX album_index_by_rating ON album_index (account_id, rating NULLS FIRST, added_at NULLS FIRST, release_id);
CREATE INDEX album_index_by_year_ascending ON album_index (account_id, year, added_at NULLS FIRST, release_id);
CREATE INDEX album_index_by_rating_ascending ON album_index (account_id, rating, added_at NULLS FIRST, release_id);
