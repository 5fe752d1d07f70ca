//! The labels of a collection.

use super::collection::paging::Paging;
use super::names;
use crate::error::WebError;
use crate::page::{Page, Section, html};
use crate::site::Site;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use sillon_core::album::ListPage;
use sillon_core::id::AccountId;
use sillon_core::label::LabelCard;
use sillon_core::query::{MAX_PAGE_SIZE, NameQuery};
use std::collections::HashMap;

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
    let query = names::read(&parameters, MAX_PAGE_SIZE);
    let labels = site.reader.list_labels(AccountId::FIRST, &query).await?;
    Ok(html(&view(page, &query, labels)))
}

pub(crate) fn view(page: Page, query: &NameQuery, labels: ListPage<LabelCard>) -> LabelsPage {
    LabelsPage {
        total: labels.total,
        asked: query.search.clone().unwrap_or_default(),
        paging: names::paging(page.lang, "/labels", query, labels.pages()),
        labels: labels.items,
        page,
    }
}
