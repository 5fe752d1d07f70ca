//! Every job, service and breaker as it stands.

use super::progress::{ProgressDocument, WaitDocument};
use super::query::{Asked, Nothing};
use crate::error::WebError;
use crate::i18n::negotiate;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;
use sillon_engine::{CredentialSource, ServiceStatus};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What works and what waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatusDocument {
    /// The jobs.
    jobs: JobsDocument,
    /// The remote services, by name.
    services: BTreeMap<&'static str, ServiceDocument>,
}

/// The jobs, each with its last state.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobsDocument {
    /// The sync with Discogs.
    sync: ProgressDocument,
    /// The enrichment.
    enrichment: ProgressDocument,
}

/// A remote service as it stands.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct ServiceDocument {
    /// Whether it can be asked.
    configured: bool,
    /// Where its credential comes from: `settings` (environment, file or flag) or `stored` (given on the page).
    credential: Option<&'static str>,
    /// Whose account it is, once the service said so.
    username: Option<String>,
    /// What the last call said; null before the first.
    reachable: Option<bool>,
    /// What its calls wait for.
    waiting: Option<WaitDocument>,
    /// `closed`, or `open` when it failed so often that it is not asked for a while.
    breaker: &'static str,
    /// Whether Spotify refuses the app because its owner has no Premium account: it is not asked until the credentials change
    /// or a check on the enrichment page succeeds.
    premium_required: bool,
    /// Calls since the start.
    calls: u64,
}

impl From<ServiceStatus> for ServiceDocument {
    fn from(status: ServiceStatus) -> Self {
        Self {
            configured: status.credential.is_some(),
            credential: status.credential.map(|source| match source {
                CredentialSource::Settings => "settings",
                CredentialSource::Stored => "stored",
            }),
            username: status.username,
            reachable: status.reachable,
            waiting: status.waiting.map(Into::into),
            breaker: if status.breaker_open { "open" } else { "closed" },
            premium_required: status.premium_required,
            calls: status.calls,
        }
    }
}

/// Every job, service and breaker
#[utoipa::path(get, path = "/api/v1/services/status", tag = "services", responses(
    (status = 200, description = "What works and what waits", body = StatusDocument),
))]
pub async fn show_status(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<Json<StatusDocument>, WebError> {
    let services = site.engine.services().await?;
    let services = services.into_iter().map(|status| (status.service.as_str(), status.into())).collect();
    let lang = negotiate(&headers);
    let sync = ProgressDocument::new(&site.engine.sync_progress(), lang);
    let enrichment = ProgressDocument::new(&site.engine.enrichment_progress(), lang);
    Ok(Json(StatusDocument { jobs: JobsDocument { sync, enrichment }, services }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, to_value};
    use sillon_core::progress::{Service, Wait, WaitReason};

    #[test]
    fn a_service_tells_what_it_waits_for() {
        let status = ServiceStatus {
            service: Service::Spotify,
            credential: Some(CredentialSource::Stored),
            username: None,
            reachable: Some(false),
            waiting: Some(Wait { service: Service::Spotify, until: 1_000, reason: WaitReason::Retry }),
            breaker_open: true,
            premium_required: false,
            calls: 9,
        };
        let expected = json!({
            "configured": true, "credential": "stored", "username": null, "reachable": false,
            "waiting": {"service": "spotify", "until": "1970-01-01T00:00:01Z", "reason": "retry"},
            "breaker": "open", "premium_required": false, "calls": 9,
        });
        assert_eq!(to_value(ServiceDocument::from(status)).unwrap(), expected);
    }
}
