//! Reading what the catalogue takes in: by revisions and by keys, never a whole table.

use super::entry::{Known, Source};
use super::index::{Directory, NamesById};
use crate::db::Db;
use crate::dialect::Sql;
use crate::edits::Overlay;
use crate::error::Result;
use crate::exchange::imported_directory;
use crate::releases;
use sillon_core::collection::{Copy, Namesakes, default_fields};
use sillon_core::edit::Change;
use sillon_core::id::{AccountId, FieldId, FolderId, InstanceId, ReleaseId};
use std::collections::HashMap;

/// With the database's generation: another one, and a backup stands in its place (`backup::replace`). A server's stays.
pub(crate) const NEWEST: Sql = Sql {
    sqlite: "SELECT user_version, (SELECT last FROM revisions WHERE account_id = $1) FROM pragma_user_version",
    postgres: "SELECT CAST(0 AS BIGINT), (SELECT last FROM revisions WHERE account_id = $1)",
};
pub(crate) const CHANGED: &str = "SELECT release_id, revision, copies, added_at, rating FROM album_index \
    WHERE account_id = $1 AND (revision, release_id) > ($2, $3) ORDER BY revision, release_id LIMIT $4";
pub(crate) const LINES: Sql = with_ids!(
    "SELECT release_id, revision, copies, added_at, rating FROM album_index WHERE account_id = $2 AND release_id",
    ""
);
pub(crate) const COPIES: Sql = with_ids!(
    "SELECT release_id, instance_id, folder_id, rating, notes FROM full_copies WHERE account_id = $2 AND release_id",
    ""
);
pub(crate) const FOUND: Sql = with_ids!(
    "SELECT subject_id, facet FROM enrichments WHERE subject_kind = 'release' AND outcome = 'found' AND subject_id",
    ""
);
pub(crate) const DESCRIBED: Sql =
    with_ids!("SELECT release_id FROM texts WHERE account_id = $2 AND state = 'shown' AND release_id", "");
pub(crate) const DETAILS: Sql = with_ids!("SELECT release_id, document FROM release_details WHERE release_id", "");
pub(crate) const ARTISTS: Sql = with_ids!("SELECT id, name FROM artists WHERE id", "");
pub(crate) const LABELS: Sql = with_ids!("SELECT id, name FROM labels WHERE id", "");

/// An album's line: release, revision, copies, date added, rating.
pub(crate) type Line = (i64, i64, i64, Option<i64>, Option<i64>);

/// The database's generation, and the newest revision of an account; 0 before there is any.
pub(crate) async fn newest(db: &Db, account: AccountId) -> Result<(i64, i64)> {
    let (generation, last): (i64, Option<i64>) =
        read!(db, pool => sqlx::query_as(NEWEST.of(db)).bind(account.0).fetch_one(pool).await)?;
    Ok((generation, last.unwrap_or_default()))
}

/// Albums that changed after a revision and key, in that order, at most `most`.
pub(crate) async fn changed(db: &Db, account: AccountId, after: (i64, i64), most: u32) -> Result<Vec<Line>> {
    Ok(read!(db, pool => {
        sqlx::query_as(CHANGED).bind(account.0).bind(after.0).bind(after.1).bind(i64::from(most)).fetch_all(pool).await
    })?)
}

