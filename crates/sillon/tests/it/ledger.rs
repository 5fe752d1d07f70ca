//! What a run proves, and what a person makes of its receipt.

mod postgres;

use crate::harness::Story;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sillon_core::fault::FaultCode;
use sillon_core::progress::Status;
use sillon_fakes::{On, World};
use sqlx::{Connection, Executor, SqliteConnection};

const SYNC: &str = "/api/v1/services/discogs/sync";
const CHECKSUM: &str = "/api/v1/collection/checksum";

async fn runs(story: &Story) -> Vec<Value> {
    story.json("/api/v1/syncs").await["items"].as_array().unwrap().clone()
}

async fn last_run(story: &Story) -> Value {
    let id = runs(story).await[0]["id"].as_str().unwrap().to_owned();
    story.json(&format!("/api/v1/syncs/{id}")).await
}

async fn post(story: &Story, path: &str, body: Value) -> (StatusCode, Value) {
    let answer = story.client.post(story.url(path)).json(&body).send().await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

fn place(run: &Value, act: &str) -> String {
    format!("/api/v1/syncs/{}/{act}", run["id"].as_str().unwrap())
}

/// Another program opens the file, and takes the triggers away before it writes.
async fn meddle(story: &Story, statements: &[&str]) {
    let file = format!("sqlite://{}", story.folder.path().join("data/sillon.db").display());
    let mut connection = SqliteConnection::connect(&file).await.unwrap();
    connection.execute("DROP TRIGGER IF EXISTS releases_refuse_update").await.unwrap();
    for statement in statements {
        connection.execute(sqlx::AssertSqlSafe((*statement).to_owned())).await.unwrap();
    }
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_run_proves_that_it_touched_nothing() {
    let story = Story::of(World::invent(501, 230)).await;
    assert_eq!(story.json(CHECKSUM).await["state"], "none");
    let first = story.sync().await;
    let run = last_run(&story).await;
    assert_eq!((&run["proof"]["state"], &run["proof"]["before"]["rows"]), (&json!("equal"), &json!(0)));
    assert_eq!((&run["started_by"], &run["calls_saved"]), (&json!("api"), &json!(first.skipped)));
    story.fakes.world().with(World::add_newest);
    let second = story.sync().await;
    assert_eq!(second.synced, 1);
    let run = last_run(&story).await;
    assert_eq!((&run["calls_saved"], &run["api_calls"]["discogs"]), (&json!(230), &json!(3)));
    let proof = &run["proof"];
    assert_eq!((&proof["state"], &proof["intact_since_last"]), (&json!("equal"), &json!(true)));
    assert_eq!(proof["before"], proof["after"]);
    assert!(proof["before"]["rows"].as_u64().unwrap() > 2 * 230);
    let found = story.json(CHECKSUM).await;
    assert_eq!((&found["state"], &found["found"]), (&json!("equal"), &found["standing"]));
    let page = story.get(&format!("/syncs/{}", run["id"].as_str().unwrap())).await.text().await.unwrap();
    assert!(page.contains(proof["before"]["sum"].as_str().unwrap()));
    let list = story.get("/syncs").await.text().await.unwrap();
    assert_eq!(list.matches("class=\"dot completed\"").count(), 2, "{list}");
    story.end().await;
}

#[tokio::test]
async fn a_row_changed_behind_the_triggers_back_breaks_the_run() {
    let story = Story::of(World::invent(502, 150)).await;
    story.sync().await;
    for _ in 0..120 {
        story.fakes.world().with(World::add_newest);
    }
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2"));
    story.post(SYNC).await;
    // What was there is summed up before the first page is written.
    let mut watch = story.sillon().engine.watch_sync();
    watch.wait_for(|progress| progress.current == 100).await.unwrap();
    drop(watch);
    meddle(&story, &["UPDATE releases SET title = 'Not that' WHERE id = (SELECT min(id) FROM releases)"]).await;
    gate.open();
    let progress = story.end_of_sync().await;
    assert_eq!(progress.status, Status::Error);
    assert_eq!(progress.error.unwrap().code, FaultCode::RowsChanged);
    let run = last_run(&story).await;
    assert_eq!((&run["status"], &run["proof"]["state"]), (&json!("error"), &json!("broken")));
    assert_eq!(run["albums_after"], json!(run["albums_before"].as_u64().unwrap() + 120), "what came in stays");
    let page = story.get(&format!("/syncs/{}", run["id"].as_str().unwrap())).await.text().await.unwrap();
    let sums = [&run["proof"]["before"]["sum"], &run["proof"]["after"]["sum"]];
    assert!(page.contains("proof broken") && sums.iter().all(|sum| page.contains(sum.as_str().unwrap())));

    meddle(&story, &["UPDATE releases SET title = 'Nor that' WHERE id = (SELECT min(id) FROM releases)"]).await;
    assert_eq!(story.json(CHECKSUM).await["state"], "changed");
    assert_eq!(story.sync().await.status, Status::Completed);
    let next = last_run(&story).await;
    assert_eq!((&next["proof"]["state"], &next["proof"]["intact_since_last"]), (&json!("equal"), &json!(false)));
    assert_eq!(story.json(CHECKSUM).await["state"], "equal");
    story.end().await;
}

#[tokio::test]
async fn a_run_taken_up_again_is_held_to_what_was_there_before_it() {
    let mut story = Story::of(World::invent(503, 20)).await;
    story.sync().await;
    for _ in 0..230 {
        story.fakes.world().with(World::add_newest);
    }
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2"));
    story.post(SYNC).await;
    let mut watch = story.sillon().engine.watch_sync();
    watch.wait_for(|progress| progress.current == 100).await.unwrap();
    drop(watch);
    story.stop().await;
    meddle(&story, &["UPDATE releases SET year = 1900 WHERE id = (SELECT min(id) FROM releases WHERE seal = 1)"]).await;
    gate.open();
    story.start().await;
    assert_eq!(story.end_of_sync().await.error.unwrap().code, FaultCode::RowsChanged);
    assert_eq!(last_run(&story).await["albums_after"], 250, "it was read to its end");
    story.end().await;
}

#[tokio::test]
async fn a_run_is_undone_and_the_undoing_too() {
    undo_a_run(Story::of(World::invent(504, 12)).await).await;
}

async fn undo_a_run(story: Story) {
    story.sync().await;
    let copied = story.fakes.world().with(|world| world.release_ids()[4]);
    story.fakes.world().with(|world| {
        world.add_copy(copied).unwrap();
        for _ in 0..150 {
            world.add_newest();
        }
    });
    assert_eq!(story.sync().await.synced, 150);
    let run = last_run(&story).await;
    assert_eq!((&run["undoable"], &run["undone"], &run["undone_by"]), (&json!(150), &json!(false), &Value::Null));
    let added = story.json(&format!("{}?page=2&page_size=100", place(&run, "added"))).await;
    assert_eq!((&added["total"], added["items"].as_array().unwrap().len()), (&json!(150), 50));

    let put_away = added["items"][7]["id"].as_i64().unwrap();
    post(&story, &format!("/api/v1/collection/albums/{put_away}/archive"), json!(null)).await;
    let (status, undone) = post(&story, &place(&run, "undo"), json!(null)).await;
    assert_eq!((status, &undone["albums"]), (StatusCode::OK, &json!(149)));
    let stats = story.json("/api/v1/collection/stats").await;
    assert_eq!((&stats["albums"], &stats["copies"]), (&json!(12), &json!(13)), "the further copy stays");
    let (status, problem) = post(&story, &place(&run, "undo"), json!(null)).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("nothing_to_undo")));
    let shown = last_run(&story).await;
    assert_eq!((&shown["undone"], &shown["undone_by"]), (&json!(true), &undone["batch_id"]));
    assert_eq!(runs(&story).await[0]["undone"], true);
    assert_eq!(story.sync().await.synced, 0, "no sync brings it back");

    let batch = undone["batch_id"].as_str().unwrap();
    post(&story, &format!("/api/v1/collection/edits/{batch}/undo"), json!(null)).await;
    let shown = story.json(place(&run, "").trim_end_matches('/')).await;
    assert_eq!((&shown["undone"], &shown["undoable"]), (&json!(false), &json!(149)));
    assert_eq!(story.json("/api/v1/collection/stats").await["albums"], 161);
    let (status, _) = post(&story, "/api/v1/syncs/nobody/undo", json!(null)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    story.end().await;
}

#[tokio::test]
async fn a_page_undoes_a_run_and_takes_it_back() {
    let story = Story::of(World::invent(505, 8)).await;
    story.sync().await;
    let id = last_run(&story).await["id"].as_str().unwrap().to_owned();
    let there = format!("/syncs/{id}");
    assert!(story.get(&there).await.text().await.unwrap().contains(&format!("action=\"{there}/undo\"")));
    let answer = story.post(&format!("{there}/undo")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(answer.headers()["location"].to_str().unwrap().starts_with(&format!("{there}?done=")));
    let page = story.get(&there).await.text().await.unwrap();
    let undone_by = last_run(&story).await["undone_by"].as_str().unwrap().to_owned();
    assert!(page.contains(&format!("action=\"/edits/{undone_by}/undo\"")), "{page}");
    assert!(!page.contains(&format!("action=\"{there}/undo\"")));
    let again = story.post(&format!("{there}/undo")).await;
    assert_eq!(again.headers()["location"], format!("{there}?done=none"), "pressed twice, it is undone as was wanted");
    story.form(&format!("/edits/{undone_by}/undo"), "back=/").await;
    assert_eq!(last_run(&story).await["undone"], false);
    story.end().await;
}

/// How many requests of each concurrency test are made at once.
const AT_ONCE: usize = 8;

/// Sends the same request eight times at once: the answers, those that did the act first.
async fn at_once(story: &Story, path: &str, body: &Value) -> Vec<(StatusCode, Value)> {
    let mut answers = futures::future::join_all((0..AT_ONCE).map(|_| post(story, path, body.clone()))).await;
    answers.sort_by_key(|(status, _)| *status);
    answers
}

async fn acts(story: &Story) -> u64 {
    story.json("/api/v1/collection/edits").await["total"].as_u64().unwrap()
}

#[tokio::test]
async fn a_run_is_undone_once_however_many_ask() {
    undo_at_once(Story::of(World::invent(509, 300)).await).await;
}

async fn undo_at_once(story: Story) {
    story.sync().await;
    let run = last_run(&story).await;
    let answers = at_once(&story, &place(&run, "undo"), &json!(null)).await;
    assert_eq!((answers[0].0, &answers[0].1["albums"]), (StatusCode::OK, &json!(300)), "{answers:?}");
    for (status, problem) in &answers[1..] {
        assert_eq!((*status, &problem["code"]), (StatusCode::CONFLICT, &json!("nothing_to_undo")));
    }
    assert_eq!((acts(&story).await, story.albums().await.len()), (1, 0));
    // Taking that one act back brings everything back, also where that is asked for eight times.
    let batch = answers[0].1["batch_id"].as_str().unwrap();
    let answers = at_once(&story, &format!("/api/v1/collection/edits/{batch}/undo"), &json!(null)).await;
    let done = answers.iter().filter(|(status, _)| *status == StatusCode::OK).count();
    assert_eq!((done, story.albums().await.len()), (1, 300));

    // The page's button, pressed twice.
    let there = format!("/syncs/{}/undo", run["id"].as_str().unwrap());
    let pressed = futures::future::join_all([story.post(&there), story.post(&there)]).await;
    assert!(pressed.iter().all(|answer| answer.status() == StatusCode::SEE_OTHER), "{pressed:?}");
    assert_eq!((acts(&story).await, story.albums().await.len()), (2, 0));
    story.end().await;
}

#[tokio::test]
async fn what_drifted_is_taken_over_once_however_many_ask() {
    take_over_at_once(drifted().await).await;
}

async fn take_over_at_once(story: Story) {
    let run = last_run(&story).await;
    let answers = at_once(&story, &place(&run, "take-over"), &json!({})).await;
    assert_eq!(answers[0].0, StatusCode::OK, "{answers:?}");
    for (status, problem) in &answers[1..] {
        assert_eq!((*status, &problem["code"]), (StatusCode::CONFLICT, &json!("nothing_to_take_over")));
    }
    assert_eq!((acts(&story).await, story.albums().await.len()), (1, 58));
    let batch = answers[0].1["batch_id"].as_str().unwrap();
    post(&story, &format!("/api/v1/collection/edits/{batch}/undo"), json!(null)).await;
    assert_eq!(story.albums().await.len(), 60);

    let releases = story.fakes.world().with(|world| world.release_ids());
    let archive = format!("/api/v1/collection/albums/{}/archive", releases[0]);
    let answers = at_once(&story, &archive, &json!(null)).await;
    assert!(answers.iter().all(|(status, _)| status.is_success()), "{answers:?}");
    let written = answers.iter().filter(|(_, edited)| !edited["batch_id"].is_null()).count();
    assert_eq!((written, acts(&story).await), (1, 2), "an album is put away once");
    story.end().await;
}

/// Three titles, a year and a date are others at Discogs, and two albums are gone.
async fn drifted() -> Story {
    drift(Story::of(World::invent(506, 60)).await).await
}

async fn drift(story: Story) -> Story {
    story.sync().await;
    let (releases, copies) = story.fakes.world().with(|world| (world.release_ids(), world.instance_ids()));
    story.fakes.world().with(|world| {
        for (place, keys) in [
            (3, json!({"title": "First, Renamed"})),
            (5, json!({"title": "Second", "year": 1931})),
            (7, json!({"title": "Third", "genres": ["Folk, World, & Country", "Jazz"]})),
        ] {
            world.edit_release(releases[place], keys.as_object().unwrap().clone());
        }
        world.remove_instance(copies[20]);
        world.remove_instance(copies[30]);
    });
    story.sync().await;
    story
}

fn entry<'a>(run: &'a Value, kind: &str, field: Value, release: &Value) -> &'a Value {
    let entries = run["entries"].as_array().unwrap();
    let is_it = |entry: &&Value| entry["kind"] == kind && entry["field"] == field && &entry["release_id"] == release;
    entries.iter().find(is_it).unwrap_or_else(|| panic!("{kind} {field} of {release}: {run}"))
}

