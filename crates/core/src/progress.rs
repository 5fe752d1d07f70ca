//! The state of a run as people see it: a state, not a log, so that the newest document alone tells all.

use crate::enrich::Facet;
use crate::fault::Fault;
use crate::id::JobId;
use serde::{Deserialize, Serialize};

/// The contract's status words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Never run.
    #[default]
    Idle,
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
        matches!(self, Self::Starting | Self::Running)
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
    /// Whether its provider is done, or stopped, in this run.
    pub ended: bool,
}

impl FacetProgress {
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
    /// Items dealt with: `synced + skipped + errors`.
    pub current: u64,
    /// Items in the listing; 0 until the first page has come.
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
    /// Calls made.
    pub api_calls: ApiCalls,
    /// Why it ended early.
    pub error: Option<Fault>,
    /// Of an enrichment, each facet.
    #[serde(default)]
    pub facets: Vec<FacetProgress>,
    /// Of an enrichment, providers that were left alone, and why.
    #[serde(default)]
    pub stopped: Vec<Stopped>,
}

impl Progress {
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
