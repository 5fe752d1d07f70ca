//! Saved views: places in the collection under a name.

use super::body::Body;
use super::moment::Moment;
use super::query::{Asked, Nothing};
use super::words::{FilledName, LongText};
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::pages::canonical_query;
use crate::site::Site;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use sillon_core::id::AccountId;
use sillon_core::view::SavedView;
use utoipa::ToSchema;

/// Every saved view, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct ViewsDocument {
    /// The views.
    items: Vec<ViewDocument>,
}

/// A place in the collection under a name.
#[derive(Debug, Serialize, ToSchema)]
pub struct ViewDocument {
    /// Its key.
    id: String,
    /// What a person calls it.
    name: String,
    /// Filters, order and view, as the query string of the collection's page.
    #[schema(example = "genre=Jazz&sort=title&view=table")]
    query: String,
    /// When it was made.
    created_at: Moment,
}

/// A view to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewBody {
    /// What it is called, 1 to 80 characters; a view of that name leads to the new place from now on.
    #[schema(value_type = FilledName)]
    name: String,
    /// Query string of the collection's page; what makes no sense there is left out.
    #[schema(value_type = LongText)]
    #[serde(default)]
    query: String,
}

/// Another name for a view.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenamedBody {
    /// What it is called from now on, 1 to 80 characters; no other view's name.
    #[schema(value_type = FilledName)]
    name: String,
}

impl From<SavedView> for ViewDocument {
    fn from(view: SavedView) -> Self {
        let SavedView { id, name, query, created_at } = view;
        Self { id, name, query, created_at: Moment(created_at) }
    }
}

/// The saved views
#[utoipa::path(get, path = "/api/v1/views", tag = "collection", responses(
    (status = 200, description = "All of them, by name", body = ViewsDocument),
))]
pub async fn list_views(State(site): State<Site>, Asked(()): Asked<Nothing>) -> Result<Json<ViewsDocument>, WebError> {
    let views = site.reader.list_views(AccountId::FIRST).await?;
    Ok(Json(ViewsDocument { items: views.into_iter().map(Into::into).collect() }))
}

/// Keep a view
#[utoipa::path(post, path = "/api/v1/views", tag = "collection", request_body = ViewBody, responses(
    (status = 201, description = "The view", body = ViewDocument),
    (status = 422, description = "`invalid_fields`, `invalid_body` or `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn save_view(
    State(site): State<Site>,
    Asked(()): Asked<Nothing>,
    Body(body): Body<ViewBody>,
) -> Result<(StatusCode, Json<ViewDocument>), WebError> {
    let id = site.engine.save_view(&body.name, canonical_query(&body.query)?).await?;
    Ok((StatusCode::CREATED, find(&site, &id).await?))
}

/// Give a view another name
///
/// Its key, where it leads and when it was made stay.
#[utoipa::path(patch, path = "/api/v1/views/{id}", tag = "collection", request_body = RenamedBody,
    params(("id" = String, Path, description = "Its key")), responses(
    (status = 200, description = "The view", body = ViewDocument),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`invalid_fields` (another view has the name), `invalid_body` or `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn rename_view(
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(()): Asked<Nothing>,
    Body(body): Body<RenamedBody>,
) -> Result<Json<ViewDocument>, WebError> {
    site.engine.rename_view(&id, &body.name).await?;
    find(&site, &id).await
}

async fn find(site: &Site, id: &str) -> Result<Json<ViewDocument>, WebError> {
    let views = site.reader.list_views(AccountId::FIRST).await?;
    let view = views.into_iter().find(|view| view.id == id).ok_or(WebError::NotFound)?;
    Ok(Json(view.into()))
}

/// Forget a view
///
/// The albums are not touched.
#[utoipa::path(delete, path = "/api/v1/views/{id}", tag = "collection",
    params(("id" = String, Path, description = "Its key")), responses(
    (status = 204, description = "Forgotten"),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn remove_view(
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(()): Asked<Nothing>,
) -> Result<StatusCode, WebError> {
    site.engine.remove_view(&id).await?;
    Ok(StatusCode::NO_CONTENT)
}
