//! The albums of the collection.

use super::album::{AlbumDetailDocument, AlbumDocument};
use super::listed::Listed;
use super::path::Key;
use super::query::{Asked, Nothing, Params, filled, whole, word};
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use sillon_core::format::Support;
use sillon_core::id::{AccountId, ArtistId, LabelId, ReleaseId};
use sillon_core::query::{AlbumQuery, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Named, Order, Sort};
use utoipa::IntoParams;

/// Which albums, in which order. Filters are joined by "and"; an empty one is as good as none.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AlbumParams {
    /// 1-based; a page past the end is an empty list.
    #[param(value_type = Option<u32>, minimum = 1, default = 1)]
    page: Option<String>,
    /// Albums a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 30)]
    page_size: Option<String>,
    /// Words that all must occur, in artists, titles, labels and catalogue numbers; the last may be unfinished.
    search: Option<String>,
    /// An artist's id, or the whole name, whatever its case and accents.
    artist: Option<String>,
    /// Discogs' format name or description: `Vinyl`, `LP`.
    format: Option<String>,
    /// Genre.
    genre: Option<String>,
    /// Style.
    style: Option<String>,
    /// A label's id, or the whole name, whatever its case and accents.
    label: Option<String>,
    /// Year of the pressing.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 9999)]
    year: Option<String>,
    /// A year of the decade: 1970 is 1970 to 1979.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 9999)]
    decade: Option<String>,
    /// What carries the music: `Vinyle`, `CD`, `Cassette`, `Digital`…
    support: Option<String>,
    /// `added`, `artist`, `title`, `year`, `label` or `rating`.
    #[param(default = "added")]
    sort: Option<String>,
    /// `asc` or `desc`; without it newest and best come first, and names from a to z.
    order: Option<String>,
}

impl Params for AlbumParams {
    type Query = AlbumQuery;

    fn check(self) -> Result<AlbumQuery, WebError> {
        let (page, page_size) = check_page(self.page, self.page_size)?;
        let year = |name, value: String| whole(name, &value, 1, 9999).map(u32::cast_signed);
        let sort = filled(self.sort).map(|sort| word("sort", &sort, Sort::parse(&sort), sort_words())).transpose()?;
        let sort = sort.unwrap_or_default();
        let order = filled(self.order).map(|order| word("order", &order, Order::parse(&order), vec!["asc", "desc"]));
        Ok(AlbumQuery {
            search: filled(self.search),
            artist: filled(self.artist).map(|artist| named(artist, ArtistId)),
            label: filled(self.label).map(|label| named(label, LabelId)),
            format: filled(self.format),
            genre: filled(self.genre),
            style: filled(self.style),
            year: filled(self.year).map(|value| year("year", value)).transpose()?,
            decade: filled(self.decade).map(|value| year("decade", value)).transpose()?.map(|year| year / 10 * 10),
            support: filled(self.support).map(|name| check_support(&name)).transpose()?,
            sort,
            order: order.transpose()?.unwrap_or_else(|| sort.natural_order()),
            page,
            page_size,
        })
    }
}

/// The two parameters of every list.
pub(super) fn check_page(page: Option<String>, page_size: Option<String>) -> Result<(u32, u32), WebError> {
    let page = filled(page).map(|page| whole("page", &page, 1, u32::MAX)).transpose()?;
    let page_size = filled(page_size).map(|size| whole("page_size", &size, 1, MAX_PAGE_SIZE)).transpose()?;
    Ok((page.unwrap_or(1), page_size.unwrap_or(DEFAULT_PAGE_SIZE)))
}

fn check_support(name: &str) -> Result<Support, WebError> {
    word("support", name, Support::parse(name), Support::ALL.map(Support::name).to_vec())
}

fn sort_words() -> Vec<&'static str> {
    Sort::ALL.map(Sort::as_str).to_vec()
}

fn named<Id>(text: String, id: impl Fn(i64) -> Id) -> Named<Id> {
    match text.parse() {
        Ok(number) => Named::Id(id(number)),
        Err(_) => Named::Name(text),
    }
}

/// The albums of the collection
#[utoipa::path(get, path = "/api/v1/collection/albums", tag = "collection", params(AlbumParams), responses(
    (status = 200, description = "One page of albums", body = Listed<AlbumDocument>),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list_albums(
    State(site): State<Site>,
    Asked(query): Asked<AlbumParams>,
) -> Result<Json<Listed<AlbumDocument>>, WebError> {
    let page = site.reader.list_albums(AccountId::FIRST, &query).await?;
    Ok(Json(Listed::of(page)))
}

/// One album
///
/// With its copies, credits, images, tracks, and where each enriched field came from.
#[utoipa::path(get, path = "/api/v1/collection/albums/{id}", tag = "collection",
    params(("id" = i64, Path, description = "Its key: Discogs' release id")), responses(
    (status = 200, description = "The album", body = AlbumDetailDocument),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn show_album(
    State(site): State<Site>,
    Key(id): Key,
    Asked(()): Asked<Nothing>,
) -> Result<Json<AlbumDetailDocument>, WebError> {
    let album = site.reader.find_album(AccountId::FIRST, ReleaseId(id)).await?;
    Ok(Json(album.ok_or(WebError::NotFound)?.into()))
}

#[cfg(test)]
mod tests;
