//! What is added at a time.

use sillon_core::collection::{Field, Folder, Item};
use sillon_core::edit::Edit;
use sillon_core::exchange::document::{AlbumRecord, ArtistRecord, SourceFile, SourceLine, WantRecord};
use sillon_core::id::InstanceId;
use sillon_core::sync::known::Recognition;
use sillon_core::sync::supplement::{CopySupplement, Supplement};
use sillon_core::valuation::Valuation;
use sillon_core::view::SavedView;

/// Copies of a batch.
const COPIES: u64 = 1_000;
/// Edits, wants and other records of a line or so in a batch.
const LINES: usize = 1_000;
/// Albums of a document in a batch: each may carry its tracks and texts.
const ALBUMS: usize = 200;

/// Rows to add in a few statements.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) folders: Vec<Folder>,
    pub(super) fields: Vec<Field>,
    pub(super) files: Vec<SourceFile>,
    pub(super) new_albums: Vec<Item>,
    pub(super) new_copies: Vec<Item>,
    pub(super) lines: Vec<(InstanceId, SourceLine)>,
    pub(super) recognised: Vec<Recognition>,
    pub(super) supplements: Vec<Supplement>,
    pub(super) copy_supplements: Vec<CopySupplement>,
    /// Since when Discogs no longer lists copies of the batch.
    pub(super) absent: Vec<(InstanceId, i64)>,
    pub(super) learnt: Vec<AlbumRecord>,
    pub(super) artists: Vec<ArtistRecord>,
    pub(super) edits: Vec<Edit>,
    pub(super) wants: Vec<WantRecord>,
    pub(super) views: Vec<SavedView>,
    pub(super) valuations: Vec<Valuation>,
    /// Copies of the file that it deals with, known ones too.
    pub(super) passed: u64,
}

impl Batch {
    pub(super) fn is_full(&self) -> bool {
        let lines = self.edits.len() + self.wants.len() + self.views.len() + self.valuations.len();
        self.passed >= COPIES || lines >= LINES || self.learnt.len() >= ALBUMS || self.artists.len() >= ALBUMS
    }
}
