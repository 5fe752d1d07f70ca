//! What a person wrote into a form, or a program into a patch: read, tidied and checked, all of it before any is taken.

use super::Change;
use super::refusal::{Reason, Refusal};
use crate::collection::{Copy, Item};
use crate::credit::Credit;
use crate::format::Format;
use crate::id::{ArtistId, FieldId, FolderId, InstanceId, LabelId, ReleaseId, local_id};
use crate::label::LabelLine;
use crate::release::Release;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

const LONGEST_TITLE: usize = 500;
const LONGEST_NAME: usize = 200;
const LONGEST_WORD: usize = 100;
const LONGEST_NOTE: usize = 10_000;
const MOST_LINES: usize = 50;
const MOST_DISCS: i64 = 999;
/// From the first cylinders to a little beyond what is announced.
const YEARS: (i64, i64) = (1860, 2100);

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
    let mut release = Release {
        id: release_id,
        master_id: None,
        title: String::new(),
        year: None,
        cover_url: None,
        thumb_url: None,
        credits: Vec::new(),
        labels: Vec::new(),
        formats: Vec::new(),
        genres: Vec::new(),
        styles: Vec::new(),
    };
    for change in changes {
        super::apply_to_release(&mut release, change);
    }
    let copy = Copy { instance_id, release_id, folder_id: None, rating: None, added_at: Some(now), notes: Vec::new() };
    Item { release, copy }
}

#[derive(Default)]
struct Check {
    changes: Vec<Change>,
    refusals: Vec<Refusal>,
}

impl Check {
    fn refuse(&mut self, field: &str, reason: Reason) {
        let refusal = Refusal::new(field, reason);
        if !self.refusals.contains(&refusal) {
            self.refusals.push(refusal);
        }
    }

    fn end(self) -> Result<Vec<Change>, Vec<Refusal>> {
        if self.refusals.is_empty() { Ok(self.changes) } else { Err(self.refusals) }
    }

    /// One line: no control characters, no space around it.
    fn text(&mut self, field: &str, text: &str, longest: usize) -> String {
        let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        self.bounded(field, line.trim().to_owned(), longest)
    }

    /// Several lines.
    fn lines(&mut self, field: &str, text: &str, longest: usize) -> String {
        let text = text.replace("\r\n", "\n");
        let kept: String =
            text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
        self.bounded(field, kept.trim().to_owned(), longest)
    }

    fn bounded(&mut self, field: &str, text: String, longest: usize) -> String {
        if text.chars().count() > longest {
            self.refuse(field, Reason::TooLong(longest));
        }
        text
    }

    fn year(&mut self, field: &str, given: Given<i64>, change: fn(Option<i32>) -> Change) {
        match given {
            Given::Untouched => {}
            Given::Cleared => self.changes.push(change(None)),
            Given::Value(year) => match i32::try_from(year) {
                Ok(short) if (YEARS.0..=YEARS.1).contains(&year) => self.changes.push(change(Some(short))),
                _ => self.refuse(field, Reason::Range(YEARS.0, YEARS.1)),
            },
        }
    }

    /// Lines of which each may be refused or, being empty, left out.
    fn list<D, T>(
        &mut self,
        field: &str,
        given: Given<Vec<D>>,
        mut read: impl FnMut(&mut Self, D) -> Option<T>,
        change: impl FnOnce(Vec<T>) -> Change,
    ) {
        let drafts = match given {
            Given::Untouched => return,
            Given::Cleared => Vec::new(),
            Given::Value(drafts) => drafts,
        };
        let lines: Vec<T> = drafts.into_iter().filter_map(|draft| read(self, draft)).collect();
        if lines.len() > MOST_LINES {
            self.refuse(field, Reason::TooMany(MOST_LINES));
        }
        self.changes.push(change(lines));
    }

    fn artist(&mut self, draft: ArtistDraft) -> Option<Credit> {
        let name = filled(self.text("artists", &draft.name, LONGEST_NAME))?;
        let anv = self.text("artists", &draft.anv, LONGEST_NAME);
        let join = self.text("artists", &draft.join, LONGEST_WORD);
        let artist_id = draft.artist_id.unwrap_or_else(|| ArtistId(local_id("artist", &name)));
        Some(Credit { artist_id, name, anv, join })
    }

    fn label(&mut self, draft: LabelDraft) -> Option<LabelLine> {
        let name = filled(self.text("labels", &draft.name, LONGEST_NAME))?;
        let catno = self.text("labels", &draft.catno, LONGEST_WORD);
        let label_id = draft.label_id.unwrap_or_else(|| LabelId(local_id("label", &name)));
        Some(LabelLine { label_id, name, catno })
    }

    fn format(&mut self, draft: FormatDraft) -> Option<Format> {
        let name = filled(self.text("formats", &draft.name, LONGEST_WORD))?;
        let words = draft.descriptions.iter().map(|word| self.text("formats", word, LONGEST_WORD));
        let descriptions = words.filter_map(filled).collect();
        let text = self.text("formats", &draft.text, LONGEST_NAME);
        let qty = draft.qty.unwrap_or(1);
        if !(1..=MOST_DISCS).contains(&qty) {
            self.refuse("formats", Reason::Range(1, MOST_DISCS));
        }
        Some(Format { name, qty: u32::try_from(qty).unwrap_or(1), descriptions, text })
    }
}

fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn each_once(words: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if !once.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
            once.push(word);
        }
    }
    once
}
