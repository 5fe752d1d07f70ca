//! Nothing that was imported or edited is changed by any run: the rows are read from the file and compared byte for byte.

use crate::harness::{Scene, Story};
use crate::rows::{self, Kept, Rows};
use sillon_core::enrich::Facet;
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::progress::Status;
use sillon_engine::Clock;
use sillon_fakes::{Act, On, World};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// What a sync wrote, and what a person wrote, chose or locked.
const KEPT: [Kept; 11] = [
    ("releases", "1"),
    ("artists", "1"),
    ("labels", "1"),
    ("copies", "1"),
    ("folders", "1"),
    ("fields", "1"),
    ("syncs", "1"),
    ("sync_entries", "1"),
    ("absences", "1"),
    ("texts", "author = 'person' OR locked = 1"),
    ("enrichments", "source = 'person'"),
];
const HOUR: i64 = 3_600_000;

async fn rows(story: &Story) -> Rows {
    rows::rows(&story.folder.path().join("data/sillon.db"), &KEPT).await
}

async fn assert_unchanged(story: &Story, before: &Rows, after: &str) {
    let now = rows(story).await;
    for (table, _) in KEPT {
        assert_eq!(now[table], before[table], "{table} after {after}");
    }
}

async fn start_held(story: &Story) -> sillon_fakes::Gate {
    story.journal().clear();
    let gate = story.script().hold(On::path("discogs", "/releases/").from(3));
    assert_eq!(story.post("/api/v1/services/ai/enrich-all").await.status(), 202);
    story
        .journal()
        .wait_until(|calls| calls.iter().filter(|call| call.path.starts_with("/releases/")).count() > 2)
        .await;
    gate
}

#[tokio::test]
async fn no_run_changes_what_was_imported_or_edited() {
    let ahead = Arc::new(AtomicI64::new(0));
    let later = |hours: i64| ahead.fetch_add(hours * HOUR, Ordering::Relaxed);
    let mut scene = Scene::of(World::invent(91, 12).with_copies(3));
    (scene.spotify, scene.ai) = (true, true);
    scene.fakes.rate_limit = 100_000;
    scene.fakes.widest_picture = 64;
    scene.more.push(("discogs_per_minute", "100000".to_owned()));
    let clock = Arc::clone(&ahead);
    scene.pace.clock = Clock::from_fn(move || Clock::system().now() + clock.load(Ordering::Relaxed));
    let mut story = scene.begin().await;
    story.sync().await;
    story.sillon().engine.watch_links().wait_for(|left| *left == 0).await.unwrap();
    let ids: Vec<ReleaseId> = story.albums().await.iter().map(|one| ReleaseId(one["id"].as_i64().unwrap())).collect();
    let engine = &story.sillon().engine;
    engine.edit_text(ids[0], "Mon disque préféré.", "fr").await.unwrap();
    engine.edit_text(ids[1], "Écouté \"mille\" fois\u{301} — l'été.", "fr").await.unwrap();
    engine.lock_text(ids[1], false).await.unwrap();
    engine.choose_link(ids[2], Some("https://open.spotify.com/album/chosen")).await.unwrap();
    engine.choose_link(ids[3], None).await.unwrap();
    let mut before = rows(&story).await;
    assert_eq!((before["releases"].len(), before["copies"].len(), before["texts"].len()), (12, 15, 2));
    assert_eq!(before["enrichments"].len(), 4, "{:?}", before["enrichments"]);

    story.script().act(On::path("discogs", "/releases/"), Act::discogs_error(500));
    story.script().act(On::path("ai", "/chat"), Act::html(200));
    story.script().act(On::service("images").times(5), Act::Truncate);
    story.enrich("").await;
    assert_unchanged(&story, &before, "a run with faults").await;

    story.script().clear();
    later(1);
    let gate = start_held(&story).await;
    story.stop().await;
    story.script().clear();
    gate.open();
    story.start().await;
    assert_eq!(story.end_of_enrichment().await.status, Status::Completed);
    assert_unchanged(&story, &before, "a restart").await;

    // All that was found to be absent, or failed, is due again.
    later(91 * 24);
    story.script().act(On::path("discogs", "/releases/"), Act::discogs_error(404));
    for id in &ids[4..8] {
        story.sillon().engine.ask_again(Facet::Details, *id).await.unwrap();
    }
    let gate = start_held(&story).await;
    story.post("/api/v1/services/ai/enrich-all/cancel").await;
    assert_eq!(story.end_of_enrichment().await.status, Status::Cancelled);
    gate.open();
    assert_unchanged(&story, &before, "a cancelled run").await;

    story.script().clear();
    assert_eq!(story.enrich("").await.status, Status::Completed);
    assert_unchanged(&story, &before, "a whole run").await;

    let reader = story.sillon().store.reader();
    let mut locked = 0;
    for id in &ids[2..] {
        if !reader.texts(AccountId::FIRST, *id).await.unwrap().is_empty() && locked < 2 {
            locked += usize::from(story.sillon().engine.lock_text(*id, true).await.is_ok());
        }
    }
    assert_eq!(locked, 2, "two of a model's texts are locked");
    before = rows(&story).await;
    assert_eq!(before["texts"].len(), 4);
    later(91 * 24);
    assert_eq!(story.enrich("").await.status, Status::Completed);
    assert_unchanged(&story, &before, "a run months later").await;
    story.end().await;
}
