//! Discogs misbehaves: what is retried, what is told, what stays.

mod clock;
mod matrix;

use crate::harness::{Scene, Story};
use reqwest::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};
use sillon_core::fault::FaultCode;
use sillon_core::progress::{Status, WaitReason};
use sillon_fakes::World;
use sillon_fakes::{Act, On};
use std::time::Duration;

fn second_page() -> On {
    On::path("discogs", "/users/").query("page=2")
}

#[rstest]
#[case::server_error(Act::discogs_error(500))]
#[case::bad_gateway(Act::html(502))]
#[case::html_with_200(Act::html(200))]
#[case::html_with_403(Act::html(403))]
#[case::reset(Act::Reset)]
#[case::truncated(Act::Truncate)]
#[case::broken_off(Act::Break)]
#[case::empty(Act::Empty)]
#[case::no_utf8(Act::InvalidUtf8)]
#[tokio::test]
async fn a_passing_fault_is_tried_again(#[case] act: Act) {
    let story = Story::of(World::invent(21, 230)).await;
    story.script().act(second_page().times(2), act);
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.current, progress.error), (Status::Completed, 230, None));
    assert_eq!(story.json("/api/v1/collection/stats").await["copies"], 230);
    story.end().await;
}

#[rstest]
#[case::html(Act::html(503))]
#[case::wrong_shape(Act::json(200, json!({"releases": 7})))]
#[tokio::test]
async fn a_lasting_fault_ends_in_one_clear_error_and_what_was_saved_stays(#[case] act: Act) {
    let story = Story::of(World::invent(22, 230)).await;
    story.script().act(second_page(), act);
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.error.unwrap().code), (Status::Error, FaultCode::DiscogsUnavailable));
    assert_eq!(story.json("/api/v1/collection/stats").await["copies"], 100, "whole pages, nothing half");
    let document = story.json("/api/v1/services/discogs/sync/progress").await;
    assert_eq!(document["status"], "error");
    assert!(document["error"].as_str().unwrap().contains("Discogs"), "{document}");
    story.script().clear();
    assert_eq!(story.sync().await.current, 230);
    story.end().await;
}

#[rstest]
#[case::told(Some(1))]
#[case::untold(None)]
#[tokio::test]
async fn a_rate_limit_is_waited_out_visibly(#[case] retry_after: Option<u64>) {
    let mut scene = Scene::of(World::invent(23, 230));
    scene.pace.window = Duration::from_millis(900);
    scene.fakes.rate_window = scene.pace.window;
    let story = scene.begin().await;
    story.script().act(second_page().nth(1), Act::too_many(retry_after));
    let mut watch = story.sillon().engine.watch_sync();
    story.post("/api/v1/services/discogs/sync").await;
    let waiting = watch.wait_for(|progress| progress.waiting.is_some()).await.unwrap().waiting.unwrap();
    assert_eq!(waiting.reason, WaitReason::RateLimit);
    let document = story.json("/api/v1/services/discogs/sync/progress").await;
    assert_eq!(
        (&document["waiting"]["service"], &document["waiting"]["reason"]),
        (&json!("discogs"), &json!("rate limit"))
    );
    let progress = story.end_of_sync().await;
    assert_eq!((progress.status, progress.current, progress.waiting), (Status::Completed, 230, None));
    story.end().await;
}

#[rstest]
#[case::bad_token(Act::discogs_error(401), FaultCode::TokenRefused, "Discogs")]
#[case::private(Act::discogs_error(403), FaultCode::CollectionPrivate, "priv")]
#[case::unknown(Act::discogs_error(404), FaultCode::UserUnknown, "Discogs")]
#[tokio::test]
async fn a_refusal_stops_at_once_and_says_what_to_mend(#[case] act: Act, #[case] code: FaultCode, #[case] said: &str) {
    let mut scene = Scene::of(World::invent(24, 120).named("disquaire"));
    scene.more.push(("discogs_username", "disquaire".to_owned()));
    let story = scene.begin().await;
    story.script().act(On::path("discogs", "/users/"), act);
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.error.unwrap().code), (Status::Error, code));
    assert_eq!((story.journal().calls("discogs"), progress.api_calls.discogs), (1, 1), "asked once");
    for language in ["fr", "en"] {
        let url = story.url("/api/v1/services/discogs/sync/progress");
        let answer = story.client.get(url).header("accept-language", language).send().await.unwrap();
        let document: Value = answer.json().await.unwrap();
        assert!(document["error"].as_str().unwrap().contains(said), "{language}: {document}");
        assert_eq!(document["error_code"], code.as_str());
    }
    story.end().await;
}

#[tokio::test]
async fn without_a_token_there_is_a_hint() {
    let mut scene = Scene::of(World::invent(25, 10));
    scene.token = false;
    let story = scene.begin().await;
    let answer = story.post("/api/v1/services/discogs/sync").await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["code"], "discogs_not_configured");
    assert!(problem["hint"].as_str().is_some_and(|hint| !hint.is_empty()));
    assert_eq!(story.journal().all().len(), 0);
    story.end().await;
}

#[tokio::test]
async fn a_token_given_on_the_page_is_kept_sealed_and_shown_nowhere() {
    let mut scene = Scene::of(World::invent(26, 12));
    scene.token = false;
    let story = scene.begin().await;
    let give = |token: String| {
        story.client.put(story.url("/api/v1/services/discogs/token")).json(&json!({"token": token})).send()
    };
    let refused = give("nonsense-token-0815".to_owned()).await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.text().await.unwrap().contains("nonsense-token-0815"));
    let token = story.fakes.token();
    let taken: Value = give(token.clone()).await.unwrap().json().await.unwrap();
    assert_eq!(taken["username"], story.fakes.username());
    story.journal().clear();
    assert_eq!(story.sync().await.status, Status::Completed);
    assert_eq!(story.journal().calls_to("discogs", "/oauth/identity"), 0, "whose it is was kept with it");
    for path in ["/", "/settings", "/api/v1/services/status", "/api/v1/syncs", "/api/v1/services/discogs/sync/progress"]
    {
        assert!(!story.get(path).await.text().await.unwrap().contains(&token), "{path}");
    }
    for file in walk(story.folder.path()) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(token.len()).any(|part| part == token.as_bytes()), "{}", file.display());
    }
    story.end().await;
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
