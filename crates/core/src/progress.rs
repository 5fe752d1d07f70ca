//! The state of a run as people see it: a state, not a log, so that the newest document alone tells all.

use crate::enrich::Facet;
use crate::fault::Fault;
use crate::id::JobId;
use crate::job::JobKind;
use crate::receipt::ListingNote;
use serde::{Deserialize, Serialize};

/// The contract's status words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Never run.
    #[default]
    Idle,
    /// Waits for another job to end.
    Waiting,
    /// Asked for, not yet begun.
    Starting,
    /// At work.
    Running,
    /// Ended well.
    Completed,
    /// Ended early with a fault.
    Error,
    /// Ended early because a person said so.
    Cancelled,
}

impl Status {
    /// Whether the run still goes on.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Waiting | Self::Starting | Self::Running)
    }
}

/// What a run is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Nothing yet.
    #[default]
    Waiting,
    /// Asking who the token belongs to, its folders and fields.
    Identity,
    /// Reading the collection's pages.
    Collection,
    /// Reading the wantlist's pages.
    Wantlist,
    /// Asking for what albums and artists lack.
    Enrichment,
    /// Writing the receipt.
    Finishing,
    /// Over.
    Done,
}

/// Remote services that a run calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// discogs.com's API.
    Discogs,
    /// Spotify's Web API.
    Spotify,
    /// Deezer's open search.
    Deezer,
    /// The chat model.
    Ai,
    /// The hosts of pictures.
    Images,
}

impl Service {
    /// As in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Discogs => "discogs",
            Self::Spotify => "spotify",
            Self::Deezer => "deezer",
            Self::Ai => "ai",
            Self::Images => "images",
        }
    }
}

/// Why a call is being held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitReason {
    /// The service's limit on calls, ours or told by its headers.
    RateLimit,
    /// The service failed and is given time.
    Retry,
}

/// A wait that holds the run up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// For whom.
    pub service: Service,
    /// Until when, in milliseconds UTC.
    pub until: i64,
    /// Why.
    pub reason: WaitReason,
}

/// How many calls a run has made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiCalls {
    /// To Discogs.
    pub discogs: u32,
    /// To Spotify.
    pub spotify: u32,
    /// To Deezer.
    #[serde(default)]
    pub deezer: u32,
    /// To the chat model.
    #[serde(default)]
    pub ai: u32,
    /// To the hosts of pictures.
    #[serde(default)]
    pub images: u32,
}

/// How far one facet of an enrichment is. All counts are albums or artists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetProgress {
    /// Which.
    pub facet: Facet,
    /// What the run has to ask for.
    pub total: u64,
    /// Found.
    pub found: u64,
    /// Asked, and there is nothing, or nothing sure.
    pub absent: u64,
    /// Could not be asked; tried again later.
    pub failed: u64,
    /// Planned and not dealt with in this run: a later one asks for it.
    #[serde(default)]
    pub left: u64,
    /// Why that is so.
    #[serde(default)]
    pub left_reason: Option<LeftReason>,
    /// Whether its provider is done, or stopped, in this run.
    pub ended: bool,
}

/// Why something that was planned is left for a later run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftReason {
    /// The service refused, did not answer, asked for a long pause, or may not be asked more today.
    ServiceStopped,
    /// Another run is at work on it.
    ClaimedElsewhere,
    /// A person stopped the run.
    Cancelled,
    /// The run ended with a fault.
    RunFailed,
}

impl LeftReason {
    /// As in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ServiceStopped => "service_stopped",
            Self::ClaimedElsewhere => "claimed_elsewhere",
            Self::Cancelled => "cancelled",
            Self::RunFailed => "run_failed",
        }
    }
}

impl FacetProgress {
    /// Nothing planned yet.
    pub fn new(facet: Facet) -> Self {
        Self { facet, total: 0, found: 0, absent: 0, failed: 0, left: 0, left_reason: None, ended: false }
    }

    /// Ends the facet for this run: what is not dealt with is left for a later one.
    pub fn close(&mut self, reason: LeftReason) {
        self.ended = true;
        self.left = self.total.saturating_sub(self.done());
        self.left_reason = (self.left > 0).then(|| self.left_reason.unwrap_or(reason));
    }

    /// How many were dealt with.
    pub fn done(&self) -> u64 {
        self.found + self.absent + self.failed
    }
}

/// Why a provider was left alone for the rest of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// Which.
    pub service: Service,
    /// Why.
    pub fault: Fault,
    /// Until when it asked to be left alone.
    pub until: Option<i64>,
}