/// Albums by their keys.
pub(crate) async fn lines(db: &Db, account: AccountId, ids: &[i64]) -> Result<Vec<Line>> {
    let ids = serde_json::to_string(ids)?;
    Ok(read!(db, pool => sqlx::query_as(LINES.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?)
}

/// All that albums are taken in from.
pub(crate) async fn sources(db: &Db, account: AccountId, lines: &[Line]) -> Result<Vec<Source>> {
    let keys: Vec<ReleaseId> = lines.iter().map(|(id, ..)| ReleaseId(*id)).collect();
    let ids = releases::ids(keys.iter().copied())?;
    let mut releases = releases::load(db, &keys).await?;
    let overlay = Overlay::load_for_copies(db, account, &ids).await?;
    type CopyRow = (i64, i64, Option<i64>, Option<i64>, String);
    let copies: Vec<CopyRow> =
        read!(db, pool => sqlx::query_as(COPIES.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?;
    let found: Vec<(i64, String)> = read!(db, pool => sqlx::query_as(FOUND.of(db)).bind(&ids).fetch_all(pool).await)?;
    let described: Vec<i64> =
        read!(db, pool => sqlx::query_scalar(DESCRIBED.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?;
    let details: Vec<(i64, String)> =
        read!(db, pool => sqlx::query_as(DETAILS.of(db)).bind(&ids).fetch_all(pool).await)?;
    let mut sources: HashMap<i64, Source> = HashMap::with_capacity(lines.len());
    for (id, _, copies, added_at, _) in lines {
        let Some(mut release) = releases.remove(&ReleaseId(*id)) else { continue };
        overlay.lay_over_release(&mut release);
        let source = Source {
            release,
            copies: u32::try_from(*copies).unwrap_or(u32::MAX),
            added_at: *added_at,
            rating: None,
            folders: Vec::new(),
            notes: Vec::new(),
            details: None,
            has_details: false,
            is_archived: overlay.is_archived(ReleaseId(*id)),
            has_cover: false,
            has_link: false,
            has_description: false,
        };
        sources.insert(*id, source);
    }
    for (id, instance_id, folder, rating, notes) in copies {
        let Some(source) = sources.get_mut(&id) else { continue };
        let mut copy = Copy {
            instance_id: InstanceId(instance_id),
            release_id: ReleaseId(id),
            folder_id: folder.map(FolderId),
            rating: rating.and_then(|rating| u8::try_from(rating).ok()),
            added_at: None,
            notes: if notes.len() > 2 { serde_json::from_str(&notes)? } else { Vec::new() },
        };
        overlay.lay_over_copy(&mut copy);
        source.folders.extend(copy.folder_id.map(|folder| folder.0));
        source.rating = source.rating.max(copy.rating);
        source.notes.extend(copy.notes.into_iter().map(|note| (note.field_id, note.value)));
    }
    for (id, facet) in found {
        let Some(source) = sources.get_mut(&id) else { continue };
        source.has_cover |= facet == "covers";
        source.has_link |= facet == "links";
    }
    for id in described {
        if let Some(source) = sources.get_mut(&id) {
            source.has_description = true;
        }
    }
    for (id, document) in details {
        if let Some(source) = sources.get_mut(&id) {
            source.details = Some(serde_json::from_str::<Known>(&document)?);
            source.has_details = true;
        }
    }
    for (id, source) in &mut sources {
        for change in overlay.of_album(ReleaseId(*id)) {
            match change {
                Change::Country(country) => source.known().country.clone_from(country),
                Change::OriginalYear(year) => source.known().original_year = *year,
                _ => {}
            }
        }
    }
    Ok(lines.iter().filter_map(|(id, ..)| sources.remove(id)).collect())
}

/// What the artists and labels of some releases are called.
pub(crate) async fn names(db: &Db, sources: &[Source]) -> Result<(NamesById, NamesById)> {
    let artists = sources.iter().flat_map(|source| &source.release.credits).map(|credit| credit.artist_id.0);
    let labels = sources.iter().flat_map(|source| &source.release.labels).map(|label| label.label_id.0);
    Ok((named(db, ARTISTS, artists).await?, named(db, LABELS, labels).await?))
}

async fn named(db: &Db, sql: Sql, ids: impl Iterator<Item = i64>) -> Result<NamesById> {
    let ids: std::collections::BTreeSet<i64> = ids.collect();
    let ids = serde_json::to_string(&ids)?;
    let rows: Vec<(i64, String)> = read!(db, pool => sqlx::query_as(sql.of(db)).bind(&ids).fetch_all(pool).await)?;
    Ok(rows.into_iter().collect())
}

/// What the owner calls folders and fields.
pub(crate) async fn directory(db: &Db, account: AccountId) -> Result<Directory> {
    let (folders, fields) = imported_directory(db, account).await?;
    let namesakes = Namesakes::of(&folders, &fields);
    let mut names: HashMap<FieldId, String> =
        default_fields().into_iter().map(|field| (field.id, field.name)).collect();
    names.extend(fields.into_iter().map(|field| (field.id, field.name)));
    let mut fields: Vec<(FieldId, String)> = names.into_iter().filter(|(id, _)| namesakes.field(*id) == *id).collect();
    fields.sort_unstable();
    let folders = folders.into_iter().filter(|folder| namesakes.folder(folder.id) == folder.id);
    Ok(Directory { folders: folders.map(|folder| (folder.id.0, folder.name)).collect(), fields, namesakes })
}
