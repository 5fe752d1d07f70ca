//! What the collection would fetch: asked once a day at most, and never waited for.

use crate::harness::{Scene, Story};
use crate::schedule::{at_its_own_time, choose, next_sync};
use serde_json::{Value, json};
use sillon_fakes::{Act, On, World};
use std::sync::atomic::Ordering;

const VALUE: &str = "/users/odile.sillon/collection/value";
const HOUR: i64 = 3_600_000;

fn asked(story: &Story) -> usize {
    story.journal().all().iter().filter(|call| call.path.ends_with("/collection/value")).count()
}

async fn statistics(story: &Story) -> String {
    let page = story.get("/stats").await.text().await.unwrap();
    story.sillon().engine.appraised().await;
    page
}

#[tokio::test]
async fn the_page_of_statistics_asks_once_a_day_and_does_not_wait() {
    let story = Story::of(World::invent(311, 120)).await;
    statistics(&story).await;
    assert_eq!(asked(&story), 0, "an empty collection is worth no question");
    story.sync().await;
    assert_eq!(story.json("/api/v1/collection/stats").await["value"], Value::Null);
    let gate = story.script().hold(On::path("discogs", VALUE));
    let first = story.get("/stats").await.text().await.unwrap();
    assert!(first.contains("id=\"value\"") && !first.contains("1,064"), "{first}");
    gate.wait_for(1).await;
    story.get("/stats").await;
    gate.open();
    story.sillon().engine.appraised().await;
    statistics(&story).await;
    assert_eq!(asked(&story), 1);
    let value = &story.json("/api/v1/collection/stats").await["value"];
    assert_eq!(
        (&value["currency"], &value["minimum"], &value["median"]),
        (&json!("EUR"), &json!(1064.4), &json!(2043.6))
    );
    assert_eq!(value["history"].as_array().unwrap().len(), 1);
    let page = statistics(&story).await;
    assert!(page.contains("2\u{202f}044\u{a0}€") || page.contains("€2,044"), "{page}");
    story.end().await;
}

#[tokio::test]
async fn a_refusal_is_quiet_and_not_repeated() {
    let story = Story::of(World::invent(312, 30)).await;
    story.sync().await;
    story.script().act(On::path("discogs", VALUE), Act::discogs_error(403));
    statistics(&story).await;
    let page = statistics(&story).await;
    assert_eq!(asked(&story), 1);
    assert!(page.contains("Discogs ne l’a pas dit.") || page.contains("Discogs did not tell."), "{page}");
    assert_eq!(story.json("/api/v1/collection/stats").await["value"], Value::Null);
    story.end().await;
}

#[tokio::test]
async fn without_a_token_nobody_is_asked() {
    let mut scene = Scene::of(World::invent(313, 30).owner(false).named("disquaire"));
    scene.token = false;
    scene.more.push(("discogs_username", "disquaire".to_owned()));
    let story = scene.begin().await;
    story.sync().await;
    let page = statistics(&story).await;
    assert!(page.contains("id=\"value\""));
    assert_eq!(asked(&story), 0);
    story.end().await;
}

#[tokio::test]
async fn another_day_is_another_question_and_an_hour_ends_a_refusal() {
    let (story, now) = at_its_own_time(World::invent(314, 30)).await;
    let by_hand = story.sync().await;
    statistics(&story).await;
    now.fetch_add(12 * HOUR - 1, Ordering::Relaxed);
    statistics(&story).await;
    assert_eq!(asked(&story), 1, "the same day, until midnight UTC");
    now.fetch_add(1, Ordering::Relaxed);
    story.script().act(On::path("discogs", VALUE).times(1), Act::discogs_error(403));
    statistics(&story).await;
    now.fetch_add(HOUR - 1, Ordering::Relaxed);
    statistics(&story).await;
    assert_eq!(asked(&story), 2);
    now.fetch_add(1, Ordering::Relaxed);
    statistics(&story).await;
    assert_eq!(asked(&story), 3);
    let value = story.json("/api/v1/collection/stats").await["value"].clone();
    assert_eq!((&value["day"], value["history"].as_array().unwrap().len()), (&json!("2026-11-23"), 2));
    assert!(statistics(&story).await.contains("<polyline class=\"median\""));

    choose(&story, json!({"sync": {"when": "daily", "hour": 4}})).await;
    now.fetch_add(24 * HOUR, Ordering::Relaxed);
    next_sync(&story, &by_hand).await;
    story.sillon().engine.appraised().await;
    let value = story.json("/api/v1/collection/stats").await["value"].clone();
    assert_eq!(value["day"], "2026-11-24", "a daily sync keeps the line going");
    story.end().await;
}
