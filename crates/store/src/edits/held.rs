//! Albums as they are shown, with their copies: what a change is compared with.

use super::overlay::Overlay;
use crate::dialect::Sql;
use crate::enrichments::details_of;
use crate::error::Result;
use crate::{Reader, collection, releases};
use sillon_core::collection::{Field, Folder, Namesakes, default_fields};
use sillon_core::edit::Held;
use sillon_core::id::{AccountId, FolderId, InstanceId, ReleaseId};
use std::collections::HashMap;

const COPIES: Sql =
    with_ids!("SELECT instance_id FROM copies WHERE account_id = $2 AND release_id", "ORDER BY instance_id");

pub(super) const REVISIONS: Sql =
    with_ids!("SELECT release_id, revision FROM album_index WHERE account_id = $2 AND release_id", "");

impl Reader {
    /// As [`Reader::load_held`], each with the revision that it was read at or after: what a change to it is made from.
    ///
    /// # Errors
    /// As every read.
    pub async fn load_to_edit(&self, account: AccountId, albums: &[ReleaseId]) -> Result<Vec<(Held, i64)>> {
        // Before the albums are: what comes in between gives them another.
        let revisions = self.revisions_of(account, albums).await?;
        let held = self.load_held(account, albums).await?.into_iter();
        Ok(held
            .filter_map(|held| Some((revisions.get(&held.release.id).copied()?, held)))
            .map(|(at, held)| (held, at))
            .collect())
    }

    /// The revision of each of these albums that the collection holds. Read it before the albums themselves: a change in
    /// between then shows as a newer revision when the edit is written.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub async fn revisions_of(&self, account: AccountId, albums: &[ReleaseId]) -> Result<HashMap<ReleaseId, i64>> {
        let ids = releases::ids(albums.iter().copied())?;
        let rows: Vec<(i64, i64)> = read!(&self.db, pool => {
            sqlx::query_as(REVISIONS.of(&self.db)).bind(&ids).bind(account.0).fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(|(id, revision)| (ReleaseId(id), revision)).collect())
    }

    /// These albums as they are shown, in that order; those that the collection does not hold are left out.
    ///
    /// # Errors
    /// As every read.
    pub async fn load_held(&self, account: AccountId, albums: &[ReleaseId]) -> Result<Vec<Held>> {
        let (db, ids) = (&self.db, releases::ids(albums.iter().copied())?);
        let overlay = Overlay::load_for_copies(db, account, &ids).await?;
        let copies: Vec<i64> =
            read!(db, pool => sqlx::query_scalar(COPIES.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?;
        let copies: Vec<InstanceId> = copies.into_iter().map(InstanceId).collect();
        let mut by_album: HashMap<ReleaseId, Vec<_>> = HashMap::new();
        for mut copy in collection::load_copies(db, account, &copies).await? {
            overlay.lay_over_copy(&mut copy);
            by_album.entry(copy.release_id).or_default().push(copy);
        }
        let mut releases = releases::load(db, albums).await?;
        let mut details = details_of(db, albums).await?;
        let held = albums.iter().filter_map(|id| {
            let copies = by_album.remove(id)?;
            let mut release = releases.remove(id)?;
            overlay.lay_over_release(&mut release);
            let details = overlay.lay_over_details(*id, details.remove(id)).unwrap_or_default();
            Some(Held { release, details, copies, archived: overlay.is_archived(*id) })
        });
        Ok(held.collect())
    }

    /// The collection's folders and fields by name, in the order of their keys; the fields that every collection starts
    /// with are among them, and of two keys for the same name only the one that stands for both.
    ///
    /// # Errors
    /// As every read.
    pub async fn directory(&self, account: AccountId) -> Result<(Vec<Folder>, Vec<Field>)> {
        let (mut folders, mut fields) = self.imported_directory(account).await?;
        let namesakes = Namesakes::of(&folders, &fields);
        // Folder 0 is all of them: nothing is filed there.
        folders.retain(|folder| folder.id != FolderId(0) && namesakes.folder(folder.id) == folder.id);
        fields.retain(|field| namesakes.field(field.id) == field.id);
        if fields.is_empty() {
            fields = default_fields();
        }
        Ok((folders, fields))
    }
}