/// The progress of a run. All counts are items of the listing (copies) unless said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Where it stands.
    pub status: Status,
    /// What it is doing.
    pub phase: Phase,
    /// Which run; none before the first.
    pub job_id: Option<JobId>,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// Items that are in a counter: `synced + skipped + errors + left`.
    pub current: u64,
    /// What the run has to do; of a sync, items in the listing, as far as a limit lets it read. 0 until that is known.
    pub total: u64,
    /// Artist and title of the album in hand.
    pub current_album: Option<String>,
    /// Cover of the album in hand.
    pub current_cover: Option<String>,
    /// Albums added.
    pub synced: u64,
    /// Items whose album was there already.
    pub skipped: u64,
    /// Items that could not be added; each is in the ledger.
    pub errors: u64,
    /// Planned and not dealt with: left for a later run. Known at the end.
    #[serde(default)]
    pub left: u64,
    /// Further copies added, of albums that were there already; counted in `skipped` too.
    pub copies_added: u64,
    /// When it was asked for, in milliseconds UTC.
    pub started_at: Option<i64>,
    /// When it ended.
    pub finished_at: Option<i64>,
    /// How long it will still take, as far as is known.
    pub eta_seconds: Option<u64>,
    /// What holds it up.
    pub waiting: Option<Wait>,
    /// The kind of job whose end it waits for, while its status is [`Status::Waiting`].
    #[serde(default)]
    pub waits_for: Option<JobKind>,
    /// Of a sync, links that are still asked for beside it or after its end; added where it is read, and never stored.
    #[serde(default, skip_serializing)]
    pub links_pending: u64,
    /// Calls made.
    pub api_calls: ApiCalls,
    /// Why it ended early.
    pub error: Option<Fault>,
    /// Of a sync, known copies whose rows were compared with the listing; `None` of other runs, and of one before this was
    /// counted.
    #[serde(default)]
    pub compared: Option<u64>,
    /// Of a sync, known copies that lacked something which Discogs tells now, and have it from now on; `None` of other runs.
    #[serde(default)]
    pub filled: Option<u64>,
    /// Of a sync, what there is to say of a listing that does not show what it announces.
    #[serde(default)]
    pub listing: Option<ListingNote>,
    /// Of an enrichment, each facet.
    #[serde(default)]
    pub facets: Vec<FacetProgress>,
    /// Of an enrichment, providers that were left alone, and why.
    #[serde(default)]
    pub stopped: Vec<Stopped>,
}

impl Progress {
    /// How many of the known copies that Discogs lists were compared with it, and how many there are; `None` where nothing was
    /// to be compared or it was not counted.
    pub fn comparison(&self) -> Option<(u64, u64)> {
        let known = self.skipped.saturating_sub(self.copies_added);
        self.compared.filter(|_| known > 0).map(|compared| (compared.min(known), known))
    }

    /// Adds up the counters of an enrichment's facets.
    pub fn sum_facets(&mut self) {
        let of = |figure: fn(&FacetProgress) -> u64| self.facets.iter().map(figure).sum::<u64>();
        let (total, left) = (of(|row| row.total), of(|row| row.left));
        (self.synced, self.skipped, self.errors) = (of(|row| row.found), of(|row| row.absent), of(|row| row.failed));
        (self.total, self.left) = (total, left);
        self.current = self.synced + self.skipped + self.errors + left;
    }

    /// Counts what the run did not come to as left for later, so that at the end the counters add up to `total`. For a run
    /// whose status says how it ended.
    pub fn close(&mut self) {
        let reason = match self.status {
            Status::Cancelled => LeftReason::Cancelled,
            Status::Error => LeftReason::RunFailed,
            _ => LeftReason::ServiceStopped,
        };
        if !self.facets.is_empty() {
            self.facets.iter_mut().for_each(|row| row.close(reason));
            return self.sum_facets();
        }
        self.left = self.total.saturating_sub(self.synced + self.skipped + self.errors);
        self.current = self.total.max(self.current);
    }

    /// How far it is, 0 to 100.
    pub fn percent_complete(&self) -> f64 {
        match (self.status, self.total) {
            (Status::Completed, 0) => 100.0,
            (_, 0) => 0.0,
            #[allow(clippy::cast_precision_loss, reason = "counts of records are far below 2^52")]
            (_, total) => (self.current.min(total) as f64 / total as f64 * 1000.0).round() / 10.0,
        }
    }
}

#[cfg(test)]
mod tests;
