//! In a shop: whether the collection has a record, or another pressing of it. The script answers from an index that it
//! keeps; without it, the server answers the same.

pub(crate) mod app;
pub(crate) mod index;
mod view;

use crate::error::WebError;
use crate::headers::WITH_CAMERA;
use crate::page::{Page, Section, SyncView, html};
use crate::site::Site;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::progress::Progress;
use sillon_core::shop::{Answer, Holding, Question, Search};
use sillon_store::Reader;
use std::collections::HashMap;
pub(crate) use view::view;

/// So many releases are read at a time.
const BATCH: u32 = 500;

/// `GET /shop`, with a question in `q`.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let asked = parameters.get("q").map(|words| words.trim().to_owned()).unwrap_or_default();
    let albums = site.reader.counts(AccountId::FIRST).await?.albums;
    let found = match Question::parse(&asked) {
        Some(question) => Some(Found::search(&site.reader, question).await?),
        None => None,
    };
    let page = alone(page.at(Section::Collection));
    Ok(([WITH_CAMERA], html(&view(page, asked, albums, found.as_ref()))).into_response())
}

/// What does not change by itself: the browser keeps this page.
fn alone(mut page: Page) -> Page {
    page.sync = SyncView::of(page.lang, page.now, Progress::default());
    page.as_of = None;
    page
}

/// An answer with all that it shows.
pub(crate) struct Found {
    pub(crate) is_barcode: bool,
    pub(crate) answer: Answer,
    /// Other pressings of what was asked for.
    pub(crate) further: Vec<Holding>,
}

impl Found {
    async fn search(reader: &Reader, question: Question) -> Result<Self, WebError> {
        let is_barcode = question.is_barcode();
        let mut search = Search::new(question);
        let mut after = ReleaseId(i64::MIN);
        loop {
            let batch = reader.list_holdings(AccountId::FIRST, after, BATCH).await?;
            let Some(last) = batch.last() else { break };
            after = last.id;
            batch.into_iter().for_each(|holding| search.look_at(holding));
        }
        let answer = search.end();
        let further = reader.find_holdings(AccountId::FIRST, &answer.further_pressings).await?;
        Ok(Self { is_barcode, answer, further })
    }
}
