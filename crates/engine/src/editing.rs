//! The engine's door to editing: what a person changes, and takes back.

use crate::engine::Engine;
use sillon_core::edit::{AlbumPatch, BulkChange, Change, CopyPatch, Edit, Held, Refusal, Target, bulk, new_album};
use sillon_core::id::{FieldId, FolderId, InstanceId, JobId, ReleaseId, local_id, local_id_of};
use sillon_store::{Act, PageChanges, StoreError};
use std::collections::{BTreeMap, HashMap};

/// Albums that are read at a time.
pub(crate) const AT_ONCE: usize = 500;
/// How often albums that somebody else changes meanwhile are read again; only those are.
pub(crate) const ROUNDS: usize = 20;

/// Why an edit was not made.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// Some values are not taken; none was.
    #[error("{} values are refused", .0.len())]
    Refused(Vec<Refusal>),
    /// There is no such album, copy or act.
    #[error("not found")]
    NotFound,
    /// It is undone already.
    #[error("undone already")]
    Undone,
    /// No album that the run added is left to put away.
    #[error("nothing to undo")]
    NothingToUndo,
    /// Nothing of what was named can be taken over.
    #[error("nothing to take over")]
    NothingToTakeOver,
    /// The database could not be written.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for EditError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Conflict => Self::Undone,
            other => Self::Store(other),
        }
    }
}

/// An act that was done: its batch, to undo it by, and how many albums it changed. Where all stood so already there is no
/// batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    /// The batch.
    pub batch_id: Option<String>,
    /// How many albums.
    pub albums: u64,
}

impl Engine {
    /// Changes an album. What stands so already is not written.
    ///
    /// # Errors
    /// See [`EditError`]; nothing is changed then.
    pub async fn edit_album(&self, album: ReleaseId, patch: AlbumPatch) -> Result<Edited, EditError> {
        let changes = self.checked(patch).await?;
        self.require(album).await?;
        self.edit(&[album], |held| {
            changes.iter().map(|change| (Target::album(held.release.id), change.clone())).collect()
        })
        .await
    }

    /// Changes an album and its copies, as one act.
    ///
    /// # Errors
    /// See [`EditError`]; a copy's field is named `copies/ID/FIELD`.
    pub async fn edit_all(
        &self,
        album: ReleaseId,
        patch: AlbumPatch,
        copies: Vec<(InstanceId, CopyPatch)>,
    ) -> Result<Edited, EditError> {
        let mut refused = Vec::new();
        let mut wanted = match self.checked(patch).await {
            Ok(changes) => changes.into_iter().map(|change| (Target::album(album), change)).collect(),
            Err(EditError::Refused(refusals)) => {
                refused = refusals;
                Vec::new()
            }
            Err(error) => return Err(error),
        };
        let (folders, fields) = self.directory().await?;
        for (copy, patch) in copies {
            match patch.check(&folders, &fields) {
                Ok(changes) => {
                    wanted.extend(changes.into_iter().map(|change| (Target::copy(album, copy), change)));
                }
                Err(refusals) => refused.extend(refusals.into_iter().map(|refusal| Refusal {
                    field: format!("copies/{copy}/{}", refusal.field),
                    reason: refusal.reason,
                })),
            }
        }
        if !refused.is_empty() {
            return Err(EditError::Refused(refused));
        }
        self.require(album).await?;
        self.edit(&[album], |_| wanted.clone()).await
    }

    /// Changes one copy of an album.
    ///
    /// # Errors
    /// See [`EditError`]; nothing is changed then.
    pub async fn edit_copy(&self, album: ReleaseId, copy: InstanceId, patch: CopyPatch) -> Result<Edited, EditError> {
        let (folders, fields) = self.directory().await?;
        let changes = patch.check(&folders, &fields).map_err(EditError::Refused)?;
        let held = self.require(album).await?;
        if !held.copies.iter().any(|held| held.instance_id == copy) {
            return Err(EditError::NotFound);
        }
        self.edit(&[album], |_| changes.iter().map(|change| (Target::copy(album, copy), change.clone())).collect())
            .await
    }

