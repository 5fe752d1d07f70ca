//! The progress document.

use super::moment::Moment;
use crate::i18n::{Lang, text};
use serde::Serialize;
use sillon_core::fault::Fault;
use sillon_core::progress::{ApiCalls, Phase, Progress, Status, Wait, WaitReason};
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
    fn from(ApiCalls { discogs, spotify }: ApiCalls) -> Self {
        Self { discogs, spotify }
    }
}

/// Why a run ended early, and what can be done, in the pages' own sentences.
pub fn sentence(fault: &Fault, lang: Lang) -> String {
    let code = fault.code.as_str().replace('_', "-");
    format!("{} {}", text(lang, &format!("fault-{code}")), text(lang, &format!("remedy-{code}")))
}

#[cfg(test)]
mod tests;
