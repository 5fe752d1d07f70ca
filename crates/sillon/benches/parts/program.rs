//! The program in a process of its own, so that its memory is its own, beside the stand-ins in this one.

use serde_json::Value;
use sillon::compose::{Pace, Sillon};
use sillon::serve::serve;
use sillon::settings::{Flags, Settings};
use sillon_fakes::Fakes;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

const CHILD: &str = "SILLON_TEST_CHILD";

/// Runs the program when this process is the child, else `parent`; nothing when the benchmarks are only tested.
pub(crate) fn run(parent: impl Future<Output = ()>) {
    let _chosen_already = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if std::env::var(CHILD).is_ok() {
        runtime.block_on(child());
    } else if !std::env::args().any(|argument| argument == "--test") {
        runtime.block_on(parent);
    }
}

/// The program as people run it, but for the window, which may be shorter.
async fn child() {
    let settings = Settings::load(&Flags::default()).unwrap();
    let window = std::env::var(CHILD).unwrap().parse().unwrap();
    let pace = Pace { window: Duration::from_millis(window), ..Pace::default() };
    let shutdown = CancellationToken::new();
    let sillon = Sillon::start(&settings, pace, shutdown.clone()).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    serve(listener, sillon_web::router(sillon.site(&settings, false).await.unwrap()), shutdown).await.unwrap();
}

pub(crate) struct Program {
    child: Child,
    pub(crate) base: String,
    pub(crate) client: reqwest::Client,
    _folder: tempfile::TempDir,
}

impl Program {
    pub(crate) fn start(fakes: &Fakes, window: Duration, settings: &[(&str, String)]) -> Self {
        let service = [("SILLON_DISCOGS_URL", fakes.discogs_url()), ("SILLON_DISCOGS_TOKEN", fakes.token())];
        Self::over(tempfile::tempdir().unwrap(), window, &[&service, settings].concat())
    }

    /// Over a data folder that may hold a collection already.
    pub(crate) fn over(folder: tempfile::TempDir, window: Duration, settings: &[(&str, String)]) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .env(CHILD, window.as_millis().to_string())
            .env("SILLON_DATA_DIR", folder.path())
            .envs(settings.iter().map(|(name, value)| (*name, value.as_str())))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut base = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut base).unwrap();
        let base = base.trim().to_owned();
        Self { child, base, client: reqwest::Client::new(), _folder: folder }
    }

    /// Asks for a job, and how long that took.
    pub(crate) async fn post(&self, path: &str) -> Duration {
        let began = Instant::now();
        let answer = self.client.post(format!("{}{path}", self.base)).send().await.unwrap();
        let took = began.elapsed();
        assert_eq!(answer.status(), 202, "{}", answer.text().await.unwrap());
        took
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        self.client.get(format!("{}{path}", self.base)).send().await.unwrap().json().await.unwrap()
    }

    /// How long an answer takes, to its last byte.
    pub(crate) async fn time(&self, path: &str) -> Duration {
        let asked = Instant::now();
        self.client.get(format!("{}{path}", self.base)).send().await.unwrap().bytes().await.unwrap();
        asked.elapsed()
    }

    /// The processors' time that it took so far, in seconds.
    pub(crate) fn cpu(&self) -> f64 {
        cpu_of(self.child.id())
    }

    /// Highest resident memory so far, in MB.
    pub(crate) fn peak_memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }
}

/// The processors' time that a process took so far, in seconds: Linux counts hundredths.
pub(crate) fn cpu_of(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let (_, after_the_name) = stat.rsplit_once(')').unwrap();
    let ticks = after_the_name.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>().unwrap());
    ticks.sum::<f64>() / 100.0
}

impl Drop for Program {
    fn drop(&mut self) {
        let _already_gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}
