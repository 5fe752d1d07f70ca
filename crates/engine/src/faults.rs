//! From what a client or the store says to what a person is told.

use sillon_clients::ClientError;
use sillon_core::fault::{Fault, FaultCode};
use sillon_store::StoreError;

/// Why a run cannot go on.
#[derive(Debug)]
pub(crate) enum Halt {
    /// Somebody asked it to stop: a person, or the process that is ending.
    Stopped,
    /// It failed.
    Failed(Fault),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the database could not be used");
        Self::Failed(Fault::new(FaultCode::StorageFailed, error.to_string()))
    }
}

/// What a failed call to Discogs means. `with_token`: whether the call carried one; without, a refusal means that the
/// collection is not public.
pub(crate) fn discogs_fault(error: &ClientError, with_token: bool) -> Fault {
    let code = match error {
        ClientError::Unauthorized if with_token => FaultCode::TokenRefused,
        ClientError::Unauthorized | ClientError::Forbidden { .. } => FaultCode::CollectionPrivate,
        ClientError::NotFound => FaultCode::UserUnknown,
        ClientError::RateLimited { .. }
        | ClientError::SubscriptionRequired { .. }
        | ClientError::Transient(_)
        | ClientError::Rejected { .. }
        | ClientError::Decode { .. }
        | ClientError::TooLarge { .. } => FaultCode::DiscogsUnavailable,
    };
    Fault::new(code, error.to_string())
}
