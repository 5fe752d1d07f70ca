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
use sillon_core::id::AccountId;
use sillon_core::progress::Progress;
use sillon_core::query::searched_part;
use sillon_core::shop::Question;
use std::collections::HashMap;
pub(crate) use view::view;

/// `GET /shop`, with a question in `q`.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let asked = parameters.get("q").map(|words| searched_part(words).to_owned()).unwrap_or_default();
    let albums = site.reader.counts(AccountId::FIRST).await?.albums;
    let found = match Question::parse(&asked) {
        Some(question) => {
            let answer = site.reader.find_in_shop(AccountId::FIRST, &question).await?;
            Some((question.is_barcode(), answer))
        }
        None => None,
    };
    let page = alone(page.at(Section::Collection));
    Ok((
        [WITH_CAMERA],
        html(&view(page, asked, albums, found.as_ref().map(|(is_barcode, answer)| (*is_barcode, answer)))),
    )
        .into_response())
}

/// What does not change by itself: the browser keeps this page.
fn alone(mut page: Page) -> Page {
    page.sync = SyncView::of(page.lang, page.now, Progress::default());
    page.as_of = None;
    page
}
