//! Links to Spotify come in beside the sync, and never in its way.

mod premium;

use crate::harness::Scene;
use sillon_core::progress::Status;
use sillon_fakes::World;
use sillon_fakes::{Act, On};

#[tokio::test]
async fn albums_get_the_link_that_is_surely_theirs() {
    let mut scene = Scene::of(World::invent(41, 60));
    scene.spotify = true;
    let story = scene.begin().await;
    story.sync().await;
    let mut left = story.sillon().engine.watch_links();
    left.wait_for(|left| *left == 0).await.unwrap();
    let albums = story.albums().await;
    let linked = albums.iter().filter(|album| album["spotify_url"].is_string()).count();
    assert!(linked * 2 > albums.len(), "{linked} of {}", albums.len());
    assert!(linked < albums.len(), "some albums are not at Spotify, or only as something like them");
    story.end().await;
}

#[tokio::test]
async fn a_dead_spotify_costs_nothing_and_is_left_alone() {
    let mut scene = Scene::of(World::invent(42, 236));
    scene.spotify = true;
    let story = scene.begin().await;
    story.script().act(On::service("spotify"), Act::Reset);
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.current), (Status::Completed, 236));
    assert!(story.journal().calls("spotify") < 30, "{} calls", story.journal().calls("spotify"));
    story.end().await;
}

#[tokio::test]
async fn a_hanging_spotify_holds_nothing_up() {
    let mut scene = Scene::of(World::invent(43, 120));
    scene.spotify = true;
    let story = scene.begin().await;
    story.script().act(On::service("accounts"), Act::Hang);
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.current), (Status::Completed, 120));
    story.end().await;
}
