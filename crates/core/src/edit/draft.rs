//! What a person wrote into a form, or a program into a patch: read, tidied and checked, all of it before any is taken.

use super::Change;
use super::check::{Check, LONGEST_WORD, each_once, filled};
use super::refusal::{Reason, Refusal};
use crate::collection::{Copy, Item};
use crate::id::{ArtistId, FieldId, FolderId, InstanceId, LabelId, ReleaseId};
use crate::release::Release;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

const LONGEST_TITLE: usize = 500;
const LONGEST_NOTE: usize = 10_000;

/// A member of a patch (RFC 7396): not mentioned, set to nothing, or set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Given<T> {
    /// Stays as it is.
    #[default]
    Untouched,
    /// Nothing stands there from now on.
    Cleared,
    /// This stands there from now on.
    Value(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::deserialize(from).map(|value| value.map_or(Self::Cleared, Self::Value))
    }
}

/// An artist as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArtistDraft {
    /// Who, where that is known; else the name decides.
    pub artist_id: Option<ArtistId>,
    /// The artist's name.
    pub name: String,
    /// The name as printed, where it is another.
    pub anv: String,
    /// What stands between this artist and the next.
    pub join: String,
}

/// A label as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelDraft {
    /// Which, where that is known; else the name decides.
    pub label_id: Option<LabelId>,
    /// Its name.
    pub name: String,
    /// Its catalogue number; empty when there is none.
    pub catno: String,
}

/// A format as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormatDraft {
    /// `Vinyl`, `CD`…
    pub name: String,
    /// How many; 1 where nothing is said.
    pub qty: Option<i64>,
    /// `LP`, `Album`…
    pub descriptions: Vec<String>,
    /// Free text.
    pub text: String,
}

/// Changes to an album.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlbumPatch {
    /// Its title; never nothing.
    pub title: Given<String>,
    /// Its artists.
    pub artists: Given<Vec<ArtistDraft>>,
    /// Year of the pressing.
    pub year: Given<i64>,
    /// Year of the work.
    pub original_year: Given<i64>,
    /// Country.
    pub country: Given<String>,
    /// Labels.
    pub labels: Given<Vec<LabelDraft>>,
    /// Formats.
    pub formats: Given<Vec<FormatDraft>>,
    /// Genres.
    pub genres: Given<Vec<String>>,
    /// Styles.
    pub styles: Given<Vec<String>>,
}

/// Changes to a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopyPatch {
    /// Its folder.
    pub folder_id: Given<i64>,
    /// Its rating; 0 is none.
    pub rating: Given<i64>,
    /// The collection's own fields, by their keys.
    pub fields: BTreeMap<FieldId, Given<String>>,
}

impl AlbumPatch {
    /// The changes that it asks for.
    ///
    /// # Errors
    /// All that is refused; nothing is to be taken then.
    pub fn check(self) -> Result<Vec<Change>, Vec<Refusal>> {
        let mut check = Check::default();
        match self.title {
            Given::Untouched => {}
            Given::Cleared => check.refuse("title", Reason::Missing),
            Given::Value(title) => {
                let title = check.text("title", &title, LONGEST_TITLE);
                if title.is_empty() {
                    check.refuse("title", Reason::Missing);
                }
                check.changes.push(Change::Title(title));
            }
        }
        check.list("artists", self.artists, Check::artist, Change::Artists);
        check.year("year", self.year, Change::Year);
        check.year("original_year", self.original_year, Change::OriginalYear);
        match self.country {
            Given::Untouched => {}
            Given::Cleared => check.changes.push(Change::Country(None)),
            Given::Value(country) => {
                let country = check.text("country", &country, LONGEST_WORD);
                check.changes.push(Change::Country(Some(country).filter(|country| !country.is_empty())));
            }
        }
        check.list("labels", self.labels, Check::label, Change::Labels);
        check.list("formats", self.formats, Check::format, Change::Formats);
        let word = |field| move |check: &mut Check, word: String| filled(check.text(field, &word, LONGEST_WORD));
        check.list("genres", self.genres, word("genres"), |words| Change::Genres(each_once(words)));
        check.list("styles", self.styles, word("styles"), |words| Change::Styles(each_once(words)));
        check.end()
    }
}

impl CopyPatch {
    /// The changes that it asks for, for a collection with these folders and fields.
    ///
    /// # Errors
    /// All that is refused; nothing is to be taken then.
    pub fn check(self, folders: &[FolderId], fields: &[FieldId]) -> Result<Vec<Change>, Vec<Refusal>> {
        let mut check = Check::default();
        match self.folder_id {
            Given::Untouched => {}
            Given::Cleared => check.changes.push(Change::Folder(None)),
            Given::Value(id) if folders.contains(&FolderId(id)) => {
                check.changes.push(Change::Folder(Some(FolderId(id))));
            }
            Given::Value(_) => check.refuse("folder_id", Reason::Unknown),
        }
        match self.rating {
            Given::Untouched => {}
            Given::Cleared | Given::Value(0) => check.changes.push(Change::Rating(None)),
            Given::Value(rating) => match u8::try_from(rating).ok().filter(|rating| *rating <= 5) {
                Some(rating) => check.changes.push(Change::Rating(Some(rating))),
                None => check.refuse("rating", Reason::Range(0, 5)),
            },
        }
        for (id, value) in self.fields {
            let name = format!("field:{id}");
            if !fields.contains(&id) {
                check.refuse(&name, Reason::Unknown);
                continue;
            }
            match value {
                Given::Untouched => {}
                Given::Cleared => check.changes.push(Change::Note(id, None)),
                Given::Value(value) => {
                    let value = check.lines(&name, &value, LONGEST_NOTE);
                    check.changes.push(Change::Note(id, filled(value)));
                }
            }
        }
        check.end()
    }
}

/// An album that Discogs does not number, with one copy: an empty release of that title, to be filled by edits.
pub fn new_album(release_id: ReleaseId, instance_id: InstanceId, changes: &[Change], now: i64) -> Item {
    let mut release = Release::blank(release_id);
    for change in changes {
        super::apply_to_release(&mut release, change);
    }
    let copy = Copy { instance_id, release_id, folder_id: None, rating: None, added_at: Some(now), notes: Vec::new() };
    Item { release, copy }
}
