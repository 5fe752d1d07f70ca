//! What a person makes of a run: undoing it, taking over what it noted.

use super::body::Body;
use super::editing::EditedDocument;
use super::query::{Asked, Nothing};
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::site::Site;
use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use sillon_core::id::JobId;
use sillon_engine::{TakeOver, TakenOver};
use utoipa::ToSchema;

/// What is to be taken over.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TakeOverBody {
    /// The entries, by their `key`; `drifted` or `absent` for all of a kind; all of them when it is not given.
    #[schema(example = json!(["drifted:1462585219:year", "absent:1462585220"]))]
    entries: Option<Vec<String>>,
    /// Also where a person wrote something else since (`standing` is `edited`).
    overwrite: bool,
}

/// What was taken over, as one act.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenOverDocument {
    #[serde(flatten)]
    edited: EditedDocument,
    /// How many entries were taken over.
    taken: u64,
    /// Those that were not.
    left: Vec<LeftDocument>,
}

/// An entry that was not taken over.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeftDocument {
    /// Which.
    key: String,
    /// Why: its `standing`.
    #[schema(example = "edited")]
    standing: &'static str,
}

impl From<TakenOver> for TakenOverDocument {
    fn from(done: TakenOver) -> Self {
        let left = done.left.into_iter().map(|(key, standing)| LeftDocument { key, standing: standing.as_str() });
        Self { edited: done.edited.into(), taken: done.taken, left: left.collect() }
    }
}

/// Undo a run
///
/// The albums that it added and that are still there go to the archive, as one act that can be undone like any other.
/// Further copies of albums that were there before stay.
#[utoipa::path(post, path = "/api/v1/syncs/{id}/undo", tag = "ledger",
    params(("id" = String, Path, description = "Its `job_id`")), responses(
    (status = 200, description = "Archived", body = EditedDocument),
    (status = 404, description = "`not_found`: no such run, or it has not ended", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "`nothing_to_undo`: no album that it added is left", body = Problem, content_type = "application/problem+json"),
))]
pub async fn undo_sync(
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(()): Asked<Nothing>,
) -> Result<Json<EditedDocument>, WebError> {
    Ok(Json(site.engine.undo_run(&JobId(id)).await?.into()))
}

/// Take over what a run noted
///
/// What Discogs says now becomes an edit of the album; an absent album goes to the archive. One act, that can be undone.
#[utoipa::path(post, path = "/api/v1/syncs/{id}/take-over", tag = "ledger", request_body = TakeOverBody,
    params(("id" = String, Path, description = "Its `job_id`")), responses(
    (status = 200, description = "Taken over", body = TakenOverDocument),
    (status = 404, description = "`not_found`: no such run or entry", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "`nothing_to_take_over`: each of them is taken over, edited or cannot be", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`invalid_body` or `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn take_over(
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(()): Asked<Nothing>,
    Body(body): Body<TakeOverBody>,
) -> Result<Json<TakenOverDocument>, WebError> {
    let asked = TakeOver { entries: body.entries, overwrite: body.overwrite };
    Ok(Json(site.engine.take_over(&JobId(id), &asked).await?.into()))
}
