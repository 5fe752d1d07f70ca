//! The artists of the collection.

use super::album::{artist_url, image_url};
use super::albums::check_page;
use super::listed::Listed;
use super::path::Key;
use super::query::{Asked, Nothing, Params, searched};
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::pages::source::is_address;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use sillon_core::artist::ArtistCard;
use sillon_core::id::{AccountId, ArtistId};
use sillon_core::query::NameQuery;
use utoipa::{IntoParams, ToSchema};

/// Which artists, by name.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ArtistParams {
    /// Words of the name; the last may be unfinished.
    search: Option<String>,
    /// 1-based; a page past the end is an empty list.
    #[param(value_type = Option<u32>, minimum = 1, default = 1)]
    page: Option<String>,
    /// Artists a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 30)]
    page_size: Option<String>,
}

impl Params for ArtistParams {
    type Query = NameQuery;

    fn check(self) -> Result<NameQuery, WebError> {
        let (page, page_size) = check_page(self.page, self.page_size)?;
        Ok(NameQuery { search: searched("search", self.search)?, page, page_size })
    }
}

/// An artist.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ArtistDocument {
    /// Its key.
    id: i64,
    /// Name without disambiguation.
    name: String,
    /// Name at Discogs, with disambiguation.
    discogs_name: String,
    /// Its page at Discogs.
    discogs_url: Option<String>,
    /// A picture of the artist: as it is kept here (a path on this server), else at its source.
    image_url: Option<String>,
    /// Who has that picture: `spotify`, `discogs` or `deezer`.
    #[schema(example = "spotify")]
    image_source: Option<String>,
    /// The page at the source that the picture stands on.
    image_page: Option<String>,
    /// The cover of its newest album, to stand for it while there is no picture.
    cover_url: Option<String>,
    /// How many albums of the collection credit it.
    album_count: u64,
}

impl From<ArtistCard> for ArtistDocument {
    fn from(artist: ArtistCard) -> Self {
        let ArtistCard { id, name, discogs_name, albums, cover_url, picture, picture_source, image } = artist;
        let kept = image.map(|image| image_url(&image));
        let (at_source, image_page) = picture.map_or((None, None), |picture| (Some(picture.url), picture.link));
        Self {
            id: id.0,
            name,
            discogs_name,
            discogs_url: artist_url(id),
            image_url: kept.or(at_source),
            image_source: picture_source,
            image_page,
            cover_url: cover_url.filter(|url| is_address(url)),
            album_count: albums,
        }
    }
}

/// The artists of the collection
#[utoipa::path(get, path = "/api/v1/collection/artists", tag = "collection", params(ArtistParams), responses(
    (status = 200, description = "One page of artists", body = Listed<ArtistDocument>),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list_artists(
    State(site): State<Site>,
    Asked(query): Asked<ArtistParams>,
) -> Result<Json<Listed<ArtistDocument>>, WebError> {
    let page = site.reader.list_artists(AccountId::FIRST, &query).await?;
    Ok(Json(Listed::of(page)))
}

/// One artist
///
/// Its albums are `/api/v1/collection/albums?artist={id}`.
#[utoipa::path(get, path = "/api/v1/collection/artists/{id}", tag = "collection",
    params(("id" = i64, Path, description = "Its key: Discogs' artist id")), responses(
    (status = 200, description = "The artist", body = ArtistDocument),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn show_artist(
    State(site): State<Site>,
    Key(id): Key,
    Asked(()): Asked<Nothing>,
) -> Result<Json<ArtistDocument>, WebError> {
    let artist = site.reader.find_artist(AccountId::FIRST, ArtistId(id)).await?;
    Ok(Json(artist.ok_or(WebError::NotFound)?.into()))
}
