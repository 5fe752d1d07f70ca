//! The wantlist: its own sync by the collection's rules, and what of it is now in the collection.

use crate::harness::{Scene, Story};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sillon_core::fault::FaultCode;
use sillon_core::progress::Status;
use sillon_fakes::{Act, On, World};

fn wants(page: u32) -> On {
    On::path("discogs", "/users/odile.sillon/wants").query(&format!("page={page}"))
}

fn states(wants: &[Value], state: &str) -> Vec<i64> {
    wants.iter().filter(|want| want["state"] == state).map(|want| want["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_wantlist_comes_in_beside_the_collection_and_costs_one_page_the_next_time() {
    let story = Story::of(World::invent(301, 2_000)).await;
    let progress = story.sync_wants().await;
    assert_eq!((progress.status, progress.total, progress.synced, progress.errors), (Status::Completed, 222, 222, 0));
    let pages = story.journal().all().iter().filter(|call| call.path.ends_with("/wants")).count();
    assert_eq!((pages, story.journal().calls("discogs")), (3, 4), "three pages, and whose token it is");
    let stats = story.json("/api/v1/collection/stats").await;
    assert_eq!((&stats["albums"], &stats["artists"]), (&json!(0), &json!(0)), "a want is no album");
    assert_eq!(story.albums().await, Vec::<Value>::new());

    let listed = story.wants("").await;
    let ids: Vec<i64> = listed.iter().map(|want| want["id"].as_i64().unwrap()).collect();
    assert_eq!(ids, story.fakes.world().with(|world| world.want_ids()), "newest first");
    assert!(listed.iter().any(|want| want["notes"] == "Avec l'insert !"));
    assert!(listed.iter().any(|want| want["images"][0].as_str().is_some_and(|url| url.contains("/images/release/"))));

    story.journal().clear();
    let again = story.sync_wants().await;
    assert_eq!((again.status, again.synced, again.skipped, again.current), (Status::Completed, 0, 222, 222));
    assert_eq!(story.journal().calls("discogs"), 1);
    assert_eq!(story.wants("").await, listed, "byte for byte");
    story.end().await;
}

#[tokio::test]
async fn what_is_bought_is_told_and_what_vanishes_is_noted_apart() {
    let story = Story::of(World::invent(302, 450)).await;
    story.sync_wants().await;
    assert!(story.wants("&state=held").await.is_empty());
    story.sync().await;
    let listed = story.wants("").await;
    let held = states(&listed, "held");
    let mut expected = story.fakes.world().with(|world| world.wanted_and_held());
    expected.sort_unstable();
    assert_eq!(
        {
            let mut held = held.clone();
            held.sort_unstable();
            held
        },
        expected
    );
    assert!(!held.is_empty());
    let pressings: Vec<&Value> = listed.iter().filter(|want| want["state"] == "pressing").collect();
    assert!(!pressings.is_empty());
    for want in pressings {
        let album = story.json(&format!("/api/v1/collection/albums/{}", want["album_id"])).await;
        assert_eq!(album["master_id"], want["master_id"]);
        assert_ne!(album["id"], want["id"]);
    }

    let wanted = states(&listed, "wanted");
    let (bought, dropped) = (wanted[0], wanted[1]);
    story.fakes.world().with(|world| {
        world.buy_wanted(bought).unwrap();
        world.remove_want(bought);
        world.remove_want(dropped);
    });
    assert_eq!(story.sync().await.synced, 1);
    assert_eq!(story.sync_wants().await.status, Status::Completed);
    let after = story.wants("").await;
    assert_eq!(after.len(), listed.len(), "nothing is removed");
    let find = |id: i64| after.iter().find(|want| want["id"] == id).unwrap();
    assert_eq!((&find(bought)["state"], &find(bought)["album_id"]), (&json!("held"), &json!(bought)));
    assert_eq!((&find(dropped)["state"], find(dropped)["absent_since"].is_string()), (&json!("gone"), true));
    let counts = &story.json("/api/v1/wantlist?page_size=1").await["counts"];
    assert_eq!(counts["gone"], 1);
    let album = story.json(&format!("/api/v1/collection/albums/{bought}")).await;
    assert_eq!(album["title"], find(bought)["title"]);
    let found = story.json(&format!("/api/v1/collection/albums?artist={}", album["credits"][0]["artist_id"])).await;
    assert!(
        found["items"].as_array().unwrap().iter().any(|found| found["id"] == bought),
        "it is filtered by its lines"
    );

    let receipts = story.json("/api/v1/syncs?list=wantlist").await;
    assert_eq!((&receipts["total"], &receipts["items"][0]["absent"]), (&json!(2), &json!(2)));
    let id = receipts["items"][0]["id"].as_str().unwrap();
    let detail = story.json(&format!("/api/v1/syncs/{id}")).await;
    assert_eq!(detail["list"], "wantlist");
    assert_eq!(detail["entries"][0]["instance_id"], Value::Null);
    assert_eq!(story.json("/api/v1/syncs").await["total"], 2, "the collection's receipts stand apart");
    let page = story.get(&format!("/syncs/{id}")).await.text().await.unwrap();
    assert!(page.contains(&format!("https://www.discogs.com/release/{dropped}")));

    story.fakes.world().with(|world| world.add_want());
    story.journal().clear();
    assert_eq!(story.sync_wants().await.synced, 1);
    assert_eq!(story.journal().calls("discogs"), 1, "the count reconciles");
    story.end().await;
}

#[tokio::test]
async fn a_wantlist_that_moves_while_it_is_read_is_read_again() {
    let story = Story::of(World::invent(303, 2_000)).await;
    story.script().change(wants(3), |world| {
        world.add_want();
    });
    let progress = story.sync_wants().await;
    assert_eq!((progress.status, progress.total, progress.synced), (Status::Completed, 223, 223));
    assert_eq!(story.wants("").await.len(), 223);
    story.end().await;
}

#[tokio::test]
async fn a_want_that_reads_otherwise_goes_to_the_ledger_and_nowhere_else() {
    let story = Story::of(World::invent(304, 180)).await;
    story.sync_wants().await;
    let before = story.wants("").await;
    let edit = json!({"title": "Another Title"}).as_object().unwrap().clone();
    let release = story.fakes.world().with(|world| world.want_ids()[2]);
    story.fakes.world().with(|world| world.edit_release(release, edit));
    story.sync_wants().await;
    assert_eq!(story.wants("").await, before);
    let id = story.json("/api/v1/syncs?list=wantlist").await["items"][0]["id"].as_str().unwrap().to_owned();
    let detail = story.json(&format!("/api/v1/syncs/{id}")).await;
    let drift = json!({"kind": "drifted", "instance_id": null, "release_id": release, "field": "title",
                       "kept": before[2]["title"], "listed": "Another Title"});
    assert_eq!(detail["entries"], json!([drift]));
    story.end().await;
}

#[tokio::test]
async fn it_follows_the_collection_only_where_a_person_chose_that() {
    let story = Story::of(World::invent(305, 90)).await;
    story.sync().await;
    assert_eq!(story.end_of_wants().await.status, Status::Idle);
    let chosen = story.form("/wantlist/follow", "follow=on").await;
    assert_eq!(chosen.status(), StatusCode::SEE_OTHER);
    story.sync_with("?dry_run=true").await;
    assert_eq!(story.end_of_wants().await.status, Status::Idle, "a trial is followed by nothing");
    story.journal().clear();
    story.sync().await;
    let wants = story.end_of_wants().await;
    assert_eq!((wants.status, wants.synced), (Status::Completed, 10));
    let paths: Vec<String> = story.journal().all().into_iter().map(|call| call.path).collect();
    assert_eq!(paths.len(), 2, "the collection still costs one call: {paths:?}");
    story.form("/wantlist/follow", "").await;
    story.journal().clear();
    story.sync().await;
    assert_eq!(story.journal().calls("discogs"), 1);
    story.end().await;
}

#[tokio::test]
async fn a_private_wantlist_is_told_as_such_and_a_second_press_is_the_same_job() {
    let story = Story::of(World::invent(306, 180)).await;
    let gate = story.script().hold(wants(1));
    let first: Value = story.post("/api/v1/services/discogs/wantlist/sync").await.json().await.unwrap();
    gate.wait_for(1).await;
    let second = story.post("/api/v1/services/discogs/wantlist/sync").await;
    assert_eq!(second.status(), StatusCode::CONFLICT);
    let problem: Value = second.json().await.unwrap();
    assert_eq!((&problem["code"], &problem["job_id"]), (&json!("wantlist_running"), &first["job_id"]));
    assert_eq!(story.sync().await.status, Status::Completed, "the collection does not wait for it");
    story.post("/api/v1/services/discogs/wantlist/sync/cancel").await;
    assert_eq!(story.end_of_wants().await.status, Status::Cancelled);
    gate.open();
    let idle = story.post("/api/v1/services/discogs/wantlist/sync/cancel").await;
    assert_eq!(idle.status(), StatusCode::CONFLICT);
    story.script().act(wants(1), Act::discogs_error(403));
    let failed = story.sync_wants().await;
    assert_eq!(failed.error.unwrap().code, FaultCode::WantlistPrivate);
    let page = story.get("/wantlist").await.text().await.unwrap();
    assert!(page.contains("Cette liste d’envies est privée.") || page.contains("This wantlist is private."), "{page}");
    story.end().await;
}

#[tokio::test]
async fn an_interrupted_sync_of_the_wantlist_goes_on_after_a_restart() {
    let mut story = Story::of(World::invent(307, 2_000)).await;
    let gate = story.script().hold(wants(3));
    story.post("/api/v1/services/discogs/wantlist/sync").await;
    let mut watch = story.sillon().engine.watch_wantlist();
    watch.wait_for(|progress| progress.current == 200).await.unwrap();
    story.stop().await;
    gate.open();
    story.start().await;
    let progress = story.end_of_wants().await;
    assert_eq!((progress.status, progress.synced, progress.current), (Status::Completed, 222, 222));
    assert_eq!(story.json("/api/v1/syncs?list=wantlist").await["total"], 1);
    story.end().await;
}

#[tokio::test]
async fn somebodys_public_wantlist_is_read_without_a_token() {
    let mut scene = Scene::of(World::invent(308, 180).owner(false).named("disquaire"));
    scene.token = false;
    scene.more.push(("discogs_username", "disquaire".to_owned()));
    let story = scene.begin().await;
    assert_eq!(story.sync_wants().await.synced, 20);
    let wants = story.wants("").await;
    assert!(wants.iter().all(|want| want["images"] == json!([]) && want["notes"].is_null()));
    story.end().await;
}
