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

/// `$2` is when. A value that was added before stays.
pub(crate) const SUPPLEMENTS: Sql = supplement_rows!(
    "release_supplements (seal, supplemented_at, part, release_id, year, master_id, cover_url, thumb_url, credits, labels, \
     formats, genres, styles)",
    "CAST(value ->> 0 AS BIGINT) AS release_id, CAST(value ->> 1 AS BIGINT) AS year, \
     CAST(value ->> 2 AS BIGINT) AS master_id, value ->> 3 AS cover_url, value ->> 4 AS thumb_url, value ->> 5 AS credits, \
     value ->> 6 AS labels, value ->> 7 AS formats, value ->> 8 AS genres, value ->> 9 AS styles",
    "v.release_id, COALESCE(s.year, v.year), COALESCE(s.master_id, v.master_id), COALESCE(s.cover_url, v.cover_url), \
     COALESCE(s.thumb_url, v.thumb_url), COALESCE(s.credits, v.credits), COALESCE(s.labels, v.labels), \
     COALESCE(s.formats, v.formats), COALESCE(s.genres, v.genres), COALESCE(s.styles, v.styles)",
    "release_supplements AS s ON s.release_id = v.release_id AND s.part = ( \
     SELECT max(part) FROM release_supplements WHERE release_id = v.release_id)",
    "(s.year IS NULL AND v.year IS NOT NULL) OR (s.master_id IS NULL AND v.master_id IS NOT NULL) \
     OR (s.cover_url IS NULL AND v.cover_url IS NOT NULL) OR (s.thumb_url IS NULL AND v.thumb_url IS NOT NULL) \
     OR (s.credits IS NULL AND v.credits IS NOT NULL) OR (s.labels IS NULL AND v.labels IS NOT NULL) \
     OR (s.formats IS NULL AND v.formats IS NOT NULL) OR (s.genres IS NULL AND v.genres IS NOT NULL) \
     OR (s.styles IS NULL AND v.styles IS NOT NULL)"
);

/// `$2` is when, `$3` the account. Notes are all of a copy's, so that later ones hold the earlier.
pub(crate) const COPY_SUPPLEMENTS: Sql = supplement_rows!(
    "copy_supplements (seal, supplemented_at, part, account_id, instance_id, folder_id, notes)",
    "CAST(value ->> 0 AS BIGINT) AS instance_id, CAST(value ->> 1 AS BIGINT) AS folder_id, value ->> 2 AS notes",
    "$3, v.instance_id, COALESCE(s.folder_id, v.folder_id), COALESCE(v.notes, s.notes)",
    "copy_supplements AS s ON s.account_id = $3 AND s.instance_id = v.instance_id AND s.part = ( \
     SELECT max(part) FROM copy_supplements WHERE account_id = $3 AND instance_id = v.instance_id)",
    "(s.folder_id IS NULL AND v.folder_id IS NOT NULL) OR (v.notes IS NOT NULL AND v.notes IS DISTINCT FROM s.notes)"
);

/// A cover that was not to be had is looked for again where an address was added.
pub(crate) const FORGET_MISSING_COVERS: Sql = with_ids!(
    "DELETE FROM enrichments WHERE subject_kind = 'release' AND facet = 'covers' AND outcome = 'absent' AND subject_id",
    ""
);

/// A cover that is kept is looked for again where a person chose another.
pub(crate) const FORGET_COVERS: Sql =
    with_ids!("DELETE FROM enrichments WHERE subject_kind = 'release' AND facet = 'covers' AND subject_id", "");

/// Further copies of an album change what its line in a list says.
pub(crate) const REFRESH_ALBUMS: Sql = with_ids!(
    "UPDATE album_index SET copies = held.copies, added_at = held.added_at, rating = held.rating, revision = $3 FROM ( \
     SELECT release_id, count(*) AS copies, min(added_at) AS added_at, max(rating) AS rating \
     FROM copies WHERE account_id = $2 AND release_id",
    "GROUP BY release_id) AS held WHERE album_index.account_id = $2 AND album_index.release_id = held.release_id"
);

/// What lists show of these albums changed.
pub(crate) const REVISE_ALBUMS: Sql =
    with_ids!("UPDATE album_index SET revision = $3 WHERE account_id = $2 AND release_id", "");

/// The same of the albums of these copies.
pub(crate) const REVISE_ALBUMS_OF_COPIES: Sql = with_ids!(
    "UPDATE album_index SET revision = $3 WHERE account_id = $2 AND release_id IN ( \
     SELECT release_id FROM copies WHERE account_id = $2 AND instance_id",
    ")"
);

/// Gives an account its next revision. Before the albums that get it, and after all else: on PostgreSQL the row is held until
/// the transaction ends, so that revisions are seen in the order in which they are given.
pub(crate) const NEXT_REVISION: &str = "INSERT INTO revisions (account_id, last) VALUES ($1, 1) \
    ON CONFLICT (account_id) DO UPDATE SET last = revisions.last + 1 RETURNING last";

pub(crate) const ARTISTS: Sql = import_rows!(
    "artists",
    "id, name",
    "CAST(value ->> 0 AS BIGINT), value ->> 1",
    unless "id = CAST(value ->> 0 AS BIGINT)"
);

pub(crate) const LABELS: Sql = import_rows!(
    "labels",
    "id, name",
    "CAST(value ->> 0 AS BIGINT), value ->> 1",
    unless "id = CAST(value ->> 0 AS BIGINT)"
);

/// What belongs to releases that were just inserted.
pub(crate) fn lines(releases: &[&Release]) -> Result<[(Sql, Rows); 2]> {
    Ok([(ARTISTS, item::artists(releases)?), (LABELS, item::labels(releases)?)])
}
