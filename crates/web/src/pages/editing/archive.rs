//! The archive: albums that were put away, and the way back.

use super::done::{Done, after};
use crate::error::WebError;
use crate::page::{Page, Section, html};
use crate::pages::collection::paging::Paging;
use crate::pages::cover::Sleeve;
use crate::pages::preferences::inside;
use crate::site::Site;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use serde::Deserialize;
use sillon_core::album::{Album, ListPage};
use sillon_core::id::{AccountId, ReleaseId};
use std::collections::HashMap;

/// Albums a page.
const PAGE_SIZE: u32 = 60;

#[derive(Template)]
#[template(path = "archive.html")]
pub(crate) struct ArchivePage {
    page: Page,
    sleeves: Vec<Sleeve>,
    total: u64,
    paging: Paging,
    done: Option<Done>,
}

/// The form around a button that archives or restores.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ArchiveForm {
    back: String,
}

/// `GET /archive`.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let number = parameters.get("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0).unwrap_or(1);
    let list = site.reader.list_archived(AccountId::FIRST, number, PAGE_SIZE).await?;
    let done = Done::of(&site, &page, &parameters).await?;
    Ok(html(&view(page, &list, done)))
}

pub(crate) fn view(page: Page, list: &ListPage<Album>, done: Option<Done>) -> ArchivePage {
    let page = page.at(Section::Settings);
    let paging = Paging::with(page.lang, list.page, list.pages(), |number| format!("/archive?page={number}"));
    ArchivePage { sleeves: Sleeve::all(page.lang, &list.items), total: list.total, paging, done, page }
}

/// `POST /albums/{id}/archive`.
pub(crate) async fn put_away(
    State(site): State<Site>,
    Path(id): Path<String>,
    Form(form): Form<ArchiveForm>,
) -> Result<Redirect, WebError> {
    set(&site, &id, true, &form).await
}

/// `POST /albums/{id}/restore`.
pub(crate) async fn restore(
    State(site): State<Site>,
    Path(id): Path<String>,
    Form(form): Form<ArchiveForm>,
) -> Result<Redirect, WebError> {
    set(&site, &id, false, &form).await
}

async fn set(site: &Site, id: &str, archived: bool, form: &ArchiveForm) -> Result<Redirect, WebError> {
    let id = ReleaseId(id.parse().map_err(|_| WebError::NotFound)?);
    let edited = site.engine.archive(id, archived).await?;
    let place = if form.back.is_empty() { format!("/albums/{id}") } else { inside(&form.back).to_owned() };
    Ok(after(&place, &edited))
}
