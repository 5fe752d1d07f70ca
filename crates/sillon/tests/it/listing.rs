//! Listings that misbehave: everything that is listed comes in, in the first run, and the run says what was not listed.

mod filled;
mod pause;
mod unreadable;

use crate::harness::{Scene, Story};
use rstest::rstest;
use serde_json::{Value, json};
use sillon_core::progress::{Progress, Status};
use sillon_fakes::{Act, On, World};
use std::path::Path;

const SYNC: &str = "/api/v1/services/discogs/sync";

fn lists() -> On {
    On::path("discogs", "/users/")
}

fn page(number: u32) -> On {
    lists().query(&format!("page={number}"))
}

/// Announces `more` rows than there are.
fn announce(more: u64) -> Act {
    Act::rewrite(move |body| {
        if let Some(items) = body["pagination"]["items"].as_u64() {
            body["pagination"]["items"] = (items + more).into();
        }
    })
}

async fn copies(story: &Story) -> u64 {
    story.json("/api/v1/collection/stats").await["copies"].as_u64().unwrap()
}

async fn last_receipt(story: &Story, list: &str) -> Value {
    let listed = story.json(&format!("/api/v1/syncs?list={list}")).await;
    story.json(&format!("/api/v1/syncs/{}", listed["items"][0]["id"].as_str().unwrap())).await
}

fn entries<'a>(receipt: &'a Value, kind: &str) -> Vec<&'a Value> {
    receipt["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == kind).collect()
}

/// Everything in a counter, and as many as were to be dealt with.
fn assert_adds_up(progress: &Progress) {
    assert_eq!(progress.status, Status::Completed, "{progress:?}");
    assert_eq!(progress.current, progress.total, "{progress:?}");
    assert_eq!(progress.synced + progress.skipped + progress.errors, progress.total, "{progress:?}");
}

#[rstest]
#[case::more_than_listed(238)]
#[case::a_page_more_than_listed(301)]
#[case::fewer_than_listed(234)]
#[case::far_fewer_than_listed(1)]
#[tokio::test]
async fn a_length_that_is_not_true(#[case] announced: u64) {
    let story = Story::of(World::invent(401, 236)).await;
    let pages = announced.div_ceil(100).max(3);
    story.script().act(
        lists(),
        Act::rewrite(move |body| {
            body["pagination"]["items"] = announced.into();
            body["pagination"]["pages"] = pages.into();
        }),
    );
    let first = story.sync().await;
    assert_adds_up(&first);
    assert_eq!((first.total, copies(&story).await), (236, 236));
    let receipt = last_receipt(&story, "collection").await;
    let listing = &receipt["listing"];
    assert_eq!((&listing["announced"], &listing["listed"]), (&json!(announced), &json!(236)), "{listing}");
    assert_eq!((&receipt["listing_whole"], &receipt["absent"]), (&json!(false), &json!(0)));
    let message = listing["message"].as_str().unwrap();
    assert!(message.contains(&announced.to_string()) && message.contains("236"), "{message}");
    let shown = story.get(&format!("/syncs/{}", receipt["id"].as_str().unwrap())).await.text().await.unwrap();
    assert!(shown.contains("Discogs annonce") || shown.contains("Discogs announces"), "{shown}");

    story.journal().clear();
    for _ in 0..3 {
        assert_adds_up(&story.sync().await);
    }
    assert_eq!(story.journal().calls("discogs"), 3, "a page each");
    assert_eq!(copies(&story).await, 236);
    story.end().await;
}

#[tokio::test]
async fn a_new_copy_is_found_in_a_listing_that_announces_more_than_it_lists() {
    let story = Story::of(World::invent(402, 236)).await;
    story.script().act(lists(), announce(2));
    story.sync().await;
    story.fakes.world().with(World::add_newest);
    story.journal().clear();
    assert_eq!(story.sync().await.synced, 1);
    assert_eq!(story.journal().calls_to("discogs", "/users/"), 1 + 2, "a page, and the names of folders and fields");
    story.script().clear();
    // The announced length goes back by one, and one copy comes: the count does not show it.
    story.script().act(lists(), announce(1));
    story.fakes.world().with(World::add_newest);
    assert_eq!(story.sync().await.synced, 1);
    assert_eq!(copies(&story).await, 238);
    story.end().await;
}

