//! The wantlist: what is wanted, and what of it is now in the collection.

pub(crate) mod actions;
mod card;

use crate::error::WebError;
use crate::i18n::{figures, text};
use crate::page::{Page, Section, SyncView, html, wantlist_view};
use crate::pages::collection::paging::Paging;
use crate::pages::collection::question::PAGE_SIZE;
use crate::site::Site;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use card::Card;
use sillon_core::album::ListPage;
use sillon_core::id::AccountId;
use sillon_core::progress::{Progress, Status};
use sillon_core::want::{Want, WantCounts, WantQuery, WantState};
use std::collections::HashMap;

/// The covers by themselves, for the script; and part of the page.
#[derive(Template)]
#[template(path = "wants_grid.html")]
struct WantsGrid {
    page: Page,
    cards: Vec<Card>,
    paging: Paging,
    total: u64,
    /// Whether what a sync brings belongs at its top.
    live: bool,
}

#[derive(Template)]
#[template(path = "wantlist.html")]
pub(crate) struct WantlistPage {
    page: Page,
    grid: WantsGrid,
    states: Vec<StateLink>,
    run: SyncView,
    /// Whether the wantlist could be asked for.
    ready: bool,
    follows: bool,
    /// Nothing was ever brought in.
    untouched: bool,
}

/// What the script asks for while a sync of the wantlist runs.
#[derive(Template)]
#[template(path = "wantlist_panel.html")]
struct WantlistPanel {
    page: Page,
    run: SyncView,
}

/// One way in which wants stand, with how many do.
struct StateLink {
    label: String,
    count: String,
    href: String,
    current: bool,
}

/// Everything that the page shows.
pub(crate) struct Facts {
    pub(crate) query: WantQuery,
    pub(crate) list: ListPage<Want>,
    pub(crate) counts: WantCounts,
    pub(crate) progress: Progress,
    pub(crate) ready: bool,
    pub(crate) follows: bool,
}

/// `GET /wantlist`; with `fragment=grid` the covers alone.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let page = page.at(Section::Wantlist);
    let query = question(&parameters);
    let (list, counts) = site.reader.list_wants(AccountId::FIRST, query).await?;
    if parameters.get("fragment").is_some_and(|fragment| fragment == "grid") {
        return Ok(html(&grid(page, query, &list)));
    }
    let facts = Facts {
        query,
        list,
        counts,
        progress: site.engine.wantlist_progress(),
        ready: site.engine.services().await?.iter().any(crate::pages::settings::can_sync),
        follows: site.engine.wantlist_follows().await?,
    };
    Ok(html(&view(page, &facts)))
}

/// `GET /fragments/wantlist`.
pub(crate) async fn fragment(State(site): State<Site>, page: Page) -> Response {
    let run = wantlist_view(page.lang, page.now, site.engine.wantlist_progress());
    html(&WantlistPanel { page, run })
}

/// A state or a page that is none is left out: an old link still leads somewhere.
fn question(parameters: &HashMap<String, String>) -> WantQuery {
    let state = parameters.get("state").and_then(|state| WantState::parse(state));
    let page = parameters.get("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0).unwrap_or(1);
    WantQuery { state, page, page_size: PAGE_SIZE }
}

pub(crate) fn view(page: Page, facts: &Facts) -> WantlistPage {
    let all = std::iter::once(None).chain(WantState::ALL.map(Some));
    let link = |state: Option<WantState>| {
        let count = state.map_or_else(|| facts.counts.total(), |state| facts.counts.count(state));
        let word = state.map_or("all", WantState::as_str);
        let current = facts.query.state == state;
        // What nothing stands in is no place to go to.
        (count > 0 || current).then(|| StateLink {
            label: text(page.lang, &format!("wants-{word}")),
            count: figures::number(page.lang, count),
            href: url(state, 1),
            current,
        })
    };
    WantlistPage {
        states: all.filter_map(link).collect(),
        grid: grid(page.clone(), facts.query, &facts.list),
        run: wantlist_view(page.lang, page.now, facts.progress.clone()),
        ready: facts.ready,
        follows: facts.follows,
        untouched: facts.counts.total() == 0 && matches!(facts.progress.status, Status::Idle),
        page,
    }
}

fn grid(page: Page, query: WantQuery, list: &ListPage<Want>) -> WantsGrid {
    WantsGrid {
        cards: list.items.iter().map(|want| Card::of(&page, want)).collect(),
        paging: Paging::with(page.lang, query.page, list.pages(), |number| url(query.state, number)),
        total: list.total,
        live: query.page == 1,
        page,
    }
}

fn url(state: Option<WantState>, page: u32) -> String {
    let state = state.map(|state| format!("state={}", state.as_str()));
    let page = (page > 1).then(|| format!("page={page}"));
    let parts: Vec<String> = state.into_iter().chain(page).collect();
    if parts.is_empty() { "/wantlist".to_owned() } else { format!("/wantlist?{}", parts.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_the_state_and_the_page() {
        assert_eq!(url(None, 1), "/wantlist");
        assert_eq!(url(Some(WantState::Held), 1), "/wantlist?state=held");
        assert_eq!(url(Some(WantState::Gone), 3), "/wantlist?state=gone&page=3");
        let odd = HashMap::from([("state".to_owned(), "bought".to_owned()), ("page".to_owned(), "0".to_owned())]);
        assert_eq!(question(&odd), WantQuery { state: None, page: 1, page_size: PAGE_SIZE });
    }
}
