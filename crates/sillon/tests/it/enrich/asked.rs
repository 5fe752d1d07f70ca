//! Requests that come while something else is at work: they wait, or are taken into the run at work, and all is done at the end.

use super::ends::assert_adds_up;
use super::{row, synced};
use crate::harness::{Scene, Story};
use reqwest::Response;
use serde_json::{Value, json};
use sillon_core::enrich::Facet;
use sillon_core::id::AccountId;
use sillon_core::job::JobKind;
use sillon_core::progress::{Progress, Status};
use sillon_fakes::{Act, On, World};
use std::time::Duration;

const ENRICH: &str = "/api/v1/services/ai/enrich-all";
const SYNC: &str = "/api/v1/services/discogs/sync";
const WANTLIST: &str = "/api/v1/services/discogs/wantlist/sync";

fn scene(seed: u64, albums: usize) -> Scene {
    let mut scene = Scene::of(World::invent(seed, albums));
    (scene.spotify, scene.ai) = (true, true);
    scene.fakes.rate_limit = 100_000;
    scene.fakes.widest_picture = 64;
    scene.more.push(("discogs_per_minute", "100000".to_owned()));
    scene
}

async fn accepted(response: Response) -> Value {
    let status = response.status();
    let answer: Value = response.json().await.unwrap();
    assert_eq!(status, 202, "{answer}");
    answer
}

async fn wait_for(story: &Story, status: Status) -> Progress {
    let mut watch = story.sillon().engine.watch_enrichment();
    watch.wait_for(|progress| progress.status == status).await.unwrap().clone()
}

async fn described(story: &Story) -> usize {
    story.albums().await.iter().filter(|album| !album["ai_info"].is_null()).count()
}

#[tokio::test]
async fn the_four_lines_pasted_one_after_the_other_do_what_they_say() {
    let story = scene(161, 60).begin().await;
    let sync = accepted(story.post(SYNC).await).await;
    let first = accepted(story.post(&format!("{ENRICH}?limit=10")).await).await;
    let all = accepted(story.post(ENRICH).await).await;
    assert_eq!((&first["status"], &all["status"]), (&json!("started"), &json!("widened")));
    assert!(first["message"].as_str().unwrap().contains("sync"), "{first}");
    assert_eq!(first["job_id"], all["job_id"]);
    assert_ne!(first["job_id"], sync["job_id"]);
    let progress = story.end_of_enrichment().await;
    assert_eq!(progress.status, Status::Completed, "{progress:?}");
    assert_adds_up(&progress);
    assert_eq!(row(&progress, Facet::Details).total, 60);
    super::matrix::links_at_rest(&story).await;
    for (facet, coverage) in super::matrix::coverage(&story).await {
        assert_eq!(coverage.found + coverage.absent, coverage.of, "{facet:?} {coverage:?}");
    }
    assert!(described(&story).await > 50);
    story.end().await;
}

#[tokio::test]
async fn it_waits_for_a_sync_that_is_at_work_over_a_restart_and_says_so() {
    let mut story = scene(162, 230).begin().await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2"));
    accepted(story.post(SYNC).await).await;
    gate.wait_for(1).await;
    accepted(story.post(&format!("{ENRICH}?limit=5&only=details")).await).await;
    wait_for(&story, Status::Waiting).await;
    let document = story.json(&format!("{ENRICH}/progress")).await;
    assert_eq!((&document["status"], &document["waiting"]["reason"]), (&json!("waiting"), &json!("sync")));
    for (language, said) in
        [("en", "Waiting for the sync to end"), ("fr", "En attente de la fin de la synchronisation")]
    {
        for path in ["/settings/enrichment", "/"] {
            let page = story.client.get(story.url(path)).header("accept-language", language).send().await.unwrap();
            assert!(page.text().await.unwrap().contains(said), "{path} {language}");
        }
    }
    assert_eq!(story.journal().calls_to("discogs", "/releases/"), 0);
    story.stop().await;
    story.start().await;
    wait_for(&story, Status::Waiting).await;
    gate.open();
    let progress = story.end_of_enrichment().await;
    assert_eq!((progress.status, row(&progress, Facet::Details).found), (Status::Completed, 5), "{progress:?}");
    assert_eq!((progress.total, progress.waits_for), (5, None));
    assert_adds_up(&progress);
    assert_eq!(story.sillon().engine.sync_progress().status, Status::Completed);
    story.end().await;
}

