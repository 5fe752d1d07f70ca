//! Starting, watching and cancelling a sync.

use super::accepted::{Accepted, cancelling, started};
use super::progress::ProgressDocument;
use super::query::{Asked, Nothing, Params, flag, whole};
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::events::progress_events;
use crate::i18n::negotiate;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use sillon_core::collection::List;
use sillon_core::job::{Starter, SyncParams};
use utoipa::IntoParams;

/// What a sync can be asked.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StartParams {
    /// The most new albums to add; all of them when it is not given.
    #[param(value_type = Option<u32>, minimum = 1)]
    limit: Option<String>,
    /// Say what would be done, and write nothing.
    #[param(value_type = Option<bool>)]
    dry_run: Option<String>,
    /// Read every page and compare each known row, not only the pages that may hold something new.
    #[param(value_type = Option<bool>)]
    full: Option<String>,
    /// After `other_account`: the user name at Discogs whose list is to be added to this collection.
    confirm: Option<String>,
}

impl Params for StartParams {
    type Query = (SyncParams, Option<String>);

    fn check(self) -> Result<(SyncParams, Option<String>), WebError> {
        let limit = self.limit.map(|limit| whole("limit", &limit, 1, u32::MAX)).transpose()?;
        let dry_run = self.dry_run.map(|dry_run| flag("dry_run", &dry_run)).transpose()?;
        let full = self.full.map(|full| flag("full", &full)).transpose()?.unwrap_or_default();
        let dry_run = dry_run.unwrap_or_default();
        Ok((SyncParams { limit, dry_run, full, started_by: Starter::Api }, self.confirm))
    }
}

/// Start a sync with Discogs
#[utoipa::path(post, path = "/api/v1/services/discogs/sync", tag = "sync", params(StartParams), responses(
    (status = 202, description = "Started; it goes on by itself", body = Accepted),
    (status = 409, description = "`sync_running`, `discogs_not_configured` or `other_account`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn start_sync(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked((params, confirm)): Asked<StartParams>,
) -> Result<(StatusCode, Json<Accepted>), WebError> {
    let job = site.engine.start_sync_of(params, confirm.as_deref()).await;
    let job = job.map_err(|error| WebError::sync_not_started(List::Collection, error, &site.engine.sync_progress()))?;
    let said = if params.dry_run { "sync-started-dry" } else { "sync-started" };
    Ok(started(job, said, negotiate(&headers)))
}

/// The state of the running or last sync
#[utoipa::path(get, path = "/api/v1/services/discogs/sync/progress", tag = "sync", responses(
    (status = 200, description = "Always; `idle` before the first run", body = ProgressDocument),
))]
pub async fn show_progress(State(site): State<Site>, headers: HeaderMap) -> Json<ProgressDocument> {
    Json(ProgressDocument::new(&site.engine.sync_progress(), negotiate(&headers)))
}

/// The same documents as server-sent events
///
/// The present state first, then each change, then `event: done` with the last document; then the stream ends.
#[utoipa::path(get, path = "/api/v1/services/discogs/sync/events", tag = "sync", responses(
    (status = 200, description = "Progress documents", body = ProgressDocument, content_type = "text/event-stream"),
    (status = 503, description = "`too_many_streams`, `storage_busy` or `timeout`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn stream_progress(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<Response, WebError> {
    progress_events(
        &site.streams,
        site.engine.watch_sync(),
        Some(site.engine.watch_links()),
        site.shutdown.clone(),
        negotiate(&headers),
    )
}

/// Ask the running sync to stop
///
/// It stops after the page in hand; what was saved stays.
#[utoipa::path(post, path = "/api/v1/services/discogs/sync/cancel", tag = "sync", responses(
    (status = 202, description = "Asked to stop", body = Accepted),
    (status = 409, description = "`sync_not_running`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn cancel_sync(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<(StatusCode, Json<Accepted>), WebError> {
    let job = site.engine.cancel_sync().await?.ok_or(WebError::SyncNotRunning)?;
    Ok(cancelling(job, "sync-cancelling", negotiate(&headers)))
}

#[cfg(test)]
mod tests {
    use super::super::query::ask_text;
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("", None, false, false)]
    #[case("limit=1", Some(1), false, false)]
    #[case("dry_run=true&limit=40", Some(40), true, false)]
    #[case("dry_run=0", None, false, false)]
    #[case("full=true", None, false, true)]
    #[case("full=false&limit=2", Some(2), false, false)]
    fn reads_what_is_asked(#[case] query: &str, #[case] limit: Option<u32>, #[case] dry_run: bool, #[case] full: bool) {
        let expected = SyncParams { limit, dry_run, full, started_by: Starter::Api };
        assert_eq!(ask_text::<StartParams>(query).unwrap().0, expected);
    }

    #[rstest]
    #[case("limit=0", "limit")]
    #[case("limit=abc", "limit")]
    #[case("limit=", "limit")]
    #[case("limit=-3", "limit")]
    #[case("limit=1.5", "limit")]
    #[case("limit=99999999999", "limit")]
    #[case("dry_run=maybe", "dry_run")]
    #[case("full=everything", "full")]
    #[case("dryrun=true", "dryrun")]
    #[case("limit=1&limit=2", "limit")]
    fn names_what_it_refuses(#[case] query: &str, #[case] name: &str) {
        let refused = ask_text::<StartParams>(query).unwrap_err();
        let problem = refused.problem(crate::i18n::Lang::En);
        assert_eq!((problem.status, problem.parameter.as_deref()), (422, Some(name)));
        assert!(problem.detail.contains(name), "{}", problem.detail);
    }
}
