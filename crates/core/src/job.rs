//! Jobs: work that outlives the request, and the process, that asked for it.

use crate::id::{AccountId, JobId};
use crate::progress::Progress;
use serde::{Deserialize, Serialize};

/// What a job does. At most one of a kind is active in an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Bring in what is new at Discogs.
    Sync,
}

impl JobKind {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sync => "sync",
        }
    }

    /// From what is stored.
    pub fn parse(text: &str) -> Option<Self> {
        (text == Self::Sync.as_str()).then_some(Self::Sync)
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

/// What a sync was asked to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncParams {
    /// The most new albums to add; `None` is all.
    pub limit: Option<u32>,
    /// Say what would be done, and write nothing.
    pub dry_run: bool,
}

/// A job as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its key.
    pub id: JobId,
    /// Whose.
    pub account_id: AccountId,
    /// What it does.
    pub kind: JobKind,
    /// What it was asked.
    pub params: SyncParams,
    /// Where it stands.
    pub state: JobState,
    /// How often it was claimed; above 1 it was taken up again after a restart.
    pub attempts: u32,
    /// Whether a person asked it to stop.
    pub cancel_requested: bool,
    /// What it last said of itself.
    pub progress: Progress,
}
