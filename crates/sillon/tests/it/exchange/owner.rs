//! What the owner changed, put away, added by hand and wants leaves with the collection, and comes in again.

use super::{FILE, file, unconnected};
use crate::editing::{answered, patch, post, undo};
use crate::harness::{Scene, Story};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sillon_core::progress::Status;
use sillon_fakes::World;

const ALBUMS: &str = "/api/v1/collection/albums";

#[tokio::test]
async fn a_csv_tells_what_was_changed_and_everything_else_as_it_came() {
    let story = unconnected(World::invent(331, 1)).await;
    story.import(file(&FILE)).await;
    let first = patch(&story, &format!("{ALBUMS}/10"), json!({"title": "Les Marées, live"})).await;
    let copy = first["copies"][1]["instance_id"].clone();
    let rated = patch(&story, &format!("{ALBUMS}/10/copies/{copy}"), json!({"rating": 5})).await;
    let odd = patch(&story, &format!("{ALBUMS}/40"), json!({"year": 1988})).await;
    post(&story, &format!("{ALBUMS}/20/archive"), json!(null)).await;
    let title = |row: &str| row.replace("Les Marées", "\"Les Marées, live\"");
    let rows = [
        title(FILE[0]),
        title(FILE[1]).replace(",,2022,", ",5,2022,"),
        FILE[3].to_owned(),
        // The title stood with spaces around it in the file, and nobody touched it.
        FILE[4].replace("1987", "1988"),
    ];
    assert_eq!(story.export("csv").await, file(&rows.each_ref().map(String::as_str)));
    let markdown = story.export("markdown").await;
    assert!(markdown.starts_with("# Collection\n\n3 albums, 4 copies.\n"), "{markdown}");
    assert!(markdown.contains("[Les Marées, live]") && !markdown.contains("Thou"), "{markdown}");

    for edited in [&first, &odd] {
        undo(&story, &edited["edits"][0]["batch_id"]).await;
    }
    undo(&story, &rated["edits"][0]["batch_id"]).await;
    post(&story, &format!("{ALBUMS}/20/restore"), json!(null)).await;
    assert_eq!(story.export("csv").await, file(&FILE), "taken back, it is the file again");
    story.end().await;
}

#[tokio::test]
async fn an_album_by_hand_leaves_in_a_csv_and_comes_in_again() {
    let story = unconnected(World::invent(332, 1)).await;
    let made = json!({"title": "Bande démo", "artists": ["Nous"], "year": 1994,
                      "formats": [{"name": "Cassette"}], "labels": [{"name": "Garage", "catno": "1"}]});
    let added = answered(&story, Method::POST, ALBUMS, made, StatusCode::CREATED).await;
    let csv = story.export("csv").await;
    let row = format!("1,Nous,Bande démo,Garage,Cass,,1994,{},", added["id"]);
    assert!(csv.lines().nth(1).unwrap().starts_with(&row), "{csv}");

    let other = unconnected(World::invent(332, 1)).await;
    assert_eq!(other.import(csv.clone()).await.synced, 1);
    assert_eq!(other.export("csv").await, csv);
    assert_eq!(other.import(csv).await.skipped, 1);
    let there = other.json(&format!("{ALBUMS}/{}", added["id"])).await;
    assert_eq!(
        (&there["source"], &there["title"], &there["discogs_url"]),
        (&json!("manual"), &json!("Bande démo"), &Value::Null)
    );
    other.end().await;
    story.end().await;
}

/// Edits in force and taken back, an album put away and one by hand, wants of every kind, a view.
async fn lived_in() -> Story {
    let mut scene = Scene::of(World::invent(333, 30).with_copies(4));
    scene.spotify = true;
    let story = scene.begin().await;
    story.sync().await;
    story.sync_wants().await;
    let gone = story.fakes.world().with(|world| {
        let gone = world.want_ids()[0];
        assert!(world.remove_want(gone));
        gone
    });
    story.sync_wants().await;
    assert_eq!(story.wants("&state=gone").await[0]["id"], json!(gone));
    let albums = story.albums().await;
    let place = |n: usize| format!("{ALBUMS}/{}", albums[n]["id"]);
    patch(&story, &place(0), json!({"title": "Autrement", "artists": ["Quelqu’un de neuf"], "year": null})).await;
    let back = patch(&story, &place(1), json!({"title": "Pas longtemps"})).await;
    undo(&story, &back["edits"][0]["batch_id"]).await;
    let copy = story.json(&place(2)).await["copies"][0]["instance_id"].clone();
    patch(&story, &format!("{}/copies/{copy}", place(2)), json!({"rating": 3, "fields": {"3": "à écouter"}})).await;
    post(&story, &format!("{}/archive", place(3)), json!(null)).await;
    answered(&story, Method::POST, ALBUMS, json!({"title": "Bande démo"}), StatusCode::CREATED).await;
    let view = json!({"name": "Sans année", "query": "missing=year"});
    answered(&story, Method::POST, "/api/v1/views", view, StatusCode::CREATED).await;
    story
}

