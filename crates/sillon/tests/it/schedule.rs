//! Work that starts by itself, by a clock that the story sets.

use crate::harness::{Scene, Story};
use reqwest::Response;
use serde_json::{Value, json};
use sillon_core::id::AccountId;
use sillon_core::progress::{Progress, Status};
use sillon_engine::Clock;
use sillon_fakes::{On, World};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const PATH: &str = "/api/v1/schedule";
const DAY: i64 = 24 * 3_600_000;

/// A program that takes the time of day from the story.
pub(crate) async fn at_its_own_time(world: World) -> (Story, Arc<AtomicI64>) {
    // 2026-11-22, 12:00 UTC.
    let now = Arc::new(AtomicI64::new(1_795_348_800_000));
    let told = now.clone();
    let mut scene = Scene::of(world);
    scene.pace.clock = Clock::from_fn(move || told.load(Ordering::Relaxed));
    (scene.begin().await, now)
}

pub(crate) async fn choose(story: &Story, document: Value) -> Response {
    story.client.put(story.url(PATH)).json(&document).send().await.unwrap()
}

/// Waits for the end of a sync other than this one.
pub(crate) async fn next_sync(story: &Story, before: &Progress) -> Progress {
    let mut watch = story.sillon().engine.watch_sync();
    let is_next = |progress: &Progress| progress.job_id != before.job_id && !progress.status.is_active();
    watch.wait_for(is_next).await.unwrap().clone()
}

#[tokio::test]
async fn a_daily_sync_starts_once_a_day_and_makes_up_for_one_missed_start() {
    let (mut story, now) = at_its_own_time(World::invent(141, 12)).await;
    let by_hand = story.sync().await;
    let kept = choose(&story, json!({"sync": {"when": "daily", "hour": 4}})).await;
    assert_eq!(kept.status(), 200);
    let kept: Value = kept.json().await.unwrap();
    assert_eq!((&kept["sync"], &kept["enrichment"]["when"]), (&json!({"when": "daily", "hour": 4}), &json!("off")));
    assert!(!kept["time_zone"].as_str().unwrap().is_empty());

    now.fetch_add(DAY, Ordering::Relaxed);
    let first = next_sync(&story, &by_hand).await;
    assert_eq!((first.status, first.skipped), (Status::Completed, 12));

    story.stop().await;
    now.fetch_add(5 * DAY, Ordering::Relaxed);
    story.start().await;
    let second = next_sync(&story, &first).await;
    assert_eq!(second.status, Status::Completed);
    assert_eq!(story.json(PATH).await, kept, "it survives a restart");

    // A day later the next comes: had the missed ones come too, there were more.
    now.fetch_add(DAY, Ordering::Relaxed);
    next_sync(&story, &second).await;
    assert_eq!(story.json("/api/v1/syncs").await["total"], 4);
    story.end().await;
}

#[tokio::test]
async fn a_scheduled_sync_that_another_person_s_token_stopped_is_shown_with_its_time() {
    let (story, now) = at_its_own_time(World::invent(143, 12)).await;
    let by_hand = story.sync().await;
    choose(&story, json!({"sync": {"when": "daily", "hour": 4}})).await;
    let store = story.sillon().store.clone();
    let kept = r#"{"id":1,"username":"collector"}"#;
    store.set_setting(AccountId::FIRST, "discogs.account", Some(kept), 1).await.unwrap();
    let settings = async |language: &str| {
        let page = story.client.get(story.url("/settings")).header("accept-language", language).send().await.unwrap();
        page.text().await.unwrap()
    };
    let asked = settings("en").await;
    assert!(asked.contains("name=\"confirm\"") && !asked.contains("The sync scheduled for"), "{asked}");

    now.fetch_add(DAY, Ordering::Relaxed);
    while store.setting(AccountId::FIRST, "schedule.sync.refused").await.unwrap().is_none() {
        tokio::task::yield_now().await;
    }
    let said = settings("en").await;
    assert!(said.contains("The sync scheduled for ") && said.contains("was not started for this reason"), "{said}");
    let said = settings("fr").await;
    assert!(said.contains("La synchronisation planifiée du 23 novembre 2026"), "{said}");
    assert_eq!(story.json("/api/v1/syncs").await["total"], 1, "no run began");

    let form = format!("confirm={}", story.fakes.username());
    assert_eq!(story.form("/settings/discogs/sync", form.leak()).await.status(), 303);
    let confirmed = next_sync(&story, &by_hand).await;
    assert_eq!(confirmed.status, Status::Completed);
    assert!(!settings("en").await.contains("The sync scheduled for"), "there is no question any more");
    now.fetch_add(DAY, Ordering::Relaxed);
    assert_eq!(next_sync(&story, &confirmed).await.status, Status::Completed);
    assert_eq!(store.setting(AccountId::FIRST, "schedule.sync.refused").await.unwrap(), None, "and none is left");
    story.end().await;
}

