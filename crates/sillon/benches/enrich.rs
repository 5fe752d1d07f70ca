//! How long descriptions take beside what the chat model's answers alone cost, with the other facets filled in meanwhile.
//!
//! `cargo bench -p sillon --bench enrich` prints the rows of docs/BENCHMARKS.md. The stand-ins and the program share this
//! process. Discogs' limit is lifted, so that its pace is not what is measured.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]

use sillon::compose::{Pace, Sillon};
use sillon::settings::Settings;
use sillon_core::enrich::Facet;
use sillon_core::job::{EnrichParams, SyncParams};
use sillon_core::progress::Progress;
use sillon_fakes::{Fakes, FakesConfig, World};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

const AT_ONCE: f64 = 4.0;

fn main() {
    let _chosen_already = rustls::crypto::ring::default_provider().install_default();
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    println!("| what | answers alone | measured | ratio |");
    println!("|---|---|---|---|");
    runtime.block_on(async {
        let only = vec![Facet::Descriptions];
        measure("60 descriptions at 500 ms", 60, Duration::from_millis(500), only).await;
        measure("236 descriptions at 2 s, with all other facets", 236, Duration::from_secs(2), Vec::new()).await;
    });
}

async fn measure(name: &str, albums: usize, latency: Duration, only: Vec<Facet>) {
    let mut config = FakesConfig::of(World::invent(7, albums));
    config.latency.ai = latency;
    config.rate_limit = 100_000;
    let (client_id, client_secret) = config.spotify_client.clone();
    let fakes = Fakes::start(config).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::from_values([
        ("data_dir", folder.path().display().to_string()),
        ("discogs_url", fakes.discogs_url()),
        ("discogs_token", fakes.token()),
        ("discogs_per_minute", "100000".to_owned()),
        ("image_hosts", fakes.image_host()),
        ("spotify_url", fakes.spotify_url()),
        ("spotify_accounts_url", fakes.accounts_url()),
        ("spotify_client_id", client_id),
        ("spotify_client_secret", client_secret),
        ("deezer_url", fakes.deezer_url()),
        ("ai_url", fakes.ai_url()),
        ("ai_token", fakes.ai_token()),
    ])
    .unwrap();
    let sillon = Sillon::start(&settings, Pace::default(), CancellationToken::new()).await.unwrap();
    sillon.engine.start_sync(SyncParams::default()).await.unwrap();
    ended(sillon.engine.watch_sync()).await;
    let params = EnrichParams { only, ..EnrichParams::default() };
    let began = Instant::now();
    sillon.engine.start_enrichment(params.clone()).await.unwrap();
    let last = ended(sillon.engine.watch_enrichment()).await;
    row(name, (albums as f64 / AT_ONCE).ceil() * latency.as_secs_f64(), began.elapsed());
    assert!(last.stopped.is_empty(), "{last:?}");
    fakes.journal().clear();
    let began = Instant::now();
    sillon.engine.start_enrichment(params).await.unwrap();
    let last = ended(sillon.engine.watch_enrichment()).await;
    println!(
        "| again: {} to do, {} calls | – | {:.2?} | – |",
        last.total,
        fakes.journal().all().len(),
        began.elapsed()
    );
    sillon.stop().await;
}

async fn ended(mut watch: tokio::sync::watch::Receiver<Progress>) -> Progress {
    watch.wait_for(|progress| !progress.status.is_active()).await.unwrap().clone()
}

fn row(name: &str, alone: f64, took: Duration) {
    println!("| {name} | {alone:.1} s | {:.1} s | {:.2} |", took.as_secs_f64(), took.as_secs_f64() / alone);
}
