//! Backups: made, listed, taken away and put back. They are named by their keys, never by paths.

use super::moment::Moment;
use super::query::{Asked, Nothing};
use crate::auth::ByToken;
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::site::Site;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Serialize;
use sillon_core::backup::{BackupId, Reason};
use sillon_engine::{Backup, BackupFailed};
use tokio_util::io::ReaderStream;
use utoipa::ToSchema;

/// Every backup, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct BackupsDocument {
    /// Whether backups are made here; a PostgreSQL server has its own ways.
    supported: bool,
    /// How many of each kind that is renewed are kept.
    #[schema(example = 7)]
    kept: usize,
    /// Why the last one that was wanted was not made; null when it was.
    failed: Option<FailedDocument>,
    /// The backups.
    items: Vec<BackupDocument>,
}

/// A backup that was not made.
#[derive(Debug, Serialize, ToSchema)]
pub struct FailedDocument {
    /// When.
    at: Moment,
    /// Why, as the system says it.
    why: String,
}

/// One file that holds all data but the pictures.
#[derive(Debug, Serialize, ToSchema)]
pub struct BackupDocument {
    /// Its key.
    #[schema(example = "20261123T030000.000Z-daily-v10")]
    id: String,
    /// When it was made.
    made_at: Moment,
    /// `manual`, `token`, `daily`, `import`, `migration` or `restore`: the last three before that was done.
    reason: &'static str,
    /// The schema's version.
    schema: i64,
    /// Its size.
    bytes: u64,
    /// Whether it was checked when it was made, and says so; `false` for a file that does not read.
    checked: bool,
    /// Albums in it, those put away among them.
    albums: Option<i64>,
    /// Copies in it.
    copies: Option<i64>,
    /// The SHA-256 of all that it holds, row by row.
    checksum: Option<String>,
}

/// What was put back.
#[derive(Debug, Serialize, ToSchema)]
pub struct RestoredDocument {
    /// The backup.
    id: String,
    /// The SHA-256 of what the database holds now, read from it; the backup's own where no migration was needed.
    checksum: String,
    /// The backup of what was there before.
    before: Option<String>,
}

impl From<Backup> for BackupDocument {
    fn from(Backup { id, bytes, record }: Backup) -> Self {
        Self {
            id: id.to_string(),
            made_at: Moment(id.made_at),
            reason: id.reason.as_str(),
            schema: id.schema,
            bytes,
            checked: record.is_some(),
            albums: record.as_ref().map(|record| record.albums),
            copies: record.as_ref().map(|record| record.copies),
            checksum: record.map(|record| record.checksum),
        }
    }
}

/// The backups
#[utoipa::path(get, path = "/api/v1/backups", tag = "backups", responses(
    (status = 200, description = "All of them, newest first", body = BackupsDocument),
))]
pub async fn list_backups(State(site): State<Site>, Asked(()): Asked<Nothing>) -> Json<BackupsDocument> {
    let failed = site.engine.backup_failed().map(|BackupFailed { at, why }| FailedDocument { at: Moment(at), why });
    let items = site.engine.list_backups().await.into_iter().map(Into::into).collect();
    Json(BackupsDocument { supported: site.engine.can_back_up(), kept: site.engine.backups_kept(), failed, items })
}

/// Make a backup
///
/// The answer comes when it is made and checked; it is made even when nobody waits for the answer. Of those that tokens ask for,
/// the newest are kept, as many as of the daily ones.
#[utoipa::path(post, path = "/api/v1/backups", tag = "backups", responses(
    (status = 201, description = "Made and checked", body = BackupDocument),
    (status = 409, description = "`backup_unsupported`", body = Problem, content_type = "application/problem+json"),
    (status = 500, description = "`storage_failed`: no file is left", body = Problem, content_type = "application/problem+json"),
))]
pub async fn make_backup(
    State(site): State<Site>,
    by_token: Option<Extension<ByToken>>,
    Asked(()): Asked<Nothing>,
) -> Result<(StatusCode, Json<BackupDocument>), WebError> {
    if !site.engine.can_back_up() {
        return Err(WebError::BackupUnsupported);
    }
    let reason = if by_token.is_some() { Reason::Token } else { Reason::Manual };
    Ok((StatusCode::CREATED, Json(site.engine.back_up(reason).await?.into())))
}

/// Take a backup away
///
/// A whole SQLite database. Secrets are in it only sealed, and the key that opens them is not.
#[utoipa::path(get, path = "/api/v1/backups/{id}/file", tag = "backups",
    params(("id" = String, Path, description = "Its key")), responses(
    (status = 200, description = "The file", body = Vec<u8>, content_type = "application/vnd.sqlite3"),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn show_backup(
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(()): Asked<Nothing>,
) -> Result<Response, WebError> {
    let id = BackupId::parse(&id).ok_or(WebError::NotFound)?;
    let opened = site.engine.open_backup(id).await;
    let opened = opened.map_err(|error| WebError::Internal(format!("a backup cannot be read: {error}")))?;
    let (file, bytes) = opened.ok_or(WebError::NotFound)?;
    let head = [
        (CONTENT_TYPE, "application/vnd.sqlite3".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", id.file_name())),
        (CONTENT_LENGTH, bytes.to_string()),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((head, Body::from_stream(ReaderStream::new(file))).into_response())
}

/// Put a backup back
///
/// What is there is kept as a backup first; what was put back is read again and compared with the backup, else nothing is
/// changed. Tokens and secrets stay as they are today. Refused while a job is at work.
#[utoipa::path(post, path = "/api/v1/backups/{id}/restore", tag = "backups",
    params(("id" = String, Path, description = "Its key")), responses(
    (status = 200, description = "Put back, and proved", body = RestoredDocument),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "`job_running`, `backup_newer` or `backup_unsupported`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`backup_damaged`, `backup_altered` or `invalid_parameter`: nothing was changed", body = Problem, content_type = "application/problem+json"),
))]
pub async fn restore_backup(
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(()): Asked<Nothing>,
) -> Result<Json<RestoredDocument>, WebError> {
    let id = BackupId::parse(&id).ok_or(WebError::NotFound)?;
    if !site.engine.can_back_up() {
        return Err(WebError::BackupUnsupported);
    }
    let restored = site.engine.restore_backup(id).await?;
    let before = restored.before.map(|id| id.to_string());
    Ok(Json(RestoredDocument { id: id.to_string(), checksum: restored.checksum, before }))
}
