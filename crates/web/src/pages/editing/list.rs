//! Every act that changed something, newest first.

use super::done::Done;
use super::history::Line;
use super::words::{Directory, said};
use crate::error::WebError;
use crate::page::{Page, Section, html};
use crate::pages::collection::paging::Paging;
use crate::pages::cover::Sleeve;
use crate::site::Site;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use sillon_core::album::{Album, ListPage};
use sillon_core::edit::{Batch, Change};
use sillon_core::id::{AccountId, ReleaseId};
use std::collections::HashMap;

/// Acts a page.
const PAGE_SIZE: u32 = 30;

#[derive(Template)]
#[template(path = "edits.html")]
pub(crate) struct EditsPage {
    page: Page,
    acts: Vec<ListedAct>,
    paging: Paging,
    done: Option<Done>,
}

struct ListedAct {
    batch_id: String,
    made_at: i64,
    undone_at: Option<i64>,
    sentence: String,
    albums: Vec<Part>,
    /// Edits beyond those that are shown.
    more: u64,
}

/// The changes to one album.
struct Part {
    href: String,
    name: String,
    lines: Vec<Line>,
}

/// `GET /edits`.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let number = parameters.get("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0).unwrap_or(1);
    let list = site.reader.list_edits(AccountId::FIRST, number, PAGE_SIZE).await?;
    let mut ids: Vec<ReleaseId> =
        list.items.iter().flat_map(|batch| &batch.first).map(|e| e.target.release_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let albums = site.reader.albums(AccountId::FIRST, &ids).await?;
    let directory = Directory::of(site.reader.directory(AccountId::FIRST).await?);
    let done = Done::of(&site, &page, &parameters).await?;
    Ok(html(&view(page, &directory, &list, &albums, done)))
}

pub(crate) fn view(
    page: Page,
    directory: &Directory,
    list: &ListPage<Batch>,
    albums: &[Album],
    done: Option<Done>,
) -> EditsPage {
    let page = page.at(Section::Settings);
    let names: HashMap<ReleaseId, String> =
        albums.iter().map(|album| (album.release.id, Sleeve::named(page.lang, &album.release))).collect();
    let paging = Paging::with(page.lang, list.page, list.pages(), |number| format!("/edits?page={number}"));
    let acts = list.items.iter().map(|batch| act(&page, directory, batch, &names)).collect();
    EditsPage { acts, paging, done, page }
}

fn act(page: &Page, directory: &Directory, batch: &Batch, names: &HashMap<ReleaseId, String>) -> ListedAct {
    let mut albums: Vec<(ReleaseId, Part)> = Vec::new();
    for edit in &batch.first {
        let id = edit.target.release_id;
        let line = Line::of(page, directory, edit);
        match albums.iter_mut().find(|(known, _)| *known == id) {
            Some((_, part)) => part.lines.push(line),
            None => {
                let name = names.get(&id).cloned().unwrap_or_else(|| id.to_string());
                albums.push((id, Part { href: format!("/albums/{id}"), name, lines: vec![line] }));
            }
        }
    }
    let key = match batch.first.first().map(|edit| &edit.change) {
        Some(Change::Archived(true)) => "act-archived",
        Some(Change::Archived(false)) => "act-restored",
        Some(Change::Added(_)) => "act-added",
        _ => "act-edited",
    };
    ListedAct {
        batch_id: batch.id.clone(),
        made_at: batch.made_at,
        undone_at: batch.undone_at,
        sentence: said(page, key, "", batch.albums),
        albums: albums.into_iter().map(|(_, part)| part).collect(),
        more: batch.edits.saturating_sub(batch.first.len() as u64),
    }
}
