//! The rate of calls, as the stand-in enforces it.

use crate::support::{Scene, gate, quick};
use sillon_clients::{ClientError, Gate, GateConfig};
use sillon_core::progress::WaitReason;
use sillon_fakes::{Act, FakesConfig, On};
use std::time::Duration;
use tokio::time::Instant;

const WINDOW: Duration = Duration::from_millis(200);

#[tokio::test]
async fn within_the_limit_nothing_is_refused() {
    let gate = Gate::new(GateConfig { calls: 5, window: WINDOW });
    // One more than ours: a call may be long on its way, so that the next window begins sooner there than here.
    let config = FakesConfig { rate_limit: 6, rate_window: WINDOW, ..FakesConfig::default() };
    let scene = Scene::with(config, quick(), gate);
    for _ in 0..12 {
        scene.discogs.fetch_identity().await.unwrap();
    }
    assert_eq!((scene.fakes.journal().over_limit(), scene.fakes.journal().calls("discogs")), (0, 12));
}

#[tokio::test]
async fn a_second_refusal_without_a_time_waits_a_whole_window() {
    let gate = Gate::new(GateConfig { calls: 5, window: WINDOW });
    let scene = Scene::with(FakesConfig::default(), quick(), gate);
    scene.fakes.script().act(On::service("discogs").times(2), Act::too_many(None));
    assert!(scene.discogs.fetch_identity().await.is_ok());
    let calls = scene.fakes.journal().all();
    assert!(calls[2].at - calls[1].at >= WINDOW, "{calls:?}");
}

#[tokio::test]
async fn refused_for_ever_it_gives_up() {
    let scene = Scene::set();
    scene.fakes.script().act(On::service("discogs"), Act::too_many(Some(0)));
    let error = scene.discogs.fetch_identity().await.unwrap_err();
    assert!(matches!(error, ClientError::RateLimited { .. }), "{error:?}");
    assert_eq!(scene.fakes.journal().calls("discogs"), 11);
}

#[tokio::test]
async fn a_time_given_is_shown_and_holds_everybody() {
    let scene = Scene::set();
    scene.fakes.script().act(On::service("discogs").nth(1), Act::too_many(Some(30)));
    let mut wait = scene.gate.watch_wait();
    let start = Instant::now();
    let mut fetching = Box::pin(scene.discogs.fetch_identity());
    tokio::select! {
        outcome = &mut fetching => panic!("{outcome:?}"),
        changed = wait.changed() => changed.unwrap(),
    }
    let shown = wait.borrow_and_update().unwrap();
    assert_eq!(shown.reason, WaitReason::RateLimit);
    assert!(shown.until >= start + Duration::from_secs(30));
    assert!(scene.gate.pace(1) > Duration::from_secs(20));
    assert!(!scene.gate.is_open(), "it is only a pause");
}

#[tokio::test]
async fn a_day_is_not_waited_for() {
    let scene = Scene::set();
    scene.fakes.script().act(On::service("discogs"), Act::too_many(Some(86_400)));
    for _ in 0..2 {
        let error = scene.discogs.fetch_identity().await.unwrap_err();
        let ClientError::RateLimited { retry_after } = error else { panic!("{error:?}") };
        assert!(retry_after > Duration::from_secs(86_000));
    }
    assert!(scene.gate.is_open());
    assert_eq!(scene.fakes.journal().calls("discogs"), 1, "asked once, remembered then");
}

#[tokio::test]
async fn nothing_remaining_holds_the_next_call() {
    let scene = Scene::set();
    scene.fakes.script().act(On::service("discogs").nth(1), Act::none_remaining());
    scene.discogs.fetch_identity().await.unwrap();
    assert!(scene.gate.pace(1) > Duration::from_secs(50));
}

#[tokio::test]
async fn the_limit_told_is_kept_to() {
    let config = FakesConfig { rate_limit: 24, ..FakesConfig::default() };
    let scene = Scene::with(config, quick(), gate());
    scene.discogs.fetch_identity().await.unwrap();
    assert_eq!(scene.gate.pace(21), Duration::ZERO, "24 less two in reserve, one of them gone");
    assert!(scene.gate.pace(22) > Duration::from_secs(50));
}
