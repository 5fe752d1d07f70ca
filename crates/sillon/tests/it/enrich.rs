//! The second step: what albums and artists lack is filled in, only where it is empty, and can be stopped anywhere.

mod asked;
mod bytes;
mod descriptions;
mod ends;
mod faults;
mod leftovers;
mod live;
pub(crate) mod matrix;
mod widening;

use crate::harness::{Scene, Story};
use serde_json::{Value, json};
use sillon_core::collection::Copy;
use sillon_core::enrich::Facet;
use sillon_core::exchange::document::CopyRecord;
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::progress::{FacetProgress, LeftReason, Progress, Status};
use sillon_core::release::Release;
use sillon_fakes::{Gate, On, World};

/// A program with everybody to ask, and its collection.
pub(crate) async fn synced(seed: u64, albums: usize) -> Story {
    let mut scene = Scene::of(World::invent(seed, albums));
    (scene.spotify, scene.ai) = (true, true);
    // A story's calls to Discogs must not wait for a minute's window.
    scene.fakes.rate_limit = 100_000;
    scene.fakes.widest_picture = 160;
    scene.more.push(("discogs_per_minute", "100000".to_owned()));
    let story = scene.begin().await;
    story.sync().await;
    let mut left = story.sillon().engine.watch_links();
    left.wait_for(|left| *left == 0).await.unwrap();
    story.journal().clear();
    story
}

pub(crate) fn row(progress: &Progress, facet: Facet) -> FacetProgress {
    *progress.facets.iter().find(|row| row.facet == facet).unwrap()
}

/// Every imported row, as it was imported.
/// The rows as they were imported, without what was added to them since.
async fn imported(story: &Story) -> Vec<(Release, Vec<Copy>)> {
    let releases = story.fakes.world().with(|world| world.release_ids());
    let releases: Vec<ReleaseId> = releases.into_iter().map(ReleaseId).collect();
    let records = story.sillon().store.reader().load_records(AccountId::FIRST, &releases).await.unwrap();
    let copies = |copies: Vec<CopyRecord>| copies.into_iter().map(|record| record.copy).collect();
    records.into_iter().map(|record| (record.release, copies(record.copies))).collect()
}

#[tokio::test]
async fn everything_is_filled_in_and_nothing_imported_changes() {
    let story = synced(51, 30).await;
    let before = imported(&story).await;
    assert_eq!(before.len(), 30);
    let progress = story.enrich("").await;
    assert_eq!((progress.status, &progress.stopped), (Status::Completed, &vec![]), "{progress:?}");
    for facet in [Facet::Covers, Facet::Details, Facet::Descriptions] {
        let row = row(&progress, facet);
        assert!(row.ended && row.done() == row.total && row.found * 10 >= row.total * 9, "{row:?}");
    }
    assert!(row(&progress, Facet::Images).done() > 0, "{progress:?}");
    assert_eq!(imported(&story).await, before);
    let albums = story.details().await;
    let with = |key: &str| albums.iter().filter(|album| !album[key].is_null() && album[key] != json!([])).count();
    assert!(with("tracks") > 27, "{}", with("tracks"));
    assert!(with("ai_info") > 25, "{}", with("ai_info"));
    let kept = |album: &&Value| album["images"][0].as_str().is_some_and(|image| image.starts_with("/images/"));
    let kept: Vec<&Value> = albums.iter().filter(kept).collect();
    assert!(kept.len() > 20, "{}", kept.len());
    let image = story.get(kept[0]["images"][0].as_str().unwrap()).await;
    assert_eq!((image.status().as_u16(), &image.headers()["content-type"]), (200, &"image/jpeg".parse().unwrap()));
    story.end().await;
}

#[tokio::test]
async fn a_second_run_makes_no_call() {
    let story = synced(52, 20).await;
    story.enrich("").await;
    story.journal().clear();
    let again = story.enrich("").await;
    assert_eq!((again.status, again.total), (Status::Completed, 0));
    assert_eq!(story.journal().all().len(), 0, "{:?}", story.journal().all());
    story.end().await;
}

