//! Backups, as people and scripts make them and put them back, while the program goes on.

mod command;

use crate::exchange::{FILE, file};
use crate::harness::{Scene, Story};
use crate::schedule::{at_its_own_time, choose};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sillon_core::id::AccountId;
use sillon_core::progress::Status;
use sillon_fakes::{On, World};
use std::sync::atomic::Ordering;

const DAY: i64 = 24 * 3_600_000;

async fn make(story: &Story) -> Value {
    let made = story.post("/api/v1/backups").await;
    assert_eq!(made.status(), StatusCode::CREATED, "{}", made.text().await.unwrap());
    made.json().await.unwrap()
}

async fn restore(story: &Story, id: &str) -> Value {
    let restored = story.post(&format!("/api/v1/backups/{id}/restore")).await;
    assert_eq!(restored.status(), StatusCode::OK, "{}", restored.text().await.unwrap());
    restored.json().await.unwrap()
}

async fn listed(story: &Story) -> Vec<Value> {
    story.json("/api/v1/backups").await["items"].as_array().unwrap().clone()
}

async fn reasons(story: &Story) -> Vec<String> {
    listed(story).await.iter().map(|backup| backup["reason"].as_str().unwrap().to_owned()).collect()
}

fn is_of(backup: &Value, day: &str) -> bool {
    backup["made_at"].as_str().unwrap().starts_with(day)
}

/// Waits until the schedule has found that there is nothing to back up yet.
async fn looked_at(story: &Story) {
    while story.sillon().store.setting(AccountId::FIRST, "schedule.backup.day").await.unwrap().is_none() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn what_was_comes_back_and_what_is_can_come_back_too() {
    let story = Story::of(World::invent(401, 30)).await;
    let first = story.sync().await;
    let (before, index) = (story.details().await, story.get("/shop/index").await);
    let backup = make(&story).await;
    assert_eq!(
        (&backup["reason"], &backup["checked"], &backup["copies"]),
        (&json!("manual"), &json!(true), &json!(30))
    );
    story.fakes.world().with(World::add_newest);
    assert_eq!(story.sync().await.copies_added + story.sync().await.skipped, 31);
    let after = story.details().await;
    assert_ne!(after, before);

    let id = backup["id"].as_str().unwrap();
    let restored = restore(&story, id).await;
    assert_eq!(restored["checksum"], backup["checksum"], "what was put back is what the backup holds");
    assert_eq!(story.details().await, before);
    assert_eq!(story.json("/api/v1/collection/stats").await["copies"], 30);
    let progress = story.json("/api/v1/services/discogs/sync/progress").await;
    assert_eq!(progress["job_id"], first.job_id.unwrap().0, "the last run is the one that was last then");
    let tag = index.headers()["etag"].to_str().unwrap().to_owned();
    let index = story.client.get(story.url("/shop/index")).header("if-none-match", tag).send().await.unwrap();
    assert_eq!(index.status(), StatusCode::OK, "no browser keeps what is no longer so");

    let kept = restored["before"].as_str().unwrap();
    assert!(listed(&story).await.iter().any(|backup| backup["id"] == kept && backup["reason"] == "restore"));
    restore(&story, kept).await;
    assert_eq!(story.details().await, after);
    assert_eq!(story.sync().await.current, 31, "and work goes on");
    story.end().await;
}

#[tokio::test]
async fn a_backup_is_taken_away_by_its_key_alone_and_holds_secrets_only_sealed() {
    let mut scene = Scene::of(World::invent(402, 3));
    scene.token = false;
    let story = scene.begin().await;
    let token = story.fakes.token();
    let given = story.client.put(story.url("/api/v1/services/discogs/token")).json(&json!({"token": token}));
    assert_eq!(given.send().await.unwrap().status(), StatusCode::OK);
    story.sync().await;
    let backup = make(&story).await;
    let id = backup["id"].as_str().unwrap();
    let taken = story.get(&format!("/api/v1/backups/{id}/file")).await;
    assert!(taken.headers()["content-disposition"].to_str().unwrap().contains(id));
    let bytes = taken.bytes().await.unwrap();
    assert!(bytes.starts_with(b"SQLite format 3\0") && bytes.len() as u64 == backup["bytes"].as_u64().unwrap());
    let key = std::fs::read(story.folder.path().join("data/key")).unwrap();
    for secret in [token.as_bytes(), &key] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret), "no secret is in it in the clear");
    }
    for odd in ["..%2F..%2Fsillon.db", "sillon", "20261123T030000.000Z-daily-v10", "%2Fetc%2Fpasswd"] {
        let refused = story.get(&format!("/api/v1/backups/{odd}/file")).await;
        assert_eq!(refused.status(), StatusCode::NOT_FOUND, "{odd}");
        let refused = story.post(&format!("/api/v1/backups/{odd}/restore")).await;
        assert_eq!(refused.status(), StatusCode::NOT_FOUND, "{odd}");
    }
    // Put back, the token opens with the same key.
    restore(&story, id).await;
    assert_eq!(story.sync().await.status, Status::Completed);
    story.end().await;
}

