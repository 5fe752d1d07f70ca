//! An album as the catalogue takes it in: everything that it is found, counted and sorted by.

use crate::keys::{name_key, sort_key};
use sillon_core::credit::display_name;
use sillon_core::format::supports;
use sillon_core::id::FieldId;
use sillon_core::query::words::{compact, index_prose, index_words, phrase_words, plain_words};
use sillon_core::query::{Facet, Missing};
use sillon_core::release::Release;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The parts of an album that words stand in; a word's first letter in the index.
pub(crate) mod part {
    pub(crate) const ARTIST: char = 'a';
    /// A name as the sleeve has it.
    pub(crate) const VARIATION: char = 'v';
    pub(crate) const TITLE: char = 't';
    pub(crate) const LABEL: char = 'l';
    pub(crate) const CATNO: char = 'c';
    /// A whole catalogue number, without what stands between its letters and digits.
    pub(crate) const NUMBER: char = 'd';
    pub(crate) const TRACK: char = 'k';
    pub(crate) const NOTE: char = 'n';
    pub(crate) const BARCODE: char = 'b';
    pub(crate) const ALL: [char; 9] = [ARTIST, VARIATION, TITLE, LABEL, CATNO, NUMBER, TRACK, NOTE, BARCODE];
    /// What is spelt, so that it can be misspelt.
    pub(crate) const SPELT: [char; 6] = [ARTIST, VARIATION, TITLE, LABEL, TRACK, NOTE];
}

/// A longer text in a copy's field is a remark, not a value to count by.
const LONGEST_VALUE: usize = 40;
/// No date is smaller: unknown ones stand before all others.
pub(crate) const UNDATED: i64 = i64::MIN;

/// What an album is taken in from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) release: Release,
    pub(crate) copies: u32,
    pub(crate) added_at: Option<i64>,
    /// Best of its copies.
    pub(crate) rating: Option<u8>,
    /// Folder of each copy.
    pub(crate) folders: Vec<i64>,
    /// Field and text of each note of each copy.
    pub(crate) notes: Vec<(FieldId, String)>,
    /// What its own page tells, and what a person says over it.
    pub(crate) details: Option<Known>,
    /// Whether its page was asked for.
    pub(crate) has_details: bool,
    /// Whether it is put away: the catalogue leaves it out.
    pub(crate) is_archived: bool,
    pub(crate) has_cover: bool,
    pub(crate) has_link: bool,
    pub(crate) has_description: bool,
}

impl Source {
    /// What is known beyond the listing, to be written over.
    pub(crate) fn known(&mut self) -> &mut Known {
        self.details.get_or_insert_default()
    }
}

/// What of a release's details matters here.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Known {
    pub(crate) country: Option<String>,
    pub(crate) original_year: Option<i32>,
    pub(crate) tracks: Vec<Heard>,
    pub(crate) identifiers: Vec<Mark>,
}

/// What of a track matters here.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Heard {
    pub(crate) title: String,
    pub(crate) sub_tracks: Vec<Heard>,
}

/// What of an identifier matters here.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Mark {
    pub(crate) kind: String,
    pub(crate) value: String,
}

/// An album, taken apart.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Entry {
    pub(crate) release_id: i64,
    pub(crate) master_id: Option<i64>,
    /// 0 is unknown.
    pub(crate) year: i16,
    /// 0 is unknown.
    pub(crate) original_year: i16,
    /// 0 is unrated.
    pub(crate) rating: u8,
    pub(crate) copies: u32,
    pub(crate) added_at: i64,
    pub(crate) artist_key: String,
    pub(crate) title_key: String,
    /// Its words, with a space before and after each.
    pub(crate) title: String,
    pub(crate) label_key: String,
    pub(crate) catno_key: String,
    pub(crate) artists: Vec<i64>,
    pub(crate) labels: Vec<i64>,
    pub(crate) folders: Vec<i64>,
    pub(crate) values: Vec<(Facet, String)>,
    /// Each with the letter of its part before it.
    pub(crate) words: BTreeSet<String>,
}

impl Entry {
    pub(crate) fn of(source: &Source) -> Self {
        let Source { release, .. } = source;
        let first_label = release.labels.first();
        let year = |year: Option<i32>| year.and_then(|year| i16::try_from(year).ok()).unwrap_or_default();
        Self {
            release_id: release.id.0,
            master_id: release.master_id.map(|id| id.0),
            year: year(release.year),
            original_year: year(source.details.as_ref().and_then(|details| details.original_year)),
            rating: source.rating.unwrap_or_default(),
            copies: source.copies,
            added_at: source.added_at.unwrap_or(UNDATED),
            artist_key: release.credits.first().map(|credit| sort_key(credit.display_name())).unwrap_or_default(),
            title_key: sort_key(&release.title),
            title: spaced(&release.title),
            label_key: first_label.map(|label| sort_key(label.display_name())).unwrap_or_default(),
            catno_key: first_label.map(|label| name_key(&label.catno)).unwrap_or_default(),
            artists: each_once(release.credits.iter().map(|credit| credit.artist_id.0)),
            labels: each_once(release.labels.iter().map(|label| label.label_id.0)),
            folders: each_once(source.folders.iter().copied()),
            values: values(source),
            words: words(source),
        }
    }

