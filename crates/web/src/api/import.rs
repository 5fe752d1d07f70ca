//! Bringing a file in.

use super::accepted::{Accepted, cancelling, started};
use super::plan::PlanDocument;
use super::progress::ProgressDocument;
use super::query::{Asked, Nothing, Params, filled, flag};
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::events::progress_events;
use crate::i18n::negotiate;
use crate::site::Site;
use axum::Json;
use axum::body::{Body, HttpBody};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sillon_core::job::{JobKind, Starter};
use utoipa::{IntoParams, ToSchema};

/// The largest file that is taken: more than a hundred times the CSV of 100,000 copies. It lies on the disk, not in memory.
pub const LARGEST_FILE: u64 = 1 << 30;

/// How a file without a name is called.
const NAMELESS: &str = "collection";

/// What an import can be asked.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// Say what would be done, and write nothing.
    #[param(value_type = Option<bool>)]
    dry_run: Option<String>,
    /// What the file is called, for the ledger.
    name: Option<String>,
}

impl Params for ImportQuery {
    type Query = (bool, String);

    fn check(self) -> Result<(bool, String), WebError> {
        let dry_run = self.dry_run.map(|dry_run| flag("dry_run", &dry_run)).transpose()?;
        let name = filled(self.name).unwrap_or_else(|| NAMELESS.to_owned());
        Ok((dry_run.unwrap_or_default(), name.chars().take(200).collect()))
    }
}

/// An export of sillon, as `GET /api/v1/collection/export?format=json` writes it; docs/EXPORT.md says what its lists hold.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes to readers of the API what is read a record at a time")]
pub struct CollectionFile {
    /// What the file is; it comes first.
    sillon: FileHead,
    /// The albums, each with its copies.
    #[schema(value_type = Vec<Object>, required = false)]
    albums: Vec<serde_json::Value>,
}

/// What an export says of itself.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes to readers of the API what is read a record at a time")]
pub struct FileHead {
    /// `collection`.
    #[schema(pattern = "^collection$")]
    format: String,
    /// The version of the format; a newer one than the program knows is refused.
    #[schema(minimum = 1)]
    version: u64,
}

/// Import a file
///
/// The body is the file itself, up to 1 GiB: the CSV that discogs.com exports, or an export of sillon (JSON); its content
/// says which. It is read through before anything is written, and a file with any fault is refused whole.
#[utoipa::path(post, path = "/api/v1/collection/import", tag = "exchange", params(ImportQuery),
    request_body(content((String = "text/csv"), (CollectionFile = "application/json"))), responses(
    (status = 200, description = "With `dry_run`: what would be done", body = PlanDocument),
    (status = 202, description = "Started; it goes on by itself", body = Accepted),
    (status = 400, description = "`file_broke_off`", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "`import_running` or `sync_running`", body = Problem, content_type = "application/problem+json"),
    (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`file_refused`, with the lines and what is wrong on each, or `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn start_import(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked((dry_run, name)): Asked<ImportQuery>,
    body: Body,
) -> Result<Response, WebError> {
    let lang = negotiate(&headers);
    // Said before a byte of it is on the disk, where it can be.
    if body.size_hint().lower() > LARGEST_FILE {
        return Err(WebError::BodyTooLarge);
    }
    let staged = site.engine.stage(&name, body.into_data_stream(), LARGEST_FILE).await?;
    if dry_run {
        if let Some(key) = staged.key {
            site.engine.unstage(&key).await;
        }
        return Ok(Json(PlanDocument::new(&staged.plan, lang)).into_response());
    }
    let Some(key) = staged.key else { return Err(WebError::FileRefused(staged.plan.problems)) };
    match site.engine.start_import(&key, &name, Starter::Api).await {
        Ok(job) => Ok(started(job, "import-started", lang).into_response()),
        Err(error) => {
            site.engine.unstage(&key).await;
            Err(WebError::not_started(JobKind::Import, error))
        }
    }
}

/// The state of the running or last import
///
/// The sync's document; its counts are copies of the file, and `synced` albums added.
#[utoipa::path(get, path = "/api/v1/collection/import/progress", tag = "exchange", responses(
    (status = 200, description = "Always; `idle` before the first run", body = ProgressDocument),
))]
pub async fn show_import(State(site): State<Site>, headers: HeaderMap) -> Json<ProgressDocument> {
    Json(ProgressDocument::new(&site.engine.import_progress(), negotiate(&headers)))
}

/// The same documents as server-sent events
///
/// The present state first, then each change, then `event: done` with the last document; then the stream ends.
#[utoipa::path(get, path = "/api/v1/collection/import/events", tag = "exchange", responses(
    (status = 200, description = "Progress documents", body = ProgressDocument, content_type = "text/event-stream"),
    (status = 503, description = "`too_many_streams`, `storage_busy` or `timeout`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn stream_import(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<Response, WebError> {
    progress_events(&site.streams, site.engine.watch_import(), None, site.shutdown.clone(), negotiate(&headers))
}

/// Ask the running import to stop
///
/// What was added stays; the same file brings the rest.
#[utoipa::path(post, path = "/api/v1/collection/import/cancel", tag = "exchange", responses(
    (status = 202, description = "Asked to stop", body = Accepted),
    (status = 409, description = "`import_not_running`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn cancel_import(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<(StatusCode, Json<Accepted>), WebError> {
    let job = site.engine.cancel_import().await?.ok_or(WebError::ImportNotRunning)?;
    Ok(cancelling(job, "import-cancelling", negotiate(&headers)))
}