#[tokio::test]
async fn a_copy_that_is_on_two_pages_stops_nothing() {
    let story = Story::of(World::invent(403, 536)).await;
    let first = story.fakes.world().with(|world| world.instance_ids()[0]);
    let again = std::sync::Arc::new(std::sync::Mutex::new(Value::Null));
    let kept = again.clone();
    story.script().act(page(1), Act::rewrite(move |body| *kept.lock().unwrap() = body["releases"][0].clone()));
    story.script().act(page(2), Act::rewrite(move |body| body["releases"][99] = again.lock().unwrap().clone()));
    let progress = story.sync().await;
    assert_adds_up(&progress);
    assert_eq!((progress.total, copies(&story).await), (535, 535));
    let receipt = last_receipt(&story, "collection").await;
    let listing = &receipt["listing"];
    let figures = ["announced", "listed", "repeated", "readings"].map(|key| listing[key].as_u64().unwrap());
    assert_eq!(figures, [536, 535, 1, 2]);
    assert_eq!((&receipt["absent"], entries(&receipt, "absent").len()), (&json!(0), 0));
    assert!(story.albums().await.iter().any(|album| album["copies"].as_u64() >= Some(1)), "{first}");
    story.journal().clear();
    assert_adds_up(&story.sync().await);
    assert_eq!(story.journal().calls("discogs"), 1);
    story.end().await;
}

#[tokio::test]
async fn a_last_page_that_answers_404_is_said_and_comes_when_it_is_there() {
    let story = Story::of(World::invent(404, 236)).await;
    let gone = json!({"message": "Page 3 outside of valid range"});
    story.script().act(page(3), Act::json(404, gone));
    let progress = story.sync().await;
    assert_adds_up(&progress);
    assert_eq!((progress.total, copies(&story).await), (200, 200));
    let receipt = last_receipt(&story, "collection").await;
    let message = receipt["listing"]["message"].as_str().unwrap();
    for told in ["236", "200", "404", "36", "3 pages", "page 3"] {
        assert!(message.contains(told), "{told}: {message}");
    }
    assert_eq!(receipt["listing"]["missing_pages"], json!([3]));
    story.journal().clear();
    assert_adds_up(&story.sync().await);
    let pages = story.journal().all().iter().filter(|call| call.query.contains("page=")).count();
    assert_eq!(pages, 3, "it is looked for once more");
    story.script().clear();
    let progress = story.sync().await;
    assert_adds_up(&progress);
    assert_eq!((copies(&story).await, progress.listing), (236, None));
    story.journal().clear();
    story.sync().await;
    assert_eq!(story.journal().calls("discogs"), 1);
    story.end().await;
}

#[rstest]
#[case::missing(Act::discogs_error(404))]
#[case::empty(Act::rewrite(|body| body["releases"] = json!([])))]
#[tokio::test]
async fn a_page_in_the_middle_that_brings_nothing_hides_no_other(#[case] act: Act) {
    let story = Story::of(World::invent(405, 430)).await;
    story.script().act(page(2), act);
    let progress = story.sync().await;
    assert_adds_up(&progress);
    assert_eq!(copies(&story).await, 330);
    let receipt = last_receipt(&story, "collection").await;
    assert_eq!(receipt["absent"], 0);
    assert!(receipt["listing"]["message"].as_str().unwrap().contains("100"), "{receipt}");
    story.script().clear();
    assert_adds_up(&story.sync().await);
    assert_eq!(copies(&story).await, 430);
    story.end().await;
}

