//! The artists of a collection, and the albums of one.

use super::collection::paging::Paging;
use super::collection::question::{PAGE_SIZE, Question};
use super::collection::viewing::Viewing;
use super::collection::{Grid, SortLink, grid, read, sorted_by, sorts};
use super::cover::tint;
use super::names;
use super::picture::Picture;
use super::source::{is_address, source_name};
use crate::error::WebError;
use crate::page::{Page, Section, html};
use crate::site::Site;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use sillon_core::album::{Album, ListPage};
use sillon_core::artist::ArtistCard;
use sillon_core::id::{AccountId, ArtistId};
use sillon_core::query::{NameQuery, Named, Value};
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "artists.html")]
pub(crate) struct ArtistsPage {
    page: Page,
    artists: Vec<Portrait>,
    total: u64,
    asked: String,
    paging: Paging,
}

#[derive(Template)]
#[template(path = "artist.html")]
pub(crate) struct ArtistPage {
    page: Page,
    artist: Portrait,
    discogs_url: Option<String>,
    /// Who has the picture, by name, and the page there that it stands on.
    picture_source: Option<String>,
    picture_url: Option<String>,
    grid: Grid,
    viewing: Viewing,
    random: String,
    sorts: Vec<SortLink>,
    sorted_by: String,
}

/// An artist as a picture with a name under it.
pub(crate) struct Portrait {
    id: i64,
    name: String,
    albums: u64,
    picture: Option<Picture>,
    tint: i64,
}

impl Portrait {
    fn of(card: &ArtistCard) -> Self {
        let at_source = card.picture.as_ref().map(|picture| &picture.url);
        let picture = Picture::of(card.image.as_ref(), at_source.or(card.cover_url.as_ref()), 600);
        Self { id: card.id.0, name: card.name.clone(), albums: card.albums, picture, tint: tint(card.id.0) }
    }
}

/// `GET /artists`.
pub(crate) async fn list(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let page = page.at(Section::Artists);
    let query = names::read(&parameters, PAGE_SIZE);
    let artists = site.reader.list_artists(AccountId::FIRST, &query).await?;
    Ok(html(&list_view(page, &query, &artists)))
}

/// `GET /artists/{id}`; with `fragment=grid` the covers alone.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Path(id): Path<String>,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let page = page.at(Section::Artists);
    let id = ArtistId(id.parse().map_err(|_| WebError::NotFound)?);
    let place = read(&parameters).of(format!("/artists/{id}"), Value::Artist(Named::Id(id)));
    let albums = site.reader.list_albums(AccountId::FIRST, &place.query).await?.list;
    if parameters.iter().any(|(name, value)| name == "fragment" && value == "grid") {
        return Ok(html(&grid(&page, &place, &albums)));
    }
    let card = site.reader.find_artist(AccountId::FIRST, id).await?;
    let card = card.ok_or(WebError::NotFound)?;
    Ok(html(&view(page, &place, &card, &albums)))
}

pub(crate) fn list_view(page: Page, query: &NameQuery, artists: &ListPage<ArtistCard>) -> ArtistsPage {
    ArtistsPage {
        artists: artists.items.iter().map(Portrait::of).collect(),
        total: artists.total,
        asked: query.search.clone().unwrap_or_default(),
        paging: names::paging(page.lang, "/artists", query, artists.pages()),
        page,
    }
}

pub(crate) fn view(mut page: Page, place: &Question, card: &ArtistCard, albums: &ListPage<Album>) -> ArtistPage {
    let discogs_url =
        (card.id.0 < sillon_core::id::LOCAL_IDS).then(|| format!("https://www.discogs.com/artist/{}", card.id));
    if let Some(url) = &discogs_url {
        page.origin.clone_from(url);
    }
    ArtistPage {
        artist: Portrait::of(card),
        grid: grid(&page, place, albums),
        viewing: Viewing::of(&page, place),
        random: place.at_page(1).url_of("/albums/random"),
        sorts: sorts(page.lang, place),
        sorted_by: sorted_by(page.lang, place.query.sort, place.query.order),
        picture_source: card.picture_source.as_ref().map(|source| source_name(page.lang, source)),
        picture_url: card.picture.as_ref().and_then(|picture| picture.link.clone()).filter(|url| is_address(url)),
        discogs_url,
        page,
    }
}
