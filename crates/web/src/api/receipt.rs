//! A run's receipt as the API shows it.

use super::album::AlbumDocument;
use super::entry::EntryDocument;
use super::progress::ProgressDocument;
use super::wants::WantDocument;
use crate::i18n::Lang;
use serde::Serialize;
use sillon_core::receipt::Receipt;
use sillon_store::SyncDetail;
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
    /// The most new albums it was to add.
    limit: Option<u32>,
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
}

/// A run with what it did, line by line.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptDetailDocument {
    #[serde(flatten)]
    receipt: ReceiptDocument,
    /// Albums it added, newest first, at most 500.
    added: Vec<AlbumDocument>,
    /// Releases it added to the wantlist, newest first, at most 500.
    wanted: Vec<WantDocument>,
    /// What is absent, back, different or unreadable, at most 1,000 lines.
    entries: Vec<EntryDocument>,
}

impl ReceiptDocument {
    /// The document, its sentences in that language.
    pub fn new(receipt: &Receipt, lang: Lang) -> Self {
        Self {
            id: receipt.job_id.0.clone(),
            list: receipt.list.as_str(),
            origin: receipt.origin.as_str(),
            file: receipt.origin.file().map(str::to_owned),
            limit: receipt.params.limit,
            progress: ProgressDocument::new(&receipt.progress, lang),
            albums_before: receipt.albums_before,
            albums_after: receipt.albums_after,
            copies_before: receipt.copies_before,
            copies_after: receipt.copies_after,
            listing_whole: receipt.listing_whole,
            absent: receipt.absent,
            drifted: receipt.drifted,
            refused: receipt.refused,
        }
    }
}

impl ReceiptDetailDocument {
    /// The document, its sentences in that language.
    pub fn new(detail: SyncDetail, lang: Lang) -> Self {
        let list = detail.receipt.list;
        Self {
            receipt: ReceiptDocument::new(&detail.receipt, lang),
            added: detail.added.into_iter().map(Into::into).collect(),
            wanted: detail.wanted.into_iter().map(Into::into).collect(),
            entries: detail.entries.into_iter().map(|entry| EntryDocument::of(list, entry)).collect(),
        }
    }
}
