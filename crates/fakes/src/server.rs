use std::io;
use std::sync::Arc;
use std::thread;

use axum::Router;
use axum::middleware::from_fn_with_state;
use tokio::runtime::{Builder, Runtime};

use crate::catalogue::Catalogue;
use crate::config::FakesConfig;
use crate::hall::{Hall, WorldHandle};
use crate::images::Sleeves;
use crate::journal::Journal;
use crate::limit::Window;
use crate::porch::Porches;
use crate::script::Script;
use crate::spotify::Tokens;
use crate::world::World;
use crate::{ai, deezer, discogs, door, images, spotify};

/// The stand-ins, each listening on a loopback port of its own until dropped.
///
/// They run on threads of their own: a caller's paused clock, blocked runtime or none at all makes no difference to them, and
/// they can be started and dropped anywhere.
pub struct Fakes {
    hall: Arc<Hall>,
    runtime: Option<Runtime>,
    porches: Porches,
}

impl std::fmt::Debug for Fakes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fakes").field("host", &self.hall.host).finish_non_exhaustive()
    }
}

impl Fakes {
    /// Starts on free ports of 127.0.0.1, ready when this returns.
    ///
    /// # Errors
    /// Where no port can be bound or no thread started.
    pub fn start(mut config: FakesConfig) -> io::Result<Self> {
        let workers = thread::available_parallelism().map_or(2, usize::from).min(4);
        let runtime = Builder::new_multi_thread().worker_threads(workers).thread_name("fakes").enable_all().build()?;
        let porches = Porches::build(runtime.handle())?;
        let world = std::mem::replace(&mut config.world, World::invent(0, 0));
        let hall = Arc::new(Hall {
            world: WorldHandle::new(world),
            journal: Journal::new(),
            script: Script::default(),
            window: Window::new(config.rate_window),
            deezer_window: Window::new(deezer::WINDOW),
            sleeves: Sleeves::keeping(config.pictures_kept),
            tokens: Tokens::default(),
            catalogue: Catalogue::default(),
            host: porches.host("images"),
            settings: config,
        });
        porches.open_all(&app(&hall))?;
        Ok(Self { hall, runtime: Some(runtime), porches })
    }

    fn url(&self, service: &str) -> String {
        format!("http://{}/{service}", self.porches.host(service))
    }

    /// Refuses every connection to a service (named as in [`On::service`](crate::On::service)) and cuts those there are, as if
    /// nothing ran there. Its port stays its own.
    ///
    /// # Errors
    /// Where the port cannot be taken again.
    pub async fn refuse(&self, service: &str) -> io::Result<()> {
        self.porches.shut(service).await
    }

    /// Lets a service that refused be reached again.
    ///
    /// # Errors
    /// Where nothing can listen at its port.
    pub fn welcome(&self, service: &str) -> io::Result<()> {
        self.porches.open(service, app(&self.hall))
    }

    /// Stands for `https://api.discogs.com`.
    #[must_use]
    pub fn discogs_url(&self) -> String {
        self.url("discogs")
    }

    /// Stands for `https://api.spotify.com`, without `/v1`.
    #[must_use]
    pub fn spotify_url(&self) -> String {
        self.url("spotify")
    }

    /// Stands for `https://accounts.spotify.com`, without `/api/token`.
    #[must_use]
    pub fn accounts_url(&self) -> String {
        self.url("accounts")
    }

    /// Stands for `https://api.deezer.com`.
    #[must_use]
    pub fn deezer_url(&self) -> String {
        self.url("deezer")
    }

    /// Stands for an OpenAI-compatible base, the part before `/chat/completions`.
    #[must_use]
    pub fn ai_url(&self) -> String {
        self.url("ai")
    }

    /// `host:port` of every picture.
    #[must_use]
    pub fn image_host(&self) -> String {
        self.hall.host.clone()
    }

    /// The Discogs token that is accepted.
    #[must_use]
    pub fn token(&self) -> String {
        self.hall.settings.token.clone()
    }

    /// Whose collection it is.
    #[must_use]
    pub fn username(&self) -> String {
        self.hall.world.with(|world| world.username.clone())
    }

    /// Spotify's client id and secret that are accepted.
    #[must_use]
    pub fn spotify_client(&self) -> (String, String) {
        self.hall.settings.spotify_client.clone()
    }

    /// The chat endpoint's token that is accepted.
    #[must_use]
    pub fn ai_token(&self) -> String {
        self.hall.settings.ai_token.clone()
    }

    /// The world, to look at and to change.
    #[must_use]
    pub fn world(&self) -> WorldHandle {
        self.hall.world.clone()
    }

    /// What was asked so far.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.hall.journal.clone()
    }

    /// The misbehaviour in force.
    #[must_use]
    pub fn script(&self) -> Script {
        self.hall.script.clone()
    }
}

impl Drop for Fakes {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Dropping a runtime would block, which an async caller may not.
            runtime.shutdown_background();
        }
    }
}

fn app(hall: &Arc<Hall>) -> Router {
    Router::new()
        .nest("/discogs", discogs::routes())
        .nest("/spotify", spotify::routes())
        .nest("/accounts", spotify::accounts_routes())
        .nest("/deezer", deezer::routes())
        .nest("/ai", ai::routes())
        .nest("/images", images::routes())
        .layer(from_fn_with_state(Arc::clone(hall), door::watch))
        .with_state(Arc::clone(hall))
}
