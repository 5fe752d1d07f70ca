//! The progress document.

use super::moment::Moment;
use crate::i18n::{Lang, listing, text, text_with};
use crate::page::sync::fault_sentence;
use serde::Serialize;
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::job::JobKind;
use sillon_core::progress::{
    ApiCalls, FacetProgress, LeftReason, Phase, Progress, Service, Status, Stopped, Wait, WaitReason,
};
use sillon_core::receipt::ListingNote;
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
    /// Items that are in a counter: `synced + skipped + errors + left`. At the end the same as `total`.
    current: u64,
    /// What the run has to do: of a sync, items in the listing, as far as a limit lets it read. 0 until that is known.
    total: u64,
    /// Artist and title of the album in hand.
    current_album: Option<String>,
    /// Albums added.
    synced: u64,
    /// Items whose album was there already.
    skipped: u64,
    /// Items that could not be added; each is in the ledger.
    errors: u64,
    /// Planned and not dealt with: left for a later run. Known at the end.
    left: u64,
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
    /// Of a sync, Spotify links that are still asked for beside it, or after its end.
    links_pending: u64,
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
    /// Of a sync, known copies whose rows were compared with the listing; null of other runs.
    compared: Option<u64>,
    /// Of a sync, known copies that lacked something which Discogs tells now, such as a cover or a folder, and have it from now
    /// on; null of other runs.
    filled: Option<u64>,
    /// Of a sync, what there is to say of a listing that does not show what it announces; null where it does.
    listing: Option<ListingDocument>,
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
    /// Planned and not dealt with: left for a later run.
    left: u64,
    /// Why: `service_stopped` (see `stopped`), `claimed_elsewhere` (another run is at work on it), `cancelled` or `run_failed`.
    #[schema(example = "service_stopped")]
    left_reason: Option<&'static str>,
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

/// What a listing announced and what it showed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ListingDocument {
    /// How many rows Discogs announces.
    announced: u64,
    /// How many it lists, each counted once.
    listed: u64,
    /// How many pages it announces.
    pages: u32,
    /// Announced pages that answer 404.
    missing_pages: Vec<u32>,
    /// Announced pages without a row, where there should be some.
    empty_pages: Vec<u32>,
    /// Rows that stand in the listing a second time.
    repeated: u64,
    /// How often it was read.
    readings: u32,
    /// Whether reading it again would bring nothing more; if not, it was different each time.
    stable: bool,
    /// All of that, in the reader's language.
    message: String,
}

/// A wait that holds the run up.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct WaitDocument {
    /// For whom; null where it is for an import.
    #[schema(example = "discogs")]
    service: Option<&'static str>,
    /// Until when; null where it is for the end of another job.
    until: Option<Moment>,
    /// `rate limit` or `retry`; while the status is `waiting`, the job that is waited for: `sync`, `wantlist` or `import`.
    #[schema(example = "rate limit")]
    reason: &'static str,
    /// The same as a sentence in the reader's language, where it is for the end of another job.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
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
    Waiting,
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
            left: progress.left,
            percent_complete: progress.percent_complete(),
            job_id: progress.job_id.as_ref().map(|job| job.0.clone()),
            started_at: progress.started_at.map(Moment),
            finished_at: progress.finished_at.map(Moment),
            eta_seconds: progress.eta_seconds,
            waiting: match progress.waits_for {
                Some(kind) if progress.status == Status::Waiting => Some(WaitDocument::for_job(kind, lang)),
                _ => progress.waiting.map(Into::into),
            },
            links_pending: progress.links_pending,
            api_calls: progress.api_calls.into(),
            error: progress.error.as_ref().map(|fault| run_sentence(progress, fault, lang)),
            error_code: progress.error.as_ref().map(|fault| fault.code.as_str()),
            error_detail: progress.error.as_ref().map(|fault| fault.detail.clone()).filter(|detail| !detail.is_empty()),
            dry_run: progress.dry_run,
            copies_added: progress.copies_added,
            compared: progress.compared,
            filled: progress.filled,
            listing: progress.listing.as_ref().map(|note| ListingDocument::new(note, lang)),
            current_cover: progress.current_cover.clone(),
            facets: progress.facets.iter().copied().map(Into::into).collect(),
            stopped: progress.stopped.iter().map(|stopped| StoppedDocument::new(stopped, lang)).collect(),
        }
    }
}

impl From<FacetProgress> for FacetDocument {
    fn from(row: FacetProgress) -> Self {
        let FacetProgress { facet, total, found, absent, failed, left, left_reason, ended } = row;
        let left_reason = left_reason.map(LeftReason::as_str);
        Self { facet: facet.as_str(), total, found, absent, failed, left, left_reason, ended }
    }
}

impl ListingDocument {
    fn new(note: &ListingNote, lang: Lang) -> Self {
        Self {
            announced: note.announced,
            listed: note.listed,
            pages: note.pages,
            missing_pages: note.missing_pages.clone(),
            empty_pages: note.empty_pages.clone(),
            repeated: note.repeated,
            readings: note.readings,
            stable: note.is_stable,
            message: listing::note(lang, note),
        }
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
        Self { service: Some(wait.service.as_str()), until: Some(Moment(wait.until)), reason, message: None }
    }
}

impl WaitDocument {
    fn for_job(kind: JobKind, lang: Lang) -> Self {
        let service = (kind != JobKind::Import).then(|| Service::Discogs.as_str());
        let message = Some(text(lang, waits_for_key(kind)));
        Self { service, until: None, reason: kind.as_str(), message }
    }
}

/// The sentence that says which job's end a run waits for.
pub fn waits_for_key(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Wantlist => "enrich-waits-wantlist",
        JobKind::Import => "enrich-waits-import",
        JobKind::Sync | JobKind::Enrich => "enrich-waits-sync",
    }
}

/// Why a run ended early: where its services stopped it, what each of them said.
fn run_sentence(progress: &Progress, fault: &Fault, lang: Lang) -> String {
    let by_services = matches!(fault.code, FaultCode::CredentialRefused | FaultCode::ProviderUnavailable);
    if !by_services || progress.stopped.is_empty() {
        return sentence(fault, lang);
    }
    let said = progress.stopped.iter().map(|stopped| provider_sentence(stopped.service, &stopped.fault, lang));
    let remedy = text(lang, &format!("remedy-{}", fault.code.as_str().replace('_', "-")));
    said.chain([remedy]).collect::<Vec<_>>().join(" ")
}

impl From<ApiCalls> for CallsDocument {
    fn from(ApiCalls { discogs, spotify, deezer, ai, images }: ApiCalls) -> Self {
        Self { discogs, spotify, deezer, ai, images }
    }
}

/// Why a run ended early, and what can be done, in the pages' own sentences.
pub fn sentence(fault: &Fault, lang: Lang) -> String {
    let code = fault.code.as_str().replace('_', "-");
    format!("{} {}", fault_sentence(lang, fault), text(lang, &format!("remedy-{code}")))
}

/// Why a service is left alone, in the pages' own sentence.
pub fn provider_sentence(service: Service, fault: &Fault, lang: Lang) -> String {
    let name = text(lang, &format!("service-{}", service.as_str()));
    text_with(lang, &format!("stopped-{}", fault.code.as_str().replace('_', "-")), &[("service", name.into())])
}

#[cfg(test)]
mod tests;
