//! Jobs: work that outlives the request, and the process, that asked for it.

mod enrich;

pub use enrich::{EnrichParams, EnrichRequest, EnrichRequests};

use crate::id::{AccountId, JobId};
use crate::progress::Progress;
use serde::{Deserialize, Serialize};

/// What a job does. At most one of a kind is active in an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Bring in what is new at Discogs.
    Sync,
    /// Bring in what is new on the wantlist at Discogs.
    Wantlist,
    /// Fill in what albums and artists lack.
    Enrich,
    /// Bring in a file.
    Import,
}

impl JobKind {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sync => "sync",
            Self::Wantlist => "wantlist",
            Self::Enrich => "enrich",
            Self::Import => "import",
        }
    }

    /// From what is stored.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Sync, Self::Wantlist, Self::Enrich, Self::Import].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits to be claimed.
    Queued,
    /// Claimed by a process whose lease has not run out.
    Running,
    /// Ended well.
    Completed,
    /// Ended early, with a fault.
    Failed,
    /// Ended early, because a person said so.
    Cancelled,
}

impl JobState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Queued, Self::Running, Self::Completed, Self::Failed, Self::Cancelled];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// From what is stored.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether the job still has something to do.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }
}

/// What started a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Starter {
    /// It was not noted.
    #[default]
    Unknown,
    /// A person, on a page.
    Page,
    /// A program, by the API.
    Api,
    /// A person, by a command.
    Command,
    /// The schedule.
    Schedule,
    /// A sync of the collection that the wantlist's follows.
    Sync,
    /// The program itself: a demonstration.
    Demo,
}

impl Starter {
    /// As in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Page => "page",
            Self::Api => "api",
            Self::Command => "command",
            Self::Schedule => "schedule",
            Self::Sync => "sync",
            Self::Demo => "demo",
        }
    }
}

/// What a sync was asked to do, of the collection or of the wantlist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncParams {
    /// The most new albums (of a wantlist, releases) to add; `None` is all.
    pub limit: Option<u32>,
    /// Say what would be done, and write nothing.
    pub dry_run: bool,
    /// Read every page and compare each known row, also where nothing new can be missing.
    #[serde(default)]
    pub full: bool,
    /// Who asked.
    #[serde(default)]
    pub started_by: Starter,
}

impl SyncParams {
    /// All of a list, as it was asked for by this.
    pub fn by(started_by: Starter) -> Self {
        Self { started_by, ..Self::default() }
    }
}

/// What an import was asked to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportParams {
    /// The key of the file that waits in the data folder.
    pub staged: String,
    /// What it is called.
    pub name: String,
    /// Who asked.
    #[serde(default)]
    pub started_by: Starter,
}

/// What a job was asked to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum JobParams {
    /// A sync.
    Sync(SyncParams),
    /// A sync of the wantlist.
    Wantlist(SyncParams),
    /// An enrichment, with all that was asked of it so far.
    Enrich(EnrichRequests),
    /// An import.
    Import(ImportParams),
}

impl JobParams {
    /// The kind of job that is asked so.
    pub fn kind(&self) -> JobKind {
        match self {
            Self::Sync(_) => JobKind::Sync,
            Self::Wantlist(_) => JobKind::Wantlist,
            Self::Enrich(_) => JobKind::Enrich,
            Self::Import(_) => JobKind::Import,
        }
    }

    /// Whether nothing is to be written.
    pub fn is_dry_run(&self) -> bool {
        matches!(self, Self::Sync(params) | Self::Wantlist(params) if params.dry_run)
    }
}

impl From<SyncParams> for JobParams {
    fn from(params: SyncParams) -> Self {
        Self::Sync(params)
    }
}

impl From<EnrichParams> for JobParams {
    fn from(params: EnrichParams) -> Self {
        Self::Enrich(params.into())
    }
}

impl From<ImportParams> for JobParams {
    fn from(params: ImportParams) -> Self {
        Self::Import(params)
    }
}

/// A job as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its key.
    pub id: JobId,
    /// Whose.
    pub account_id: AccountId,
    /// What it was asked.
    pub params: JobParams,
    /// Where it stands.
    pub state: JobState,
    /// How often it was claimed; above 1 it was taken up again after a restart.
    pub attempts: u32,
    /// Whether a person asked it to stop.
    pub cancel_requested: bool,
    /// What it last said of itself.
    pub progress: Progress,
}
