//! How fast covers come home: fetched, checked, shrunk and written, with pages and answers of the API timed meanwhile.
//!
//! `cargo bench -p sillon --bench covers` prints the row of docs/BENCHMARKS.md; `-- 200` for another number of albums. The
//! stand-in for the host of pictures runs in this process and has drawn every cover beforehand; the program runs in a
//! process of its own.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark")]

#[allow(dead_code, reason = "other benchmarks use the rest of it")]
#[path = "parts/program.rs"]
mod program;

use futures::stream::{self, StreamExt};
use program::Program;
use serde_json::Value;
use sillon_fakes::{Fakes, FakesConfig, World};
use std::time::{Duration, Instant};

const ALBUMS: usize = 1_000;
const SYNC: &str = "/api/v1/services/discogs/sync";
const ENRICH: &str = "/api/v1/services/ai/enrich-all";
const LIST: &str = "/api/v1/collection/albums?page_size=100";

fn main() {
    program::run(async {
        let albums = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(ALBUMS);
        measure(albums).await;
    });
}

async fn measure(albums: usize) {
    let mut config = FakesConfig::of(World::invent(7, albums));
    config.rate_limit = 100_000;
    config.pictures_kept = 2 * albums;
    let fakes = Fakes::start(config).unwrap();
    let settings = [("SILLON_DISCOGS_PER_MINUTE", "100000".to_owned()), ("SILLON_IMAGE_HOSTS", fakes.image_host())];
    let program = Program::start(&fakes, Duration::from_secs(60), &settings);
    program.post(SYNC).await;
    while is_active(&program.json(&format!("{SYNC}/progress")).await) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let drawn = draw(&program).await;
    println!("{} covers drawn, {} kB on average; {:.0} MB before", drawn.0, drawn.1 / 1_000, program.peak_memory());

    let began = Instant::now();
    program.post(&format!("{ENRICH}?only=covers")).await;
    let (mut pages, mut lists) = (Vec::new(), Vec::new());
    let mut ticks = tokio::time::interval(Duration::from_millis(25));
    let last = loop {
        ticks.tick().await;
        pages.push(program.time("/").await);
        lists.push(program.time(LIST).await);
        let progress = program.json(&format!("{ENRICH}/progress")).await;
        if !is_active(&progress) {
            break progress;
        }
    };
    let took = began.elapsed().as_secs_f64();
    assert_eq!(last["status"], "completed", "{last}");
    let found = last["synced"].as_f64().unwrap();
    println!("| covers | a second | slowest page, median | slowest list, median | peak memory |");
    println!("|---|---|---|---|---|");
    println!(
        "| {found} in {took:.1} s | {:.0} | {} | {} | {:.0} MB |",
        found / took,
        figures(pages),
        figures(lists),
        program.peak_memory()
    );
}

/// Has the stand-in draw every cover, so that drawing is not what is measured: how many, and their bytes in the mean.
async fn draw(program: &Program) -> (usize, usize) {
    let mut addresses = Vec::new();
    for page in 1.. {
        let albums = program.json(&format!("{LIST}&page={page}")).await;
        let items = albums["items"].as_array().unwrap();
        let covers = items.iter().filter_map(|album| album["images"].as_array()?.last()?.as_str());
        addresses.extend(covers.map(str::to_owned));
        if items.is_empty() {
            break;
        }
    }
    let fetched = stream::iter(&addresses)
        .map(async |address| program.client.get(address).send().await.unwrap().bytes().await.unwrap().len());
    let lengths: Vec<usize> = fetched.buffer_unordered(4).collect().await;
    (lengths.len(), lengths.iter().sum::<usize>() / lengths.len().max(1))
}

fn is_active(progress: &Value) -> bool {
    !matches!(progress["status"].as_str().unwrap(), "completed" | "error" | "cancelled")
}

/// The slowest and the median.
fn figures(mut times: Vec<Duration>) -> String {
    times.sort();
    format!(
        "{:.0} ms, {:.0} ms",
        times[times.len() - 1].as_secs_f64() * 1e3,
        times[times.len() / 2].as_secs_f64() * 1e3
    )
}
