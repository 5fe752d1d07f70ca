//! What the floors below say, as what the caller can do about it.

use super::WebError;
use crate::page::LONG_WAIT;
use jiff::Timestamp;
use sillon_core::collection::List;
use sillon_core::job::JobKind;
use sillon_core::progress::Progress;
use sillon_engine::{ConnectError, EditError, ImportError, StartError};
use sillon_store::{BackupError, StoreError};

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Busy => Self::StorageBusy,
            StoreError::TooCostly => Self::TooCostly,
            StoreError::Unreachable(why) => Self::StorageUnreachable(why),
            StoreError::ReadOnly(why) => Self::StorageReadOnly(why),
            other => Self::Storage(other),
        }
    }
}

fn is_long(until: i64) -> bool {
    until - Timestamp::now().as_millisecond() >= LONG_WAIT
}

impl WebError {
    /// Why a sync was not started while this one, of that list, is at work or waits.
    pub fn sync_not_started(list: List, error: StartError, active: &Progress) -> Self {
        let kind = match list {
            List::Collection => JobKind::Sync,
            List::Wantlist => JobKind::Wantlist,
        };
        match (error, active.waiting) {
            (StartError::Running(job), Some(wait)) if active.job_id.as_ref() == Some(&job) && is_long(wait.until) => {
                Self::SyncWaiting(list, job, wait.until)
            }
            (error, _) => Self::not_started(kind, error),
        }
    }

    /// Why a job of that kind was not started.
    pub fn not_started(kind: JobKind, error: StartError) -> Self {
        match (error, kind) {
            (StartError::Running(job), JobKind::Sync) => Self::SyncRunning(job),
            (StartError::Running(job), JobKind::Wantlist) => Self::WantlistRunning(job),
            (StartError::Running(job), JobKind::Enrich) => Self::EnrichmentRunning(job),
            (StartError::Running(job), JobKind::Import)
            | (StartError::Busy(job), JobKind::Sync | JobKind::Wantlist | JobKind::Enrich) => Self::ImportRunning(job),
            (StartError::Busy(job), JobKind::Import) => Self::SyncRunning(job),
            (StartError::NotConfigured, JobKind::Import) => Self::FileGone,
            (StartError::NotConfigured, JobKind::Sync | JobKind::Wantlist) => Self::DiscogsNotConfigured,
            (StartError::NotConfigured, JobKind::Enrich) => Self::EnrichmentNotConfigured,
            (StartError::OtherAccount { kept, new }, _) => Self::OtherAccount { kept, new },
            (StartError::Store(error), _) => error.into(),
        }
    }
}

impl From<ImportError> for WebError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::TooLarge(_) => Self::BodyTooLarge,
            ImportError::BrokeOff(why) => {
                tracing::debug!(why, "a file broke off");
                Self::FileBrokeOff
            }
            ImportError::Unwritable(error) => Self::Storage(StoreError::Unwritable(error.to_string())),
            ImportError::Gone => Self::FileGone,
            ImportError::Store(error) => error.into(),
        }
    }
}

impl From<BackupError> for WebError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Missing(_) => Self::NotFound,
            BackupError::Foreign => Self::BackupDamaged(error.to_string()),
            BackupError::Damaged(why) => Self::BackupDamaged(why),
            BackupError::Altered(why) => Self::BackupAltered(why),
            BackupError::Unproven { .. } => Self::RestoreUnproven(error.to_string()),
            BackupError::Newer { .. } => Self::BackupNewer,
            BackupError::Working(_) => Self::JobRunning,
            BackupError::Changing => Self::StorageBusy,
            BackupError::Unwritable(why) => Self::Storage(StoreError::Unwritable(why)),
            BackupError::Store(error) => error.into(),
        }
    }
}

impl From<EditError> for WebError {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Refused(refusals) => Self::InvalidFields(refusals),
            EditError::NotFound => Self::NotFound,
            EditError::Undone => Self::EditUndone,
            EditError::NothingToUndo => Self::NothingToUndo,
            EditError::NothingToTakeOver => Self::NothingToTakeOver,
            EditError::Store(error) => error.into(),
        }
    }
}

impl From<ConnectError> for WebError {
    fn from(error: ConnectError) -> Self {
        match error {
            ConnectError::Refused | ConnectError::Empty => Self::TokenRefused,
            ConnectError::Characters(kinds) => Self::TokenCharacters(kinds),
            ConnectError::Unreachable(why) | ConnectError::PremiumRequired(why) => Self::DiscogsUnreachable(why),
            ConnectError::Fixed => Self::TokenFixed,
            ConnectError::Store(error) => error.into(),
        }
    }
}
