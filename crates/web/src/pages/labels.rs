//! The labels of a collection.

use super::collection::paging::Paging;
use crate::error::WebError;
use crate::page::{Page, Section, html};
use crate::site::Site;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use sillon_core::album::ListPage;
use sillon_core::id::AccountId;
use sillon_core::label::LabelCard;
use sillon_core::query::{ArtistQuery, MAX_PAGE_SIZE};
use std::collections::HashMap;
use url::form_urlencoded::Serializer;

#[derive(Template)]
#[template(path = "labels.html")]
pub(crate) struct LabelsPage {
    page: Page,
    labels: Vec<LabelCard>,
    total: u64,
    asked: String,
    paging: Paging,
}

/// `GET /labels`.
pub(crate) async fn list(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let page = page.at(Section::Collection);
    let search = parameters.get("search").map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    let at = parameters.get("page").and_then(|number| number.parse().ok()).filter(|number| *number > 0).unwrap_or(1);
    let query = ArtistQuery { search, page: at, page_size: MAX_PAGE_SIZE };
    let labels = site.reader.list_labels(AccountId::FIRST, &query).await?;
    Ok(html(&view(page, &query, labels)))
}

pub(crate) fn view(page: Page, query: &ArtistQuery, labels: ListPage<LabelCard>) -> LabelsPage {
    let url = |number: u32| {
        let mut written = Serializer::new(String::new());
        written.extend_pairs(query.search.iter().map(|words| ("search", words.as_str())));
        if number > 1 {
            written.append_pair("page", &number.to_string());
        }
        let written = written.finish();
        if written.is_empty() { "/labels".to_owned() } else { format!("/labels?{written}") }
    };
    LabelsPage {
        total: labels.total,
        asked: query.search.clone().unwrap_or_default(),
        paging: Paging::with(page.lang, query.page, labels.pages(), url),
        labels: labels.items,
        page,
    }
}
