//! How long a sync takes beside what its calls alone cost, and how much memory the program needs for it.
//!
//! `cargo bench -p sillon --bench sync` prints the table of docs/BENCHMARKS.md; with `-- 236 5000` only those rows. The stand-in for Discogs runs in this
//! process and answers after 300 ms; the program runs in a child process of its own, so that its memory is its own.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark")]

#[allow(dead_code, reason = "other benchmarks use the rest of it")]
#[path = "parts/program.rs"]
mod program;

use program::Program;
use sillon_fakes::{Fakes, FakesConfig, World};
use std::time::{Duration, Instant};

const LATENCY: Duration = Duration::from_millis(300);
const IN_FLIGHT: f64 = 3.0;
const PER_WINDOW: u32 = 55;
const PAGE: f64 = 100.0;

fn main() {
    program::run(parent());
}

struct Figures {
    post: Duration,
    wall: Duration,
    calls: u64,
    synced: u64,
    slowest_page: Duration,
}

fn fakes(albums: usize, window: Duration) -> Fakes {
    let mut config = FakesConfig::of(World::invent(7, albums));
    config.latency.discogs = LATENCY;
    config.rate_window = window;
    Fakes::start(config).unwrap()
}

/// One sync, with a page asked for all the while.
async fn sync(program: &Program, fakes: &Fakes) -> Figures {
    const JOB: &str = "/api/v1/services/discogs/sync";
    fakes.journal().clear();
    let began = Instant::now();
    let post = program.post(JOB).await;
    let mut slowest_page = Duration::ZERO;
    let mut ticks = tokio::time::interval(Duration::from_millis(25));
    loop {
        ticks.tick().await;
        slowest_page = slowest_page.max(program.time("/").await);
        let progress = program.json(&format!("{JOB}/progress")).await;
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
            let fakes = fakes(albums, window);
            let program = Program::start(&fakes, window, &[]);
            firsts.push(sync(&program, &fakes).await);
            // With the real window, the first sync of 5,000 has used it up: its wait is not what is measured.
            if albums != 5_000 {
                seconds.push(sync(&program, &fakes).await);
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
