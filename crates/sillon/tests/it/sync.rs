//! The main path: a collection comes in, and comes in again.

use crate::harness::{Scene, Story};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sillon_core::progress::Status;
use sillon_fakes::On;
use sillon_fakes::World;
use std::collections::BTreeSet;

const LISTING: &str = "/users/";

fn releases(page: u32) -> On {
    On::path("discogs", LISTING).query(&format!("page={page}"))
}

#[tokio::test]
async fn a_collection_comes_in_and_the_second_sync_costs_one_page() {
    let story = Story::of(World::invent(1, 236)).await;
    let progress = story.sync().await;
    assert_eq!(progress.status, Status::Completed);
    assert_eq!((progress.total, progress.current, progress.errors), (236, 236, 0));
    assert_eq!(progress.synced + progress.skipped, 236);
    let listed = story.journal().all().iter().filter(|call| call.path.ends_with("/releases")).count();
    assert_eq!(listed, 3, "three pages");
    assert!(story.journal().calls("discogs") <= 6, "and at most the identity, the folders and the fields");

    let albums = story.albums().await;
    assert_eq!(albums.len() as u64, progress.synced);
    story.journal().clear();
    let again = story.sync().await;
    assert_eq!((again.synced, again.skipped, again.errors, again.current), (0, 236, 0, 236));
    assert_eq!(story.journal().calls("discogs"), 1);
    assert_eq!(story.albums().await, albums, "byte for byte");
    story.end().await;
}

#[tokio::test]
async fn an_album_has_what_the_listing_says() {
    let item = json!({
        "id": 25_050_472, "instance_id": 1_462_585_219, "date_added": "2023-09-19T22:43:28-07:00", "rating": 4,
        "folder_id": 1, "notes": [{"field_id": 1, "value": "Near Mint (NM or M-)"}, {"field_id": 3, "value": ""}],
        "basic_information": {
            "id": 25_050_472, "master_id": 0, "master_url": null, "title": "T.V. Ciel", "year": 0,
            "thumb": "", "cover_image": "https://st.discogs.com/x/images/spacer.gif",
            "formats": [{"name": "All Media", "qty": "1", "descriptions": ["Limited Edition"]},
                        {"name": "Vinyl", "qty": "2", "text": "180g", "descriptions": ["LP", "Album"]}],
            "labels": [{"name": "Sillage (2)", "catno": "none", "id": 9}, {"name": "Sillage (2)", "catno": "SIL 7", "id": 9}],
            "artists": [{"name": "Var (3)", "anv": "Vår", "join": "Feat.", "id": 11}, {"name": "Odd Ones", "anv": "", "join": ",", "id": 12}],
            "genres": ["Rock"], "styles": ["Post-Punk"]}});
    let story = Story::of(World::from_items(vec![item])).await;
    story.sync().await;
    let album = &story.albums().await[0];
    assert_eq!(album["title"], "T.V. Ciel");
    assert_eq!(album["artists"], json!(["Vår", "Odd Ones"]));
    assert_eq!((&album["year"], &album["support"], &album["images"]), (&Value::Null, &json!("Vinyle"), &json!([])));
    assert_eq!(album["discogs_url"], "https://www.discogs.com/release/25050472");
    assert_eq!(album["added_at"], "2023-09-20T05:43:28Z");
    let detail = story.json(&format!("/api/v1/collection/albums/{}", album["id"])).await;
    let copy = &detail["copies"][0];
    assert_eq!((&copy["rating"], &copy["folder"]["name"]), (&json!(4), &json!("Uncategorized")));
    assert_eq!(copy["fields"], json!([{"id": 1, "name": "Media Condition", "value": "Near Mint (NM or M-)"}]));
    story.end().await;
}

#[tokio::test]
async fn a_cover_that_is_no_address_of_the_web_reaches_nobody() {
    let urls =
        ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/c.jpeg", "/c.jpeg", "//example.org/c.jpeg"];
    let story = Story::of(World::invent(12, urls.len() + 1)).await;
    story.fakes.world().with(|world| {
        for (release, url) in world.release_ids().into_iter().zip(urls) {
            let keys = json!({"cover_image": url, "thumb": url});
            world.edit_release(release, keys.as_object().unwrap().clone());
        }
    });
    assert_eq!(story.sync().await.status, Status::Completed);
    let details = story.details().await;
    assert_eq!(details.iter().filter(|album| album["images"] == json!([])).count(), urls.len());
    for album in &details {
        let images = album["images"].as_array().unwrap().iter().chain([&album["thumb_url"]]);
        for image in images.filter_map(Value::as_str) {
            assert!(image.starts_with("http://") || image.starts_with("https://"), "{image}");
        }
        let page = story.get(&format!("/albums/{}", album["id"])).await.text().await.unwrap();
        assert!(urls[..3].iter().all(|url| !page.contains(url)), "{page}");
    }
    let list = story.get("/").await.text().await.unwrap();
    assert!(urls[..3].iter().all(|url| !list.contains(url)), "{list}");
    story.end().await;
}

