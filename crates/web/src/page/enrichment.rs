//! An enrichment's progress in the reader's words.

use super::sync::{SyncView, fault_key};
use crate::api::progress::{provider_sentence, waits_for_key};
use crate::i18n::{Lang, figures, moments, text, text_with};
use jiff::tz::TimeZone;
use sillon_core::enrich::Facet;
use sillon_core::fault::FaultCode;
use sillon_core::job::JobKind;
use sillon_core::progress::{FacetProgress, LeftReason, Progress, Status, Stopped, Wait, WaitReason};

/// What the pages say of the current or the last enrichment.
pub(crate) struct EnrichmentView {
    /// What it shares with a sync.
    pub(crate) run: SyncView,
    /// Every facet, in the order in which people read them.
    pub(crate) facets: Vec<FacetBar>,
    /// Who is left alone, and why.
    pub(crate) stopped: Vec<StoppedLine>,
}

/// One facet of the run.
pub(crate) struct FacetBar {
    pub(crate) code: &'static str,
    pub(crate) name: String,
    pub(crate) percent: String,
    /// Whether it is not known yet how much there is.
    pub(crate) unknown: bool,
    /// `12 / 40`, or that there is nothing.
    pub(crate) figures: String,
    /// `3 sans réponse, 1 échec`.
    pub(crate) rest: String,
    pub(crate) failed: bool,
}

/// A service that is left alone for the rest of the run.
pub(crate) struct StoppedLine {
    pub(crate) sentence: String,
    /// What the service said.
    pub(crate) detail: String,
    pub(crate) until: Option<String>,
}

impl EnrichmentView {
    pub(crate) fn of(lang: Lang, zone: &TimeZone, now: i64, progress: Progress) -> Self {
        let facets = Facet::ALL.map(|facet| {
            let known = progress.facets.iter().find(|row| row.facet == facet);
            bar(lang, facet, known, progress.status.is_active())
        });
        let stopped = progress.stopped.iter().map(|stopped| line(lang, zone, now, stopped)).collect();
        let waiting = progress.waiting.filter(|wait| progress.status.is_active() && wait.until > now);
        let waiting = waiting.map(|wait| waits(lang, zone, now, wait)).unwrap_or_default();
        let sentence = sentence(lang, &progress);
        let run = SyncView { sentence, waiting, ..SyncView::of(lang, now, progress) };
        Self { run, facets: facets.into(), stopped }
    }
}

fn bar(lang: Lang, facet: Facet, known: Option<&FacetProgress>, active: bool) -> FacetBar {
    let (total, done) = known.map_or((0, 0), |row| (row.total, row.done()));
    let ended = known.is_some_and(|row| row.ended) || !active;
    let number = |value| figures::number(lang, value);
    let (absent, failed) = known.map_or((0, 0), |row| (row.absent, row.failed));
    let left = known.map_or(0, |row| row.left);
    let rest = [("cover-absent", absent), ("cover-failed", failed), (left_key(known), left)];
    let rest = rest.into_iter().filter(|(_, count)| *count > 0);
    let rest: Vec<String> = rest.map(|(key, count)| figures::counted(lang, key, count)).collect();
    let figures = match (total, ended) {
        (0, true) => text(lang, "enrich-facet-nothing"),
        (0, false) => String::new(),
        _ => format!("{}\u{202f}/\u{202f}{}", number(done), number(total)),
    };
    FacetBar {
        code: facet.as_str(),
        name: text(lang, &format!("facet-{}", facet.as_str())),
        percent: (done.min(total) * 100).checked_div(total).unwrap_or(0).to_string(),
        unknown: total == 0 && !ended,
        figures,
        rest: rest.join(", "),
        failed: failed > 0,
    }
}

/// What is left for later, and why.
fn left_key(known: Option<&FacetProgress>) -> &'static str {
    match known.and_then(|row| row.left_reason) {
        Some(LeftReason::ClaimedElsewhere) => "enrich-left-claimed",
        Some(LeftReason::Cancelled) => "enrich-left-cancelled",
        Some(LeftReason::RunFailed) => "enrich-left-failed",
        Some(LeftReason::ServiceStopped) | None => "enrich-left-stopped",
    }
}

fn line(lang: Lang, zone: &TimeZone, now: i64, stopped: &Stopped) -> StoppedLine {
    let until = stopped
        .until
        .filter(|until| *until > now)
        .map(|until| text_with(lang, "stopped-until", &[("time", moments::clock_from(lang, zone, now, until).into())]));
    StoppedLine {
        sentence: provider_sentence(stopped.service, &stopped.fault, lang),
        detail: stopped.fault.detail.clone(),
        until,
    }
}

/// `Spotify demande d’attendre jusqu’à 14:32.`
pub(crate) fn waits(lang: Lang, zone: &TimeZone, now: i64, wait: Wait) -> String {
    let key = match wait.reason {
        WaitReason::RateLimit => "waits-limit",
        WaitReason::Retry => "waits-retry",
    };
    let service = text(lang, &format!("service-{}", wait.service.as_str()));
    let time = moments::clock_from(lang, zone, now, wait.until);
    text_with(lang, key, &[("service", service.into()), ("time", time.into())])
}

fn sentence(lang: Lang, progress: &Progress) -> String {
    match progress.status {
        Status::Idle => text(lang, "enrich-idle"),
        Status::Waiting => text(lang, waits_for_key(progress.waits_for.unwrap_or(JobKind::Sync))),
        Status::Starting => text(lang, "enrich-starting"),
        Status::Running => text(lang, "enrich-running"),
        Status::Completed if progress.total == 0 => text(lang, "enrich-nothing"),
        Status::Completed => figures::counted(lang, "enrich-done", progress.synced),
        Status::Cancelled => figures::counted(lang, "enrich-cancelled", progress.synced),
        Status::Error => text(lang, fault_key(progress.error.as_ref().map_or(FaultCode::Internal, |fault| fault.code))),
    }
}
