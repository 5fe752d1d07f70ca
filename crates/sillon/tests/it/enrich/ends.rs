//! How runs end: everything planned is in a counter, and what refused or comes late is said.

use super::{row, synced};
use crate::harness::{Scene, Story};
use serde_json::json;
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::ReleaseId;
use sillon_core::progress::{LeftReason, Progress, Service, Status};
use sillon_fakes::{Act, On, World};
use sqlx::Connection;

const ENRICH: &str = "/api/v1/services/ai/enrich-all";
const SYNC: &str = "/api/v1/services/discogs/sync";

pub(super) fn assert_adds_up(progress: &Progress) {
    for row in &progress.facets {
        assert_eq!(row.done() + row.left, row.total, "{row:?}");
        assert_eq!(row.left > 0, row.left_reason.is_some(), "{row:?}");
    }
    let counted = progress.synced + progress.skipped + progress.errors + progress.left;
    assert_eq!((progress.current, counted), (progress.total, progress.total), "{progress:?}");
    assert!((progress.percent_complete() - 100.0).abs() < f64::EPSILON, "{progress:?}");
}

#[tokio::test]
async fn a_service_that_refuses_everything_is_an_error_and_all_is_left_for_later() {
    let story = synced(169, 12).await;
    story.script().act(On::service("ai"), Act::chat_error_infomaniak(401, "not_authorized", "Authorization required"));
    let progress = story.enrich("?only=descriptions&limit=5").await;
    assert_eq!(progress.status, Status::Error);
    assert_eq!((progress.total, progress.left), (5, 5));
    assert_adds_up(&progress);
    assert_eq!(row(&progress, Facet::Descriptions).left_reason, Some(LeftReason::ServiceStopped));
    let document = story.json(&format!("{ENRICH}/progress")).await;
    assert_eq!((&document["error_code"], &document["percent_complete"]), (&json!("credential_refused"), &json!(100.0)));
    assert!(document["error"].as_str().unwrap().contains("refuse"), "{document}");
    assert!(document["error_detail"].as_str().unwrap().starts_with("ai: "), "{document}");
    let page = story.get("/settings/enrichment").await.text().await.unwrap();
    assert!(page.contains("5 left for later") || page.contains("5 remis à plus tard"), "{page}");
    story.script().clear();
    story.script().act(On::path("ai", "/chat"), Act::html(502));
    let few = story.enrich("?only=descriptions&limit=2").await;
    assert_eq!((few.status, few.total, few.errors), (Status::Error, 2, 2), "too few to leave it alone: {few:?}");
    assert_adds_up(&few);
    story.end().await;
}

#[tokio::test]
async fn what_another_run_has_claimed_is_left_to_it_and_counted() {
    let story = synced(170, 6).await;
    let store = &story.sillon().store;
    let album = Subject::Release(ReleaseId(story.albums().await[2]["id"].as_i64().unwrap()));
    let (now, until) = (0, i64::MAX);
    let gate = story.script().hold(On::path("discogs", "/releases/"));
    assert_eq!(story.post(&format!("{ENRICH}?only=details")).await.status(), 202);
    gate.wait_for(1).await;
    let url = format!("sqlite://{}", story.folder.path().join("data/sillon.db").display());
    let mut database = sqlx::SqliteConnection::connect(&url).await.unwrap();
    let claimed = "UPDATE enrichments SET claimed_by = 'lane elsewhere' WHERE facet = 'details' AND subject_id = $1";
    sqlx::query(claimed).bind(album.id()).execute(&mut database).await.unwrap();
    assert_eq!(store.claim(Facet::Details, &[album], "me", now, until).await.unwrap(), []);
    gate.open();
    let progress = story.end_of_enrichment().await;
    let details = row(&progress, Facet::Details);
    assert_eq!((details.found, details.left, details.total), (5, 1, 6), "{details:?}");
    assert_eq!(details.left_reason, Some(LeftReason::ClaimedElsewhere));
    assert_adds_up(&progress);
    story.end().await;
}

#[tokio::test]
async fn links_that_come_in_after_the_end_of_a_sync_are_told() {
    let mut scene = Scene::of(World::invent(171, 12));
    scene.spotify = true;
    let story = scene.begin().await;
    let gate = story.script().hold(On::service("spotify"));
    let sync = story.sync().await;
    assert_eq!(sync.status, Status::Completed);
    gate.wait_for(1).await;
    let document = story.json(&format!("{SYNC}/progress")).await;
    assert_eq!((&document["status"], &document["links_pending"]), (&json!("completed"), &json!(12)));
    for path in ["/settings", "/", "/fragments/sync"] {
        let page = story.client.get(story.url(path)).header("accept-language", "en").send().await.unwrap();
        assert!(page.text().await.unwrap().contains("12 Spotify links still coming in"), "{path}");
    }
    gate.open();
    super::matrix::links_at_rest(&story).await;
    assert_eq!(story.json(&format!("{SYNC}/progress")).await["links_pending"], 0);
    story.end().await;
}

#[tokio::test]
async fn a_host_out_of_reach_leaves_its_part_for_later() {
    let story = synced(172, 12).await;
    story.fakes.refuse("ai").await.unwrap();
    let progress = story.enrich("?only=descriptions,details").await;
    assert_eq!(progress.status, Status::Completed, "{progress:?}");
    assert_eq!((progress.stopped[0].service, row(&progress, Facet::Details).found), (Service::Ai, 12));
    let texts = row(&progress, Facet::Descriptions);
    assert!(texts.left > 0 && texts.left + texts.failed == 12, "{texts:?}");
    assert_adds_up(&progress);
    story.end().await;
}

#[tokio::test]
async fn a_sync_with_a_limit_ends_at_its_own_total() {
    let story = Story::of(World::invent(173, 236)).await;
    let progress = story.sync_with("?limit=5").await;
    assert_eq!((progress.synced, progress.total, progress.current), (5, 5, 5));
    let document = story.json(&format!("{SYNC}/progress")).await;
    assert_eq!(document["percent_complete"], 100.0);
    let next = story.sync_with("?limit=5").await;
    assert_eq!((next.synced, next.skipped, next.total, next.current), (5, 5, 10, 10));
    story.end().await;
}