#[rstest]
#[case::too_few(1)]
#[case::too_many(400)]
#[tokio::test]
async fn a_number_of_pages_that_is_not_true(#[case] pages: u32) {
    let story = Story::of(World::invent(406, 236)).await;
    story.script().act(lists(), Act::rewrite(move |body| body["pagination"]["pages"] = pages.into()));
    assert_adds_up(&story.sync().await);
    assert_eq!(copies(&story).await, 236);
    assert!(story.journal().calls("discogs") < 20, "{}", story.journal().calls("discogs"));
    story.journal().clear();
    assert_adds_up(&story.sync().await);
    assert_eq!(story.journal().calls("discogs"), 1);
    story.end().await;
}

#[tokio::test]
async fn pages_smaller_than_asked_for_and_a_row_short() {
    let story = Story::of(World::invent(407, 236)).await;
    // As if no page held more than 40 rows, and each lost its last one.
    story.script().act(
        lists(),
        Act::rewrite(|body| {
            if let Some(rows) = body["releases"].as_array_mut() {
                rows.pop();
            }
        }),
    );
    let progress = story.sync().await;
    assert_adds_up(&progress);
    assert_eq!((progress.total, copies(&story).await), (233, 233));
    assert_eq!(progress.listing.unwrap().unlisted(), 3);
    story.end().await;
}

#[tokio::test]
async fn ties_in_another_order_at_each_call() {
    let story = Story::of(World::invent(408, 236)).await;
    // The rows around the end of a page change places with each reading: each is on one of them at times, at times on both.
    let rows = story.fakes.world().with(|world| world.instance_ids());
    let tied: Vec<i64> = rows[95..105].to_vec();
    let known: std::sync::Arc<std::sync::Mutex<std::collections::BTreeMap<i64, Value>>> = std::sync::Arc::default();
    let turns = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    story.script().act(
        lists(),
        Act::rewrite(move |body| {
            let turn = turns.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let mut known = known.lock().unwrap();
            for row in body["releases"].as_array_mut().into_iter().flatten() {
                let id = row["instance_id"].as_i64().unwrap();
                let Some(at) = tied.iter().position(|tie| *tie == id) else { continue };
                known.insert(id, row.clone());
                let other = tied[(at + turn * 3) % tied.len()];
                if let Some(other) = known.get(&other) {
                    *row = other.clone();
                }
            }
        }),
    );
    let progress = story.sync().await;
    assert_adds_up(&progress);
    let saved = copies(&story).await;
    let said = progress.listing.map_or(0, |note| note.unlisted());
    assert_eq!(saved + said, 236, "what is missing is said");
    assert_eq!(last_receipt(&story, "collection").await["absent"], 0);
    story.end().await;
}

#[rstest]
#[case::null(json!(null))]
#[case::empty(json!({}))]
#[tokio::test]
async fn a_row_that_tells_nothing_of_its_release_comes_when_it_does(#[case] basic: Value) {
    let mut rows: Vec<Value> = (38..=39).map(row).collect();
    rows[0]["basic_information"] = basic;
    let story = Story::of(World::from_items(rows)).await;
    let first = story.sync().await;
    assert_adds_up(&first);
    assert_eq!((first.synced, first.errors), (1, 1));
    let receipt = last_receipt(&story, "collection").await;
    assert_eq!(entries(&receipt, "refused")[0]["instance_id"], 500_038);
    story.journal().clear();
    story.sync().await;
    assert_eq!(story.journal().calls("discogs"), 1);

    story.fakes.world().with(|world| world.replace_items((38..=39).map(row).collect()));
    let second = story.sync().await;
    assert_adds_up(&second);
    assert_eq!((second.synced, second.errors), (1, 0));
    let receipt = last_receipt(&story, "collection").await;
    assert_eq!(entries(&receipt, "drifted").len(), 0, "{receipt}");
    let album = story.albums().await.into_iter().find(|album| album["title"] == "T38").unwrap();
    assert_eq!((&album["artists"], &album["year"]), (&json!(["Band"]), &json!(1999)));

    // A known copy whose row tells nothing this time is there all the same.
    let mut rows: Vec<Value> = (38..=39).map(row).collect();
    rows[1]["basic_information"] = Value::Null;
    story.fakes.world().with(|world| world.replace_items(rows));
    let third = story.sync_with("?full=true").await;
    assert_eq!((third.synced, third.skipped, third.errors), (0, 2, 0));
    let receipt = last_receipt(&story, "collection").await;
    assert_eq!((receipt["entries"].as_array().unwrap().len(), &receipt["absent"]), (0, &json!(0)), "{receipt}");
    story.end().await;
}

