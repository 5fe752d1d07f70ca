//! The collection: a wall of covers.

pub(crate) mod filters;
pub(crate) mod paging;
pub(crate) mod question;

use crate::error::WebError;
use crate::i18n::{Lang, text};
use crate::page::{Page, Section, html};
use crate::pages::census::Census;
use crate::pages::cover::Sleeve;
use crate::site::Site;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use filters::{Chip, FilterGroup};
use paging::Paging;
use question::Question;
use sillon_core::album::{Album, ListPage};
use sillon_core::id::AccountId;
use sillon_core::query::{Order, Sort};
use sillon_core::stats::Stats;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// The grid by itself, for the script; and part of the pages that hold one.
#[derive(Template)]
#[template(path = "grid.html")]
pub(crate) struct Grid {
    pub(crate) page: Page,
    pub(crate) sleeves: Vec<Sleeve>,
    pub(crate) paging: Paging,
    pub(crate) total: u64,
    /// Whether albums that a sync brings belong at its top.
    pub(crate) live: bool,
}

/// One way to sort.
pub(crate) struct SortLink {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) current: bool,
}

#[derive(Template)]
#[template(path = "collection.html")]
pub(crate) struct CollectionPage {
    pub(crate) page: Page,
    pub(crate) grid: Grid,
    pub(crate) groups: Vec<FilterGroup>,
    pub(crate) chips: Vec<Chip>,
    pub(crate) sorts: Vec<SortLink>,
    pub(crate) sorted_by: String,
    pub(crate) random: String,
    pub(crate) filtered: bool,
}

#[derive(Template)]
#[template(path = "first_start.html")]
pub(crate) struct FirstStart {
    pub(crate) page: Page,
}

/// `GET /`; with `fragment=grid` the covers alone.
pub(crate) async fn show(
    State(site): State<Site>,
    Extension(census): Extension<Census>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let page = page.at(Section::Collection);
    let place = Question::read(&parameters);
    let list = site.reader.list_albums(AccountId::FIRST, &place.query).await?.list;
    if parameters.get("fragment").is_some_and(|fragment| fragment == "grid") {
        return Ok(html(&grid(&page, &place, &list)));
    }
    let untouched = list.total == 0 && !place.query.is_filtered() && !page.sync.active;
    if untouched && !site.engine.services().await?.iter().any(crate::pages::settings::can_sync) {
        return Ok(html(&FirstStart { page }));
    }
    let stats = census.at_hand(&site.reader).await?;
    Ok(html(&view(page, &place, &list, &stats)))
}

/// `GET /albums/random`: any album of the list that the same query string gives.
pub(crate) async fn random(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let mut query = Question::read(&parameters).query;
    (query.page, query.page_size) = (1, 1);
    let count = site.reader.list_albums(AccountId::FIRST, &query).await?.list.total;
    // A hasher's keys are random: enough to reach into a crate of records.
    let dice = RandomState::new().hash_one(page.now);
    query.page = u32::try_from(dice % count.max(1) + 1).unwrap_or(1);
    let list = site.reader.list_albums(AccountId::FIRST, &query).await?.list;
    let target = list.items.first().map_or_else(|| "/".to_owned(), |album| format!("/albums/{}", album.release.id));
    Ok(Redirect::to(&target).into_response())
}

pub(crate) fn view(mut page: Page, place: &Question, list: &ListPage<Album>, stats: &Stats) -> CollectionPage {
    page.search = place.query.search.clone().unwrap_or_default();
    page.search_within = place.parameters().into_iter().filter(|(name, _)| *name != "search").collect();
    let lang = page.lang;
    CollectionPage {
        grid: grid(&page, place, list),
        groups: filters::groups(lang, stats, place),
        chips: filters::chips(lang, place, &list.items),
        sorts: sorts(lang, place),
        sorted_by: sorted_by(lang, place.query.sort, place.query.order),
        random: place.at_page(1).url_of("/albums/random"),
        filtered: place.query.is_filtered(),
        page,
    }
}

pub(crate) fn grid(page: &Page, place: &Question, list: &ListPage<Album>) -> Grid {
    Grid {
        sleeves: Sleeve::all(page.lang, &list.items),
        paging: Paging::of(page.lang, place, list.pages()),
        total: list.total,
        live: place.query.page == 1,
        page: page.clone(),
    }
}

pub(crate) fn sorts(lang: Lang, place: &Question) -> Vec<SortLink> {
    let by = |sort: Sort| {
        let order = sort.natural_order();
        let current = (place.query.sort, place.query.order) == (sort, order);
        SortLink { label: sorted_by(lang, sort, order), href: place.sorted(sort, order).url(), current }
    };
    let reverse = SortLink { label: text(lang, "sort-reverse"), href: place.reversed().url(), current: false };
    Sort::ALL.into_iter().map(by).chain([reverse]).collect()
}

pub(crate) fn sorted_by(lang: Lang, sort: Sort, order: Order) -> String {
    text(lang, &format!("sort-{}-{}", sort.as_str(), order.as_str()))
}
