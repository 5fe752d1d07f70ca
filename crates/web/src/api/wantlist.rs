//! Starting, watching and cancelling a sync of the wantlist.

use super::accepted::{Accepted, cancelling, started};
use super::progress::ProgressDocument;
use super::query::{Asked, Nothing};
use super::sync::StartParams;
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::events::progress_events;
use crate::i18n::negotiate;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use sillon_core::collection::List;

/// Start a sync of the wantlist
///
/// By the rules of the collection's: new wants are added, nothing is changed or removed. Its counts are releases.
#[utoipa::path(post, path = "/api/v1/services/discogs/wantlist/sync", tag = "wantlist", params(StartParams), responses(
    (status = 202, description = "Started; it goes on by itself", body = Accepted),
    (status = 409, description = "`wantlist_running`, `discogs_not_configured` or `other_account`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn start_wantlist(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked((params, confirm)): Asked<StartParams>,
) -> Result<(StatusCode, Json<Accepted>), WebError> {
    let job = site.engine.start_wantlist_of(params, confirm.as_deref()).await;
    let job =
        job.map_err(|error| WebError::sync_not_started(List::Wantlist, error, &site.engine.wantlist_progress()))?;
    let said = if params.dry_run { "sync-started-dry" } else { "wantlist-started" };
    Ok(started(job, said, negotiate(&headers)))
}

/// The state of the running or last sync of the wantlist
#[utoipa::path(get, path = "/api/v1/services/discogs/wantlist/sync/progress", tag = "wantlist", responses(
    (status = 200, description = "Always; `idle` before the first run", body = ProgressDocument),
))]
pub async fn show_wantlist(State(site): State<Site>, headers: HeaderMap) -> Json<ProgressDocument> {
    Json(ProgressDocument::new(&site.engine.wantlist_progress(), negotiate(&headers)))
}

/// The same documents as server-sent events
///
/// The present state first, then each change, then `event: done` with the last document; then the stream ends.
#[utoipa::path(get, path = "/api/v1/services/discogs/wantlist/sync/events", tag = "wantlist", responses(
    (status = 200, description = "Progress documents", body = ProgressDocument, content_type = "text/event-stream"),
    (status = 503, description = "`too_many_streams`, `storage_busy` or `timeout`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn stream_wantlist(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<Response, WebError> {
    progress_events(&site.streams, site.engine.watch_wantlist(), None, site.shutdown.clone(), negotiate(&headers))
}

/// Ask the running sync of the wantlist to stop
///
/// It stops after the page in hand; what was saved stays.
#[utoipa::path(post, path = "/api/v1/services/discogs/wantlist/sync/cancel", tag = "wantlist", responses(
    (status = 202, description = "Asked to stop", body = Accepted),
    (status = 409, description = "`wantlist_not_running`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn cancel_wantlist(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<(StatusCode, Json<Accepted>), WebError> {
    let job = site.engine.cancel_wantlist().await?.ok_or(WebError::WantlistNotRunning)?;
    Ok(cancelling(job, "sync-cancelling", negotiate(&headers)))
}