fn row(number: i64) -> Value {
    json!({"id": 300_000 + number, "instance_id": 500_000 + number, "date_added": "2021-05-21T13:04:09-07:00",
        "rating": 0, "folder_id": 1, "basic_information": {
            "id": 300_000 + number, "master_id": 0, "master_url": null, "title": format!("T{number}"), "year": 1999,
            "thumb": "", "cover_image": "", "genres": ["Rock"], "styles": [],
            "formats": [{"name": "Vinyl", "qty": "1", "descriptions": ["LP"]}],
            "labels": [{"name": "Lab", "catno": "L1", "id": 77}],
            "artists": [{"name": "Band", "anv": "", "join": "", "id": 88}]}})
}

/// The rows of two listings of a case from the field, one after the other, where the cases are at hand.
fn recorded(case: &str, first: &str, then: &str) -> Option<(Vec<Value>, Vec<Value>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases").join(case);
    let rows = |name: &str| {
        let mut body: Value = serde_json::from_str(&std::fs::read_to_string(folder.join(name)).ok()?).unwrap();
        Some(serde_json::from_value(body["releases"].take()).unwrap())
    };
    Some((rows(first)?, rows(then)?))
}

#[tokio::test]
async fn the_case_of_a_row_without_information() {
    let Some((first, then)) = recorded("S21-no-basic-information", "first.json", "then.json") else { return };
    let story = Story::of(World::from_items(first)).await;
    assert_eq!(story.sync().await.synced, 1);
    story.fakes.world().with(|world| world.replace_items(then));
    assert_eq!(story.sync().await.synced, 1);
    assert!(story.albums().await.iter().any(|album| album["title"] == "T38" && album["year"] == 1999));
    assert_eq!(entries(&last_receipt(&story, "collection").await, "drifted").len(), 0);
    story.end().await;
}

#[tokio::test]
async fn a_wantlist_misbehaves_alike() {
    let mut world = World::invent(409, 3);
    while world.want_ids().len() < 230 {
        world.add_want();
    }
    let story = Story::of(world).await;
    story.script().act(
        page(2),
        Act::rewrite(|body| {
            body["pagination"]["items"] = 233.into();
            body["wants"][99] = body["wants"][0].clone();
        }),
    );
    story.script().act(lists(), Act::rewrite(|body| body["pagination"]["items"] = 233.into()));
    let progress = story.sync_wants().await;
    assert_adds_up(&progress);
    assert_eq!((progress.total, story.wants("").await.len()), (229, 229));
    let receipt = last_receipt(&story, "wantlist").await;
    assert_eq!((&receipt["listing"]["announced"], &receipt["listing"]["listed"]), (&json!(233), &json!(229)));
    story.journal().clear();
    assert_adds_up(&story.sync_wants().await);
    assert_eq!(story.journal().calls("discogs"), 1);
    story.end().await;
}

