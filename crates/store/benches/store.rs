//! Measures the store at 100,000 albums: how fast a sync's pages go in, and how fast every list comes out.
//!
//! `cargo bench -p sillon-store` measures SQLite in a temporary folder; with `SILLON_TEST_POSTGRES_URL` set it measures
//! PostgreSQL too. `ALBUMS` and `PAGE` change the size of the collection and of its pages; with
//! `DETAILS` set every album has a track list and a barcode before the lists are measured.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, missing_docs)]
#![allow(clippy::cast_precision_loss, clippy::cast_possible_wrap, clippy::cast_possible_truncation)]

#[path = "store/reads.rs"]
mod reads;
#[path = "store/world.rs"]
mod world;

use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::{AccountId, JobId, ReleaseId};
use sillon_store::{PageChanges, Store};
use sqlx::{Connection, Executor};
use std::time::{Duration, Instant};

const ME: AccountId = AccountId::FIRST;

#[tokio::main]
async fn main() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<usize>().ok());
    let albums = number("ALBUMS").unwrap_or(100_000);
    let pages = number("PAGE").map_or(vec![10_000, 1_000, 100], |page| vec![page]);
    let items = world::items(albums);
    for page in &pages {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite://{}/sillon.db", folder.path().display())).await.unwrap();
        measure("SQLite", &store, &items, *page, page == pages.last().unwrap()).await;
    }
    let Ok(server) = std::env::var("SILLON_TEST_POSTGRES_URL") else { return };
    for page in &pages {
        let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
        connection.execute("DROP SCHEMA IF EXISTS bench CASCADE; CREATE SCHEMA bench").await.unwrap();
        let store = Store::open(&format!("{server}&options[search_path]=bench")).await.unwrap();
        measure("PostgreSQL", &store, &items, *page, page == pages.last().unwrap()).await;
        store.close().await;
    }
}

async fn measure(name: &str, store: &Store, items: &[sillon_core::collection::Item], page: usize, reads: bool) {
    let job = JobId("0190a000-0000-7000-8000-000000000001".into());
    let began = Instant::now();
    let mut known_small = None;
    for (number, page) in items.chunks(page).enumerate() {
        let changes = PageChanges { new_albums: page, ..PageChanges::default() };
        store.add_page(ME, &job, &changes, 1).await.unwrap();
        if known_small.is_none() && (number + 1) * page.len() >= 1_160 {
            known_small = Some(best(async || drop(store.known(ME).await.unwrap())).await);
        }
    }
    let took = began.elapsed();
    let rate = items.len() as f64 / took.as_secs_f64();
    println!("\n{name}: {} albums in pages of {page}: {took:.2?}, {rate:.0} albums/s", items.len());
    println!("known() at about 1,200 copies {:.2?}", known_small.unwrap_or_default());
    if reads {
        if std::env::var_os("DETAILS").is_some() {
            world::detail(store, items).await;
        }
        measure_reads(store).await;
    }
}

async fn measure_reads(store: &Store) {
    let reader = store.reader();
    println!("known() at all {:.2?}", best(async || drop(store.known(ME).await.unwrap())).await);
    reads::measure(store).await;
    let took = best(async || drop(reader.find_album(ME, ReleaseId(50_000)).await.unwrap())).await;
    println!("find_album: {took:.2?}");
    println!("stats: {:.2?}", best(async || drop(reader.stats(ME).await.unwrap())).await);
    println!("counts: {:.2?}", best(async || assert!(reader.counts(ME).await.unwrap().albums > 0)).await);
    let took = best(async || drop(store.list_wanting(ME, Facet::Links, 0, Some(100)).await.unwrap())).await;
    println!("list_wanting, the newest 100 of all: {took:.2?}");
    measure_proof(store).await;
    measure_finished(store).await;
}

/// What a receipt costs: the sum over everything that was there before the run, and after it.
async fn measure_proof(store: &Store) {
    let mut number = 0;
    let (mut before, mut after) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        number += 1;
        let job = JobId(format!("0190a000-0000-7000-9000-{number:012}"));
        let began = Instant::now();
        let sum = store.begin_proof(ME, &job, 1).await.unwrap();
        before = before.min(began.elapsed());
        let began = Instant::now();
        let proof = store.end_proof(ME, &job, 1).await.unwrap().unwrap();
        after = after.min(began.elapsed());
        assert!(proof.holds() && proof.before == sum);
    }
    let rows = store.reader().verify(ME).await.unwrap().now.rows;
    println!("receipt's checksum of {rows} rows: before {before:.2?}, after {after:.2?}");
}

/// What a run over a collection costs that lacks nothing: every row is there, and none is due.
async fn measure_finished(store: &Store) {
    let albums = store.list_albums_newest_first(ME).await.unwrap();
    let albums: Vec<Subject> = albums.into_iter().map(|(id, _)| Subject::Release(id)).collect();
    let facets = [Facet::Links, Facet::Covers, Facet::Details, Facet::Descriptions];
    for (facet, some) in facets.iter().flat_map(|facet| albums.chunks(10_000).map(move |some| (*facet, some))) {
        assert_eq!(store.claim(facet, some, "bench", 1, i64::MAX).await.unwrap().len(), some.len());
    }
    let artists = store.list_artists_wanting(ME, Facet::Images, 1).await.unwrap();
    let artists: Vec<Subject> = artists.into_iter().map(Subject::Artist).collect();
    store.claim(Facet::Images, &artists, "bench", 1, i64::MAX).await.unwrap();
    let took = best(async || {
        for facet in facets {
            assert!(store.list_wanting(ME, facet, 2, None).await.unwrap().is_empty());
        }
        for facet in [Facet::Images, Facet::Images, Facet::Covers] {
            assert!(store.list_artists_wanting(ME, facet, 2).await.unwrap().is_empty());
        }
    });
    println!("finding that nothing is wanted: {:.2?}", took.await);
    let took = best(async || drop(store.reader().coverage(ME).await.unwrap())).await;
    println!("coverage: {took:.2?}");
}

/// The best of five: what the work costs when nothing disturbs it.
async fn best(mut work: impl AsyncFnMut()) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let began = Instant::now();
        work().await;
        best = best.min(began.elapsed());
    }
    best
}