#[tokio::test]
async fn a_start_that_finds_a_sync_running_is_content_with_it() {
    let (story, now) = at_its_own_time(World::invent(142, 230)).await;
    choose(&story, json!({"sync": {"when": "daily", "hour": 4}})).await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2"));
    assert_eq!(story.post("/api/v1/services/discogs/sync").await.status(), 202);
    gate.wait_for(1).await;
    now.fetch_add(DAY, Ordering::Relaxed);
    served(&story).await;
    gate.open();
    let only = story.end_of_sync().await;
    now.fetch_add(DAY, Ordering::Relaxed);
    next_sync(&story, &only).await;
    assert_eq!(story.json("/api/v1/syncs").await["total"], 2);
    story.end().await;
}

/// Waits until the schedule has dealt with the day, by asking for what it keeps.
async fn served(story: &Story) {
    let account = sillon_core::id::AccountId::FIRST;
    let before = story.sillon().store.setting(account, "schedule.sync.day").await.unwrap();
    while story.sillon().store.setting(account, "schedule.sync.day").await.unwrap() == before {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_enrichment_follows_a_sync_that_added_albums() {
    let (story, _) = at_its_own_time(World::invent(143, 6)).await;
    story.sync().await;
    assert_eq!(choose(&story, json!({"enrichment": {"when": "after_sync"}})).await.status(), 200);
    let nothing_new = story.sync().await;
    assert_eq!(nothing_new.synced, 0);
    assert_eq!(story.json("/api/v1/services/ai/enrich-all/progress").await["status"], "idle");
    let added = story.fakes.world().with(World::add_newest);
    assert_eq!(story.sync().await.synced, 1);
    let mut watch = story.sillon().engine.watch_enrichment();
    watch.wait_for(|progress| progress.status == Status::Completed).await.unwrap();
    drop(watch);
    let copies = story.details().await;
    assert!(copies.iter().all(|album| album["tracks"] != json!([])), "all were filled in, {added} too");
    story.end().await;
}

#[tokio::test]
async fn a_bad_value_is_named() {
    let story = Story::of(World::invent(144, 3)).await;
    for (document, name) in [
        (json!({"sync": {"when": "after_sync"}}), "sync.when"),
        (json!({"sync": {"when": "weekly"}}), "sync.when"),
        (json!({"enrichment": {"when": 3}}), "enrichment.when"),
        (json!({"enrichment": {"when": "daily", "hour": 24}}), "enrichment.hour"),
        (json!({"sync": {"hour": "-1"}}), "sync.hour"),
        (json!({"sync": {"hour": 4.5}}), "sync.hour"),
    ] {
        let refused = choose(&story, document).await;
        assert_eq!(refused.status(), 422);
        let refused: Value = refused.json().await.unwrap();
        assert_eq!((&refused["code"], &refused["parameter"]), (&json!("invalid_parameter"), &json!(name)));
    }
    assert_eq!(choose(&story, json!({"reminder": {}})).await.status(), 422);
    assert_eq!(story.json(PATH).await["sync"], json!({"when": "off", "hour": 4}));
    story.end().await;
}

#[tokio::test]
async fn it_is_chosen_on_the_pages_without_a_script() {
    let story = Story::of(World::invent(145, 3)).await;
    for (of, when, page) in [("sync", "daily", "/settings"), ("enrichment", "after_sync", "/settings/enrichment")] {
        let form = story.client.post(story.url("/settings/schedule"));
        let chosen = form.form(&[("of", of), ("when", when), ("hour", "21")]).send().await.unwrap();
        assert_eq!(chosen.status(), 303);
        assert!(chosen.headers()["location"].to_str().unwrap().starts_with(&format!("{page}?notice=scheduled#")));
        let html = story.get(page).await.text().await.unwrap();
        let chosen = |value: &str| html.contains(&format!("<option value=\"{value}\" selected>"));
        assert!(chosen(when) && chosen("21"), "{html}");
    }
    let kept = story.json(PATH).await;
    assert_eq!((&kept["sync"]["hour"], &kept["enrichment"]["when"]), (&json!(21), &json!("after_sync")));
    let odd = story.client.post(story.url("/settings/schedule"));
    let odd = odd.form(&[("of", "sync"), ("when", "after_sync"), ("hour", "4")]).send().await.unwrap();
    assert_eq!(odd.status(), 422);
    story.end().await;
}
