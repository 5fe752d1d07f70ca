//! How long a sync takes beside what its calls alone cost, and how much memory the program needs for it.
//!
//! `cargo bench -p sillon --bench sync` prints the table of docs/BENCHMARKS.md; with `-- 236 5000` only those rows. The stand-in for Discogs runs in this
//! process and answers after 300 ms; the program runs in a child process of its own, so that its memory is its own.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark")]

use serde_json::Value;
use sillon::compose::{Pace, Sillon};
use sillon::serve::serve;
use sillon::settings::Settings;
use sillon_fakes::{Fakes, FakesConfig, World};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

const LATENCY: Duration = Duration::from_millis(300);
const IN_FLIGHT: f64 = 3.0;
const PER_WINDOW: u32 = 55;
const PAGE: f64 = 100.0;

fn main() {
    let _chosen_already = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if std::env::var("SILLON_TEST_CHILD").is_ok() {
        runtime.block_on(child());
    } else if !std::env::args().any(|argument| argument == "--test") {
        runtime.block_on(parent());
    }
}

/// The program as people run it, but for the window, which may be shorter.
async fn child() {
    let settings = Settings::load(&sillon::settings::Flags::default()).unwrap();
    let window = std::env::var("SILLON_TEST_CHILD").unwrap().parse().unwrap();
    let pace = Pace { window: Duration::from_millis(window), ..Pace::default() };
    let shutdown = CancellationToken::new();
    let sillon = Sillon::start(&settings, pace, shutdown.clone()).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    serve(listener, sillon_web::router(sillon.site(&settings, false)), shutdown).await.unwrap();
}

struct Program {
    child: Child,
    base: String,
    client: reqwest::Client,
    _folder: tempfile::TempDir,
    fakes: Fakes,
}

struct Figures {
    post: Duration,
    wall: Duration,
    calls: u64,
    synced: u64,
    slowest_page: Duration,
}

impl Program {
    async fn start(albums: usize, window: Duration) -> Self {
        let mut config = FakesConfig::of(World::invent(7, albums));
        config.latency.discogs = LATENCY;
        config.rate_window = window;
        let fakes = Fakes::start(config).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .env("SILLON_TEST_CHILD", window.as_millis().to_string())
            .env("SILLON_DATA_DIR", folder.path())
            .env("SILLON_DISCOGS_URL", fakes.discogs_url())
            .env("SILLON_DISCOGS_TOKEN", fakes.token())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut base = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut base).unwrap();
        let base = base.trim().to_owned();
        Self { child, base, client: reqwest::Client::new(), _folder: folder, fakes }
    }

    /// One sync, with a page asked for all the while.
    async fn sync(&self) -> Figures {
        self.fakes.journal().clear();
        let began = Instant::now();
        let url = format!("{}/api/v1/services/discogs/sync", self.base);
        let answer = self.client.post(&url).send().await.unwrap();
        let post = began.elapsed();
        assert_eq!(answer.status(), 202, "{}", answer.text().await.unwrap());
        let mut slowest_page = Duration::ZERO;
        let mut ticks = tokio::time::interval(Duration::from_millis(25));
        loop {
            ticks.tick().await;
            let asked = Instant::now();
            self.client.get(&self.base).send().await.unwrap().bytes().await.unwrap();
            slowest_page = slowest_page.max(asked.elapsed());
            let progress: Value =
                self.client.get(format!("{url}/progress")).send().await.unwrap().json().await.unwrap();
            match progress["status"].as_str().unwrap() {
                "completed" => {
                    let wall = began.elapsed();
                    let calls = progress["api_calls"]["discogs"].as_u64().unwrap();
                    let synced = progress["synced"].as_u64().unwrap();
                    return Figures { post, wall, calls, synced, slowest_page };
                }
                "error" | "cancelled" => panic!("{progress}"),
                _ => {}
            }
        }
    }

    /// Highest resident memory so far, in MB.
    fn peak_memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _already_gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// What the calls alone cost: the identity, the first page, and the rest three at a time; or the gate's pace, if that
/// is slower.
fn calls_alone(albums: usize, first: bool, window: Duration) -> f64 {
    let pages = (albums as f64 / PAGE).ceil();
    let latency = LATENCY.as_secs_f64();
    if !first {
        return latency;
    }
    let delays = latency * (2.0 + ((pages - 1.0) / IN_FLIGHT).ceil());
    let windows = ((pages + 3.0) / f64::from(PER_WINDOW)).ceil() - 1.0;
    delays.max(windows * window.as_secs_f64() + latency)
}

async fn parent() {
    println!(
        "| sync | calls | calls alone | measured (median) | ratio | POST | slowest page meanwhile | peak memory |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let minute = Duration::from_secs(60);
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let all = [(236, minute, 5), (5_000, minute, 3), (100_000, Duration::from_secs(6), 1)];
    for (albums, window, runs) in all.into_iter().filter(|(albums, ..)| asked.is_empty() || asked.contains(albums)) {
        let (mut firsts, mut seconds, mut peak) = (Vec::new(), Vec::new(), 0.0_f64);
        for _ in 0..runs {
            let program = Program::start(albums, window).await;
            firsts.push(program.sync().await);
            // With the real window, the first sync of 5,000 has used it up: its wait is not what is measured.
            if albums != 5_000 {
                seconds.push(program.sync().await);
            }
            peak = peak.max(program.peak_memory());
        }
        row(&format!("{albums} copies, first"), calls_alone(albums, true, window), firsts, peak);
        if !seconds.is_empty() {
            row(&format!("{albums} copies, nothing new"), calls_alone(albums, false, window), seconds, peak);
        }
    }
}

fn row(name: &str, alone: f64, mut runs: Vec<Figures>, peak: f64) {
    runs.sort_by_key(|run| run.wall);
    let Figures { wall, calls, synced, .. } = runs[runs.len() / 2];
    let post = runs.iter().map(|run| run.post).max().unwrap();
    let slowest = runs.iter().map(|run| run.slowest_page).max().unwrap();
    let wall = wall.as_secs_f64();
    println!(
        "| {name} ({synced} albums added) | {calls} | {alone:.2} s | {wall:.2} s | {:.2} | {:.1} ms | {:.0} ms | {peak:.0} MB |",
        wall / alone,
        post.as_secs_f64() * 1000.0,
        slowest.as_secs_f64() * 1000.0
    );
}
