//! Discogs asks for a pause that no call waits out: the run says until when, asks nothing before, and goes on by itself.

use super::{SYNC, begin, copies, lists, page};
use crate::harness::Story;
use serde_json::{Value, json};
use sillon_core::progress::{Progress, Status, WaitReason};
use sillon_fakes::{Act, World};
use std::sync::atomic::Ordering;
use std::time::Duration;

const HOUR: i64 = 3_600_000;

/// Waits until the run waits, and says until when.
async fn until(story: &Story) -> i64 {
    let mut watch = story.sillon().engine.watch_sync();
    let waits = |progress: &Progress| progress.waiting.is_some_and(|wait| wait.reason == WaitReason::RateLimit);
    watch.wait_for(waits).await.unwrap().waiting.unwrap().until
}

#[tokio::test]
async fn a_run_waits_an_hour_and_goes_on_by_itself() {
    let (story, off) = begin(World::invent(421, 236)).await;
    story.script().act(page(2).times(1), Act::too_many(Some(3600)));
    let started: Value = story.post(SYNC).await.json().await.unwrap();
    let until = until(&story).await;
    let left = until - sillon_engine::Clock::system().now();
    assert!((HOUR - 60_000..=HOUR + 60_000).contains(&left), "{left}");
    let document = story.json(&format!("{SYNC}/progress")).await;
    assert_eq!((&document["status"], &document["waiting"]["service"]), (&json!("running"), &json!("discogs")));
    assert!(document["waiting"]["until"].as_str().is_some_and(|until| until.ends_with('Z')), "{document}");
    let shown = story.get("/settings").await.text().await.unwrap();
    assert!(shown.contains("asks us to wait until") || shown.contains("attendre jusqu"), "{shown}");

    let calls = story.journal().calls("discogs");
    let again = story.post(SYNC).await;
    assert_eq!(again.status(), 409);
    let problem: Value = again.json().await.unwrap();
    assert_eq!((&problem["code"], &problem["job_id"]), (&json!("sync_running"), &started["job_id"]));
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("until") || detail.contains("jusqu"), "{detail}");
    off.fetch_add(HOUR - 120_000, Ordering::Relaxed);
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    assert_eq!(story.journal().calls("discogs"), calls, "nothing is asked before");

    off.fetch_add(240_000, Ordering::Relaxed);
    let end = story.end_of_sync().await;
    assert_eq!((end.status, end.current, end.waiting), (Status::Completed, 236, None));
    assert_eq!(copies(&story).await, 236);
    story.end().await;
}

#[tokio::test]
async fn a_restart_waits_on_and_a_cancelled_run_leaves_the_pause_to_the_next() {
    let (mut story, off) = begin(World::invent(422, 120)).await;
    story.script().act(lists().times(1), Act::too_many(Some(86_400)));
    story.post(SYNC).await;
    let first = until(&story).await;
    let calls = story.journal().calls("discogs");
    let stopping = tokio::time::Instant::now();
    story.stop().await;
    assert!(stopping.elapsed() < Duration::from_secs(10), "it does not hold up the process");
    story.start().await;
    assert_eq!(until(&story).await, first, "kept over the restart");
    assert_eq!(story.journal().calls("discogs"), calls);

    assert_eq!(story.post(&format!("{SYNC}/cancel")).await.status(), 202);
    assert_eq!(story.end_of_sync().await.status, Status::Cancelled);
    story.post(SYNC).await;
    assert_eq!(until(&story).await, first);
    assert_eq!(story.journal().calls("discogs"), calls, "a new run asks nothing either");
    off.fetch_add(25 * HOUR, Ordering::Relaxed);
    let end = story.end_of_sync().await;
    assert_eq!((end.status, end.synced + end.skipped), (Status::Completed, 120));
    story.end().await;
}

#[tokio::test]
async fn the_call_that_asks_whose_token_it_is_waits_too() {
    let (story, off) = begin(World::invent(423, 12)).await;
    story.script().act(sillon_fakes::On::path("discogs", "/oauth/identity").times(1), Act::too_many(Some(7200)));
    story.post(SYNC).await;
    until(&story).await;
    assert_eq!(story.journal().calls("discogs"), 1);
    off.fetch_add(3 * HOUR, Ordering::Relaxed);
    assert_eq!(story.end_of_sync().await.status, Status::Completed);
    story.end().await;
}