#[tokio::test]
async fn what_an_owner_did_goes_into_a_document_and_out_of_it_again() {
    let source = lived_in().await;
    let document = source.export("json").await;
    let (csv, markdown) = (source.export("csv").await, source.export("markdown").await);
    let (wants, views) = (source.wants("").await, source.json("/api/v1/views").await);
    let (albums, acts) = (source.albums().await, source.json("/api/v1/collection/edits").await);
    source.end().await;

    let story = unconnected(World::invent(334, 1)).await;
    let dry: Value = story.send_file("?dry_run=true", document.clone()).await.json().await.unwrap();
    let edits = document.lines().filter(|line| line.contains("\"batch_id\"")).count();
    assert_eq!((&dry["new_edits"], &dry["new_wants"]), (&json!(edits), &json!(wants.len())));
    assert_eq!(story.import(document.clone()).await.status, Status::Completed);
    assert_eq!(story.export("json").await, document);
    assert_eq!((story.export("csv").await, story.export("markdown").await), (csv, markdown));
    let without_times = |list: Vec<Value>| -> Vec<Value> {
        let kept = list.into_iter().map(|mut one| {
            one.as_object_mut().unwrap().remove("created_at");
            one
        });
        kept.collect()
    };
    assert_eq!(without_times(story.wants("").await), without_times(wants));
    assert_eq!(story.json("/api/v1/views").await, views);
    assert_eq!(without_times(story.albums().await), without_times(albums));
    assert_eq!(story.json("/api/v1/collection/edits").await["items"], acts["items"]);

    let again: Value = story.send_file("?dry_run=true", document.clone()).await.json().await.unwrap();
    assert_eq!((&again["new_copies"], &again["new_edits"], &again["new_wants"]), (&json!(0), &json!(0), &json!(0)));
    story.import(document.clone()).await;
    assert_eq!(story.export("json").await, document, "nothing comes twice");
    let renamed = story.albums().await.into_iter().find(|album| album["title"] == "Autrement").unwrap();
    let shown = story.json(&format!("{ALBUMS}/{}", renamed["id"])).await;
    undo(&story, &shown["edits"][0]["batch_id"]).await;
    assert_ne!(story.json(&format!("{ALBUMS}/{}", renamed["id"])).await["title"], "Autrement");
    story.end().await;
}

/// The document on a collection that a sync brought already: what the owner did comes, and nothing else.
#[tokio::test]
async fn a_document_brings_edits_and_wants_to_a_collection_that_is_there() {
    let world = || World::invent(335, 12);
    let source = Story::of(world()).await;
    source.sync().await;
    source.sync_wants().await;
    let album = source.albums().await[0].clone();
    patch(&source, &format!("{ALBUMS}/{}", album["id"]), json!({"title": "Autrement"})).await;
    let (document, wants) = (source.export("json").await, source.wants("").await.len());
    source.end().await;

    let story = Story::of(world()).await;
    story.sync().await;
    let dry: Value = story.send_file("?dry_run=true", document.clone()).await.json().await.unwrap();
    assert_eq!((&dry["new_copies"], &dry["new_edits"], &dry["new_wants"]), (&json!(0), &json!(1), &json!(wants)));
    story.import(document).await;
    assert_eq!(story.json(&format!("{ALBUMS}/{}", album["id"])).await["title"], "Autrement");
    assert_eq!(story.wants("").await.len(), wants);
    story.journal().clear();
    assert_eq!(story.sync_wants().await.synced, 0, "a sync of the wantlist knows them");
    story.end().await;
}

#[tokio::test]
async fn a_list_is_exported_as_it_stands() {
    let story = unconnected(World::invent(336, 1)).await;
    story.import(file(&FILE)).await;
    let listed = async |query: &str, format: &str| {
        let answer = story.get(&format!("/api/v1/collection/export?format={format}&{query}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{query}");
        answer.text().await.unwrap()
    };
    assert_eq!(listed("label=Tide", "csv").await, file(&[FILE[3]]));
    assert_eq!(listed("sort=title&order=desc", "csv").await, file(&[FILE[3], FILE[4], FILE[0], FILE[1], FILE[2]]));
    assert_eq!(listed("search=sillage", "csv").await.lines().count(), 4, "with every copy of each album");
    let markdown = listed("search=year:1980-99", "markdown").await;
    assert!(markdown.contains("2 albums, 2 copies") && markdown.contains("[Tides]"), "{markdown}");
    assert_eq!(listed("genre=Polka", "csv").await, file(&[]));
    assert_eq!(listed("album_format=CD", "csv").await, file(&[FILE[3]]), "what `format` is in the list");

    let refused = story.get("/api/v1/collection/export?format=json&label=Tide").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let problem: Value = refused.json().await.unwrap();
    assert!(problem["detail"].as_str().unwrap().contains("toujours entier"), "{problem}");
    assert_eq!(story.get("/api/v1/collection/export?page=2").await.status(), StatusCode::UNPROCESSABLE_ENTITY);

    let page = story.get("/?format=CD&label=Tide&view=table&page=1").await.text().await.unwrap();
    assert!(page.contains("Exporter cette liste"), "{page}");
    assert!(page.contains("/api/v1/collection/export?label=Tide&#38;album_format=CD&#38;format=csv"), "{page}");
    let english = story.client.get(story.url("/?label=Tide")).header("accept-language", "en").send().await.unwrap();
    assert!(english.text().await.unwrap().contains("Export this list"));
    story.end().await;
}
