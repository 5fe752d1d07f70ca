//! The rows that the items of a page become: each table's as one JSON array of arrays.

use crate::error::Result;
use crate::keys::sort_key;
use serde::ser::Error;
use serde::{Serialize, Serializer};
use sillon_core::collection::Item;
use sillon_core::release::Release;
use std::collections::BTreeMap;

/// Rows of one table, as a JSON array of arrays.
pub(crate) struct Rows {
    pub(crate) json: String,
    pub(crate) is_empty: bool,
}

impl Rows {
    pub(crate) fn of<T: Serialize>(rows: impl IntoIterator<Item = T>) -> Result<Self> {
        let rows: Vec<T> = rows.into_iter().collect();
        let json = serde_json::to_string(&rows)?;
        // PostgreSQL knows no NUL in a text, so none is kept on either database.
        let json = if json.contains("\\u0000") { without_nul(&json)? } else { json };
        Ok(Self { json, is_empty: rows.is_empty() })
    }
}

/// A document within a row, as the text that is kept: written here, so that it is the same letter by letter on either
/// database. PostgreSQL would write a nested one in a way of its own.
pub(crate) struct Document<T>(pub(crate) T);

impl<T: Serialize> Serialize for Document<T> {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let json = serde_json::to_string(&self.0).map_err(S::Error::custom)?;
        let json = if json.contains("\\u0000") { without_nul(&json).map_err(S::Error::custom)? } else { json };
        to.serialize_str(&json)
    }
}

fn without_nul(json: &str) -> Result<String> {
    fn clean(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => text.retain(|letter| letter != '\0'),
            serde_json::Value::Array(values) => values.iter_mut().for_each(clean),
            serde_json::Value::Object(values) => values.values_mut().for_each(clean),
            _ => {}
        }
    }
    let mut value = serde_json::from_str(json)?;
    clean(&mut value);
    Ok(serde_json::to_string(&value)?)
}

/// `releases`.
pub(crate) fn releases(releases: &[&Release]) -> Result<Rows> {
    Rows::of(releases.iter().map(|release| {
        let Release { id, master_id, title, year, cover_url, thumb_url, .. } = release;
        let Release { credits, labels, formats, genres, styles, .. } = release;
        let (credits, labels, formats) = (Document(credits), Document(labels), Document(formats));
        let (genres, styles) = (Document(genres), Document(styles));
        (id, master_id, title, year, cover_url, thumb_url, credits, labels, formats, genres, styles)
    }))
}

/// `artists`; each once and in the order of its key, so that two writers never wait for each other crosswise.
pub(crate) fn artists(releases: &[&Release]) -> Result<Rows> {
    Rows::of(artist_names(releases))
}

/// `labels`, likewise.
pub(crate) fn labels(releases: &[&Release]) -> Result<Rows> {
    Rows::of(label_names(releases))
}

/// `copies`, with whether each opened its album.
pub(crate) fn copies<'a>(items: impl Iterator<Item = (&'a Item, bool)>) -> Result<Rows> {
    Rows::of(items.map(|(Item { copy, release }, opened_album)| {
        (copy.instance_id, release.id, copy.folder_id, copy.rating, copy.added_at, Document(&copy.notes), opened_album)
    }))
}

/// `album_index`, as if each item were its album's only copy.
pub(crate) fn albums<'a>(items: impl Iterator<Item = &'a Item>) -> Result<Rows> {
    Rows::of(items.map(|Item { release, copy }| (release.id, copy.added_at, copy.rating)))
}

/// `artist_index`.
pub(crate) fn artist_index(releases: &[&Release]) -> Result<Rows> {
    Rows::of(
        artist_names(releases).into_iter().map(|(id, name)| (id, sort_key(sillon_core::credit::display_name(name)))),
    )
}

fn artist_names<'a>(releases: &[&'a Release]) -> BTreeMap<i64, &'a str> {
    let credits = releases.iter().flat_map(|release| &release.credits);
    credits.map(|credit| (credit.artist_id.0, credit.name.as_str())).collect()
}

fn label_names<'a>(releases: &[&'a Release]) -> BTreeMap<i64, &'a str> {
    let labels = releases.iter().flat_map(|release| &release.labels);
    labels.map(|label| (label.label_id.0, label.name.as_str())).collect()
}
