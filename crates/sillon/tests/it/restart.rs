//! A run survives its process.

use crate::harness::Story;
use sillon_core::progress::Status;
use sillon_fakes::On;
use sillon_fakes::World;

#[tokio::test]
async fn a_stopped_program_goes_on_by_itself() {
    let mut story = Story::of(World::invent(31, 420)).await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=3"));
    let started: serde_json::Value = story.post("/api/v1/services/discogs/sync").await.json().await.unwrap();
    let mut watch = story.sillon().engine.watch_sync();
    watch.wait_for(|progress| progress.current == 200).await.unwrap();
    drop(watch);
    story.stop().await;
    gate.open();
    story.start().await;
    let progress = story.end_of_sync().await;
    assert_eq!((progress.status, progress.current, progress.total), (Status::Completed, 420, 420));
    assert_eq!(progress.job_id.unwrap().0, started["job_id"].as_str().unwrap(), "the same run");
    let stats = story.json("/api/v1/collection/stats").await;
    assert_eq!(
        (&stats["copies"], &stats["albums"]),
        (&420.into(), &progress.synced.into()),
        "what it added before counts"
    );
    story.end().await;
}

#[tokio::test]
async fn a_run_taken_up_again_counts_what_was_shown_before_it() {
    let mut story = Story::of(World::invent(33, 2)).await;
    story.sync().await;
    for album in story.albums().await {
        story.post(&format!("/api/v1/collection/albums/{}/archive", album["id"])).await;
    }
    let away = story.fakes.world().with(|world| world.release_ids());
    story.fakes.world().with(|world| {
        for _ in 0..150 {
            world.add_newest();
        }
        away.iter().for_each(|release| assert!(world.add_copy(*release).is_some()));
    });
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2"));
    story.post("/api/v1/services/discogs/sync").await;
    let mut watch = story.sillon().engine.watch_sync();
    watch.wait_for(|progress| progress.current == 100).await.unwrap();
    drop(watch);
    for album in story.albums().await {
        story.post(&format!("/api/v1/collection/albums/{}/archive", album["id"])).await;
    }
    story.stop().await;
    gate.open();
    story.start().await;
    assert_eq!(story.end_of_sync().await.status, Status::Completed, "nothing is counted below nothing");
    let run = story.json("/api/v1/syncs").await["items"][0].clone();
    let counted = ["albums_before", "copies_before", "albums_after", "copies_after"].map(|name| run[name].clone());
    assert_eq!(counted, [0, 0, 52, 52].map(serde_json::Value::from));
    story.end().await;
}

#[tokio::test]
async fn the_last_progress_stays_over_a_restart() {
    let mut story = Story::of(World::invent(32, 50)).await;
    story.sync().await;
    let before = story.json("/api/v1/services/discogs/sync/progress").await;
    story.stop().await;
    story.start().await;
    assert_eq!(story.json("/api/v1/services/discogs/sync/progress").await, before);
    story.end().await;
}
