use std::time::Duration;

use serde_json::json;
use sillon_fakes::{Act, Fakes, FakesConfig, On, World};

use crate::http::{discogs, listing, send, try_discogs};

fn fakes() -> Fakes {
    Fakes::start(FakesConfig::of(World::invent(1, 150))).unwrap()
}

const IDENTITY: &str = "/oauth/identity";

fn identity() -> On {
    On::path("discogs", IDENTITY)
}

#[tokio::test]
async fn only_the_nth_call_goes_wrong() {
    let fakes = fakes();
    fakes.script().act(identity().nth(2), Act::discogs_error(500));
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(discogs(&fakes, IDENTITY).await.status);
    }
    assert_eq!(seen, [200, 500, 200]);
    assert_eq!(discogs(&fakes, &listing(&fakes, "")).await.status, 200);
}

#[tokio::test]
async fn rules_count_from_when_they_are_given_and_by_query() {
    let fakes = fakes();
    let second_page = On::path("discogs", "/users/").query("page=2").times(1);
    fakes.script().act(second_page, Act::too_many(Some(7)));
    assert_eq!(discogs(&fakes, &listing(&fakes, "page=1")).await.status, 200);
    let refused = discogs(&fakes, &listing(&fakes, "page=2")).await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("7")));
    assert_eq!(discogs(&fakes, &listing(&fakes, "page=2")).await.status, 200);
    fakes.script().act(On::service("discogs").from(2), Act::html(403));
    assert_eq!(discogs(&fakes, IDENTITY).await.status, 200);
    let html = discogs(&fakes, IDENTITY).await;
    assert_eq!((html.status, html.header("content-type")), (403, Some("text/html; charset=UTF-8")));
    fakes.script().clear();
    assert_eq!(discogs(&fakes, IDENTITY).await.status, 200);
}

#[tokio::test]
async fn a_reset_is_a_reset() {
    let fakes = fakes();
    fakes.script().act(identity().times(1), Act::Reset);
    assert!(try_discogs(&fakes, IDENTITY).await.is_err());
    assert_eq!(discogs(&fakes, IDENTITY).await.status, 200);
}

#[tokio::test]
async fn bodies_are_spoilt_in_every_way() {
    let fakes = fakes();
    let spoilt = async |act| {
        fakes.script().clear();
        fakes.script().act(identity(), act);
        discogs(&fakes, IDENTITY).await
    };
    let parses = |body: &[u8]| serde_json::from_slice::<serde_json::Value>(body).is_ok();
    let whole = spoilt(Act::none_remaining()).await;
    assert!(parses(&whole.body) && whole.whole());
    assert_eq!(whole.header("x-discogs-ratelimit-remaining"), Some("0"));

    let cut = spoilt(Act::Truncate).await;
    assert!(!parses(&cut.body) && cut.whole() && !cut.body.is_empty());
    let broken = spoilt(Act::Break).await;
    assert!(!broken.whole());
    assert!(spoilt(Act::Empty).await.body.is_empty());
    assert!(std::str::from_utf8(&spoilt(Act::InvalidUtf8).await.body).is_err());
    let typed = spoilt(Act::ContentType("text/html".to_owned())).await;
    assert_eq!(typed.header("content-type"), Some("text/html"));
    let rewritten = spoilt(Act::rewrite(|value| *value = json!(["not", "an", "object"]))).await;
    assert!(rewritten.json().is_array());
    let dripped = spoilt(Act::Drip { bytes: 40, every: Duration::from_millis(1) }).await;
    assert_eq!(dripped.body, whole.body);
    let looped = spoilt(Act::RedirectLoop).await;
    assert_eq!((looped.status, looped.header("location")), (302, Some("/discogs/oauth/identity")));
    let huge = spoilt(Act::Huge(50 << 20)).await;
    assert!(huge.body.len() > 50 << 20);
}

#[tokio::test]
async fn the_world_changes_just_before_a_call() {
    let fakes = fakes();
    let before = discogs(&fakes, &listing(&fakes, "per_page=100&page=1")).await.json();
    let second = On::path("discogs", "/users/").query("page=2").nth(1);
    fakes.script().change(second, |world| {
        world.add_newest();
    });
    let after = discogs(&fakes, &listing(&fakes, "per_page=100&page=2")).await.json();
    assert_eq!(after["pagination"]["items"], 151);
    assert_eq!(after["releases"][0]["instance_id"], before["releases"][99]["instance_id"]);
}

#[tokio::test]
async fn a_gate_holds_until_it_is_opened() {
    let fakes = fakes();
    let gate = fakes.script().hold(identity());
    let url = format!("{}{IDENTITY}", fakes.discogs_url());
    let held = tokio::spawn(async move { send("GET", &url, &[("user-agent", "x/1")], "").await.unwrap().status });
    gate.wait_for(1).await;
    assert_eq!(fakes.journal().of("discogs")[0].status, None);
    assert!(!held.is_finished());
    gate.open();
    assert_eq!(held.await.unwrap(), 401);
    fakes.journal().wait_until(|calls| calls[0].status == Some(401)).await;
}

#[tokio::test]
async fn a_hanging_call_hangs() {
    let fakes = fakes();
    fakes.script().act(identity(), Act::Hang);
    let url = format!("{}{IDENTITY}", fakes.discogs_url());
    let hanging = tokio::spawn(async move { send("GET", &url, &[("user-agent", "x/1")], "").await });
    fakes.journal().wait_for("discogs", 1).await;
    assert!(!hanging.is_finished());
    drop(fakes);
    assert!(hanging.await.unwrap().is_err());
}
