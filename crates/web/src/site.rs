//! What every handler is handed.

use crate::auth::Lock;
use crate::events::Streams;
use crate::visitor::IpNet;
use sillon_engine::Engine;
use sillon_engine::pictures::PictureReader;
use sillon_store::{Inspection, Reader};
use std::sync::{Arc, PoisonError, RwLock};
use tokio_util::sync::CancellationToken;

/// Everything the web may touch: it reads the collection through [`Reader`] and starts work through [`Engine`]; it cannot
/// write the collection. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// Reads the collection.
    pub reader: Reader,
    /// Starts and watches work.
    pub engine: Engine,
    /// Opens the pictures that are kept at home.
    pub pictures: PictureReader,
    /// What was configured.
    pub config: SiteConfig,
    /// How many event streams may be open.
    pub streams: Streams,
    /// What of the database is known to be gone or altered.
    pub faults: DatabaseFaults,
    /// Cancelled when the server stops: open event streams end on it.
    pub shutdown: CancellationToken,
}

/// What the last inspection of the database found: the one at the start, or one since. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct DatabaseFaults(Arc<RwLock<Inspection>>);

impl DatabaseFaults {
    /// Keeps what an inspection found.
    pub fn set(&self, inspection: Inspection) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = inspection;
    }

    /// What the last inspection found; nothing before the first.
    pub fn read(&self) -> Inspection {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The settings that the web needs.
#[derive(Clone, Debug, Default)]
pub struct SiteConfig {
    /// What stands before pages and API; nothing is allowed on loopback only.
    pub lock: Lock,
    /// The proxies that are believed when they say for whom they ask.
    pub trusted_proxies: Vec<IpNet>,
    /// Host names (with port) that pictures may come from, besides the sources' own; they go into the content security policy.
    pub image_hosts: Vec<String>,
    /// Whether this site shows the invented collection.
    pub demo: bool,
}