#[tokio::test]
async fn it_can_be_cancelled_while_it_waits_and_a_sync_that_is_stopped_lets_it_go_on() {
    let story = scene(163, 230).begin().await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2"));
    accepted(story.post(SYNC).await).await;
    gate.wait_for(1).await;
    accepted(story.post(&format!("{ENRICH}?only=details")).await).await;
    wait_for(&story, Status::Waiting).await;
    accepted(story.post(&format!("{ENRICH}/cancel")).await).await;
    let cancelled = story.end_of_enrichment().await;
    assert_eq!((cancelled.status, cancelled.total), (Status::Cancelled, 0));
    accepted(story.post(&format!("{ENRICH}?only=details")).await).await;
    wait_for(&story, Status::Waiting).await;
    accepted(story.post(&format!("{SYNC}/cancel")).await).await;
    gate.open();
    let progress = story.end_of_enrichment().await;
    let (albums, details) = (story.albums().await.len() as u64, row(&progress, Facet::Details));
    assert_eq!((progress.status, details.found), (Status::Completed, albums), "what is there is filled in");
    story.end().await;
}

#[tokio::test]
async fn a_sync_that_fails_lets_it_go_on_with_what_is_there() {
    let story = scene(164, 230).begin().await;
    story.script().act(On::path("discogs", "/users/").query("page=2"), Act::html(503));
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2").nth(1));
    accepted(story.post(SYNC).await).await;
    gate.wait_for(1).await;
    accepted(story.post(&format!("{ENRICH}?only=covers")).await).await;
    wait_for(&story, Status::Waiting).await;
    gate.open();
    let progress = story.end_of_enrichment().await;
    assert_eq!(story.sillon().engine.sync_progress().status, Status::Error);
    assert!(row(&progress, Facet::Covers).found > 80, "{progress:?}");
    assert_adds_up(&progress);
    story.end().await;
}

#[tokio::test]
async fn it_waits_for_the_wantlist_and_an_album_that_is_named_waits_for_nothing() {
    let story = synced(165, 8).await;
    let (store, account) = (&story.sillon().store, AccountId::FIRST);
    assert_eq!(store.reader().collection_job(account).await.unwrap(), None);
    let gate = story.script().hold(On::path("discogs", "/users/"));
    accepted(story.post(WANTLIST).await).await;
    gate.wait_for(1).await;
    assert_eq!(store.reader().collection_job(account).await.unwrap(), Some(JobKind::Wantlist));
    accepted(story.post(&format!("{ENRICH}?only=details")).await).await;
    assert_eq!(wait_for(&story, Status::Waiting).await.waits_for, Some(JobKind::Wantlist));
    // An album that is named waits for nothing.
    let album = story.albums().await[0]["id"].as_i64().unwrap();
    let named = accepted(story.post(&format!("/api/v1/services/ai/enrich-album/{album}")).await).await;
    assert_eq!(named["status"], "widened");
    story.journal().wait_until(|calls| calls.iter().any(|call| call.path == format!("/releases/{album}"))).await;
    gate.open();
    assert_eq!(row(&story.end_of_enrichment().await, Facet::Details).found, 8);
    story.end().await;
}