    /// Two albums with the same are the same to the catalogue, but for what is missing.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// What is not known of an album, a bit each.
pub(crate) fn missing(source: &Source) -> u8 {
    let Release { cover_url, thumb_url, year, .. } = &source.release;
    let lacks = |missing: Missing| match missing {
        Missing::Cover => !source.has_cover && cover_url.is_none() && thumb_url.is_none(),
        Missing::Description => !source.has_description,
        Missing::Link => !source.has_link,
        Missing::Details => !source.has_details,
        Missing::Year => year.is_none(),
    };
    Missing::ALL.into_iter().filter(|missing| lacks(*missing)).map(bit).sum()
}

/// The bit of something missing.
pub(crate) fn bit(missing: Missing) -> u8 {
    1 << missing as u8
}

/// The words of a text, with a space before and after each: a phrase is looked for in it as it is.
pub(crate) fn spaced(text: &str) -> String {
    let mut spaced = String::from(" ");
    for word in phrase_words(text) {
        spaced.push_str(&word);
        spaced.push(' ');
    }
    spaced
}

fn each_once(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}

fn values(source: &Source) -> Vec<(Facet, String)> {
    let Release { genres, styles, formats, .. } = &source.release;
    let format_words = formats.iter().flat_map(|format| std::iter::once(&format.name).chain(&format.descriptions));
    let country = source.details.as_ref().and_then(|details| details.country.clone());
    let notes = source.notes.iter().filter(|(_, text)| text.chars().count() <= LONGEST_VALUE);
    let all = genres.iter().map(|name| (Facet::Genre, name.clone()));
    let all = all
        .chain(styles.iter().map(|name| (Facet::Style, name.clone())))
        .chain(format_words.map(|name| (Facet::Format, name.clone())))
        .chain(supports(formats).into_iter().map(|support| (Facet::Support, support.name().to_owned())))
        .chain(country.map(|name| (Facet::Country, name)))
        .chain(notes.map(|(field, text)| (Facet::Field(*field), text.trim().to_owned())));
    all.filter(|(_, name)| !name.trim().is_empty()).collect::<BTreeSet<_>>().into_iter().collect()
}

fn words(source: &Source) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut add = |part: char, word: &str| {
        let mut text = String::with_capacity(word.len() + 1);
        text.push(part);
        text.push_str(word);
        found.insert(text);
    };
    for (part, text) in texts(source) {
        for word in words_in(part, text) {
            add(part, &word);
        }
    }
    for label in &source.release.labels {
        if let Some(compact) = compact(&label.catno) {
            add(part::NUMBER, &compact);
        }
    }
    for barcode in barcodes(source) {
        add(part::BARCODE, &barcode);
    }
    found
}

/// The words that a text of a part is found by.
pub(crate) fn words_in(part: char, text: &str) -> Vec<String> {
    match part {
        part::TRACK | part::NOTE => index_prose(text),
        // A number is found in every writing by another part.
        part::CATNO => plain_words(text),
        _ => index_words(text),
    }
}

/// Every text that words and phrases are found in, with its part.
pub(crate) fn texts(source: &Source) -> Vec<(char, &str)> {
    let Release { credits, labels, title, .. } = &source.release;
    let mut texts = vec![(part::TITLE, title.as_str())];
    for credit in credits {
        texts.push((part::ARTIST, display_name(&credit.name)));
        texts.push((part::VARIATION, &credit.anv));
    }
    for label in labels {
        texts.push((part::LABEL, label.display_name()));
        texts.push((part::CATNO, &label.catno));
    }
    // Conditions would be found by half of their words in half of all albums.
    let remarks =
        source.notes.iter().filter(|(field, _)| ![Facet::MEDIA, Facet::SLEEVE].contains(&Facet::Field(*field)));
    texts.extend(remarks.map(|(_, text)| (part::NOTE, text.as_str())));
    let mut tracks: Vec<&Heard> = source.details.iter().flat_map(|details| &details.tracks).collect();
    while let Some(track) = tracks.pop() {
        texts.push((part::TRACK, &track.title));
        tracks.extend(&track.sub_tracks);
    }
    texts
}

/// The digits of each barcode, without zeros before: the same code is written with 12 digits (UPC) and with 13 (EAN).
fn barcodes(source: &Source) -> impl Iterator<Item = String> {
    let identifiers = source.details.iter().flat_map(|details| &details.identifiers);
    let barcodes = identifiers.filter(|identifier| identifier.kind.eq_ignore_ascii_case("barcode"));
    barcodes.filter_map(|identifier| barcode(&identifier.value))
}

/// A barcode as it is compared: its digits, without zeros before. `None` where there are too few for one.
pub(crate) fn barcode(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    (digits.len() >= 6).then(|| digits.to_owned())
}