#[tokio::test]
async fn pressed_twice_it_is_the_same_job() {
    let story = Story::of(World::invent(2, 120)).await;
    let gate = story.script().hold(releases(1));
    let first: Value = story.post("/api/v1/services/discogs/sync").await.json().await.unwrap();
    gate.wait_for(1).await;
    let second = story.post("/api/v1/services/discogs/sync").await;
    assert_eq!(second.status(), StatusCode::CONFLICT);
    let problem: Value = second.json().await.unwrap();
    assert_eq!((&problem["code"], &problem["job_id"]), (&json!("sync_running"), &first["job_id"]));
    let progress = story.json("/api/v1/services/discogs/sync/progress").await;
    assert_eq!((&progress["status"], &progress["job_id"]), (&json!("running"), &first["job_id"]));
    gate.open();
    assert_eq!(story.end_of_sync().await.status, Status::Completed);
    story.end().await;
}

#[tokio::test]
async fn a_limit_adds_so_many_and_the_rest_comes_next() {
    let story = Story::of(World::invent(3, 130)).await;
    let first = story.sync_with("?limit=7").await;
    assert_eq!((first.status, first.synced), (Status::Completed, 7));
    assert_eq!(story.albums().await.len(), 7);
    let second = story.sync_with("?limit=110").await;
    assert_eq!(second.synced, 110);
    let third = story.sync().await;
    assert_eq!(story.albums().await.len() as u64, 117 + third.synced);
    assert_eq!(story.json("/api/v1/collection/stats").await["copies"], 130);
    story.end().await;
}

#[tokio::test]
async fn a_second_copy_is_no_second_album() {
    let story = Story::of(World::invent(4, 40).with_copies(5)).await;
    let progress = story.sync().await;
    let stats = story.json("/api/v1/collection/stats").await;
    assert_eq!(stats["copies"], progress.total);
    assert_eq!(stats["albums"], progress.synced);
    assert_eq!(progress.copies_added, progress.total - progress.synced);
    assert_eq!(progress.errors, 0);
    let release = story.fakes.world().with(|world| world.release_ids()[0]);
    story.fakes.world().with(|world| world.add_copy(release).unwrap());
    let again = story.sync().await;
    assert_eq!((again.synced, again.copies_added, again.skipped), (0, 1, progress.total + 1));
    story.end().await;
}

#[tokio::test]
async fn a_listing_that_grows_while_it_is_read_is_read_again() {
    let story = Story::of(World::invent(5, 350)).await;
    story.script().change(releases(3), |world| {
        world.add_newest();
    });
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.total, progress.current), (Status::Completed, 351, 351));
    assert_eq!(story.json("/api/v1/collection/stats").await["copies"], 351);
    story.end().await;
}

#[tokio::test]
async fn a_listing_that_shrinks_while_it_is_read_is_never_believed_half() {
    let story = Story::of(World::invent(6, 350)).await;
    story.sync().await;
    let gone = story.fakes.world().with(|world| world.instance_ids()[340]);
    story.fakes.world().with(|world| {
        world.add_newest();
        world.remove_instance(gone);
    });
    let later = story.fakes.world().with(|world| world.instance_ids()[10]);
    story.script().change(releases(2), move |world| {
        world.remove_instance(later);
    });
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.synced), (Status::Completed, 1));
    let sync = &story.json("/api/v1/syncs").await["items"][0];
    assert_eq!((&sync["listing_whole"], &sync["absent"]), (&json!(true), &json!(2)));
    assert_eq!(story.json("/api/v1/collection/stats").await["copies"], 351, "nothing was removed");
    story.end().await;
}

#[tokio::test]
async fn what_vanished_at_discogs_is_kept_and_told_and_costs_nothing_more() {
    let story = Story::of(World::invent(7, 230)).await;
    story.sync().await;
    let before = story.albums().await;
    let gone = story.fakes.world().with(|world| world.instance_ids()[150]);
    story.fakes.world().with(|world| world.remove_instance(gone));
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.synced, progress.errors), (Status::Completed, 0, 0));
    assert_eq!(story.albums().await, before);
    let sync = story.json("/api/v1/syncs").await["items"][0].clone();
    let detail = story.json(&format!("/api/v1/syncs/{}", sync["job_id"].as_str().unwrap())).await;
    assert_eq!(detail["entries"].as_array().unwrap().len(), 1, "{detail}");
    assert_eq!((&detail["entries"][0]["kind"], &detail["entries"][0]["instance_id"]), (&json!("absent"), &json!(gone)));
    story.journal().clear();
    story.sync().await;
    assert_eq!(story.journal().calls("discogs"), 1, "the count reconciles");
    story.end().await;
}

