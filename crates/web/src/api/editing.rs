//! What a person changes: albums by hand, edits of one field or of many albums, the archive, and the way back.

mod described;
mod shown;
mod wanted;

pub use shown::{BatchDocument, EditDocument, EditedDocument};
pub use wanted::{
    AlbumBody, ArtistBody, CopyBody, FormatBody, LabelBody, NewAlbumBody, SelectionBody, SelectionChange,
};

use super::album::AlbumDetailDocument;
use super::albums::check_page;
use super::body::Body;
use super::listed::Listed;
use super::path::Key;
use super::query::{Asked, Nothing, Params, refuse};
use crate::error::problem::Problem;
use crate::error::{Accepted, WebError};
use crate::site::Site;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sillon_core::id::{AccountId, InstanceId, ReleaseId};
use utoipa::IntoParams;

/// Add an album by hand
///
/// With one copy. Its key is of sillon's own; nothing is sent to Discogs. Sent again with the same `Idempotency-Key` and the
/// same body, it is the same album.
#[utoipa::path(post, path = "/api/v1/collection/albums", tag = "editing", request_body = NewAlbumBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of the caller's, another for each album")), responses(
    (status = 201, description = "The album", body = AlbumDetailDocument, headers(("location" = String))),
    (status = 422, description = "`invalid_fields`, `invalid_body` or `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn add_album(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
    Body(body): Body<NewAlbumBody>,
) -> Result<Response, WebError> {
    let (album, copy) = body.read()?;
    let once = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).filter(|key| !key.is_empty());
    let id = site.engine.add_album(album, copy, once).await?;
    let place = format!("/api/v1/collection/albums/{id}");
    Ok((StatusCode::CREATED, [(header::LOCATION, place)], show(&site, id).await?).into_response())
}

