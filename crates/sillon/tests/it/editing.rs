//! What people change: over what was imported, listed, and taken back.

mod pages;
mod twice;

use crate::harness::Story;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use sillon_core::id::{AccountId, InstanceId};
use sillon_fakes::World;

const ALBUMS: &str = "/api/v1/collection/albums";
const EDITS: &str = "/api/v1/collection/edits";

async fn send(story: &Story, method: Method, path: &str, body: &Value) -> Response {
    story.client.request(method, story.url(path)).json(body).send().await.unwrap()
}

pub(crate) async fn answered(story: &Story, method: Method, path: &str, body: Value, status: StatusCode) -> Value {
    let answer = send(story, method, path, &body).await;
    let (found, text) = (answer.status(), answer.text().await.unwrap());
    assert_eq!(found, status, "{path}: {text}");
    serde_json::from_str(&text).unwrap()
}

pub(crate) async fn patch(story: &Story, path: &str, body: Value) -> Value {
    answered(story, Method::PATCH, path, body, StatusCode::OK).await
}

pub(crate) async fn post(story: &Story, path: &str, body: Value) -> Value {
    answered(story, Method::POST, path, body, StatusCode::OK).await
}

pub(crate) async fn undo(story: &Story, batch_id: &Value) {
    post(story, &format!("{EDITS}/{}/undo", batch_id.as_str().unwrap()), json!(null)).await;
}

/// Everything that was imported, as it stands in the tables.
async fn imported(story: &Story) -> String {
    let store = &story.sillon().store;
    let copies: Vec<InstanceId> = store.known(AccountId::FIRST).await.unwrap().copies.into_iter().collect();
    let mut items = store.load_items(AccountId::FIRST, &copies).await.unwrap();
    items.sort_by_key(|item| item.copy.instance_id);
    format!("{items:?}")
}

#[tokio::test]
async fn an_edit_survives_a_sync_and_the_imported_rows_stay() {
    let story = Story::of(World::invent(301, 40)).await;
    story.sync().await;
    let before = imported(&story).await;
    let album = story.albums().await[0].clone();
    let place = format!("{ALBUMS}/{}", album["id"]);
    let changes = json!({
        "title": " Kind of Blue ", "artists": ["Miles Davis", {"name": "Nobody At All", "join": "&"}], "year": 1959,
        "country": "US", "genres": ["Jazz"], "styles": null, "labels": [{"name": "Columbia", "catno": "CS 8163"}],
        "formats": [{"name": "Vinyl", "qty": 2, "descriptions": ["LP"]}],
    });
    let edited = patch(&story, &place, changes).await;
    assert_eq!(edited["title"], "Kind of Blue");
    assert_eq!((&edited["country"], &edited["styles"]), (&json!("US"), &json!([])));
    assert_eq!(edited["artists"], json!(["Miles Davis", "Nobody At All"]));
    assert_eq!(edited["labels"][0]["catno"], "CS 8163");
    let again = story.sync().await;
    assert_eq!((again.synced, again.errors), (0, 0));
    assert_eq!(story.json(&place).await["title"], "Kind of Blue");
    assert_eq!(imported(&story).await, before);
    let receipt = story.json("/api/v1/syncs?page_size=1").await;
    assert_eq!(receipt["items"][0]["drifted"], 0, "what a person edited is no drift: {receipt}");
    undo(&story, &edited["edits"][0]["batch_id"]).await;
    let mut back = story.json(&place).await;
    assert!(back["edits"].as_array().unwrap().iter().all(|edit| !edit["undone_at"].is_null()));
    for member in ["title", "artists", "year", "genres", "styles", "labels", "formats"] {
        assert_eq!(back[member].take(), album[member], "{member}");
    }
    story.end().await;
}

#[tokio::test]
async fn what_stands_so_already_is_not_written_and_an_undoing_happens_once() {
    let story = Story::of(World::invent(302, 5)).await;
    story.sync().await;
    let album = story.albums().await[0].clone();
    let place = format!("{ALBUMS}/{}", album["id"]);
    let same = patch(&story, &place, json!({"title": album["title"]})).await;
    assert_eq!(same["edits"], json!([]));
    let edited = patch(&story, &place, json!({"year": null})).await;
    assert_eq!((&edited["year"], edited["edits"].as_array().unwrap().len()), (&json!(null), 1));
    let batch = &edited["edits"][0]["batch_id"];
    undo(&story, batch).await;
    let path = format!("{EDITS}/{}/undo", batch.as_str().unwrap());
    let twice = answered(&story, Method::POST, &path, json!(null), StatusCode::CONFLICT).await;
    assert_eq!(twice["code"], "edit_undone");
    let unknown = format!("{EDITS}/none/undo");
    answered(&story, Method::POST, &unknown, json!(null), StatusCode::NOT_FOUND).await;
    story.end().await;
}

