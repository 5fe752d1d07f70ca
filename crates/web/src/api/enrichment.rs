//! Starting, watching and cancelling an enrichment.

use super::accepted::{Accepted, cancelling, started, widened};
use super::path::Key;
use super::progress::{ProgressDocument, waits_for_key};
use super::query::{Asked, Nothing, Params, whole, word};
use super::words::EnrichedWords;
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::events::progress_events;
use crate::i18n::{Lang, negotiate};
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use sillon_core::enrich::Facet;
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::job::{EnrichParams, JobKind};
use sillon_engine::Enriching;
use utoipa::IntoParams;

/// What an enrichment can be asked.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EnrichAllParams {
    /// The most albums to look at, the newest first; all that lack something when it is not given.
    #[param(value_type = Option<u32>, minimum = 1)]
    limit: Option<String>,
    /// Only these facets, with commas between them: `links`, `images`, `covers`, `details`, `descriptions`.
    #[param(value_type = Option<EnrichedWords>, inline)]
    only: Option<String>,
}

impl Params for EnrichAllParams {
    type Query = EnrichParams;

    fn check(self) -> Result<EnrichParams, WebError> {
        let limit = self.limit.map(|limit| whole("limit", &limit, 1, u32::MAX)).transpose()?;
        let only = self.only.map_or_else(|| Ok(Vec::new()), |only| facets(&only))?;
        Ok(EnrichParams { limit, only, albums: None })
    }
}

fn facets(only: &str) -> Result<Vec<Facet>, WebError> {
    let mut named = Vec::new();
    for name in only.split(',').map(str::trim) {
        let facet = word("only", name, Facet::parse(name), Facet::ALL.map(Facet::as_str).to_vec())?;
        if !named.contains(&facet) {
            named.push(facet);
        }
    }
    Ok(named)
}

/// Fill in what albums and artists lack
///
/// Only empty places are filled; what was imported or edited stays as it is. While a sync or an import is at work the run
/// waits for its end, then looks at what is missing. While an enrichment is at work, a request that asks for more is taken
/// into it (`widened`); one that adds nothing is refused.
#[utoipa::path(post, path = "/api/v1/services/ai/enrich-all", tag = "enrichment", params(EnrichAllParams), responses(
    (status = 202, description = "`started`, or `widened`: the run at work does this too; it goes on by itself", body = Accepted),
    (status = 409, description = "`enrichment_running` or `enrichment_not_configured`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn start_enrichment(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(params): Asked<EnrichAllParams>,
) -> Result<(StatusCode, Json<Accepted>), WebError> {
    start(&site, params, negotiate(&headers)).await
}

/// Fill in what one album and its artists lack
#[utoipa::path(post, path = "/api/v1/services/ai/enrich-album/{id}", tag = "enrichment",
    params(("id" = i64, Path, description = "The album's key: Discogs' release id")), responses(
    (status = 202, description = "`started`, or `widened`: the run at work does this first; it goes on by itself", body = Accepted),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "`enrichment_running` or `enrichment_not_configured`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn enrich_album(
    State(site): State<Site>,
    Key(id): Key,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<(StatusCode, Json<Accepted>), WebError> {
    let id = ReleaseId(id);
    if site.reader.albums(AccountId::FIRST, &[id]).await?.is_empty() {
        return Err(WebError::NotFound);
    }
    let params = EnrichParams { albums: Some(vec![id]), ..EnrichParams::default() };
    start(&site, params, negotiate(&headers)).await
}

async fn start(site: &Site, params: EnrichParams, lang: Lang) -> Result<(StatusCode, Json<Accepted>), WebError> {
    let taken = site.engine.start_enrichment(params).await;
    Ok(match taken.map_err(|error| WebError::not_started(JobKind::Enrich, error))? {
        Enriching::Started(job) => started(job, "enrichment-started", lang),
        Enriching::Waiting(job, kind) => started(job, waits_for_key(kind), lang),
        Enriching::Widened(job) => widened(job, "enrichment-widened", lang),
    })
}

/// The state of the running or last enrichment
///
/// The sync's document; its counts are over all facets: `synced` what was found, `skipped` where there is nothing, `errors`
/// what could not be asked, `left` what is left for a later run.
#[utoipa::path(get, path = "/api/v1/services/ai/enrich-all/progress", tag = "enrichment", responses(
    (status = 200, description = "Always; `idle` before the first run", body = ProgressDocument),
))]
pub async fn show_enrichment(State(site): State<Site>, headers: HeaderMap) -> Json<ProgressDocument> {
    Json(ProgressDocument::new(&site.engine.enrichment_progress(), negotiate(&headers)))
}

/// The same documents as server-sent events
///
/// The present state first, then each change, then `event: done` with the last document; then the stream ends.
#[utoipa::path(get, path = "/api/v1/services/ai/enrich-all/events", tag = "enrichment", responses(
    (status = 200, description = "Progress documents", body = ProgressDocument, content_type = "text/event-stream"),
    (status = 503, description = "`too_many_streams`, `storage_busy` or `timeout`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn stream_enrichment(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<Response, WebError> {
    progress_events(&site.streams, site.engine.watch_enrichment(), None, site.shutdown.clone(), negotiate(&headers))
}

/// Ask the running enrichment to stop
///
/// What was found stays.
#[utoipa::path(post, path = "/api/v1/services/ai/enrich-all/cancel", tag = "enrichment", responses(
    (status = 202, description = "Asked to stop", body = Accepted),
    (status = 409, description = "`enrichment_not_running`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn cancel_enrichment(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<(StatusCode, Json<Accepted>), WebError> {
    let job = site.engine.cancel_enrichment().await?.ok_or(WebError::EnrichmentNotRunning)?;
    Ok(cancelling(job, "enrichment-cancelling", negotiate(&headers)))
}

#[cfg(test)]
mod tests {
    use super::super::query::ask_text;
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("", None, &[])]
    #[case("limit=50&only=links,images", Some(50), &[Facet::Links, Facet::Images])]
    #[case("only=covers,%20covers", None, &[Facet::Covers])]
    fn reads_what_is_asked(#[case] query: &str, #[case] limit: Option<u32>, #[case] only: &[Facet]) {
        let expected = EnrichParams { limit, only: only.to_vec(), albums: None };
        assert_eq!(ask_text::<EnrichAllParams>(query).unwrap(), expected);
    }

    #[rstest]
    #[case("limit=0", "limit")]
    #[case("limit=fifty", "limit")]
    #[case("only=prices", "only")]
    #[case("only=", "only")]
    #[case("only=%20", "only")]
    #[case("only=,", "only")]
    #[case("only=links,", "only")]
    #[case("only=links,,images", "only")]
    #[case("only=links,prices", "only")]
    #[case("facet=links", "facet")]
    fn names_what_it_refuses(#[case] query: &str, #[case] name: &str) {
        let problem = ask_text::<EnrichAllParams>(query).unwrap_err().problem(Lang::En);
        assert_eq!((problem.status, problem.parameter.as_deref()), (422, Some(name)));
    }
}