#[tokio::test]
async fn what_drifted_is_taken_over_by_a_person_alone() {
    take_drift_over(drifted().await).await;
}

async fn take_drift_over(story: Story) {
    let run = last_run(&story).await;
    let releases = story.fakes.world().with(|world| world.release_ids());
    let (first, second, third) = (json!(releases[3]), json!(releases[5]), json!(releases[7]));
    let album = async |id: &Value| story.json(&format!("/api/v1/collection/albums/{id}")).await;
    assert_ne!(album(&first).await["title"], "First, Renamed", "a run takes nothing over");

    let title = entry(&run, "drifted", json!("title"), &first);
    assert_eq!(title["standing"], "open");
    let (status, taken) = post(&story, &place(&run, "take-over"), json!({"entries": [title["key"]]})).await;
    assert_eq!((status, &taken["taken"], &taken["albums"]), (StatusCode::OK, &json!(1), &json!(1)), "{taken}");
    assert_eq!(album(&first).await["title"], "First, Renamed");
    assert_eq!(entry(&last_run(&story).await, "drifted", json!("title"), &first)["standing"], "taken_over");

    // What a person wrote is left alone, unless they say otherwise.
    let mine = story.client.patch(story.url(&format!("/api/v1/collection/albums/{second}")));
    mine.json(&json!({"title": "Mine"})).send().await.unwrap();
    let (_, rest) = post(&story, &place(&run, "take-over"), json!({"entries": ["drifted"]})).await;
    let left: Vec<&Value> = rest["left"].as_array().unwrap().iter().map(|left| &left["standing"]).collect();
    assert!(left.contains(&&json!("edited")) && left.contains(&&json!("taken_over")), "{rest}");
    let (second_now, third_now) = (album(&second).await, album(&third).await);
    assert_eq!((&second_now["title"], &second_now["year"]), (&json!("Mine"), &json!(1931)));
    assert_eq!(
        (&third_now["title"], &third_now["genres"]),
        (&json!("Third"), &json!(["Folk, World, & Country", "Jazz"]))
    );
    let mine = entry(&run, "drifted", json!("title"), &second)["key"].clone();
    let (status, problem) = post(&story, &place(&run, "take-over"), json!({"entries": [mine]})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("nothing_to_take_over")));
    post(&story, &place(&run, "take-over"), json!({"entries": [mine], "overwrite": true})).await;
    assert_eq!(album(&second).await["title"], "Second");

    // One act, undone as one.
    let batch = rest["batch_id"].as_str().unwrap();
    post(&story, &format!("/api/v1/collection/edits/{batch}/undo"), json!(null)).await;
    assert_ne!(album(&third).await["title"], "Third");
    let (status, _) = post(&story, &place(&run, "take-over"), json!({"entries": ["drifted:1:title"]})).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(story.json(CHECKSUM).await["state"], "equal", "the imported rows are as they were");
    story.end().await;
}

