//! The program in a process of its own, that can be killed.

use crate::harness::client;
use reqwest::{Client, StatusCode};
use serde_json::Value;
use sillon::compose::{Pace, Sillon};
use sillon::serve::serve;
use sillon::settings::{Flags, Settings};
use sillon_clients::http::HttpConfig;
use sillon_core::progress::Status;
use sillon_fakes::Fakes;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

const MARK: &str = "SILLON_TEST_KILLED";
/// Spotify's and Deezer's limits are not what is proved here.
const SHORT: Duration = Duration::from_millis(50);
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// What the child runs; nothing in a run of all tests. Left by a process before it, a job is free after a short lease.
#[tokio::test]
async fn the_program() {
    if std::env::var_os(MARK).is_none() {
        return;
    }
    let _chosen_already = rustls::crypto::ring::default_provider().install_default();
    let settings = Settings::load(&Flags::default()).unwrap();
    let http = HttpConfig { backoff: Duration::from_millis(5), ..HttpConfig::default() };
    let pace = Pace { lease: Duration::from_millis(300), longest_window: SHORT, http, ..Pace::default() };
    let shutdown = CancellationToken::new();
    let sillon = Sillon::start(&settings, pace, shutdown.clone()).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("\nhttp://{}", listener.local_addr().unwrap());
    serve(listener, sillon_web::router(sillon.site(&settings, false).await.unwrap()), shutdown).await.unwrap();
}

/// A process of the program.
pub(super) struct Program {
    child: Child,
    /// Where it listens, once it does.
    base: Option<String>,
    client: Client,
}

impl Program {
    pub(super) fn start(data: &Path, fakes: &Fakes) -> Self {
        let (client_id, client_secret) = fakes.spotify_client();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "kills::child::the_program", "--nocapture"])
            .env_clear()
            .env(MARK, "1")
            .env("SILLON_DATA_DIR", data)
            .env("SILLON_DISCOGS_URL", fakes.discogs_url())
            .env("SILLON_DISCOGS_TOKEN", fakes.token())
            .env("SILLON_DISCOGS_PER_MINUTE", "100000")
            .env("SILLON_IMAGE_HOSTS", fakes.image_host())
            .env("SILLON_SPOTIFY_URL", fakes.spotify_url())
            .env("SILLON_SPOTIFY_ACCOUNTS_URL", fakes.accounts_url())
            .env("SILLON_SPOTIFY_CLIENT_ID", client_id)
            .env("SILLON_SPOTIFY_CLIENT_SECRET", client_secret)
            .env("SILLON_DEEZER_URL", fakes.deezer_url())
            .env("SILLON_AI_URL", fakes.ai_url())
            .env("SILLON_AI_TOKEN", fakes.ai_token())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        Self { child: command.spawn().unwrap(), base: None, client: client() }
    }

    /// Waits until it listens: it must come up, whatever the one before it left.
    pub(super) async fn comes_up(&mut self) {
        let mut lines = BufReader::new(self.child.stdout.as_mut().unwrap()).lines();
        while let Some(line) = lines.next_line().await.unwrap() {
            if line.starts_with("http://") {
                self.base = Some(line);
                return;
            }
        }
        panic!("it did not come up after a kill");
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base.as_ref().unwrap())
    }

    /// Asks for work; that another kind of it is under way is an answer too.
    pub(super) async fn ask(&self, path: &str, body: String) {
        let answer = self.client.post(self.url(path)).body(body).send().await.unwrap();
        assert!(matches!(answer.status(), StatusCode::ACCEPTED | StatusCode::CONFLICT), "{path}: {}", answer.status());
    }

    /// Asks without waiting; later, whether it was answered.
    pub(super) fn begin(&self, path: &str) -> tokio::task::JoinHandle<bool> {
        let asked = self.client.post(self.url(path)).send();
        tokio::spawn(async move { asked.await.is_ok() })
    }

    pub(super) async fn json(&self, path: &str) -> Value {
        self.text(path).await.parse().unwrap()
    }

    pub(super) async fn text(&self, path: &str) -> String {
        self.client.get(self.url(path)).send().await.unwrap().text().await.unwrap()
    }

    /// Waits until a kind of work is at its end, and how it ended.
    pub(super) async fn ended(&self, progress: &str) -> Status {
        let mut look = tokio::time::interval(LOOK_AGAIN);
        loop {
            look.tick().await;
            let status = serde_json::from_value::<Status>(self.json(progress).await["status"].take()).unwrap();
            if !status.is_active() {
                return status;
            }
        }
    }

    /// SIGKILL.
    pub(super) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }
}
