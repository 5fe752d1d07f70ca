//! What Discogs tells later fills the empty places of what was imported, and nothing else.

use super::{assert_adds_up, entries, last_receipt};
use crate::harness::{Scene, Story};
use serde_json::{Map, Value, json};
use sillon_core::enrich::Facet;
use sillon_core::progress::Status;
use sillon_fakes::World;

const PICTURE: &str = "https://i.discogs.com/later/600.jpeg";

fn keys(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// These releases read so at Discogs from now on.
fn told(story: &Story, releases: &[i64], value: &Value) {
    story.fakes.world().with(|world| releases.iter().for_each(|id| world.edit_release(*id, keys(value.clone()))));
}

async fn album(story: &Story, id: i64) -> Value {
    story.json(&format!("/api/v1/collection/albums/{id}")).await
}

/// A collection whose first two releases, and the last one, have no cover, year and format yet.
async fn lacking(seed: u64, albums: usize) -> (Story, [i64; 3]) {
    let mut world = World::invent(seed, albums);
    let ids = world.release_ids();
    let blank = [ids[0], ids[1], ids[albums - 1]];
    for id in blank {
        world.edit_release(id, keys(json!({"cover_image": "", "thumb": "", "year": 0, "formats": []})));
    }
    let mut scene = Scene::of(world);
    scene.ai = true;
    (scene.begin().await, blank)
}

#[tokio::test]
async fn an_empty_place_is_filled_by_the_next_listing() {
    let (story, [one, other, last]) = lacking(440, 130).await;
    assert_adds_up(&story.sync().await);
    let before = album(&story, one).await;
    assert_eq!((&before["images"], &before["year"], &before["formats"]), (&json!([]), &Value::Null, &json!([])));
    let formats = json!([{"name": "Vinyl", "qty": "1", "descriptions": ["LP"]}]);
    let now = json!({"cover_image": PICTURE, "thumb": PICTURE, "year": 1983, "formats": formats});
    told(&story, &[one, other, last], &now);
    let run = story.sync().await;
    assert_adds_up(&run);
    assert_eq!((run.synced, run.filled, run.api_calls.discogs), (0, Some(2), 1));
    let receipt = last_receipt(&story, "collection").await;
    assert_eq!((&receipt["filled"], &receipt["drifted"]), (&json!(2), &json!(0)), "what was empty is no difference");
    assert_eq!(receipt["proof"]["state"], "equal", "{receipt}");
    for id in [one, other] {
        let filled = album(&story, id).await;
        assert_eq!((&filled["images"], &filled["year"]), (&json!([PICTURE]), &json!(1983)));
        assert_eq!(filled["formats"][0]["name"], "Vinyl");
    }
    let found = story.json("/api/v1/collection/albums?year=1983").await;
    assert!(found["items"].as_array().unwrap().iter().any(|album| album["id"] == one), "{found}");
    // It costs nothing more, and a value that is there is never replaced.
    told(&story, &[one], &json!({"year": 1999}));
    let again = story.sync().await;
    assert_eq!(
        (again.filled, again.api_calls.discogs, album(&story, one).await["year"].as_i64()),
        (Some(0), 1, Some(1983))
    );
    let receipt = last_receipt(&story, "collection").await;
    let drifted = entries(&receipt, "drifted");
    assert_eq!((drifted.len(), &drifted[0]["field"]), (1, &json!("year")));
    // The rest of the listing is compared when that is asked for.
    assert_eq!(album(&story, last).await["images"], json!([]));
    assert_eq!(story.sync_with("?full=true").await.filled, Some(1));
    assert_eq!(album(&story, last).await["images"], json!([PICTURE]));
    story.end().await;
}

#[tokio::test]
async fn a_trial_fills_nothing_and_says_what_it_would() {
    let (story, [one, other, last]) = lacking(441, 20).await;
    story.sync().await;
    told(&story, &[one, other, last], &json!({"cover_image": PICTURE}));
    assert_eq!(story.sync_with("?dry_run=true").await.filled, Some(3));
    assert_eq!(album(&story, one).await["images"], json!([]));
    let receipt = last_receipt(&story, "collection").await;
    let shown = story.get(&format!("/syncs/{}", receipt["id"].as_str().unwrap())).await.text().await.unwrap();
    assert!(shown.contains("3 exemplaires ont des champs vides que Discogs compléterait"), "{shown}");
    story.end().await;
}

#[tokio::test]
async fn a_release_s_own_page_fills_it_and_its_cover_is_kept_in_the_same_run() {
    let (story, [one, other, last]) = lacking(442, 12).await;
    story.sync().await;
    // Before anybody uploaded a picture there is none, and the next question would be in 90 days.
    let without = story.enrich("?only=covers").await;
    let covers = crate::enrich::row(&without, Facet::Covers);
    assert!(covers.absent >= 3 && covers.found > 0, "{covers:?}");
    let with = story.enrich("?only=details,covers").await;
    assert_eq!(with.status, Status::Completed);
    for id in [one, other, last] {
        let filled = album(&story, id).await;
        let images = filled["images"].as_array().unwrap();
        assert!(images[0].as_str().unwrap().starts_with("/images/"), "its bytes are kept here: {images:?}");
        assert!(images[1].as_str().unwrap().starts_with("http"), "{images:?}");
    }
    let facets = [Facet::Details, Facet::Covers].map(|facet| crate::enrich::row(&with, facet));
    assert!(facets.iter().all(|row| row.found + row.absent + row.failed + row.left == row.total), "{facets:?}");
    assert!(crate::enrich::row(&with, Facet::Covers).found >= 3);
    // The listing says the same; nothing is doubled, and all that was imported is as it was.
    let run = story.sync_with("?full=true").await;
    assert_adds_up(&run);
    assert_eq!(last_receipt(&story, "collection").await["proof"]["state"], "equal");
    story.end().await;
}

#[tokio::test]
async fn a_token_that_came_later_brings_covers_folders_and_notes() {
    let world = World::invent(443, 130);
    let username = "odile.sillon".to_owned();
    let mut scene = Scene::of(world);
    scene.token = false;
    scene.more.push(("discogs_username", username));
    let story = scene.begin().await;
    assert_adds_up(&story.sync().await);
    let bare = story.details().await;
    assert!(bare.iter().all(|album| album["images"] == json!([])));
    assert!(
        bare.iter().all(|album| album["copies"][0]["folder"].is_null() && album["copies"][0]["fields"] == json!([]))
    );
    let token = story.fakes.token();
    let given = story.client.put(story.url("/api/v1/services/discogs/token")).json(&json!({"token": token}));
    assert!(given.send().await.unwrap().status().is_success());
    let run = story.sync().await;
    assert_adds_up(&run);
    assert_eq!((run.synced, run.compared, run.filled), (0, Some(130), Some(130)), "the whole listing is read once");
    let receipt = last_receipt(&story, "collection").await;
    assert_eq!((&receipt["drifted"], &receipt["proof"]["state"]), (&json!(0), &json!("equal")), "{receipt}");
    let albums = story.details().await;
    assert!(albums.iter().all(|album| album["copies"][0]["folder"]["name"].is_string()), "{}", albums[0]);
    let with = |test: fn(&Value) -> bool| albums.iter().filter(|album| test(album)).count();
    assert!(with(|album| album["images"] != json!([])) > 100);
    assert!(with(|album| album["copies"][0]["fields"] != json!([])) > 10);
    story.journal().clear();
    assert_eq!((story.sync().await.filled, story.journal().calls_to("discogs", "/users/")), (Some(0), 1));
    // All of it leaves with the export, and comes back the same.
    let exported = story.export("json").await;
    let elsewhere = Story::of(World::invent(444, 1)).await;
    assert_eq!(elsewhere.import(exported.clone()).await.status, Status::Completed);
    assert_eq!(elsewhere.export("json").await, exported);
    assert_eq!(elsewhere.details().await[0]["copies"][0]["folder"], albums[0]["copies"][0]["folder"]);
    elsewhere.end().await;
    story.end().await;
}

#[tokio::test]
async fn another_cover_is_adopted_by_a_person_alone() {
    let story = Story::of(World::invent(445, 12)).await;
    story.sync().await;
    story.enrich("?only=covers").await;
    let id = story.fakes.world().with(|world| world.release_ids()[3]);
    let before = album(&story, id).await["images"].clone();
    told(&story, &[id], &json!({"cover_image": PICTURE, "thumb": PICTURE}));
    assert_eq!(story.sync().await.filled, Some(0));
    assert_eq!(album(&story, id).await["images"], before, "a cover that is there stays");
    let receipt = last_receipt(&story, "collection").await;
    let cover = entries(&receipt, "drifted").into_iter().find(|entry| entry["field"] == "cover").unwrap().clone();
    assert_eq!((&cover["listed"], &cover["standing"]), (&json!(PICTURE), &json!("open")), "{cover}");
    let path = format!("/api/v1/syncs/{}/take-over", receipt["id"].as_str().unwrap());
    let taken = story.client.post(story.url(&path)).json(&json!({"entries": [cover["key"]]})).send().await.unwrap();
    assert!(taken.status().is_success(), "{}", taken.text().await.unwrap());
    let taken: Value = taken.json().await.unwrap();
    assert_eq!(album(&story, id).await["images"], json!([PICTURE]), "the former picture is not shown for it");
    let undo = format!("/api/v1/collection/edits/{}/undo", taken["batch_id"].as_str().unwrap());
    assert!(story.post(&undo).await.status().is_success());
    assert_eq!(album(&story, id).await["images"], json!([before[1]]));
    story.enrich("?only=covers").await;
    assert_eq!(album(&story, id).await["images"], before);
    story.end().await;
}

#[tokio::test]
async fn the_recorded_case_of_a_cover_that_was_uploaded_later() {
    let Some((first, later)) = super::recorded("S24-cover-uploaded-later", "first.json", "later.json") else { return };
    let story = Story::of(World::from_items(first)).await;
    assert_eq!(story.sync().await.synced, 8);
    assert!(story.albums().await.iter().all(|album| album["images"] == json!([])));
    story.fakes.world().with(|world| world.replace_items(later));
    assert_eq!(story.sync().await.filled, Some(8));
    assert!(story.albums().await.iter().all(|album| album["images"].as_array().unwrap().len() == 1));
    assert_eq!(last_receipt(&story, "collection").await["drifted"], 0);
    story.end().await;
}
