//! Every run, newest first.

use crate::error::WebError;
use crate::i18n::text;
use crate::page::{Page, Section, SyncView, html, wantlist_view};
use crate::pages::collection::paging::Paging;
use crate::site::Site;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use sillon_core::album::ListPage;
use sillon_core::collection::List;
use sillon_core::id::{AccountId, JobId};
use sillon_core::receipt::Receipt;
use std::collections::{HashMap, HashSet};

/// Runs a page.
const PAGE_SIZE: u32 = 30;

#[derive(Template)]
#[template(path = "runs.html")]
pub(crate) struct RunsPage {
    page: Page,
    runs: Vec<RunLine>,
    paging: Paging,
}

struct RunLine {
    id: String,
    at: i64,
    view: SyncView,
    /// Which list, or the file that was brought.
    what: String,
    started_by: Option<String>,
    undone: bool,
}

/// `GET /syncs`.
pub(crate) async fn list(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let number = parameters.get("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0).unwrap_or(1);
    let list = site.reader.list_runs(AccountId::FIRST, number, PAGE_SIZE).await?;
    let undone = site.reader.list_undone(AccountId::FIRST).await?;
    Ok(html(&view(page.at(Section::Settings), &list, &undone)))
}

pub(crate) fn view(page: Page, list: &ListPage<Receipt>, undone: &HashSet<JobId>) -> RunsPage {
    let (lang, now) = (page.lang, page.now);
    let runs = list.items.iter().map(|receipt| RunLine {
        id: receipt.job_id.0.clone(),
        at: receipt.progress.started_at.unwrap_or_default(),
        view: match receipt.list {
            List::Collection => SyncView::of(lang, now, receipt.progress.clone()),
            List::Wantlist => wantlist_view(lang, now, receipt.progress.clone()),
        },
        what: match (receipt.origin.file(), receipt.list) {
            (Some(file), _) => file.to_owned(),
            (None, List::Collection) => text(lang, "nav-collection"),
            (None, List::Wantlist) => text(lang, "nav-wantlist"),
        },
        started_by: super::started_by(lang, receipt),
        undone: undone.contains(&receipt.job_id),
    });
    let paging = Paging::with(lang, list.page, list.pages(), |number| format!("/syncs?page={number}"));
    RunsPage { runs: runs.collect(), paging, page }
}
