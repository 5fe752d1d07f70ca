//! The program in a process of its own that is short of patience, so that no story has to wait as long as the real one does.

use crate::cli::against;
use crate::process::Server;
use sillon::compose::{Pace, Sillon};
use sillon::serve::{Limits, listen, serve_within};
use sillon::settings::{Flags, Settings};
use sillon_fakes::{Fakes, FakesConfig, World};
use sillon_web::events::Streams;
use sillon_web::site::Site;
use std::process::Command;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How many connections the child allows.
const CONNECTIONS: &str = "SILLON_TEST_CONNECTIONS";
const SHORT: Duration = Duration::from_secs(3);

/// What the child runs; nothing in a run of all tests.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program() {
    #[allow(clippy::disallowed_methods, reason = "only the stories know this variable")]
    let Ok(connections) = std::env::var(CONNECTIONS) else { return };
    let _chosen_already = rustls::crypto::ring::default_provider().install_default();
    let limits = Limits {
        connections: connections.parse().unwrap(),
        head: SHORT,
        body: SHORT,
        body_bytes: 1_024,
        reading: SHORT,
        // Clients of the stories leave when they have heard; on a busy machine that may take them a while.
        farewell: 20 * SHORT,
        ..Limits::default()
    };
    let shutdown = CancellationToken::new();
    let settings = Settings::load(&Flags::default()).unwrap();
    let sillon = Sillon::start(&settings, Pace::default(), shutdown.clone()).await.unwrap();
    let site = sillon.site(&settings, false).await.unwrap();
    let site = Site { streams: Streams::at_most(limits.streams()), ..site };
    let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
    println!("\nhttp://{}", listener.local_addr().unwrap());
    serve_within(limits, listener, sillon_web::router(site), shutdown).await.unwrap();
}

/// Waits three seconds where the real one waits half a minute or more, and allows so many connections.
pub(super) fn impatient(world: World, connections: usize) -> Server {
    let fakes = Fakes::start(FakesConfig::of(world)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "load::child::the_program", "--nocapture"]).env_clear();
    command.envs(against(&fakes, folder.path()).get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env(CONNECTIONS, connections.to_string());
    Server::of(command, folder, fakes)
}
