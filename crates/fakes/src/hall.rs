//! What all the stand-ins share.

use std::sync::{Arc, Mutex, PoisonError};

use crate::catalogue::Catalogue;
use crate::config::FakesConfig;
use crate::images::Sleeves;
use crate::journal::Journal;
use crate::limit::Window;
use crate::script::Script;
use crate::spotify::Tokens;
use crate::world::World;

pub(crate) struct Hall {
    pub(crate) settings: FakesConfig,
    pub(crate) world: WorldHandle,
    pub(crate) journal: Journal,
    pub(crate) script: Script,
    pub(crate) window: Window,
    pub(crate) deezer_window: Window,
    pub(crate) sleeves: Sleeves,
    pub(crate) tokens: Tokens,
    pub(crate) catalogue: Catalogue,
    /// `127.0.0.1:port`.
    pub(crate) host: String,
}

/// The world as it is served: what is changed here shows in the next answer.
#[derive(Debug, Clone)]
pub struct WorldHandle(Arc<Mutex<World>>);

impl WorldHandle {
    pub(crate) fn new(world: World) -> Self {
        Self(Arc::new(Mutex::new(world)))
    }

    /// Looks at the world or changes it; no answer is made meanwhile.
    pub fn with<T>(&self, visit: impl FnOnce(&mut World) -> T) -> T {
        visit(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
