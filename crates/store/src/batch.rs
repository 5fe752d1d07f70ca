//! The inserts of a page: one statement a table, whatever the number of rows.

use crate::dialect::Sql;
use crate::error::Result;
use crate::item::{self, Rows};
use sillon_core::release::Release;

pub(crate) const RELEASES: Sql = import_rows!(
    "releases",
    "id, master_id, title, year, cover_url, thumb_url, credits, labels, formats, genres, styles",
    "CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), value ->> 2, CAST(value ->> 3 AS BIGINT), \
     value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10"
);

pub(crate) const COPIES: Sql = import_rows!(
    "copies",
    "account_id, job_id, imported_at, instance_id, release_id, folder_id, rating, added_at, notes, \
     opened_album",
    "$2, $3, $4, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT), \
     CAST(value ->> 3 AS BIGINT), CAST(value ->> 4 AS BIGINT), value ->> 5, CAST(value ->> 6 AS BOOLEAN)"
);

pub(crate) const ALBUM_INDEX: Sql = insert_rows!(
    "INSERT INTO album_index (account_id, created_at, revision, copies, release_id, added_at, rating) \
     SELECT $2, $3, $4, 1, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT)"
);

pub(crate) const ARTIST_INDEX: Sql = insert_rows!(
    "INSERT INTO artist_index (account_id, artist_id, sort_key) SELECT $2, CAST(value ->> 0 AS BIGINT), value ->> 1"
);

pub(crate) const FILE_LINES: Sql = import_rows!(
    "file_lines",
    "account_id, instance_id, file_id, position, cells",
    "$2, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT), value ->> 3"
);

pub(crate) const RECOGNITIONS: Sql = import_rows!(
    "recognitions",
    "account_id, job_id, recognised_at, instance_id, copy_id",
    "$2, $3, $4, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT)"
);

pub(crate) const ABSENCES: Sql = insert_rows!(
    "INSERT INTO absences (account_id, job_id, instance_id, absent_since) \
     SELECT $2, $3, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT)"
);

pub(crate) const SUPPLEMENTS: Sql = import_rows!(
    "release_supplements",
    "supplemented_at, release_id, master_id, cover_url, thumb_url, credits, labels, formats, genres, styles",
    "$2, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), value ->> 2, value ->> 3, value ->> 4, \
     value ->> 5, value ->> 6, value ->> 7, value ->> 8"
);

/// Further copies of an album change what its line in a list says.
pub(crate) const REFRESH_ALBUMS: Sql = with_ids!(
    "UPDATE album_index SET copies = held.copies, added_at = held.added_at, rating = held.rating, revision = $3 FROM ( \
     SELECT release_id, count(*) AS copies, min(added_at) AS added_at, max(rating) AS rating \
     FROM copies WHERE account_id = $2 AND release_id",
    "GROUP BY release_id) AS held WHERE album_index.account_id = $2 AND album_index.release_id = held.release_id"
);

/// Gives an account its next revision. Before the albums that get it, and after all else: on PostgreSQL the row is held until
/// the transaction ends, so that revisions are seen in the order in which they are given.
pub(crate) const NEXT_REVISION: &str = "INSERT INTO revisions (account_id, last) VALUES ($1, 1) \
    ON CONFLICT (account_id) DO UPDATE SET last = revisions.last + 1 RETURNING last";

pub(crate) const ARTISTS: Sql = import_rows!("artists", "id, name", "CAST(value ->> 0 AS BIGINT), value ->> 1");

pub(crate) const LABELS: Sql = import_rows!("labels", "id, name", "CAST(value ->> 0 AS BIGINT), value ->> 1");

/// What belongs to releases that were just inserted.
pub(crate) fn lines(releases: &[&Release]) -> Result<[(Sql, Rows); 2]> {
    Ok([(ARTISTS, item::artists(releases)?), (LABELS, item::labels(releases)?)])
}