#[tokio::test]
async fn nothing_is_put_back_while_a_job_is_at_work() {
    let story = Story::of(World::invent(403, 230)).await;
    let backup = make(&story).await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2"));
    story.post("/api/v1/services/discogs/sync").await;
    gate.wait_for(1).await;
    let path = format!("/api/v1/backups/{}/restore", backup["id"].as_str().unwrap());
    let refused = story.post(&path).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let refused: Value = refused.json().await.unwrap();
    assert_eq!(refused["code"], "job_running");
    assert!(!refused["hint"].as_str().unwrap().is_empty());
    assert_eq!(make(&story).await["checked"], true, "a backup can be made meanwhile");
    gate.open();
    assert_eq!(story.end_of_sync().await.current, 230);
    restore(&story, backup["id"].as_str().unwrap()).await;
    assert_eq!(story.albums().await.len(), 0);
    story.end().await;
}

#[tokio::test]
async fn a_day_has_its_backup_and_old_ones_go() {
    let (mut story, now) = at_its_own_time(World::invent(404, 5)).await;
    assert_eq!(story.json("/api/v1/schedule").await["backup"]["when"], "daily", "unless somebody says otherwise");
    looked_at(&story).await;
    assert_eq!(story.sync().await.current, 5);
    for days in 1..=8 {
        let newest = listed(&story).await.first().cloned();
        now.fetch_add(DAY, Ordering::Relaxed);
        while listed(&story).await.first().cloned() == newest {
            tokio::task::yield_now().await;
        }
        assert_eq!(reasons(&story).await, vec!["daily"; days.min(7)], "seven days are kept");
    }
    story.stop().await;
    now.fetch_add(5 * DAY, Ordering::Relaxed);
    story.start().await;
    while !is_of(&listed(&story).await[0], "2026-12-05") {
        tokio::task::yield_now().await;
    }
    assert!(is_of(&listed(&story).await[1], "2026-11-30"), "one is made up for, not five");
    assert_eq!(choose(&story, json!({"backup": {"when": "off"}})).await.status(), StatusCode::OK);
    assert_eq!(
        choose(&story, json!({"backup": {"when": "after_sync"}})).await.status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
    story.end().await;
}

#[tokio::test]
async fn an_import_is_undone_by_the_backup_that_was_made_before_it() {
    let story = Story::of(World::invent(405, 4)).await;
    looked_at(&story).await;
    story.sync().await;
    let before = story.details().await;
    assert_eq!(story.import(file(&FILE)).await.synced, 4);
    let backups = listed(&story).await;
    assert_eq!((backups.len(), &backups[0]["reason"], &backups[0]["copies"]), (1, &json!("import"), &json!(4)));
    restore(&story, backups[0]["id"].as_str().unwrap()).await;
    assert_eq!(story.details().await, before);
    let progress = story.json("/api/v1/collection/import/progress").await;
    assert_eq!(progress["status"], "cancelled", "the import does not wake up in what was put back");
    assert_eq!(story.import(file(&FILE)).await.synced, 4, "and can be done again");
    story.end().await;
}

#[tokio::test]
async fn the_page_lists_makes_and_puts_back() {
    let story = Story::of(World::invent(406, 6)).await;
    looked_at(&story).await;
    story.sync().await;
    let page = story.get("/settings/backups").await.text().await.unwrap();
    assert!(page.contains("Aucune sauvegarde jusqu’ici"), "{page}");
    let made = story.form("/settings/backups", "").await;
    assert_eq!(made.headers()["location"], "/settings/backups?notice=made");
    let page = story.get("/settings/backups?notice=made").await.text().await.unwrap();
    let id = listed(&story).await[0]["id"].as_str().unwrap().to_owned();
    for said in ["La sauvegarde est faite et vérifiée", "6 albums", "demandée", &format!("/api/v1/backups/{id}/file")]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let restored = story.form(&format!("/settings/backups/{id}/restore"), "").await;
    assert_eq!(restored.headers()["location"], "/settings/backups?notice=restored");
    let gone = story.form("/settings/backups/..%2Fsillon/restore", "").await;
    assert_eq!(gone.headers()["location"], "/settings/backups?notice=gone");
    assert!(story.get("/settings").await.text().await.unwrap().contains("href=\"/settings/backups\""));
    story.end().await;
}
