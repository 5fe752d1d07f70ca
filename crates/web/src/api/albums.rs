//! The albums of the collection.

mod facets;
mod found;
mod params;

use super::album::AlbumDetailDocument;
use super::path::Key;
use super::query::{Asked, Nothing};
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::i18n::negotiate;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
pub use facets::{FacetCountsDocument, FacetValueDocument, FacetsDocument};
pub use found::{AlbumsDocument, MistakeDocument};
pub(super) use params::check_page;
pub use params::{AlbumParams, AlbumQuestion};
use sillon_core::id::{AccountId, ReleaseId};

/// The albums of the collection
#[utoipa::path(get, path = "/api/v1/collection/albums", tag = "collection", params(AlbumParams), responses(
    (status = 200, description = "One page of albums", body = AlbumsDocument),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list_albums(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(AlbumQuestion { query, facets }): Asked<AlbumParams>,
) -> Result<Json<AlbumsDocument>, WebError> {
    let found = site.reader.list_albums(AccountId::FIRST, &query).await?;
    let facets = if facets { Some(site.reader.facets(AccountId::FIRST, &query).await?) } else { None };
    Ok(Json(AlbumsDocument::of(negotiate(&headers), found, facets)))
}

/// How many albums have each format, genre, style…
///
/// Takes the parameters of the list. Each facet is counted over what the question finds without its own filters of that
/// facet, so that its other values can be chosen too.
#[utoipa::path(get, path = "/api/v1/collection/facets", tag = "collection", params(AlbumParams), responses(
    (status = 200, description = "Facets that have values, each with its most frequent ones", body = FacetsDocument),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn show_facets(
    State(site): State<Site>,
    Asked(AlbumQuestion { query, .. }): Asked<AlbumParams>,
) -> Result<Json<FacetsDocument>, WebError> {
    let facets = site.reader.facets(AccountId::FIRST, &query).await?;
    Ok(Json(FacetsDocument { facets: facets.into_iter().map(FacetCountsDocument::from).collect() }))
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
