//! `GET /shop/index`: the whole collection as the shop's page needs it, small enough to be kept on a phone.
//!
//! A JSON document, one album a line, written as it is read:
//!
//! ```text
//! {"version":1,"albums":[
//! [id, master or 0, title, artist, year or 0, formats, label, [catno…], [barcode…], [[media, sleeve], …]],
//! …],
//! "wants":[
//! [id, master or 0, title, artist, year or 0, formats, label, [catno…], [barcode…]],
//! …],
//! "words":["", …]}
//! ```
//!
//! Artist, formats, label and conditions are words: a place in `words`, or the text itself once the table is full. 0 is
//! the empty one. A copy that Discogs no longer lists has a third member, 1. Barcodes are digits without leading zeros.
//! `wants` is what the wantlist names and the collection does not hold. A reader refuses a `version` that it does not know.

use crate::error::WebError;
use crate::images::knows;
use crate::site::Site;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::shop::{CopyInHand, Holding};
use sillon_store::{Reader, StoreError};
use std::collections::HashMap;

const VERSION: u32 = 1;

/// So many releases are read at a time.
const BATCH: u32 = 500;

/// What is said once more than that takes the same room; the table stays in memory while the document is written.
const MOST_WORDS: usize = 16_384;

/// Sent only where it is another than the browser has.
pub(crate) async fn show(State(site): State<Site>, headers: HeaderMap) -> Result<Response, WebError> {
    // Read before the albums are: what comes in between is in the document, and gives it another tag next time.
    let state = site.reader.holdings_state(AccountId::FIRST).await?;
    let tag = tag(&state, site.config.demo);
    let head = [(ETAG, tag.clone()), (CACHE_CONTROL, "private, no-cache".to_owned())];
    if headers.get(IF_NONE_MATCH).is_some_and(|known| knows(known.as_bytes(), tag.trim_start_matches("W/"))) {
        return Ok((StatusCode::NOT_MODIFIED, head).into_response());
    }
    let body = Body::from_stream(futures::stream::try_unfold(Reading::of(site.reader), Reading::next));
    Ok((head, [(CONTENT_TYPE, "application/json")], body).into_response())
}

/// Weak: it is compressed on its way.
fn tag(state: &str, is_demo: bool) -> String {
    let hash = Sha256::digest(format!("{VERSION} {is_demo} {state}"));
    let hex: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{hex}\"")
}

/// How far the collection was read.
struct Reading {
    reader: Reader,
    after: Option<ReleaseId>,
    document: Document,
    ended: bool,
}

impl Reading {
    fn of(reader: Reader) -> Self {
        Self { reader, after: None, document: Document::default(), ended: false }
    }

    async fn next(mut self) -> Result<Option<(Bytes, Self)>, StoreError> {
        if self.ended {
            return Ok(None);
        }
        let after = self.after.unwrap_or(ReleaseId(i64::MIN));
        let batch = self.reader.list_holdings(AccountId::FIRST, after, BATCH).await?;
        let mut text = String::new();
        if self.after.is_none() {
            text.push_str(&self.document.head());
        }
        for holding in &batch {
            self.document.add(holding, &mut text)?;
        }
        match batch.last() {
            Some(last) => self.after = Some(last.id),
            None => {
                text.push_str(self.document.end_of_albums());
                for want in self.reader.list_wanted(AccountId::FIRST).await? {
                    self.document.add_want(&want, &mut text)?;
                }
                text.push_str(&self.document.tail()?);
                self.ended = true;
            }
        }
        Ok(Some((text.into(), self)))
    }
}

/// The document as far as it is written.
struct Document {
    places: HashMap<String, usize>,
    words: Vec<String>,
    is_first: bool,
}

impl Default for Document {
    fn default() -> Self {
        Self { places: HashMap::from([(String::new(), 0)]), words: vec![String::new()], is_first: true }
    }
}

/// A release in the order of the document.
type Line<'a> = (i64, i64, &'a str, Word<'a>, i32, Word<'a>, Word<'a>, &'a [String], &'a [String]);

/// A place in the table, or the text.
#[derive(Serialize)]
#[serde(untagged)]
enum Word<'a> {
    Place(usize),
    Text(&'a str),
}

impl Document {
    fn head(&self) -> String {
        format!("{{\"version\":{VERSION},\"albums\":[\n")
    }

    fn add(&mut self, holding: &Holding, text: &mut String) -> Result<(), serde_json::Error> {
        let (id, master, title, artist, year, formats, label, catnos, barcodes) = self.line(holding);
        let copies: Vec<_> = holding.copies.iter().map(|copy| self.copy(copy)).collect();
        self.write(&(id, master, title, artist, year, formats, label, catnos, barcodes, copies), text)
    }

    fn end_of_albums(&mut self) -> &'static str {
        self.is_first = true;
        "],\n\"wants\":[\n"
    }

    fn add_want(&mut self, want: &Holding, text: &mut String) -> Result<(), serde_json::Error> {
        let line = self.line(want);
        self.write(&line, text)
    }

    fn write(&mut self, line: &impl Serialize, text: &mut String) -> Result<(), serde_json::Error> {
        if !std::mem::take(&mut self.is_first) {
            text.push_str(",\n");
        }
        text.push_str(&serde_json::to_string(line)?);
        Ok(())
    }

    fn tail(&self) -> Result<String, serde_json::Error> {
        Ok(format!("],\n\"words\":{}}}\n", serde_json::to_string(&self.words)?))
    }

    fn line<'a>(&mut self, holding: &'a Holding) -> Line<'a> {
        let Holding { id, master_id, title, artist, year, formats, label, catnos, barcodes, .. } = holding;
        let (artist, formats, label) = (self.word(artist), self.word(formats), self.word(label));
        let (master, year) = (master_id.map_or(0, |id| id.0), year.unwrap_or(0));
        (id.0, master, title, artist, year, formats, label, catnos, barcodes)
    }

    fn copy<'a>(&mut self, copy: &'a CopyInHand) -> Vec<Word<'a>> {
        let absent = copy.is_absent.then_some(Word::Place(1));
        [self.word(&copy.media), self.word(&copy.sleeve)].into_iter().chain(absent).collect()
    }

    fn word<'a>(&mut self, text: &'a str) -> Word<'a> {
        if let Some(place) = self.places.get(text) {
            return Word::Place(*place);
        }
        if self.words.len() == MOST_WORDS {
            return Word::Text(text);
        }
        self.places.insert(text.to_owned(), self.words.len());
        self.words.push(text.to_owned());
        Word::Place(self.words.len() - 1)
    }
}

#[cfg(test)]
mod tests;
