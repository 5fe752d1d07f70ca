//! How the remote services stand.

use sillon_core::progress::{Service, Wait};

/// Where a credential comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialSource {
    /// The environment, the settings file or a flag: it cannot be changed on the page.
    Settings,
    /// Given on the page and kept sealed in the database.
    Stored,
}

/// A remote service as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceStatus {
    /// Which.
    pub service: Service,
    /// Where its credential comes from; none where none is set.
    pub credential: Option<CredentialSource>,
    /// Whose account, where that is known.
    pub username: Option<String>,
    /// Whether the last call was answered; none before the first.
    pub reachable: Option<bool>,
    /// What holds its calls back.
    pub waiting: Option<Wait>,
    /// Whether it failed so often that it is not asked for a while.
    pub breaker_open: bool,
    /// Calls made since the start.
    pub calls: u64,
}
