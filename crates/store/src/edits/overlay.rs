//! The edits in force over what a page shows: one statement, however many albums stand on it.

use super::read;
use crate::db::Db;
use crate::dialect::Sql;
use crate::error::Result;
use crate::exchange::namesakes;
use sillon_core::collection::{Copy, Namesakes};
use sillon_core::edit::{Change, Field, apply_to_copy, apply_to_details, apply_to_release, is_archived};
use sillon_core::enrich::details::Details;
use sillon_core::id::{AccountId, InstanceId, ReleaseId};
use sillon_core::release::Release;
use std::collections::HashMap;

const IN_FORCE: Sql = with_ids!(
    "SELECT release_id, instance_id, field, value FROM edits \
     WHERE account_id = $2 AND undone_at IS NULL AND release_id",
    "ORDER BY release_id, id"
);

const RATINGS: Sql = with_ids!(
    "SELECT release_id, instance_id, rating FROM copies WHERE account_id = $2 AND release_id",
    "ORDER BY instance_id"
);

/// The edits of some albums that are in force, by album, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Overlay {
    edits: HashMap<ReleaseId, Vec<(Option<InstanceId>, Change)>>,
    namesakes: Namesakes,
}

impl Overlay {
    /// Of these albums, whose keys are a JSON array, for their copies too.
    pub(crate) async fn load_for_copies(db: &Db, account: AccountId, ids: &str) -> Result<Self> {
        let mut overlay = Self::load(db, account, ids).await?;
        overlay.namesakes = namesakes(db, account).await?;
        if !overlay.namesakes.is_empty() {
            let changes = overlay.edits.values_mut().flatten();
            changes.for_each(|(_, change)| overlay.namesakes.settle_change(change));
        }
        Ok(overlay)
    }

    /// Of these albums, whose keys are a JSON array; not for their copies.
    pub(crate) async fn load(db: &Db, account: AccountId, ids: &str) -> Result<Self> {
        type Row = (i64, Option<i64>, String, String);
        let rows: Vec<Row> =
            read!(db, pool => sqlx::query_as(IN_FORCE.of(db)).bind(ids).bind(account.0).fetch_all(pool).await)?;
        let mut overlay = Self::default();
        for (release, copy, field, value) in rows {
            let edits = overlay.edits.entry(ReleaseId(release)).or_default();
            edits.push((copy.map(InstanceId), read(&field, &value)?));
        }
        Ok(overlay)
    }

    /// The changes to an album itself, oldest first.
    pub(crate) fn of_album(&self, album: ReleaseId) -> impl Iterator<Item = &Change> {
        self.changes(album, None)
    }

    fn changes(&self, album: ReleaseId, copy: Option<InstanceId>) -> impl Iterator<Item = &Change> {
        let edits = self.edits.get(&album).map(Vec::as_slice).unwrap_or_default();
        edits.iter().filter(move |(about, _)| *about == copy).map(|(_, change)| change)
    }

    pub(crate) fn lay_over_release(&self, release: &mut Release) {
        for change in self.changes(release.id, None) {
            apply_to_release(release, change);
        }
    }

    /// Where nobody asked for a release's page, an edit makes one of its own.
    pub(crate) fn lay_over_details(&self, album: ReleaseId, details: Option<Details>) -> Option<Details> {
        let about = |change: &&Change| matches!(change.field(), Field::OriginalYear | Field::Country);
        let mut changes = self.changes(album, None).filter(about).peekable();
        if changes.peek().is_none() {
            return details;
        }
        let mut details = details.unwrap_or_default();
        changes.for_each(|change| apply_to_details(&mut details, change));
        Some(details)
    }

    /// Whether a person changed anything of an album or its copies.
    pub(crate) fn is_edited(&self, album: ReleaseId) -> bool {
        self.edits.contains_key(&album)
    }

    /// A copy as it is shown, its folder and fields under the keys that stand for them.
    pub(crate) fn lay_over_copy(&self, copy: &mut Copy) {
        self.namesakes.settle_copy(copy);
        for change in self.changes(copy.release_id, Some(copy.instance_id)) {
            apply_to_copy(copy, change);
        }
    }

    /// A copy as it is shown, filed under the key that it was imported with where nobody filed it elsewhere: a file has its own
    /// spelling of the folder.
    pub(crate) fn lay_over_line(&self, copy: &mut Copy) {
        let folder = copy.folder_id;
        self.lay_over_copy(copy);
        if copy.folder_id == folder.map(|id| self.namesakes.folder(id)) {
            copy.folder_id = folder;
        }
    }

    pub(crate) fn is_archived(&self, album: ReleaseId) -> bool {
        is_archived(self.changes(album, None))
    }

    /// The best rating of each album of which a copy's rating was edited: none of it is asked for where none was.
    pub(crate) async fn best_ratings(&self, db: &Db, account: AccountId) -> Result<HashMap<ReleaseId, Option<u8>>> {
        let rates = |edits: &[(_, Change)]| edits.iter().any(|(_, change)| matches!(change, Change::Rating(_)));
        let rated: Vec<ReleaseId> = self.edits.iter().filter(|(_, edits)| rates(edits)).map(|(id, _)| *id).collect();
        if rated.is_empty() {
            return Ok(HashMap::new());
        }
        let ids = serde_json::to_string(&rated)?;
        let rows: Vec<(i64, i64, Option<i64>)> =
            read!(db, pool => sqlx::query_as(RATINGS.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?;
        let mut best: HashMap<ReleaseId, Option<u8>> = HashMap::new();
        for (release, copy, rating) in rows {
            let album = ReleaseId(release);
            let edited = self.changes(album, Some(InstanceId(copy))).filter_map(|change| match change {
                Change::Rating(rating) => Some(*rating),
                _ => None,
            });
            let imported = rating.and_then(|rating| u8::try_from(rating).ok());
            let rating = edited.last().unwrap_or(imported);
            let held = best.entry(album).or_default();
            *held = (*held).max(rating);
        }
        Ok(best)
    }
}