#[tokio::test]
async fn what_is_absent_goes_to_the_archive_when_a_person_says_so() {
    take_absence_over(drifted().await).await;
}

async fn take_absence_over(story: Story) {
    let run = last_run(&story).await;
    let absent: Vec<Value> =
        run["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "absent").cloned().collect();
    assert_eq!(absent.len(), 2);
    assert!(absent.iter().all(|entry| entry["standing"] == "open"));
    assert_eq!(story.albums().await.len(), 60);
    let key = absent[0]["key"].as_str().unwrap();
    let form = story.client.post(story.url(&format!("/syncs/{}/take-over", run["id"].as_str().unwrap())));
    let answer = form.form(&[("entry", key)]).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(story.albums().await.len(), 59);
    let (_, rest) = post(&story, &place(&run, "take-over"), json!({"entries": ["absent"]})).await;
    assert_eq!((&rest["taken"], &rest["left"][0]["standing"]), (&json!(1), &json!("taken_over")));
    assert_eq!(story.albums().await.len(), 58);
    story.end().await;
}

#[tokio::test]
async fn a_dry_run_says_what_the_run_then_does() {
    let story = drifted().await;
    story.fakes.world().with(|world| {
        let releases = world.release_ids();
        world.add_copy(releases[2]).unwrap();
        for _ in 0..130 {
            world.add_newest();
        }
        world.edit_release(releases[9], json!({"title": "Fourth"}).as_object().unwrap().clone());
        world.remove_instance(world.instance_ids()[145]);
        world.insert_raw(4, json!({"instance_id": 780, "basic_information": {"title": "No release"}}));
    });
    let before = story.json(CHECKSUM).await;
    let dry = story.sync_with("?dry_run=true").await;
    let said = last_run(&story).await;
    assert_eq!(story.json(CHECKSUM).await["now"], before["now"], "nothing was written");
    let real = story.sync().await;
    let done = last_run(&story).await;
    let figures = |progress: &sillon_core::progress::Progress| {
        (progress.synced, progress.skipped, progress.errors, progress.copies_added, progress.total, progress.current)
    };
    assert_eq!(figures(&dry), figures(&real));
    assert!(real.synced == 130 && real.copies_added == 1 && real.errors == 1);
    for figure in ["absent", "drifted", "refused"] {
        assert_eq!(said[figure], done[figure], "{figure}");
        assert!(said[figure].as_u64().unwrap() > 0, "{figure}");
    }
    let bare = |run: &Value| -> Vec<Value> {
        let mut entries = run["entries"].as_array().unwrap().clone();
        for entry in &mut entries {
            // An album is absent here when a run that writes has said so.
            entry.as_object_mut().unwrap().remove("standing");
        }
        entries
    };
    assert_eq!(bare(&said), bare(&done));
    assert_eq!(said["albums_after"], said["albums_before"]);
    story.end().await;
}
