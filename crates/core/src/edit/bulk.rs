//! One change to many albums.

use super::check::{Check, LONGEST_WORD};
use super::refusal::{Reason, Refusal};
use super::{Change, Target};
use crate::collection::Copy;
use crate::enrich::details::Details;
use crate::id::FieldId;
use crate::release::Release;

/// An album as it is shown, with its copies: what a change is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What it is.
    pub release: Release,
    /// What its own page tells; empty where nobody asked.
    pub details: Details,
    /// Its copies, in the order of their keys.
    pub copies: Vec<Copy>,
    /// Whether it is put away.
    pub archived: bool,
}

/// What is to happen to each album of a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkChange {
    /// To its copies: a folder, a rating or a field.
    Copies(Vec<Change>),
    /// A genre that it has from now on.
    AddGenre(String),
    /// A genre that it no longer has, whatever its case.
    RemoveGenre(String),
    /// A style that it has from now on.
    AddStyle(String),
    /// A style that it no longer has, whatever its case.
    RemoveStyle(String),
    /// Put away, or taken back.
    Archive(bool),
}

impl BulkChange {
    /// The same with its word tidied.
    ///
    /// # Errors
    /// What is refused of it.
    pub fn check(self) -> Result<Self, Vec<Refusal>> {
        let mut check = Check::default();
        let mut tidied = |field: &str, word: String| {
            let word = check.text(field, &word, LONGEST_WORD);
            if word.is_empty() {
                check.refuse(field, Reason::Missing);
            }
            word
        };
        let checked = match self {
            Self::AddGenre(word) => Self::AddGenre(tidied("genres", word)),
            Self::RemoveGenre(word) => Self::RemoveGenre(tidied("genres", word)),
            Self::AddStyle(word) => Self::AddStyle(tidied("styles", word)),
            Self::RemoveStyle(word) => Self::RemoveStyle(tidied("styles", word)),
            other @ (Self::Copies(_) | Self::Archive(_)) => other,
        };
        check.end().map(|_| checked)
    }
}

/// What a change to the whole selection is for this album: each target with what it takes. What stands there already may be
/// among it.
pub fn bulk(wanted: &BulkChange, held: &Held) -> Vec<(Target, Change)> {
    let album = Target::album(held.release.id);
    let (genres, styles) = (&held.release.genres, &held.release.styles);
    match wanted {
        BulkChange::Copies(changes) => {
            let copies = held.copies.iter().map(|copy| Target::copy(held.release.id, copy.instance_id));
            copies.flat_map(|target| changes.iter().map(move |change| (target, change.clone()))).collect()
        }
        BulkChange::AddGenre(word) => vec![(album, Change::Genres(with(genres, word)))],
        BulkChange::RemoveGenre(word) => vec![(album, Change::Genres(without(genres, word)))],
        BulkChange::AddStyle(word) => vec![(album, Change::Styles(with(styles, word)))],
        BulkChange::RemoveStyle(word) => vec![(album, Change::Styles(without(styles, word)))],
        BulkChange::Archive(archived) => vec![(album, Change::Archived(*archived))],
    }
}

impl Held {
    /// What stands in a field, as a change to it would say it; `None` when the target is no part of this album.
    pub fn value(&self, target: Target, change: &Change) -> Option<Change> {
        let copy = || {
            let id = target.instance_id?;
            self.copies.iter().find(|copy| copy.instance_id == id)
        };
        let Release { title, credits, cover_url, year, labels, formats, genres, styles, .. } = &self.release;
        Some(match change {
            Change::Title(_) => Change::Title(title.clone()),
            Change::Artists(_) => Change::Artists(credits.clone()),
            Change::Cover(_) => Change::Cover(cover_url.clone()),
            Change::Year(_) => Change::Year(*year),
            Change::OriginalYear(_) => Change::OriginalYear(self.details.original_year),
            Change::Country(_) => Change::Country(self.details.country.clone()),
            Change::Labels(_) => Change::Labels(labels.clone()),
            Change::Formats(_) => Change::Formats(formats.clone()),
            Change::Genres(_) => Change::Genres(genres.clone()),
            Change::Styles(_) => Change::Styles(styles.clone()),
            Change::Archived(_) => Change::Archived(self.archived),
            Change::Added(_) => Change::Added(false),
            Change::Folder(_) => Change::Folder(copy()?.folder_id),
            Change::Rating(_) => Change::Rating(copy()?.rating),
            Change::Note(id, _) => Change::Note(*id, note(copy()?, *id)),
        })
    }
}

fn note(copy: &Copy, id: FieldId) -> Option<String> {
    copy.notes.iter().find(|note| note.field_id == id).map(|note| note.value.clone())
}

fn with(words: &[String], word: &str) -> Vec<String> {
    let mut words = words.to_vec();
    if !words.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
        words.push(word.to_owned());
    }
    words
}

fn without(words: &[String], word: &str) -> Vec<String> {
    words.iter().filter(|known| known.to_lowercase() != word.to_lowercase()).cloned().collect()
}
