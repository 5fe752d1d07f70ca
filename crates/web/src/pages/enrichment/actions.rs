//! What the forms of the page do: work, then back to the page that shows it.

use crate::api::album::parse_candidates;
use crate::error::WebError;
use crate::site::Site;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use serde::Deserialize;
use sillon_core::enrich::Facet;
use sillon_core::id::ReleaseId;
use sillon_core::job::{EnrichParams, JobKind};
use sillon_engine::{ConnectError, Enriching, StartError};
use sillon_store::StoreError;

const PLACE: &str = "/settings/enrichment";

/// The form around the buttons that start a run.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StartForm {
    limit: String,
    /// A facet; empty is all.
    only: String,
}

/// The button beside a facet that has failures.
#[derive(Debug, Deserialize)]
pub(crate) struct RetryForm {
    facet: String,
}

/// The button beside a service.
#[derive(Debug, Deserialize)]
pub(crate) struct CheckForm {
    service: String,
}

/// A person's word on a link: a candidate's key, or none.
#[derive(Debug, Deserialize)]
pub(crate) struct LinkForm {
    album: i64,
    #[serde(default)]
    candidate: String,
    /// `album` where the form stands on the album's page.
    #[serde(default)]
    back: String,
}

/// A person's word on a text that was kept aside.
#[derive(Debug, Deserialize)]
pub(crate) struct TextForm {
    album: i64,
    text: String,
    act: String,
}

/// `POST /settings/enrichment/start`. A run that is at work already is said, as it may have been asked for something else.
pub(crate) async fn start(State(site): State<Site>, Form(form): Form<StartForm>) -> Result<Redirect, WebError> {
    match params(&form) {
        Some(params) => start_run(&site, params).await,
        None => Ok(back("notice=limit", "enrichment")),
    }
}

/// `POST /settings/enrichment/cancel`.
pub(crate) async fn cancel(State(site): State<Site>) -> Result<Redirect, WebError> {
    site.engine.cancel_enrichment().await?;
    Ok(back("", "enrichment"))
}

/// `POST /settings/enrichment/retry`: what failed is due again, and asked for at once.
pub(crate) async fn retry(State(site): State<Site>, Form(form): Form<RetryForm>) -> Result<Redirect, WebError> {
    let facet = Facet::parse(&form.facet).ok_or(WebError::InvalidBody)?;
    after(site.engine.retry_enrichment(facet).await)
}

async fn start_run(site: &Site, params: EnrichParams) -> Result<Redirect, WebError> {
    after(site.engine.start_enrichment(params).await)
}

fn after(taken: Result<Enriching, StartError>) -> Result<Redirect, WebError> {
    match taken {
        Ok(Enriching::Widened(_)) => Ok(back("notice=widened", "enrichment")),
        Ok(_) => Ok(back("", "enrichment")),
        Err(StartError::Running(_) | StartError::Busy(_)) => Ok(back("notice=running", "enrichment")),
        Err(StartError::NotConfigured) => Ok(back("notice=not-configured", "enrichment")),
        Err(error @ (StartError::OtherAccount { .. } | StartError::Store(_))) => {
            Err(WebError::not_started(JobKind::Enrich, error))
        }
    }
}

/// `POST /settings/enrichment/check`.
pub(crate) async fn check(State(site): State<Site>, Form(form): Form<CheckForm>) -> Result<Redirect, WebError> {
    let (service, answer) = match form.service.as_str() {
        "discogs" => ("discogs", site.engine.check_discogs().await.map(|identity| identity.map(drop)).transpose()),
        "spotify" => ("spotify", site.engine.check_spotify().await),
        "ai" => ("ai", site.engine.check_ai().await),
        _ => return Err(WebError::InvalidBody),
    };
    let notice = match answer {
        Some(Ok(())) => "answers",
        Some(Err(ConnectError::Refused)) => "refused",
        Some(Err(ConnectError::PremiumRequired(_))) => "premium",
        Some(Err(ConnectError::Store(error))) => return Err(error.into()),
        Some(Err(error)) => {
            tracing::warn!(service, %error, "a service was tested and did not answer");
            "unreachable"
        }
        None => "none",
    };
    Ok(back(&format!("notice={notice}&service={service}"), "services"))
}

/// `POST /settings/enrichment/link`. Only an address that was offered is taken: the form names it by its key.
pub(crate) async fn choose_link(State(site): State<Site>, Form(form): Form<LinkForm>) -> Result<Redirect, WebError> {
    let album = ReleaseId(form.album);
    let back = |query: &str| match form.back.as_str() {
        // What is to be said stands at the top of that page.
        "album" => back_to(&format!("/albums/{album}"), query, if query.is_empty() { "links" } else { "description" }),
        _ => back(query, "review"),
    };
    let Some(stored) = site.reader.link_candidates(album).await? else { return Ok(back("notice=gone")) };
    let offered = parse_candidates(&stored);
    let url = match form.candidate.as_str() {
        "" => None,
        id => match offered.iter().find(|found| found.candidate.id == id) {
            Some(found) => Some(found.candidate.url.as_str()),
            None => return Ok(back("notice=gone")),
        },
    };
    site.engine.choose_link(album, url).await?;
    Ok(back(""))
}

/// `POST /settings/enrichment/text`.
pub(crate) async fn judge_text(State(site): State<Site>, Form(form): Form<TextForm>) -> Result<Redirect, WebError> {
    let album = ReleaseId(form.album);
    let judged = match form.act.as_str() {
        "show" => site.engine.show_text(album, &form.text).await,
        "drop" => site.engine.remove_text(album, &form.text).await,
        _ => return Err(WebError::InvalidBody),
    };
    match judged {
        Ok(()) => Ok(back("", "review")),
        Err(StoreError::NotFound) => Ok(back("notice=gone", "review")),
        Err(error) => Err(error.into()),
    }
}

fn back(query: &str, part: &str) -> Redirect {
    back_to(PLACE, query, part)
}

fn back_to(place: &str, query: &str, part: &str) -> Redirect {
    let mark = if query.is_empty() { "" } else { "?" };
    Redirect::to(&format!("{place}{mark}{query}#{part}"))
}

/// None when the limit is no number from 1 up, or there is no such facet; empty ones are no limit and every facet.
fn params(form: &StartForm) -> Option<EnrichParams> {
    let limit = match form.limit.trim() {
        "" => None,
        limit => Some(limit.parse().ok().filter(|limit| *limit > 0)?),
    };
    let only = match form.only.as_str() {
        "" => Vec::new(),
        facet => vec![Facet::parse(facet)?],
    };
    Some(EnrichParams { limit, only, albums: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("", "", Some((None, vec![])))]
    #[case(" 20 ", "links", Some((Some(20), vec![Facet::Links])))]
    #[case("0", "", None)]
    #[case("abc", "links", None)]
    #[case("", "prices", None)]
    fn a_form_asks_for_a_run(
        #[case] limit: &str,
        #[case] only: &str,
        #[case] asked: Option<(Option<u32>, Vec<Facet>)>,
    ) {
        let form = StartForm { limit: limit.into(), only: only.into() };
        assert_eq!(params(&form).map(|params| (params.limit, params.only)), asked);
    }
}
