//! What goes wrong, and what is made of it.

use crate::support::{Scene, discogs, gate, quick};
use rstest::rstest;
use sillon_clients::ClientError;
use sillon_clients::http::HttpConfig;
use sillon_core::collection::Page;
use sillon_core::progress::WaitReason;
use sillon_fakes::{Act, Fakes, FakesConfig, On};
use std::time::Duration;

async fn page(scene: &Scene) -> Result<Page, ClientError> {
    scene.discogs.fetch_collection_page(&scene.username(), 1).await
}

#[rstest]
#[case::reset(Act::Reset)]
#[case::html_for_an_answer(Act::html(200))]
#[case::html_403(Act::html(403))]
#[case::html_404(Act::html(404))]
#[case::html_503(Act::html(503))]
#[case::json_500(Act::discogs_error(500))]
#[case::truncated(Act::Truncate)]
#[case::broken_off(Act::Break)]
#[case::empty(Act::Empty)]
#[case::no_utf_8(Act::InvalidUtf8)]
#[case::refused_for_the_rate(Act::too_many(Some(0)))]
#[tokio::test]
async fn what_may_pass_is_tried_again(#[case] act: Act) {
    let scene = Scene::set();
    scene.fakes.script().act(On::service("discogs").times(2), act);
    assert_eq!(page(&scene).await.unwrap().found.len(), 100);
    assert_eq!((scene.fakes.journal().calls("discogs"), scene.gate.calls()), (3, 3));
}

#[rstest]
#[case::reset(Act::Reset)]
#[case::html(Act::html(503))]
#[case::truncated(Act::Truncate)]
#[tokio::test]
async fn what_does_not_pass_is_told_after_five_attempts(#[case] act: Act) {
    let scene = Scene::set();
    scene.fakes.script().act(On::service("discogs"), act);
    let error = page(&scene).await.unwrap_err();
    assert!(matches!(error, ClientError::Transient(_)), "{error:?}");
    assert_eq!(scene.fakes.journal().calls("discogs"), 5);
    assert!(scene.gate.is_open());
    scene.fakes.script().clear();
    assert!(page(&scene).await.is_ok(), "an open breaker does not keep Discogs from being asked");
    assert!(!scene.gate.is_open());
}

#[rstest]
#[case::unauthorized(Act::discogs_error(401), ClientError::Unauthorized)]
#[case::not_found(Act::discogs_error(404), ClientError::NotFound)]
#[case::forbidden(
    Act::json(403, serde_json::json!({"message": "Private."})),
    ClientError::Forbidden { message: "Private.".to_owned() }
)]
#[case::unprocessable(
    Act::json(422, serde_json::json!({"message": "No such sort."})),
    ClientError::Rejected { status: 422, message: "No such sort.".to_owned() }
)]
#[case::endless(Act::Huge(1 << 50), ClientError::TooLarge { limit: 16 << 20 })]
#[case::redirected(
    Act::RedirectLoop,
    ClientError::Rejected { status: 302, message: "redirections are not followed".to_owned() }
)]
#[tokio::test]
async fn what_cannot_pass_is_told_at_once(#[case] act: Act, #[case] expected: ClientError) {
    let scene = Scene::set();
    scene.fakes.script().act(On::service("discogs"), act);
    assert_eq!(page(&scene).await.unwrap_err(), expected);
    assert_eq!(scene.fakes.journal().calls("discogs"), 1);
}

#[tokio::test]
async fn a_wrong_shape_is_told_at_once_with_its_place() {
    let scene = Scene::set();
    let spoil = Act::rewrite(|page| page["pagination"]["items"] = serde_json::Value::Null);
    scene.fakes.script().act(On::service("discogs"), spoil);
    let error = page(&scene).await.unwrap_err();
    assert!(matches!(&error, ClientError::Decode { path, .. } if path == "pagination.items"), "{error:?}");
    assert_eq!(scene.fakes.journal().calls("discogs"), 1);
}

#[tokio::test]
async fn a_large_page_announced_as_such_is_not_read() {
    let scene = Scene::with(FakesConfig::default(), HttpConfig { max_body: 1000, ..quick() }, gate());
    assert_eq!(page(&scene).await.unwrap_err(), ClientError::TooLarge { limit: 1000 });
}

#[tokio::test]
async fn no_answer_is_given_up_and_asked_for_again() {
    let http = HttpConfig { timeout: Duration::from_millis(400), ..quick() };
    let scene = Scene::with(FakesConfig::default(), http, gate());
    scene.fakes.script().act(On::service("discogs").nth(1), Act::Hang);
    assert_eq!(page(&scene).await.unwrap().found.len(), 100);
}

#[tokio::test]
async fn nobody_listening_is_told_without_an_address() {
    let scene = Scene::set();
    let gone = "http://127.0.0.1:1/secret-path".parse().unwrap();
    let http = sillon_clients::http::Http::new(quick());
    let discogs = sillon_clients::discogs::Discogs::new(http, scene.gate.clone(), gone, None);
    let error = discogs.fetch_identity().await.unwrap_err();
    let ClientError::Transient(reason) = error else { panic!("{error:?}") };
    assert!(reason.starts_with("could not connect") && !reason.contains("secret-path"), "{reason}");
}

#[tokio::test]
async fn the_token_follows_no_redirection_to_another_host() {
    let scene = Scene::set();
    let elsewhere = Fakes::start(FakesConfig::default()).unwrap();
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/oauth/identity", elsewhere.discogs_url());
        let headers = vec![("location".to_owned(), location)];
        let body = Vec::new().into();
        scene.fakes.script().act(On::service("discogs").nth(1), Act::Answer { status, headers, body });
        let error = scene.discogs.fetch_identity().await.unwrap_err();
        assert!(matches!(error, ClientError::Rejected { status: told, .. } if told == status), "{error:?}");
        scene.fakes.script().clear();
    }
    assert_eq!(elsewhere.journal().all().len(), 0);
}

#[tokio::test]
async fn a_pause_after_a_fault_is_shown_while_it_lasts() {
    let http = HttpConfig { backoff: Duration::from_secs(20), ..quick() };
    let scene = Scene::with(FakesConfig::default(), http, gate());
    scene.fakes.script().act(On::service("discogs"), Act::html(503));
    let mut wait = scene.gate.watch_wait();
    {
        let username = scene.username();
        let mut fetching = Box::pin(scene.discogs.fetch_collection_page(&username, 1));
        tokio::select! {
            outcome = &mut fetching => panic!("{outcome:?}"),
            changed = wait.changed() => changed.unwrap(),
        }
        assert_eq!(wait.borrow_and_update().unwrap().reason, WaitReason::Retry);
    }
    assert_eq!(*wait.borrow(), None, "given up, it is no longer waited for");
    assert_eq!(scene.fakes.journal().calls("discogs"), 1);
}

#[tokio::test]
async fn what_is_somebody_elses_is_refused_plainly() {
    let scene = Scene::with(FakesConfig { auth_required: true, ..FakesConfig::default() }, quick(), gate());
    let nobody = discogs(&scene.fakes, quick(), &scene.gate, None);
    let username = scene.username();
    for error in [
        nobody.fetch_folders(&username).await.unwrap_err(),
        nobody.fetch_fields(&username).await.unwrap_err(),
        nobody.fetch_collection_page(&username, 1).await.unwrap_err(),
    ] {
        assert!(matches!(error, ClientError::Unauthorized | ClientError::Forbidden { .. }), "{error:?}");
    }
}
