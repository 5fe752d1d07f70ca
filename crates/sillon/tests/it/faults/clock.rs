//! The clock of the machine leaps a day, forward or back, in the middle of a run: nobody is asked twice, nothing is lost, and what comes later is
//! as usual.

use crate::enrich::matrix::{coverage, is_whole, links_at_rest};
use crate::harness::{Scene, Story};
use crate::rows::{IMPORTED, rows};
use rstest::rstest;
use sillon_core::progress::Status;
use sillon_engine::Clock;
use sillon_fakes::{On, World};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const DAY: i64 = 24 * 3_600_000;

/// A program with everybody to ask, and how far its clock is from the right time.
async fn begin(world: World) -> (Story, Arc<AtomicI64>) {
    let off = Arc::new(AtomicI64::new(0));
    let mut scene = Scene::of(world);
    (scene.ai, scene.spotify) = (true, true);
    (scene.fakes.rate_limit, scene.fakes.widest_picture) = (100_000, 64);
    scene.more.push(("discogs_per_minute", "100000".to_owned()));
    let clock = Arc::clone(&off);
    scene.pace.clock = Clock::from_fn(move || Clock::system().now() + clock.load(Ordering::Relaxed));
    (scene.begin().await, off)
}

fn leap(story: &Story, at: On, off: &Arc<AtomicI64>, by: i64) {
    let off = Arc::clone(off);
    story.script().change(at, move |_| {
        off.fetch_add(by, Ordering::Relaxed);
    });
}

/// The pages of the lists that were asked for; none twice.
fn pages(story: &Story) -> usize {
    let calls = story.journal().of("discogs");
    let pages = calls.iter().filter(|call| call.query.contains("page="));
    let asked: Vec<String> = pages.map(|call| format!("{}?{}", call.path, call.query)).collect();
    assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), asked.len(), "asked twice: {asked:?}");
    asked.len()
}

#[rstest]
#[case::forward(DAY)]
#[case::back(-DAY)]
#[tokio::test]
async fn both_lists_are_read_to_their_end(#[case] by: i64) {
    let mut world = World::invent(29, 230);
    while world.want_ids().len() < 130 {
        world.add_want();
    }
    let (mut story, off) = begin(world).await;
    let second_page = || On::path("discogs", "/users/").query("page=2");
    leap(&story, second_page(), &off, by);
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.synced, progress.error), (Status::Completed, 230, None));
    leap(&story, second_page(), &off, -by);
    let wants = story.sync_wants().await;
    assert_eq!((wants.status, wants.synced, wants.error), (Status::Completed, 130, None));
    assert_eq!(pages(&story), 3 + 2);

    let file = story.folder.path().join("data/sillon.db");
    let before = rows(&file, &IMPORTED).await;
    for by in [by, -by] {
        story.stop().await;
        off.fetch_add(by, Ordering::Relaxed);
        story.start().await;
        let again = story.sync().await;
        assert_eq!((again.status, again.synced, again.skipped), (Status::Completed, 0, 230));
        story.stop().await;
        story.start().await;
        let shown = story.json("/api/v1/services/discogs/sync/progress").await;
        assert_eq!(shown["job_id"], again.job_id.unwrap().0, "the last run is shown, whatever the clock said");
    }
    assert!(rows(&file, &IMPORTED).await == before, "what was imported is changed");
    assert_eq!(story.json("/api/v1/syncs").await["total"], 3);
    links_at_rest(&story).await;
    story.end().await;
}

#[rstest]
#[case::forward(DAY)]
#[case::back(-DAY)]
#[tokio::test]
async fn an_enrichment_fills_in_all_there_is(#[case] by: i64) {
    let (story, off) = begin(World::invent(30, 12)).await;
    story.sync().await;
    links_at_rest(&story).await;
    let file = story.folder.path().join("data/sillon.db");
    let before = rows(&file, &IMPORTED).await;
    for (service, path) in [("discogs", "/releases/"), ("ai", "/chat")] {
        leap(&story, On::path(service, path).nth(3), &off, by);
    }
    let progress = story.enrich("").await;
    assert_eq!((progress.status, &progress.stopped), (Status::Completed, &vec![]), "{progress:?}");
    for (facet, of) in coverage(&story).await {
        assert!(is_whole(&of), "{facet:?} {of:?}");
    }
    assert_eq!(story.journal().calls_to("discogs", "/releases/"), 12, "asked once each");
    off.store(0, Ordering::Relaxed);
    let again = story.enrich("").await;
    assert_eq!((again.status, &again.stopped), (Status::Completed, &vec![]), "{again:?}");
    assert_eq!(story.journal().calls_to("discogs", "/releases/"), 12, "nothing is asked again");
    assert!(rows(&file, &IMPORTED).await == before, "what was imported is changed");
    story.end().await;
}