    /// Changes every album of a selection, as one act. Those that the collection does not hold are passed over.
    ///
    /// # Errors
    /// See [`EditError`]; nothing is changed then.
    pub async fn edit_selection(&self, albums: &[ReleaseId], wanted: BulkChange) -> Result<Edited, EditError> {
        let wanted = wanted.check().map_err(EditError::Refused)?;
        self.edit(albums, |held| bulk(&wanted, held)).await
    }

    /// The changes to each copy of a selection that a patch asks for.
    ///
    /// # Errors
    /// [`EditError::Refused`].
    pub async fn check_copies(&self, patch: CopyPatch) -> Result<BulkChange, EditError> {
        let (folders, fields) = self.directory().await?;
        patch.check(&folders, &fields).map(BulkChange::Copies).map_err(EditError::Refused)
    }

    /// Puts an album away, or takes it back.
    ///
    /// # Errors
    /// [`EditError::NotFound`].
    pub async fn archive(&self, album: ReleaseId, archived: bool) -> Result<Edited, EditError> {
        self.require(album).await?;
        self.edit_selection(&[album], BulkChange::Archive(archived)).await
    }

    /// Adds an album by hand, with one copy, under a key of sillon's own. `once` is the key of the form, or of the request, that
    /// asks: sent twice with the same content, as by a double press, it is one album.
    ///
    /// # Errors
    /// [`EditError::Refused`]; nothing is added then.
    pub async fn add_album(
        &self,
        patch: AlbumPatch,
        copy: CopyPatch,
        once: Option<&str>,
    ) -> Result<ReleaseId, EditError> {
        // The content counts too: somebody who goes back to the form and fills it in otherwise wants another album.
        let name = once.map(|once| format!("{once}\n{patch:?}\n{copy:?}"));
        let _one_after_the_other = self.adding().lock().await;
        let number = |kind| name.as_ref().map_or_else(new_id, |name| local_id(kind, name));
        let (release, instance) = (ReleaseId(number("album of a form")), InstanceId(number("copy of a form")));
        if name.is_some() && !self.store().reader().load_held(self.account(), &[release]).await?.is_empty() {
            return Ok(release);
        }
        let (folders, fields) = self.directory().await?;
        let (changes, copied) = (self.checked(patch).await, copy.check(&folders, &fields));
        let (changes, copied) = match (changes, copied) {
            (Ok(changes), Ok(copied)) => (changes, copied),
            (Err(EditError::Refused(mut refused)), Err(more)) => {
                refused.extend(more);
                return Err(EditError::Refused(refused));
            }
            (Err(error), _) => return Err(error),
            (_, Err(refused)) => return Err(EditError::Refused(refused)),
        };
        let now = self.now();
        let item = new_album(release, instance, &changes, now);
        let batch_id = uuid::Uuid::now_v7().to_string();
        let page = PageChanges { new_albums: &[item], ..PageChanges::default() };
        self.store().add_page(self.account(), &JobId(batch_id.clone()), &page, now).await?;
        let album = Target::album(release);
        let beyond =
            changes.into_iter().filter(|change| matches!(change, Change::OriginalYear(_) | Change::Country(_)));
        let added = [(album, Change::Added(true))].into_iter();
        let wanted = added.chain(beyond.map(|change| (album, change)));
        let wanted = wanted.chain(copied.into_iter().map(|change| (Target::copy(release, instance), change)));
        let held = self.require(release).await?;
        let edits = differing(&held, wanted.collect(), &batch_id, now);
        self.store().add_edits(self.account(), &edits).await?;
        Ok(release)
    }

