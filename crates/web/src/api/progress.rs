//! The progress document.

use super::moment::Moment;
use crate::i18n::{Lang, text, text_with};
use serde::Serialize;
use sillon_core::fault::Fault;
use sillon_core::progress::{ApiCalls, FacetProgress, Phase, Progress, Service, Status, Stopped, Wait, WaitReason};
use utoipa::ToSchema;

/// The state of a run; the newest document alone tells all. Counts are items of the listing (copies) unless said.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ProgressDocument {
    /// Where it stands.
    #[schema(value_type = StatusWord)]
    status: Status,
    /// What it is doing.
    #[schema(value_type = PhaseWord)]
    phase: Phase,
    /// Items dealt with: `synced + skipped + errors`.
    current: u64,
    /// Items in the listing; 0 until the first page has come.
    total: u64,
    /// Artist and title of the album in hand.
    current_album: Option<String>,
    /// Albums added.
    synced: u64,
    /// Items whose album was there already.
    skipped: u64,
    /// Items that could not be added; each is in the ledger.
    errors: u64,
    /// 0 to 100, to one decimal.
    percent_complete: f64,
    /// Which run; null before the first.
    job_id: Option<String>,
    /// When it was asked for.
    started_at: Option<Moment>,
    /// When it ended.
    finished_at: Option<Moment>,
    /// How long it will still take, as far as is known.
    eta_seconds: Option<u64>,
    /// What holds it up.
    waiting: Option<WaitDocument>,
    /// Calls made.
    api_calls: CallsDocument,
    /// Why it ended early, in the reader's language.
    error: Option<String>,
    /// The stable code of that.
    error_code: Option<&'static str>,
    /// What was seen: a status, a system's message.
    error_detail: Option<String>,
    /// Whether nothing is written.
    dry_run: bool,
    /// Further copies added, of albums that were there already; counted in `skipped` too.
    copies_added: u64,
    /// Cover of the album in hand.
    current_cover: Option<String>,
    /// Of an enrichment, each facet; empty for a sync.
    facets: Vec<FacetDocument>,
    /// Of an enrichment, the services that are left alone for the rest of the run; empty for a sync.
    stopped: Vec<StoppedDocument>,
}

/// How far one facet of an enrichment is.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FacetDocument {
    /// `links`, `images`, `covers`, `details` or `descriptions`.
    #[schema(example = "links")]
    facet: &'static str,
    /// Albums (of `images`, artists) that the run has to ask for.
    total: u64,
    /// Found.
    found: u64,
    /// Asked, and there is nothing, or nothing sure.
    absent: u64,
    /// Could not be asked; tried again later.
    failed: u64,
    /// Whether nothing more is done for it in this run.
    ended: bool,
}

/// A service that is left alone for the rest of a run.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StoppedDocument {
    /// Which.
    #[schema(example = "spotify")]
    service: &'static str,
    /// A stable code.
    #[schema(example = "credential_refused")]
    code: &'static str,
    /// Why, in the reader's language.
    message: String,
    /// What was seen: a status, a service's own message.
    detail: Option<String>,
    /// Until when it asked to be left alone.
    until: Option<Moment>,
}

/// A wait that holds the run up.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct WaitDocument {
    /// For whom.
    #[schema(example = "discogs")]
    service: &'static str,
    /// Until when.
    until: Moment,
    /// `rate limit` or `retry`.
    #[schema(example = "rate limit")]
    reason: &'static str,
}

/// How many calls a run has made.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CallsDocument {
    /// To Discogs.
    discogs: u32,
    /// To Spotify.
    spotify: u32,
    /// To Deezer.
    deezer: u32,
    /// To the chat model.
    ai: u32,
    /// To the hosts of pictures.
    images: u32,
}

/// The words of `status`.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "describes the core's words to readers of the API")]
enum StatusWord {
    Idle,
    Starting,
    Running,
    Completed,
    Error,
    Cancelled,
}

/// The words of `phase`.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "describes the core's words to readers of the API")]
enum PhaseWord {
    Waiting,
    Identity,
    Collection,
    Wantlist,
    Enrichment,
    Finishing,
    Done,
}

impl ProgressDocument {
    /// The document, its sentences in that language.
    pub fn new(progress: &Progress, lang: Lang) -> Self {
        Self {
            status: progress.status,
            phase: progress.phase,
            current: progress.current,
            total: progress.total,
            current_album: progress.current_album.clone(),
            synced: progress.synced,
            skipped: progress.skipped,
            errors: progress.errors,
            percent_complete: progress.percent_complete(),
            job_id: progress.job_id.as_ref().map(|job| job.0.clone()),
            started_at: progress.started_at.map(Moment),
            finished_at: progress.finished_at.map(Moment),
            eta_seconds: progress.eta_seconds,
            waiting: progress.waiting.map(Into::into),
            api_calls: progress.api_calls.into(),
            error: progress.error.as_ref().map(|fault| sentence(fault, lang)),
            error_code: progress.error.as_ref().map(|fault| fault.code.as_str()),
            error_detail: progress.error.as_ref().map(|fault| fault.detail.clone()).filter(|detail| !detail.is_empty()),
            dry_run: progress.dry_run,
            copies_added: progress.copies_added,
            current_cover: progress.current_cover.clone(),
            facets: progress.facets.iter().copied().map(Into::into).collect(),
            stopped: progress.stopped.iter().map(|stopped| StoppedDocument::new(stopped, lang)).collect(),
        }
    }
}

impl From<FacetProgress> for FacetDocument {
    fn from(FacetProgress { facet, total, found, absent, failed, ended }: FacetProgress) -> Self {
        Self { facet: facet.as_str(), total, found, absent, failed, ended }
    }
}

impl StoppedDocument {
    fn new(stopped: &Stopped, lang: Lang) -> Self {
        let Stopped { service, fault, until } = stopped;
        Self {
            service: service.as_str(),
            code: fault.code.as_str(),
            message: provider_sentence(*service, fault, lang),
            detail: Some(fault.detail.clone()).filter(|detail| !detail.is_empty()),
            until: until.map(Moment),
        }
    }
}

impl From<Wait> for WaitDocument {
    fn from(wait: Wait) -> Self {
        let reason = match wait.reason {
            WaitReason::RateLimit => "rate limit",
            WaitReason::Retry => "retry",
        };
        Self { service: wait.service.as_str(), until: Moment(wait.until), reason }
    }
}

impl From<ApiCalls> for CallsDocument {
    fn from(ApiCalls { discogs, spotify, deezer, ai, images }: ApiCalls) -> Self {
        Self { discogs, spotify, deezer, ai, images }
    }
}

/// Why a run ended early, and what can be done, in the pages' own sentences.
pub fn sentence(fault: &Fault, lang: Lang) -> String {
    let code = fault.code.as_str().replace('_', "-");
    format!("{} {}", text(lang, &format!("fault-{code}")), text(lang, &format!("remedy-{code}")))
}

/// Why a service is left alone, in the pages' own sentence.
pub fn provider_sentence(service: Service, fault: &Fault, lang: Lang) -> String {
    let name = text(lang, &format!("service-{}", service.as_str()));
    text_with(lang, &format!("stopped-{}", fault.code.as_str().replace('_', "-")), &[("service", name.into())])
}

#[cfg(test)]
mod tests;