#[tokio::test]
async fn a_refusal_names_each_field_and_changes_nothing() {
    let story = Story::of(World::invent(303, 5)).await;
    story.sync().await;
    let album = story.albums().await[0].clone();
    let place = format!("{ALBUMS}/{}", album["id"]);
    let wrong = json!({"title": " ", "year": 12, "genres": ["Jazz"]});
    let problem = answered(&story, Method::PATCH, &place, wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(problem["code"], "invalid_fields");
    let fields: Vec<(&str, &str)> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap()))
        .collect();
    assert_eq!(fields, [("title", "missing"), ("year", "range")]);
    assert_eq!(story.json(&place).await["genres"], album["genres"]);
    for body in [json!({"titel": "x"}), json!({"year": "1959"}), json!([])] {
        let problem = answered(&story, Method::PATCH, &place, body, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(problem["code"], "invalid_body");
    }
    answered(&story, Method::PATCH, &format!("{ALBUMS}/1"), json!({"year": 1959}), StatusCode::NOT_FOUND).await;
    story.end().await;
}

#[tokio::test]
async fn a_copy_is_rated_filed_and_annotated() {
    let story = Story::of(World::invent(304, 12)).await;
    story.sync().await;
    let album = story.albums().await[0].clone();
    let detail = story.json(&format!("{ALBUMS}/{}", album["id"])).await;
    let copy = detail["copies"][0]["instance_id"].clone();
    let place = format!("{ALBUMS}/{}/copies/{copy}", album["id"]);
    let edited = patch(&story, &place, json!({"rating": 5, "fields": {"3": "From a\r\nfriend", "1": null}})).await;
    let shown = &edited["copies"][0];
    assert_eq!((&shown["rating"], &edited["rating"]), (&json!(5), &json!(5)));
    let fields = shown["fields"].as_array().unwrap();
    let value = |id: i64| fields.iter().find(|field| field["id"] == id).map(|field| field["value"].clone());
    assert_eq!((value(3), value(1)), (Some(json!("From a\nfriend")), None));
    let unknown = json!({"folder_id": 424_242, "fields": {"77": "x"}});
    let problem = answered(&story, Method::PATCH, &place, unknown, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(
        (&problem["errors"][0]["code"], &problem["errors"][1]["field"]),
        (&json!("unknown"), &json!("field:77"))
    );
    let nowhere = format!("{ALBUMS}/{}/copies/1", album["id"]);
    answered(&story, Method::PATCH, &nowhere, json!({"rating": 1}), StatusCode::NOT_FOUND).await;
    story.end().await;
}

#[tokio::test]
async fn an_archived_album_stays_known_and_no_sync_brings_it_back() {
    let story = Story::of(World::invent(305, 30)).await;
    story.sync().await;
    let album = story.albums().await[3].clone();
    let place = format!("{ALBUMS}/{}", album["id"]);
    let before = imported(&story).await;
    let archived = post(&story, &format!("{place}/archive"), json!(null)).await;
    assert_eq!(archived["albums"], 1);
    let listed = |albums: Vec<Value>| albums.iter().any(|listed| listed["id"] == album["id"]);
    assert!(!listed(story.albums().await));
    assert_eq!(story.json(&place).await["archived"], true);
    let title = album["title"].as_str().unwrap();
    let found = story.client.get(story.url(ALBUMS)).query(&[("search", title)]).send().await.unwrap();
    let found: Value = found.json().await.unwrap();
    assert!(!listed(found["items"].as_array().unwrap().clone()));
    let again = story.sync().await;
    assert_eq!(again.synced, 0);
    assert!(!listed(story.albums().await));
    assert_eq!(imported(&story).await, before);
    // Put away twice is put away once.
    assert_eq!(post(&story, &format!("{place}/archive"), json!(null)).await["batch_id"], json!(null));
    post(&story, &format!("{place}/restore"), json!(null)).await;
    assert!(listed(story.albums().await));
    story.end().await;
}

#[tokio::test]
async fn an_album_by_hand_is_an_album_like_any_other() {
    let story = Story::of(World::invent(306, 10)).await;
    story.sync().await;
    let body = json!({
        "title": "Basement Tape", "artists": ["Us"], "year": 1998, "country": "Belgium", "genres": ["Rock"],
        "formats": [{"name": "Cassette"}], "copy": {"rating": 4, "fields": {"3": "The only one"}},
    });
    let added = answered(&story, Method::POST, ALBUMS, body, StatusCode::CREATED).await;
    assert_eq!((&added["source"], &added["discogs_url"]), (&json!("manual"), &json!(null)));
    assert_eq!((&added["support"], &added["country"]), (&json!("Cassette"), &json!("Belgium")));
    assert_eq!((&added["rating"], &added["copies"][0]["fields"][0]["value"]), (&json!(4), &json!("The only one")));
    let place = format!("{ALBUMS}/{}", added["id"]);
    let receipt = story.sync().await;
    assert_eq!((receipt.synced, receipt.errors), (0, 0));
    assert_eq!(story.albums().await.len(), 11);
    assert_eq!(story.json(&place).await["copies"][0]["absent_since"], json!(null), "a sync does not miss it");
    let untitled = answered(&story, Method::POST, ALBUMS, json!({}), StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(
        untitled["errors"][0],
        json!({"field": "title", "code": "missing", "detail": untitled["errors"][0]["detail"]})
    );
    let acts = story.json(EDITS).await;
    undo(&story, &acts["items"][0]["id"]).await;
    assert_eq!(story.json(&place).await["archived"], true, "nothing is ever removed");
    assert_eq!(story.albums().await.len(), 10);
    story.end().await;
}

#[tokio::test]
async fn a_bulk_edit_is_one_act() {
    let story = Story::of(World::invent(307, 60)).await;
    story.sync().await;
    let before = story.albums().await;
    let genre = before[0]["genres"][0].clone();
    let of_genre = before.iter().filter(|album| album["genres"].as_array().unwrap().contains(&genre)).count();
    let add = json!({"filter": {"genre": genre}, "change": {"add_style": "Mine"}});
    let done = post(&story, EDITS, add).await;
    assert_eq!(done["albums"], of_genre);
    let styled = |albums: &[Value]| {
        albums.iter().filter(|album| album["styles"].as_array().unwrap().contains(&json!("Mine"))).count()
    };
    assert_eq!(styled(&story.albums().await), of_genre);
    let acts = story.json(EDITS).await;
    assert_eq!((&acts["total"], &acts["items"][0]["albums"]), (&json!(1), &json!(of_genre)));
    undo(&story, &done["batch_id"]).await;
    assert_eq!(styled(&story.albums().await), 0);
    let ids: Vec<&Value> = before.iter().take(3).map(|album| &album["id"]).collect();
    let done = post(&story, EDITS, json!({"albums": ids, "change": {"rating": 2}})).await;
    assert!(done["albums"].as_u64().unwrap() <= 3);
    for id in ids {
        assert_eq!(story.json(&format!("{ALBUMS}/{id}")).await["rating"], 2);
    }
    for body in [
        json!({"change": {"archived": true}}),
        json!({"albums": [1], "filter": {}, "change": {"archived": true}}),
        json!({"albums": [1], "change": {}}),
        json!({"albums": [1], "change": {"add_genre": " "}}),
    ] {
        answered(&story, Method::POST, EDITS, body, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let unknown = json!({"filter": {"colour": "blue"}, "change": {"archived": true}});
    let problem = answered(&story, Method::POST, EDITS, unknown, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(problem["parameter"], "colour");
    story.end().await;
}

#[tokio::test]
async fn those_who_add_a_genre_at_the_same_time_all_do() {
    let story = Story::of(World::invent(313, 80)).await;
    story.sync().await;
    let add = async |genre: &str| post(&story, EDITS, json!({"filter": {}, "change": {"add_genre": genre}})).await;
    let acts = tokio::join!(add("First"), add("Second"), add("Third"), add("Fourth"));
    for act in [&acts.0, &acts.1, &acts.2, &acts.3] {
        assert_eq!(act["albums"], 80);
    }
    for album in story.albums().await {
        let genres = album["genres"].as_array().unwrap();
        for genre in ["First", "Second", "Third", "Fourth"] {
            assert!(genres.contains(&json!(genre)), "{genre} is lost: {genres:?}");
        }
    }
    story.end().await;
}
