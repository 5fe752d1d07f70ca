//! The collection: a wall of covers, and what it is narrowed down by.

pub(crate) mod filters;
pub(crate) mod grid;
pub(crate) mod paging;
pub(crate) mod question;
pub(crate) mod viewing;
pub(crate) mod widening;

use crate::api::albums::MistakeDocument;
use crate::api::export::ALBUM_FORMAT;
use crate::error::WebError;
use crate::i18n::{Lang, text};
use crate::page::{Page, Section, html};
use crate::pages::views::Views;
use crate::site::Site;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use filters::{Chip, FilterGroup, Names};
pub(crate) use grid::{Grid, grid};
use question::Question;
use sillon_core::album::AlbumList;
use sillon_core::id::AccountId;
use sillon_core::query::counts::FacetCounts;
use sillon_core::query::{AlbumQuery, Named, Order, Sort, Value};
use sillon_core::view::SavedView;
use sillon_engine::export::ExportFormat;
use std::hash::{BuildHasher, RandomState};
use url::form_urlencoded::{Serializer, parse};
use viewing::Viewing;
use widening::{Way, Wider};

/// Where the collection is to be had as a file.
const EXPORT: &str = "/api/v1/collection/export";

/// The pairs of a query string.
pub(crate) type Parameters = Query<Vec<(String, String)>>;

/// One way to sort.
pub(crate) struct SortLink {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) current: bool,
}

/// What was searched for instead of what was typed.
pub(crate) struct Corrected {
    text: String,
    /// The same search, word for word.
    exact: String,
}

/// Facets and results: the part of the page that follows what is typed; by itself for the script.
#[derive(Template)]
#[template(path = "shelf.html")]
pub(crate) struct Shelf {
    page: Page,
    grid: Grid,
    groups: Vec<FilterGroup>,
    views: Views,
    chips: Vec<Chip>,
    /// Where all chips are taken back.
    clear: String,
    sorts: Vec<SortLink>,
    sorted_by: String,
    viewing: Viewing,
    random: String,
    /// Where the list is to be had as a file, by the names of formats.
    exports: Vec<(&'static str, String)>,
    /// The same list with a box each.
    select: String,
    filtered: bool,
    /// What could be taken back where nothing was found.
    wider: Vec<Wider>,
    corrected: Option<Corrected>,
    mistakes: Vec<MistakeDocument>,
}

#[derive(Template)]
#[template(path = "collection.html")]
pub(crate) struct CollectionPage {
    page: Page,
    shelf: Shelf,
}

#[derive(Template)]
#[template(path = "first_start.html")]
pub(crate) struct FirstStart {
    pub(crate) page: Page,
}

/// `GET /`; with `fragment=grid` the covers alone, with `fragment=shelf` all that follows what is typed.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Parameters,
) -> Result<Response, WebError> {
    let page = page.at(Section::Collection);
    let place = read(&parameters);
    let fragment = parameters.iter().find(|(name, _)| name == "fragment").map(|(_, value)| value.as_str());
    let found = site.reader.list_albums(AccountId::FIRST, &place.query).await?;
    if fragment == Some("grid") {
        return Ok(html(&grid(&page, &place, &found.list)));
    }
    let untouched = found.list.total == 0 && !place.query.is_filtered() && !page.sync.active;
    if untouched && !site.engine.services().await?.iter().any(crate::pages::settings::can_sync) {
        return Ok(html(&FirstStart { page }));
    }
    let facets = site.reader.facets(AccountId::FIRST, &place.query).await?;
    let names = names(&site, &place, &facets).await?;
    let views = site.reader.list_views(AccountId::FIRST).await?;
    let is_lost = found.list.total == 0 && place.is_filtered();
    let ways = if is_lost { widening::ways(&site, &place).await? } else { Vec::new() };
    let whole = view(page, &place, &found, (&facets, &names), &views, &ways);
    Ok(if fragment == Some("shelf") { html(&whole.shelf) } else { html(&whole) })
}