#[tokio::test]
async fn a_whole_reading_compares_all_and_an_ordinary_one_says_how_many() {
    let story = Story::of(World::invent(410, 236)).await;
    story.sync().await;
    let release = story.fakes.world().with(|world| world.release_ids()[230]);
    let edit = json!({"title": "Another Title"}).as_object().unwrap().clone();
    story.fakes.world().with(|world| world.edit_release(release, edit));
    story.sync().await;
    let receipt = last_receipt(&story, "collection").await;
    assert_eq!((&receipt["compared"], &receipt["skipped"], &receipt["drifted"]), (&json!(100), &json!(236), &json!(0)));
    let shown = story.get(&format!("/syncs/{}", receipt["id"].as_str().unwrap())).await.text().await.unwrap();
    assert!(shown.contains("name=\"full\""), "it can be asked for there");
    story.journal().clear();
    let form = story.form("/settings/discogs/sync", "full=on").await;
    assert_eq!(form.status(), 303);
    let full = story.end_of_sync().await;
    assert_adds_up(&full);
    assert_eq!((full.compared, story.journal().calls_to("discogs", "/users/") >= 3), (Some(236), true));
    let receipt = last_receipt(&story, "collection").await;
    assert_eq!((&receipt["full"], &receipt["listing_whole"]), (&json!(true), &json!(true)));
    assert!(entries(&receipt, "drifted").iter().any(|entry| entry["listed"] == "Another Title"));
    story.journal().clear();
    story.sync().await;
    assert_eq!(story.journal().calls("discogs"), 1);
    story.end().await;
}

#[tokio::test]
async fn a_limit_does_not_end_a_whole_reading_and_the_rest_comes_next() {
    let story = Story::of(World::invent(411, 236)).await;
    let first = story.sync_with("?limit=10&full=true").await;
    assert_eq!((first.status, first.synced), (Status::Completed, 10));
    let second = story.sync().await;
    assert_adds_up(&second);
    assert_eq!(copies(&story).await, 236);
    story.end().await;
}

#[tokio::test]
async fn more_came_than_a_page_and_one_went() {
    let story = Story::of(World::invent(412, 130)).await;
    story.sync().await;
    story.fakes.world().with(|world| {
        let gone = world.instance_ids()[120];
        world.remove_instance(gone);
        for _ in 0..101 {
            world.add_newest();
        }
    });
    assert_adds_up(&story.sync().await);
    assert_eq!(copies(&story).await, 231);
    assert_eq!(last_receipt(&story, "collection").await["absent"], 1);
    story.end().await;
}

#[tokio::test]
async fn a_whole_comparison_can_be_scheduled_every_week() {
    const DAY: i64 = 24 * 3_600_000;
    let (story, now) = crate::schedule::at_its_own_time(World::invent(413, 120)).await;
    let by_hand = story.sync().await;
    let chosen = crate::schedule::choose(&story, json!({"full_sync": {"when": "weekly", "hour": 4}})).await;
    assert_eq!(chosen.status(), 200);
    assert_eq!(story.json("/api/v1/schedule").await["full_sync"], json!({"when": "weekly", "hour": 4}));
    now.fetch_add(7 * DAY, std::sync::atomic::Ordering::Relaxed);
    let weekly = crate::schedule::next_sync(&story, &by_hand).await;
    assert_eq!((weekly.status, weekly.compared), (Status::Completed, Some(120)));
    let receipt = last_receipt(&story, "collection").await;
    assert_eq!((&receipt["full"], &receipt["started_by"]), (&json!(true), &json!("schedule")));
    for refused in [json!({"full_sync": {"when": "daily"}}), json!({"sync": {"when": "weekly"}})] {
        assert_eq!(crate::schedule::choose(&story, refused).await.status(), 422);
    }
    let form = story.form("/settings/schedule", "of=full_sync&when=off&hour=5").await;
    assert_eq!(form.status(), 303);
    assert_eq!(story.json("/api/v1/schedule").await["full_sync"], json!({"when": "off", "hour": 5}));
    story.end().await;
}

/// A program over 236 copies, with a clock of its own.
pub(crate) async fn begin(world: World) -> (Story, std::sync::Arc<std::sync::atomic::AtomicI64>) {
    let off = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(0));
    let mut scene = Scene::of(world);
    let clock = off.clone();
    scene.pace.clock = sillon_engine::Clock::from_fn(move || {
        sillon_engine::Clock::system().now() + clock.load(std::sync::atomic::Ordering::Relaxed)
    });
    (scene.begin().await, off)
}
