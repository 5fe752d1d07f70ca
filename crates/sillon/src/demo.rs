//! The demonstration: the whole program over a temporary folder and a stand-in for every remote service.

use crate::compose::{Pace, Sillon};
use crate::failure::Failure;
use crate::settings::Settings;
use sillon_clients::http::HttpConfig;
use sillon_core::job::{Starter, SyncParams};
use sillon_fakes::{Fakes, FakesConfig, World};
use std::time::Duration;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// Always the same collection.
const SEED: u64 = 1877;
/// Enough to fill a wall, few enough to come in while one watches.
const ALBUMS: usize = 1_234;
/// Slower than Discogs, so that there is something to watch.
const DELAY: Duration = Duration::from_millis(800);

/// A running demonstration; what it holds disappears with it.
pub struct Demo {
    /// The program.
    pub sillon: Sillon,
    /// Its settings.
    pub settings: Settings,
    _services: Fakes,
    _folder: TempDir,
}

impl Demo {
    /// Stops the program, then what it called.
    pub async fn stop(self) {
        self.sillon.stop().await;
    }
}

/// Starts the demonstration with a sync under way.
///
/// # Errors
/// When no temporary folder or local port is to be had.
pub async fn start(shutdown: CancellationToken) -> Result<Demo, Failure> {
    let folder = tempfile::Builder::new().prefix("sillon-demo-").tempdir();
    let folder = folder.map_err(|error| Failure::other(format!("no temporary folder is to be had: {error}")))?;
    let world = World::invent(SEED, ALBUMS);
    let mut config = FakesConfig::of(world);
    config.latency.discogs = DELAY;
    let (client_id, client_secret) = config.spotify_client.clone();
    let services =
        Fakes::start(config).map_err(|error| Failure::other(format!("the stand-in services cannot start: {error}")))?;
    let settings = Settings::from_values([
        ("data_dir", folder.path().display().to_string()),
        ("discogs_url", services.discogs_url()),
        ("discogs_token", services.token()),
        ("image_hosts", services.image_host()),
        ("spotify_url", services.spotify_url()),
        ("spotify_accounts_url", services.accounts_url()),
        ("spotify_client_id", client_id),
        ("spotify_client_secret", client_secret),
        ("deezer_url", services.deezer_url()),
        ("ai_url", services.ai_url()),
        ("ai_token", services.ai_token()),
    ])?;
    // Its services are this program's own, on loopback: no proxy leads there.
    let http = HttpConfig { uses_proxy: false, ..HttpConfig::default() };
    let sillon = Sillon::start(&settings, Pace { http, ..Pace::default() }, shutdown).await?;
    sillon.keep_schedule();
    sillon.engine.set_wantlist_follows(true).await?;
    let started = sillon.engine.start_sync(SyncParams::by(Starter::Demo)).await;
    started.map_err(|error| Failure::other(format!("the first sync cannot start: {error}")))?;
    Ok(Demo { sillon, settings, _services: services, _folder: folder })
}
