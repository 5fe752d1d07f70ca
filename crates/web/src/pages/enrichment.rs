//! Settings › Enrichment: who can be asked, what is there and what is missing, what is going on, what is for a person to
//! decide.

pub(crate) mod actions;
mod coverage;
mod notice;
pub(crate) mod review;
mod services;

use crate::error::WebError;
use crate::page::{EnrichmentView, Page, Section, html};
use crate::pages::settings::timing::TimingView;
use crate::site::Site;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
pub(crate) use coverage::FacetLine;
use notice::notice;
pub(crate) use review::{Review, doubts_of, load_review};
pub(crate) use services::ServiceLine;
use sillon_core::enrich::{Coverage, Facet};
use sillon_core::id::AccountId;
use sillon_core::progress::Progress;
use sillon_core::schedule::Timing;
use sillon_engine::{ServiceStatus, Widening};
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "enrichment.html")]
pub(crate) struct EnrichmentPage {
    page: Page,
    notice: Option<super::settings::notice::Notice>,
    services: Vec<ServiceLine>,
    facets: Vec<FacetLine>,
    /// Whether there is anybody to ask.
    ready: bool,
    /// What the run at work would still take in; everything where none is at work.
    widening: Widening,
    enrichment: EnrichmentView,
    timing: TimingView,
    review: Review,
}

/// What the script asks for while an enrichment runs.
#[derive(Template)]
#[template(path = "fragment_enrichment.html")]
pub(crate) struct EnrichmentFragment {
    page: Page,
    enrichment: EnrichmentView,
}

/// What the page is made of.
pub(crate) struct Facts {
    pub(crate) services: Vec<ServiceStatus>,
    pub(crate) coverage: Vec<(Facet, Coverage)>,
    /// The facets that somebody can be asked for.
    pub(crate) provided: Vec<Facet>,
    pub(crate) progress: Progress,
    pub(crate) widening: Widening,
    pub(crate) timing: Timing,
    pub(crate) review: Review,
}

/// `GET /settings/enrichment`.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let page = page.at(Section::Settings);
    let facts = Facts {
        services: site.engine.services().await?,
        coverage: site.reader.coverage(AccountId::FIRST).await?,
        provided: Facet::ALL.into_iter().filter(|facet| site.engine.provides(*facet)).collect(),
        progress: site.engine.enrichment_progress(),
        widening: site.engine.widening().await?,
        timing: site.engine.schedule().await?.enrichment,
        review: load_review(&site, page.lang).await?,
    };
    let notice = notice(page.lang, &parameters);
    Ok(html(&view(page, facts, notice)))
}

/// `GET /fragments/enrichment`.
pub(crate) async fn fragment(State(site): State<Site>, page: Page) -> Response {
    let enrichment = EnrichmentView::of(page.lang, &page.zone, page.now, site.engine.enrichment_progress());
    html(&EnrichmentFragment { page, enrichment })
}

pub(crate) fn view(page: Page, facts: Facts, notice: Option<super::settings::notice::Notice>) -> EnrichmentPage {
    let Facts { services, coverage, provided, progress, widening, timing, review } = facts;
    let line = |(facet, coverage): &(Facet, Coverage)| {
        let is_fillable = widening.facets.contains(facet);
        FacetLine { is_fillable, ..FacetLine::of(&page, *facet, coverage, &provided) }
    };
    EnrichmentPage {
        notice,
        services: services.iter().map(|status| ServiceLine::of(&page, status)).collect(),
        facets: coverage.iter().map(line).collect(),
        ready: !provided.is_empty(),
        widening,
        enrichment: EnrichmentView::of(page.lang, &page.zone, page.now, progress),
        timing: TimingView::of_enrichment(&page, timing),
        review,
        page,
    }
}
