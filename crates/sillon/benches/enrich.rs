//! How long descriptions take beside what the chat model's answers alone cost, with the other facets filled in meanwhile.
//!
//! `cargo bench -p sillon --bench enrich` prints the rows of docs/BENCHMARKS.md (`-- finished` the last alone). The stand-ins and the program share this
//! process. Discogs' limit is lifted, so that its pace is not what is measured.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_possible_wrap, reason = "a benchmark")]

use sillon::compose::{Pace, Sillon};
use sillon::settings::Settings;
use sillon_core::collection::{Copy, Item};
use sillon_core::credit::Credit;
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::{AccountId, ArtistId, InstanceId, JobId, ReleaseId};
use sillon_core::job::{EnrichParams, SyncParams};
use sillon_core::progress::Progress;
use sillon_core::release::Release;
use sillon_fakes::{Fakes, FakesConfig, World};
use sillon_store::{PageChanges, Store};
use std::path::Path;
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
        if std::env::args().all(|argument| argument != "finished") {
            let only = vec![Facet::Descriptions];
            measure("60 descriptions at 500 ms", 60, Duration::from_millis(500), only).await;
            measure("236 descriptions at 2 s, with all other facets", 236, Duration::from_secs(2), Vec::new()).await;
        }
        finished(100_000).await;
    });
}

/// A run over a collection of which everything was asked for.
async fn finished(albums: usize) {
    let fakes = Fakes::start(FakesConfig::of(World::invent(7, 1))).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(&fakes, folder.path());
    let sillon = Sillon::start(&settings, Pace::default(), CancellationToken::new()).await.unwrap();
    // Only now: a start frees what a killed program had claimed.
    finish(&sillon.store, albums).await;
    again(&sillon, &fakes, &format!("{albums} albums, everything asked for"), EnrichParams::default()).await;
    sillon.stop().await;
}

/// Adds albums, and notes of each facet that it is asked for and not due.
async fn finish(store: &Store, albums: usize) {
    let job = JobId("0190a000-0000-7000-8000-000000000001".into());
    let items: Vec<Item> = (1..=albums as i64).map(item).collect();
    for page in items.chunks(10_000) {
        let changes = PageChanges { new_albums: page, ..PageChanges::default() };
        store.add_page(AccountId::FIRST, &job, &changes, 1).await.unwrap();
    }
    let albums: Vec<Subject> = items.iter().map(|item| Subject::Release(item.release.id)).collect();
    for facet in [Facet::Links, Facet::Covers, Facet::Details, Facet::Descriptions] {
        for some in albums.chunks(10_000) {
            store.claim(facet, some, "bench", 1, i64::MAX).await.unwrap();
        }
    }
    let artists = store.list_artists_wanting(AccountId::FIRST, Facet::Images, 1).await.unwrap();
    let artists: Vec<Subject> = artists.into_iter().map(Subject::Artist).collect();
    store.claim(Facet::Images, &artists, "bench", 1, i64::MAX).await.unwrap();
}

fn item(number: i64) -> Item {
    let credit = Credit {
        artist_id: ArtistId(1_000 + number * 7_919 % 30_000),
        name: format!("Artist {}", number * 7_919 % 30_000),
        anv: String::new(),
        join: String::new(),
    };
    let release = Release {
        id: ReleaseId(number * 7_368_787 % (1 << 25) + 1),
        master_id: None,
        title: format!("Title {number}"),
        year: Some(1970),
        cover_url: None,
        thumb_url: None,
        credits: vec![credit],
        labels: Vec::new(),
        formats: Vec::new(),
        genres: vec!["Rock".to_owned()],
        styles: Vec::new(),
    };
    let copy = Copy {
        instance_id: InstanceId(number),
        release_id: release.id,
        folder_id: None,
        rating: None,
        added_at: Some(1_300_000_000_000 + number * 4_000_000),
        notes: Vec::new(),
    };
    Item { release, copy }
}

async fn measure(name: &str, albums: usize, latency: Duration, only: Vec<Facet>) {
    let mut config = FakesConfig::of(World::invent(7, albums));
    config.latency.ai = latency;
    config.rate_limit = 100_000;
    let fakes = Fakes::start(config).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(&fakes, folder.path());
    let sillon = Sillon::start(&settings, Pace::default(), CancellationToken::new()).await.unwrap();
    sillon.engine.start_sync(SyncParams::default()).await.unwrap();
    ended(sillon.engine.watch_sync()).await;
    let params = EnrichParams { only, ..EnrichParams::default() };
    let began = Instant::now();
    sillon.engine.start_enrichment(params.clone()).await.unwrap();
    let last = ended(sillon.engine.watch_enrichment()).await;
    row(name, (albums as f64 / AT_ONCE).ceil() * latency.as_secs_f64(), began.elapsed());
    assert!(last.stopped.is_empty(), "{last:?}");
    again(&sillon, &fakes, "the same again", params).await;
    sillon.stop().await;
}

async fn again(sillon: &Sillon, fakes: &Fakes, name: &str, params: EnrichParams) {
    fakes.journal().clear();
    let began = Instant::now();
    sillon.engine.start_enrichment(params).await.unwrap();
    let last = ended(sillon.engine.watch_enrichment()).await;
    let calls = fakes.journal().all().len();
    println!("| {name}: {} to do, {calls} calls | – | {:.2?} | – |", last.total, began.elapsed());
}

fn settings(fakes: &Fakes, data: &Path) -> Settings {
    let (client_id, client_secret) = fakes.spotify_client();
    Settings::from_values([
        ("data_dir", data.display().to_string()),
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
    .unwrap()
}

async fn ended(mut watch: tokio::sync::watch::Receiver<Progress>) -> Progress {
    watch.wait_for(|progress| !progress.status.is_active()).await.unwrap().clone()
}

fn row(name: &str, alone: f64, took: Duration) {
    println!("| {name} | {alone:.1} s | {:.1} s | {:.2} |", took.as_secs_f64(), took.as_secs_f64() / alone);
}