/// `GET /albums/random`: any album of the list that the same query string gives.
pub(crate) async fn random(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Parameters,
) -> Result<Response, WebError> {
    let mut query = read(&parameters).query;
    (query.page, query.page_size) = (1, 1);
    let count = site.reader.list_albums(AccountId::FIRST, &query).await?.list.total;
    // A hasher's keys are random: enough to reach into a crate of records.
    let dice = RandomState::new().hash_one(page.now);
    query.page = u32::try_from(dice % count.max(1) + 1).unwrap_or(1);
    let list = site.reader.list_albums(AccountId::FIRST, &query).await?.list;
    let target = list.items.first().map_or_else(|| "/".to_owned(), |album| format!("/albums/{}", album.release.id));
    Ok(Redirect::to(&target).into_response())
}

/// The place that a query string leads to.
pub(crate) fn read(parameters: &[(String, String)]) -> Question {
    Question::read(parameters.iter().map(|(name, value)| (name, value)))
}

/// What the values of a question are called: counted ones are named already, those that are left out are asked for.
pub(crate) async fn names(site: &Site, place: &Question, facets: &[FacetCounts]) -> Result<Names, WebError> {
    let mut names = Names::of_facets(facets);
    for filter in place.filters().filter(|filter| filter.exclude) {
        let value = &filter.value;
        let by_key =
            matches!(value, Value::Artist(Named::Id(_)) | Value::Label(Named::Id(_)) | Value::Folder(Named::Id(_)));
        if by_key && !names.has(value) {
            let counted = site.reader.facets(AccountId::FIRST, &AlbumQuery::of(value.clone())).await?;
            let own = counted.into_iter().filter(|counts| counts.facet == value.facet());
            if let Some(known) = own.flat_map(|counts| counts.values).find(|known| known.chosen) {
                names.add(value.clone(), known.name);
            }
        }
    }
    Ok(names)
}

pub(crate) fn view(
    mut page: Page,
    place: &Question,
    found: &AlbumList,
    (facets, names): (&[FacetCounts], &Names),
    views: &[SavedView],
    ways: &[Way],
) -> CollectionPage {
    let lang = page.lang;
    page.search = place.query.search.clone().unwrap_or_default();
    page.search_within = place.parameters().into_iter().filter(|(name, _)| *name != "search").collect();
    let corrected = found.corrected.clone().map(|text| Corrected {
        text,
        exact: place.search(Some(format!("\"{}\"", page.search.replace('"', " ").trim()))).url(),
    });
    page.search_told = corrected.is_some() || !found.mistakes.is_empty();
    let shelf = Shelf {
        grid: grid(&page, place, &found.list),
        groups: filters::groups(lang, facets, place),
        views: Views::of(&page, place, views),
        chips: filters::chips(lang, place, names),
        clear: place.with(|query| (query.search, query.filters) = (None, Vec::new())).url(),
        sorts: sorts(lang, place),
        sorted_by: sorted_by(lang, place.query.sort, place.query.order),
        viewing: Viewing::of(&page, place),
        select: place.url_of(crate::pages::editing::select::PATH),
        random: place.at_page(1).url_of("/albums/random"),
        exports: exports(place),
        filtered: place.is_filtered(),
        wider: widening::links(lang, ways, names),
        corrected,
        mistakes: found.mistakes.iter().map(|mistake| MistakeDocument::of(lang, mistake)).collect(),
        page: page.clone(),
    };
    CollectionPage { page, shelf }
}

/// The whole collection in each format; of a list those formats that take one.
fn exports(place: &Question) -> Vec<(&'static str, String)> {
    let list = place.as_liked().at_page(1).url_of(EXPORT);
    let asked: Vec<_> = parse(list.split_once('?').map_or("", |(_, query)| query).as_bytes()).into_owned().collect();
    let formats = [("CSV", ExportFormat::Csv), ("JSON", ExportFormat::Json), ("Markdown", ExportFormat::Markdown)];
    let fitting = formats.into_iter().filter(|(_, format)| !place.is_filtered() || format.takes_selection());
    let links = fitting.map(|(name, format)| {
        let mut query = Serializer::new(String::new());
        for (name, value) in asked.iter().filter(|_| format.takes_selection()) {
            query.append_pair(if name == "format" { ALBUM_FORMAT } else { name }, value);
        }
        (name, format!("{EXPORT}?{}", query.append_pair("format", format.as_str()).finish()))
    });
    links.collect()
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