#[tokio::test]
async fn what_drifted_at_discogs_goes_to_the_ledger_and_nowhere_else() {
    let story = Story::of(World::invent(8, 60)).await;
    story.sync().await;
    let before = story.albums().await;
    let release = story.fakes.world().with(|world| world.release_ids()[3]);
    let edit = json!({"title": "Another Title", "year": 0}).as_object().unwrap().clone();
    story.fakes.world().with(|world| world.edit_release(release, edit));
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.synced), (Status::Completed, 0));
    assert_eq!(story.albums().await, before);
    let sync = story.json("/api/v1/syncs").await["items"][0].clone();
    let detail = story.json(&format!("/api/v1/syncs/{}", sync["job_id"].as_str().unwrap())).await;
    let fields: BTreeSet<&str> =
        detail["entries"].as_array().unwrap().iter().map(|entry| entry["field"].as_str().unwrap()).collect();
    assert!(fields.contains("title"), "{detail}");
    assert!(detail["entries"].as_array().unwrap().iter().any(|entry| entry["listed"] == "Another Title"));
    story.end().await;
}

#[tokio::test]
async fn an_odd_item_is_kept_with_what_it_has_and_an_unreadable_one_is_listed() {
    let world = World::invent(9, 30);
    let story = Story::of(world).await;
    story.fakes.world().with(|world| {
        world.insert_raw(
            3,
            json!({"id": 77, "instance_id": 770, "date_added": "not a date", "rating": null,
                   "basic_information": {"id": 77, "title": "Odd", "artists": null, "labels": null, "formats": null, "genres": null, "styles": {}, "year": "?"}}),
        );
        world.insert_raw(5, json!({"instance_id": 780, "basic_information": {"title": "No release"}}));
        world.insert_raw(6, json!("nothing at all"));
    });
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.total, progress.errors), (Status::Completed, 33, 2));
    assert_eq!(progress.synced + progress.skipped + progress.errors, 33);
    let albums = story.albums().await;
    let odd = albums.iter().find(|album| album["title"] == "Odd").unwrap();
    assert_eq!((&odd["artists"], &odd["year"], &odd["support"]), (&json!([]), &Value::Null, &json!("Autre")));
    let sync = story.json("/api/v1/syncs").await["items"][0].clone();
    let detail = story.json(&format!("/api/v1/syncs/{}", sync["job_id"].as_str().unwrap())).await;
    let kinds: Vec<&str> =
        detail["entries"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["refused", "refused"]);
    story.end().await;
}

#[tokio::test]
async fn a_cancelled_sync_keeps_what_was_saved_and_the_next_adds_the_rest() {
    let story = Story::of(World::invent(10, 420)).await;
    let gate = story.script().hold(releases(3));
    story.post("/api/v1/services/discogs/sync").await;
    let mut watch = story.sillon().engine.watch_sync();
    watch.wait_for(|progress| progress.current == 200).await.unwrap();
    assert_eq!(story.post("/api/v1/services/discogs/sync/cancel").await.status(), StatusCode::ACCEPTED);
    let progress = story.end_of_sync().await;
    gate.open();
    // What was not read is counted too, as left for later.
    assert_eq!((progress.status, progress.current, progress.left), (Status::Cancelled, 420, 220));
    assert_eq!(story.json("/api/v1/collection/stats").await["copies"], 200);
    assert_eq!(story.post("/api/v1/services/discogs/sync/cancel").await.status(), StatusCode::CONFLICT);
    let next = story.sync().await;
    assert_eq!(next.status, Status::Completed);
    assert_eq!(story.json("/api/v1/collection/stats").await["copies"], 420);
    story.end().await;
}

#[tokio::test]
async fn a_dry_run_tells_and_writes_nothing() {
    let story = Story::of(World::invent(11, 150)).await;
    let told = story.sync_with("?dry_run=true").await;
    assert!(told.dry_run);
    assert_eq!(story.albums().await, Vec::<Value>::new());
    let done = story.sync().await;
    assert_eq!((told.synced, told.skipped, told.total), (done.synced, done.skipped, done.total));
    story.end().await;
}

#[tokio::test]
async fn somebodys_public_collection_is_read_without_a_token() {
    let mut scene = Scene::of(World::invent(12, 120).owner(false).named("disquaire"));
    scene.token = false;
    scene.more.push(("discogs_username", "disquaire".to_owned()));
    let story = scene.begin().await;
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.current), (Status::Completed, 120));
    let albums = story.albums().await;
    assert!(albums.iter().all(|album| album["images"] == json!([])), "Discogs shows no pictures to strangers");
    assert!(story.journal().all().iter().all(|call| !call.authorized));
    story.end().await;
}
