//! A description as it is written.

use super::path::Key;
use super::progress::provider_sentence;
use super::query::{Asked, Nothing};
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::events::draft_events;
use crate::i18n::{Lang, negotiate, text};
use crate::site::Site;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use sillon_core::enrich::draft::{Draft, DraftState};
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::progress::Service;
use utoipa::ToSchema;

/// A description in the making; the newest document alone tells all. Nothing of it was checked.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DraftDocument {
    /// How far it is. `idle` when none was asked for, `shown` when it passed the checks, `review` when it did not.
    #[schema(value_type = DraftWord)]
    status: DraftState,
    /// Which try this is; the second comes after one that did not pass.
    attempt: u32,
    /// What was written so far; empty once it is over.
    text: String,
    /// The same as a sentence in the reader's language; null when there is nothing to say.
    message: Option<String>,
}

/// The words of `status`.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "describes the core's words to readers of the API")]
enum DraftWord {
    Idle,
    Waiting,
    Writing,
    Shown,
    Review,
    Failed,
}

impl DraftDocument {
    /// The document, its sentence in that language.
    pub fn new(draft: &Draft, lang: Lang) -> Self {
        let Draft { state, attempt, text, .. } = draft;
        Self { status: *state, attempt: *attempt, text: text.clone(), message: said_of(draft, lang) }
    }
}

/// How a draft stands, in a sentence.
pub fn said_of(draft: &Draft, lang: Lang) -> Option<String> {
    let key = match (draft.state, &draft.fault) {
        (DraftState::Idle, _) => return None,
        (DraftState::Failed, Some(fault)) => return Some(provider_sentence(Service::Ai, fault, lang)),
        (DraftState::Failed, None) => "draft-failed",
        (DraftState::Waiting, _) => "draft-waiting",
        (DraftState::Writing, _) if draft.attempt > 1 => "draft-again",
        (DraftState::Writing, _) => "draft-writing",
        (DraftState::Shown, _) => "draft-shown",
        (DraftState::Review, _) => "draft-review",
    };
    Some(text(lang, key))
}

/// An album's description as it is written
///
/// The present state first, then each change, then `event: done` with the last document; then the stream ends. A description is
/// written so when it was asked for this album alone. Who goes away changes nothing of the work.
#[utoipa::path(get, path = "/api/v1/services/ai/enrich-album/{id}/events", tag = "enrichment",
    params(("id" = i64, Path, description = "The album's key: Discogs' release id")), responses(
    (status = 200, description = "Drafts", body = DraftDocument, content_type = "text/event-stream"),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "`too_many_streams`, `storage_busy` or `timeout`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn stream_draft(
    State(site): State<Site>,
    Key(id): Key,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<Response, WebError> {
    let id = ReleaseId(id);
    if site.reader.albums(AccountId::FIRST, &[id]).await?.is_empty() {
        return Err(WebError::NotFound);
    }
    let (draft, run) = (site.engine.watch_draft(id), site.engine.watch_enrichment());
    draft_events(&site.streams, draft, run, site.shutdown.clone(), negotiate(&headers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use sillon_core::fault::{Fault, FaultCode};

    #[rstest]
    fn every_state_has_its_sentence(#[values(Lang::Fr, Lang::En)] lang: Lang) {
        let fault = Fault::new(FaultCode::BudgetSpent, "");
        let over = [(DraftState::Shown, None), (DraftState::Review, None), (DraftState::Failed, None)];
        let mut drafts: Vec<Draft> = over.into_iter().map(|(state, fault)| Draft::over(state, fault)).collect();
        drafts.extend([Draft::asked(), Draft::over(DraftState::Failed, Some(fault))]);
        for attempt in [1, 2] {
            drafts.push(Draft { state: DraftState::Writing, attempt, ..Draft::default() });
        }
        let said: std::collections::BTreeSet<_> = drafts.iter().map(|draft| said_of(draft, lang).unwrap()).collect();
        assert!(said.len() == drafts.len() && said.iter().all(|said| !said.contains("localization")), "{said:?}");
        assert_eq!(DraftDocument::new(&Draft::default(), lang).message, None);
    }
}