    /// Takes back an act. An album that it added by hand goes to the archive: nothing is ever removed.
    ///
    /// # Errors
    /// [`EditError::NotFound`]; [`EditError::Undone`] where it is undone already.
    pub async fn undo(&self, batch_id: &str) -> Result<Edited, EditError> {
        let batch = self.store().reader().find_batch(self.account(), batch_id).await?.ok_or(EditError::NotFound)?;
        self.store().undo_batch(self.account(), batch_id, self.now()).await?;
        let added = batch.first.iter().filter(|edit| edit.change == Change::Added(true));
        let added: Vec<ReleaseId> = added.map(|edit| edit.target.release_id).collect();
        self.edit_selection(&added, BulkChange::Archive(true)).await?;
        Ok(Edited { batch_id: None, albums: batch.albums })
    }

    async fn checked(&self, patch: AlbumPatch) -> Result<Vec<Change>, EditError> {
        let mut changes = patch.check().map_err(EditError::Refused)?;
        self.store().recognise(&mut changes).await?;
        Ok(changes)
    }

    async fn directory(&self) -> Result<(Vec<FolderId>, Vec<FieldId>), EditError> {
        let (folders, fields) = self.store().reader().directory(self.account()).await?;
        let folders = folders.into_iter().map(|folder| folder.id).collect();
        Ok((folders, fields.into_iter().map(|field| field.id).collect()))
    }

    async fn require(&self, album: ReleaseId) -> Result<Held, EditError> {
        let held = self.store().reader().load_held(self.account(), &[album]).await?;
        held.into_iter().next().ok_or(EditError::NotFound)
    }

    /// What is wanted of each album, in one batch, without what stands so already. An album that changes between the reading
    /// and the writing is read again: what somebody else adds to a list of genres meanwhile stays in it.
    async fn edit(
        &self,
        albums: &[ReleaseId],
        wanted: impl Fn(&Held) -> Vec<(Target, Change)>,
    ) -> Result<Edited, EditError> {
        self.edit_for(albums, wanted, None).await
    }

    /// As [`Engine::edit`], and records the batch as an act on a run.
    pub(crate) async fn edit_for(
        &self,
        albums: &[ReleaseId],
        wanted: impl Fn(&Held) -> Vec<(Target, Change)>,
        run: Option<(&JobId, Act)>,
    ) -> Result<Edited, EditError> {
        let (batch_id, now) = (uuid::Uuid::now_v7().to_string(), self.now());
        let mut read_at = HashMap::new();
        let mut made: BTreeMap<ReleaseId, Vec<Edit>> = BTreeMap::new();
        let mut unread = albums.to_vec();
        for _ in 0..ROUNDS {
            for some in unread.chunks(AT_ONCE) {
                for (held, revision) in self.store().reader().load_to_edit(self.account(), some).await? {
                    read_at.insert(held.release.id, revision);
                    made.insert(held.release.id, differing(&held, wanted(&held), &batch_id, now));
                }
            }
            let edits: Vec<Edit> = made.values().flatten().cloned().collect();
            if edits.is_empty() {
                return Ok(Edited::default());
            }
            unread = self.store().add_edits_to(self.account(), &edits, &read_at, run).await?;
            if unread.is_empty() {
                let changed = made.values().filter(|edits| !edits.is_empty()).count();
                return Ok(Edited { batch_id: Some(batch_id), albums: changed as u64 });
            }
        }
        Err(EditError::Store(StoreError::Busy))
    }
}

/// A key that nobody has: the random part of a UUID.
/// The key of a form that adds an album: a new one each time that it is shown.
pub fn form_key() -> String {
    uuid::Uuid::now_v7().to_string()
}

fn new_id() -> i64 {
    local_id_of(uuid::Uuid::now_v7().as_u64_pair().1)
}

pub(crate) fn differing(held: &Held, wanted: Vec<(Target, Change)>, batch_id: &str, now: i64) -> Vec<Edit> {
    let edits = wanted.into_iter().filter_map(|(target, change)| {
        let previous = held.value(target, &change).filter(|previous| *previous != change)?;
        Some(Edit {
            id: uuid::Uuid::now_v7().to_string(),
            batch_id: batch_id.to_owned(),
            target,
            change,
            previous,
            made_at: now,
            undone_at: None,
        })
    });
    edits.collect()
}
