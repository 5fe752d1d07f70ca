//! Puts the parts together: store, engine, web.

mod folder;
mod key;

pub use folder::{ServerLock, check_room};

use crate::failure::Failure;
use crate::settings::Settings;
use sillon_clients::http::HttpConfig;
use sillon_core::id::AccountId;
use sillon_engine::pictures::PictureStore;
use sillon_engine::{AiConfig, Clock, DiscogsConfig, Engine, EngineConfig, SpotifyConfig};
use sillon_store::Store;
use sillon_web::auth::Lock;
use sillon_web::auth::password::Password;
use sillon_web::events::Streams;
use sillon_web::site::{DatabaseFaults, Site, SiteConfig};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How long a job stays claimed without a sign of life: a killed process leaves its sync to the next start after this.
const LEASE: Duration = Duration::from_secs(10);
/// Discogs' window.
const WINDOW: Duration = Duration::from_secs(60);

/// What does not come from the settings; tests and benchmarks shorten it.
#[derive(Clone, Debug)]
pub struct Pace {
    /// How long a claimed job stays ours without a sign of life.
    pub lease: Duration,
    /// The moving window of Discogs' limit.
    pub window: Duration,
    /// No other service's moving window is longer than this.
    pub longest_window: Duration,
    /// Timeouts, tries and backoff.
    pub http: HttpConfig,
    /// The time of day.
    pub clock: Clock,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            lease: LEASE,
            window: WINDOW,
            longest_window: WINDOW,
            http: HttpConfig::default(),
            clock: Clock::system(),
        }
    }
}

/// The whole program, short of a listener.
pub struct Sillon {
    /// The collection.
    pub store: Store,
    /// The work.
    pub engine: Engine,
    /// The pictures that are kept at home.
    pub pictures: PictureStore,
    /// Cancelled when all must stop.
    pub shutdown: CancellationToken,
}

impl Sillon {
    /// Opens the database and starts the engine.
    ///
    /// # Errors
    /// A data folder or database that cannot be used.
    pub async fn start(settings: &Settings, pace: Pace, shutdown: CancellationToken) -> Result<Self, Failure> {
        let (store, pictures, config) = open(settings, pace).await?;
        let engine = match store.read_only() {
            None => Engine::start(store.clone(), config, shutdown.clone()).await?,
            Some(why) => {
                tracing::warn!(why, "the database can only be read: nothing is written, and no job is done");
                Engine::open(store.clone(), config).await?
            }
        };
        Ok(Self { store, engine, pictures, shutdown })
    }

    /// Opens the database, with an engine that does no work by itself.
    ///
    /// # Errors
    /// A data folder or database that cannot be used.
    pub async fn open(settings: &Settings, pace: Pace) -> Result<Self, Failure> {
        let (store, pictures, config) = open(settings, pace).await?;
        let engine = Engine::open(store.clone(), config).await?;
        Ok(Self { store, engine, pictures, shutdown: CancellationToken::new() })
    }

    /// Lets the schedule start work until the shutdown: for a server, not for a command that does one thing.
    pub fn keep_schedule(&self) {
        if self.store.read_only().is_some() {
            return;
        }
        self.engine.keep_schedule(self.shutdown.clone());
    }

    /// What the web is handed: it can read the collection, not write it.
    ///
    /// # Errors
    /// Others could come to the door, and there is neither a password nor a token to shut it with.
    pub async fn site(&self, settings: &Settings, demo: bool) -> Result<Site, Failure> {
        let lock = match &settings.password {
            Some(password) => Lock::Password(Password::of(password).map_err(Failure::usage)?),
            None if !settings.is_wide() => Lock::Open,
            None if self.store.reader().list_api_tokens(AccountId::FIRST).await?.is_empty() => {
                return Err(Failure::usage(format!(
                    "listening on {} would show the collection to everybody on the network: set SILLON_PASSWORD, \
                     make a token with `sillon token add`, or listen on 127.0.0.1 without a proxy",
                    settings.listen
                )));
            }
            None => Lock::Tokens,
        };
        let (image_hosts, trusted_proxies) = (settings.image_hosts.clone(), settings.trusted_proxies.clone());
        let config = SiteConfig { lock, trusted_proxies, image_hosts, demo };
        let (reader, engine, pictures) = (self.store.reader(), self.engine.clone(), self.pictures.reader());
        let (streams, faults, shutdown) = (Streams::default(), DatabaseFaults::default(), self.shutdown.clone());
        Ok(Site { reader, engine, pictures, config, streams, faults, shutdown })
    }

    /// Stops: the job in hand goes back for the next start, then the database is closed.
    pub async fn stop(self) {
        self.shutdown.cancel();
        self.engine.stopped().await;
        self.store.close().await;
    }
}

async fn open(settings: &Settings, pace: Pace) -> Result<(Store, PictureStore, EngineConfig), Failure> {
    folder::check_database(settings)?;
    let key = key::load_or_create(&settings.data_dir)?;
    let store = Store::open_keeping(&settings.database_url, &settings.backups(), pace.clock.now()).await?;
    let images = settings.data_dir.join("images");
    let pictures = PictureStore::open(images.clone()).map_err(|error| {
        Failure::other(format!("the folder of pictures {} cannot be used: {error}", images.display()))
    })?;
    let discogs = DiscogsConfig {
        url: settings.discogs.url.clone(),
        token: settings.discogs.token.clone(),
        username: settings.discogs.username.clone(),
        per_window: settings.discogs.per_minute,
        window: pace.window,
    };
    let spotify = settings.spotify.clone().map(|spotify| SpotifyConfig {
        url: spotify.url,
        accounts_url: spotify.accounts_url,
        client_id: spotify.client_id,
        client_secret: spotify.client_secret,
    });
    let ai = settings.ai.clone().map(|ai| AiConfig {
        url: ai.url,
        token: ai.token,
        model: ai.model,
        at_once: ai.concurrency as usize,
        per_day: ai.per_day,
        language: ai.language,
    });
    let config = EngineConfig {
        discogs,
        spotify,
        ai,
        deezer_url: settings.deezer_url.clone(),
        image_hosts: settings.image_hosts.clone(),
        imports: settings.data_dir.join("imports"),
        backups: (settings.backups(), settings.backups_kept),
        pictures: pictures.clone(),
        longest_window: pace.longest_window,
        http: pace.http,
        key,
        lease: pace.lease,
        clock: pace.clock,
    };
    Ok((store, pictures, config))
}
