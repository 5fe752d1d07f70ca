//! What the floors below say, as what the caller can do about it.

use super::WebError;
use sillon_engine::{ConnectError, StartError};
use sillon_store::StoreError;

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Busy => Self::StorageBusy,
            other => Self::Storage(other),
        }
    }
}

impl From<StartError> for WebError {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Running(job) => Self::SyncRunning(job),
            StartError::NotConfigured => Self::DiscogsNotConfigured,
            StartError::Store(error) => error.into(),
        }
    }
}

impl From<ConnectError> for WebError {
    fn from(error: ConnectError) -> Self {
        match error {
            ConnectError::Refused => Self::TokenRefused,
            ConnectError::Unreachable(why) => Self::DiscogsUnreachable(why),
            ConnectError::Fixed => Self::TokenFixed,
            ConnectError::Store(error) => error.into(),
        }
    }
}