#[tokio::test]
async fn a_limit_counts_albums_newest_first() {
    let story = synced(53, 30).await;
    let progress = story.enrich("?limit=4&only=details").await;
    assert_eq!(row(&progress, Facet::Details).total, 4);
    let list = story.json("/api/v1/collection/albums?page_size=30").await;
    let mut detailed = Vec::new();
    for album in list["items"].as_array().unwrap() {
        let detail = story.json(&format!("/api/v1/collection/albums/{}", album["id"])).await;
        detailed.push(detail["tracks"] != json!([]));
    }
    assert_eq!(detailed.iter().position(|detailed| !detailed), Some(4), "{detailed:?}");
    assert!(detailed[4..].iter().all(|detailed| !detailed), "{detailed:?}");
    assert_eq!(story.journal().calls("ai") + story.journal().calls("images"), 0);
    story.end().await;
}

#[tokio::test]
async fn a_restart_goes_on_and_repeats_nothing() {
    let mut story = synced(54, 24).await;
    let gate: Gate = story.script().hold(On::path("discogs", "/releases/").from(9));
    let started = story.post("/api/v1/services/ai/enrich-all?only=details&limit=20").await;
    assert_eq!(started.status(), 202);
    story
        .journal()
        .wait_until(|calls| calls.iter().filter(|call| call.path.starts_with("/releases/")).count() > 8)
        .await;
    story.stop().await;
    story.script().clear();
    gate.open();
    let answered = |story: &Story| {
        let calls = story.journal().all().into_iter();
        let pages = calls.filter(|call| call.path.starts_with("/releases/") && call.status == Some(200));
        pages.map(|call| call.path).collect::<Vec<_>>()
    };
    let before = answered(&story);
    story.start().await;
    let progress = story.end_of_enrichment().await;
    assert_eq!(progress.status, Status::Completed);
    let after = answered(&story);
    assert!(before.len() >= 8);
    let of_albums = story.albums().await.len();
    assert_eq!(of_albums, 24);
    let mut found = 0;
    for album in story.details().await {
        found += usize::from(album["tracks"] != json!([]));
    }
    assert_eq!(found, 20, "the limit holds over the restart");
    // Only what was under way when it stopped is asked again.
    assert!(after.len() <= 24, "{} pages", after.len());
    story.end().await;
}

#[tokio::test]
async fn a_person_can_stop_it() {
    let story = synced(55, 30).await;
    let gate = story.script().hold(On::path("discogs", "/releases/").from(5));
    let started = story.post("/api/v1/services/ai/enrich-all?only=details").await;
    assert_eq!(started.status(), 202);
    let again = story.post("/api/v1/services/ai/enrich-all?only=details&limit=7").await;
    assert_eq!(again.status(), 409, "it adds nothing");
    assert_eq!(again.json::<Value>().await.unwrap()["code"], "enrichment_running");
    story
        .journal()
        .wait_until(|calls| calls.iter().filter(|call| call.path.starts_with("/releases/")).count() > 4)
        .await;
    assert_eq!(story.post("/api/v1/services/ai/enrich-all/cancel").await.status(), 202);
    let progress = story.end_of_enrichment().await;
    assert_eq!(progress.status, Status::Cancelled);
    let details = row(&progress, Facet::Details);
    assert_eq!((details.total, details.done() + details.left), (30, 30), "{details:?}");
    assert_eq!((details.left_reason, progress.current), (Some(LeftReason::Cancelled), progress.total));
    gate.open();
    story.script().clear();
    let rest = story.enrich("?only=details").await;
    assert_eq!(rest.status, Status::Completed);
    assert_eq!(row(&progress, Facet::Details).found + row(&rest, Facet::Details).found, 30);
    story.end().await;
}

#[tokio::test]
async fn with_nobody_to_ask_it_says_so() {
    let mut scene = Scene::of(World::invent(56, 3));
    scene.token = false;
    let story = scene.begin().await;
    let refused = story.post("/api/v1/services/ai/enrich-all").await;
    assert_eq!(refused.status(), 409);
    let problem: Value = refused.json().await.unwrap();
    assert_eq!(problem["code"], "enrichment_not_configured");
    assert!(problem["hint"].as_str().unwrap().contains("SILLON_"), "{problem}");
    for (query, parameter) in
        [("?limit=0", "limit"), ("?limit=abc", "limit"), ("?only=sleeves", "only"), ("?only=", "only")]
    {
        let refused = story.post(&format!("/api/v1/services/ai/enrich-all{query}")).await;
        assert_eq!(refused.status(), 422, "{query}");
        assert!(refused.text().await.unwrap().contains(parameter), "{query}");
    }
    story.end().await;
}