#[tokio::test]
async fn what_asks_for_more_is_taken_and_what_adds_nothing_is_refused() {
    let story = synced(166, 40).await;
    let gate = story.script().hold(On::path("discogs", "/releases/"));
    let first = accepted(story.post(&format!("{ENRICH}?limit=3&only=details")).await).await;
    gate.wait_for(1).await;
    for nothing_new in ["?limit=3&only=details", "?limit=1&only=details"] {
        let refused = story.post(&format!("{ENRICH}{nothing_new}")).await;
        assert_eq!(refused.status(), 409);
        let refused: Value = refused.json().await.unwrap();
        assert_eq!((&refused["code"], &refused["job_id"]), (&json!("enrichment_running"), &first["job_id"]));
    }
    for more in ["?limit=10&only=details", "?limit=4&only=covers", "?limit=6&only=covers", "?limit=2&only=descriptions"]
    {
        let taken = accepted(story.post(&format!("{ENRICH}{more}")).await).await;
        assert_eq!((&taken["status"], &taken["job_id"]), (&json!("widened"), &first["job_id"]), "{more}");
    }
    gate.open();
    let progress = story.end_of_enrichment().await;
    assert_eq!(progress.status, Status::Completed);
    assert_adds_up(&progress);
    assert_eq!(row(&progress, Facet::Details).found, 10, "the limits are not added up");
    assert_eq!(row(&progress, Facet::Descriptions).total, 2);
    let covers = row(&progress, Facet::Covers);
    assert!((6..=30).contains(&covers.total), "six albums and their artists: {covers:?}");
    assert_eq!(story.json("/api/v1/services/status").await["jobs"]["enrichment"]["status"], "completed");
    story.end().await;
}

#[tokio::test]
async fn an_album_that_is_named_goes_before_the_run_at_work_and_a_cancel_ends_all() {
    let story = synced(167, 40).await;
    let gate = story.script().hold(On::path("ai", "/chat").from(3));
    accepted(story.post(&format!("{ENRICH}?only=descriptions")).await).await;
    gate.wait_for(1).await;
    let oldest = story.albums().await.into_iter().min_by_key(|album| album["added_at"].as_str().unwrap().to_owned());
    let oldest = oldest.unwrap()["id"].as_i64().unwrap();
    let form = story.client.post(story.url(&format!("/albums/{oldest}/description"))).form(&[("act", "again")]);
    let pressed = form.send().await.unwrap();
    assert_eq!(pressed.headers()["location"], format!("/albums/{oldest}?notice=started#description"));
    // The run at work looks four times a second for what was named, and is held until it has.
    tokio::time::sleep(Duration::from_secs(2)).await;
    gate.open();
    let written = || async { !story.json(&format!("/api/v1/collection/albums/{oldest}")).await["ai_info"].is_null() };
    while !written().await {
        tokio::task::yield_now().await;
    }
    assert!(described(&story).await < 35, "it did not wait for its turn");
    accepted(story.post(&format!("{ENRICH}/cancel")).await).await;
    let progress = story.end_of_enrichment().await;
    assert!(matches!(progress.status, Status::Cancelled | Status::Completed), "{progress:?}");
    assert_adds_up(&progress);
    story.end().await;
}

#[tokio::test]
async fn a_request_that_comes_as_a_run_ends_is_never_lost() {
    let story = synced(168, 12).await;
    for _ in 0..4 {
        for album in story.albums().await.iter().take(6) {
            let id = album["id"].as_i64().unwrap();
            // A request for an album that is waiting already adds nothing, and is told so.
            let answer = story.post(&format!("/api/v1/services/ai/enrich-album/{id}")).await;
            assert!(matches!(answer.status().as_u16(), 202 | 409), "{}", answer.status());
        }
    }
    accepted(story.post(ENRICH).await).await;
    let progress = story.end_of_enrichment().await;
    assert_eq!(progress.status, Status::Completed, "{progress:?}");
    for (facet, coverage) in super::matrix::coverage(&story).await {
        assert_eq!(coverage.found + coverage.absent, coverage.of, "{facet:?} {coverage:?}");
    }
    story.end().await;
}