/// Change an album
///
/// A JSON merge patch (RFC 7396): what is not mentioned stays, `null` empties a field. What was imported is not touched:
/// the change stands over it and can be undone.
#[utoipa::path(patch, path = "/api/v1/collection/albums/{id}", tag = "editing", request_body = AlbumBody,
    params(("id" = i64, Path, description = "Its key")), responses(
    (status = 200, description = "The album as it is shown now; its first `edits` have the batch to undo", body = AlbumDetailDocument),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`invalid_fields`, `invalid_body` or `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn edit_album(
    State(site): State<Site>,
    Key(id): Key,
    Asked(()): Asked<Nothing>,
    Body(patch): Body<Patch>,
) -> Result<Json<AlbumDetailDocument>, WebError> {
    let body: AlbumBody = read(patch)?;
    site.engine.edit_album(ReleaseId(id), body.into()).await?;
    show(&site, ReleaseId(id)).await
}

/// Change a copy
///
/// A JSON merge patch, as for an album.
#[utoipa::path(patch, path = "/api/v1/collection/albums/{id}/copies/{instance_id}", tag = "editing", request_body = CopyBody,
    params(("id" = i64, Path, description = "The album"), ("instance_id" = i64, Path, description = "The copy")), responses(
    (status = 200, description = "The album as it is shown now", body = AlbumDetailDocument),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`invalid_fields`, `invalid_body` or `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn edit_copy(
    State(site): State<Site>,
    Path((id, instance_id)): Path<(String, String)>,
    Asked(()): Asked<Nothing>,
    Body(patch): Body<Patch>,
) -> Result<Json<AlbumDetailDocument>, WebError> {
    let body: CopyBody = read(patch)?;
    let key = |name, value: &str| value.parse().map_err(|_| refuse(name, value, Accepted::Whole(1, None)));
    let (album, copy) = (ReleaseId(key("id", &id)?), InstanceId(key("instance_id", &instance_id)?));
    site.engine.edit_copy(album, copy, body.read()?).await?;
    show(&site, album).await
}

/// Put an album away
///
/// It leaves lists and figures, and stays known: no sync adds it again.
#[utoipa::path(post, path = "/api/v1/collection/albums/{id}/archive", tag = "editing",
    params(("id" = i64, Path, description = "Its key")), responses(
    (status = 200, description = "Archived", body = EditedDocument),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn archive(
    State(site): State<Site>,
    Key(id): Key,
    Asked(()): Asked<Nothing>,
) -> Result<Json<EditedDocument>, WebError> {
    Ok(Json(site.engine.archive(ReleaseId(id), true).await?.into()))
}

/// Take an album back from the archive
#[utoipa::path(post, path = "/api/v1/collection/albums/{id}/restore", tag = "editing",
    params(("id" = i64, Path, description = "Its key")), responses(
    (status = 200, description = "Back in the collection", body = EditedDocument),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn restore(
    State(site): State<Site>,
    Key(id): Key,
    Asked(()): Asked<Nothing>,
) -> Result<Json<EditedDocument>, WebError> {
    Ok(Json(site.engine.archive(ReleaseId(id), false).await?.into()))
}

/// Change many albums
///
/// One change to each album of a selection, as one act that is undone as a whole.
#[utoipa::path(post, path = "/api/v1/collection/edits", tag = "editing", request_body = SelectionBody, responses(
    (status = 200, description = "Changed", body = EditedDocument),
    (status = 422, description = "`invalid_fields`, `invalid_parameter` or `invalid_body`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn edit_selection(
    State(site): State<Site>,
    Asked(()): Asked<Nothing>,
    Body(body): Body<SelectionBody>,
) -> Result<Json<EditedDocument>, WebError> {
    let (albums, change) = body.read(&site).await?;
    Ok(Json(site.engine.edit_selection(&albums, change).await?.into()))
}

/// Which part of a list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// 1-based; a page past the end is an empty list.
    #[param(value_type = Option<u32>, minimum = 1, default = 1)]
    page: Option<String>,
    /// Items a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 30)]
    page_size: Option<String>,
}

impl Params for PageParams {
    type Query = (u32, u32);

    fn check(self) -> Result<(u32, u32), WebError> {
        check_page(self.page, self.page_size)
    }
}

/// Every act that changed something, newest first
#[utoipa::path(get, path = "/api/v1/collection/edits", tag = "editing", params(PageParams), responses(
    (status = 200, description = "One page of acts, each with the first of its edits", body = Listed<BatchDocument>),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list_edits(
    State(site): State<Site>,
    Asked((page, page_size)): Asked<PageParams>,
) -> Result<Json<Listed<BatchDocument>>, WebError> {
    Ok(Json(Listed::of(site.reader.list_edits(AccountId::FIRST, page, page_size).await?)))
}

/// Undo an act
///
/// What stood below is shown again, unless a later edit stands over it. An album that was added by hand goes to the
/// archive.
#[utoipa::path(post, path = "/api/v1/collection/edits/{batch_id}/undo", tag = "editing",
    params(("batch_id" = String, Path, description = "The act")), responses(
    (status = 200, description = "Undone", body = EditedDocument),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "`edit_undone`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn undo(
    State(site): State<Site>,
    Path(batch_id): Path<String>,
    Asked(()): Asked<Nothing>,
) -> Result<Json<EditedDocument>, WebError> {
    Ok(Json(site.engine.undo(&batch_id).await?.into()))
}

/// A patch is an object: an array in the order of the members is none.
type Patch = serde_json::Map<String, serde_json::Value>;

fn read<T: serde::de::DeserializeOwned>(patch: Patch) -> Result<T, WebError> {
    serde_json::from_value(patch.into()).map_err(|_| WebError::InvalidBody)
}

async fn show(site: &Site, id: ReleaseId) -> Result<Json<AlbumDetailDocument>, WebError> {
    let album = site.reader.find_album(AccountId::FIRST, id).await?;
    Ok(Json(album.ok_or(WebError::NotFound)?.into()))
}
