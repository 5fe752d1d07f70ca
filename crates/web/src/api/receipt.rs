//! A run's receipt as the API shows it.

use super::album::AlbumDocument;
use super::entry::EntryDocument;
use super::progress::ProgressDocument;
use super::proof::ProofDocument;
use super::wants::WantDocument;
use crate::api::plan::FileRemark;
use crate::i18n::Lang;
use serde::Serialize;
use sillon_core::receipt::Receipt;
use sillon_core::takeover::Standing;
use sillon_store::{RunUndone, SyncDetail};
use utoipa::ToSchema;

/// What a run found, did and left alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptDocument {
    /// Its key.
    id: String,
    /// `collection` or `wantlist`: of which list. Of a wantlist, albums and copies are the releases wanted.
    #[schema(example = "collection")]
    list: &'static str,
    /// Where its items came from: `discogs`, `csv` or `json`.
    #[schema(example = "discogs")]
    origin: &'static str,
    /// The name of the file, where one brought them.
    file: Option<String>,
    /// What started it: `page`, `api`, `command`, `schedule`, `sync` (a wantlist's, after one of the collection), `demo`, or
    /// `unknown` for a run that is older than this note.
    #[schema(example = "page")]
    started_by: &'static str,
    /// The most new albums it was to add.
    limit: Option<u32>,
    /// Whether it was to read every page and compare each known row.
    full: bool,
    /// How it ended.
    #[serde(flatten)]
    progress: ProgressDocument,
    /// Albums in the collection before.
    albums_before: u64,
    /// Albums in the collection after.
    albums_after: u64,
    /// Copies in the collection before.
    copies_before: u64,
    /// Copies in the collection after.
    copies_after: u64,
    /// Whether every item of the listing was seen, so that absence could be judged.
    listing_whole: bool,
    /// Copies kept here that Discogs no longer lists.
    absent: u64,
    /// Values that read otherwise at Discogs now.
    drifted: u64,
    /// Items that could not be read.
    refused: u64,
    /// What was worth knowing of the file; empty for a sync.
    remarks: Vec<FileRemark>,
    /// What a call for each album that was there already would have cost; null for a file.
    calls_saved: Option<u64>,
    /// What it proves of everything that was there before.
    proof: ProofDocument,
    /// Whether it is undone: what it added is in the archive.
    undone: bool,
}

/// A run with what it did, line by line.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptDetailDocument {
    #[serde(flatten)]
    receipt: ReceiptDocument,
    /// The act by which it is undone, to take that back; null while it is not.
    undone_by: Option<String>,
    /// Albums that it added and that are not in the archive: what undoing it would put there.
    undoable: u64,
    /// Albums it added, newest first, at most 500; all of them, a page at a time, are under `/added`.
    added: Vec<AlbumDocument>,
    /// Releases it added to the wantlist, newest first, at most 500.
    wanted: Vec<WantDocument>,
    /// What is absent, back, different or unreadable, at most 1,000 lines.
    entries: Vec<EntryDocument>,
}

impl ReceiptDocument {
    /// The document, its sentences in that language.
    pub fn new(receipt: &Receipt, undone: bool, lang: Lang) -> Self {
        Self {
            id: receipt.job_id.0.clone(),
            list: receipt.list.as_str(),
            origin: receipt.origin.as_str(),
            file: receipt.origin.file().map(str::to_owned),
            started_by: receipt.params.started_by.as_str(),
            limit: receipt.params.limit,
            full: receipt.params.full,
            progress: ProgressDocument::new(&receipt.progress, lang),
            albums_before: receipt.albums_before,
            albums_after: receipt.albums_after,
            copies_before: receipt.copies_before,
            copies_after: receipt.copies_after,
            listing_whole: receipt.listing_whole,
            absent: receipt.absent,
            drifted: receipt.drifted,
            refused: receipt.refused,
            remarks: receipt.remarks.iter().map(|remark| FileRemark::new(remark, lang)).collect(),
            calls_saved: receipt.calls_saved(),
            proof: ProofDocument::of(receipt),
            undone,
        }
    }
}

impl ReceiptDetailDocument {
    /// The document, its sentences in that language. `standing` is of each entry, in their order.
    pub fn new(
        detail: SyncDetail,
        standing: &[Option<Standing>],
        undone: Option<RunUndone>,
        undoable: u64,
        lang: Lang,
    ) -> Self {
        let list = detail.receipt.list;
        let entries = detail.entries.into_iter().zip(standing);
        Self {
            receipt: ReceiptDocument::new(&detail.receipt, undone.is_some(), lang),
            undone_by: undone.map(|undone| undone.batch_id),
            undoable,
            added: detail.added.into_iter().map(Into::into).collect(),
            wanted: detail.wanted.into_iter().map(Into::into).collect(),
            entries: entries.map(|(entry, standing)| EntryDocument::of(list, entry, *standing)).collect(),
        }
    }
}
