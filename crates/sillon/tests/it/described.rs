//! Every call of the API, held to its description: `/api/v1/openapi.json` says what may be sent and what comes back, and that is so.
//!
//! `SILLON_SEED=7 cargo test -p sillon --test it described -- --nocapture` sends other values.

#![allow(clippy::print_stdout, reason = "from which seed, and how much was sent, is told there")]

mod document;
mod values;
mod walk;

use crate::dice::number;
use crate::exchange::{FILE, file};
use crate::harness::{Scene, Story};
use document::Document;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sillon_fakes::{On, World};
use std::collections::BTreeSet;
use std::time::Duration;
use walk::Walk;

const SYNC: &str = "/api/v1/services/discogs/sync";
const WANTS: &str = "/api/v1/services/discogs/wantlist/sync";
const ENRICH: &str = "/api/v1/services/ai/enrich-all";
const IMPORT: &str = "/api/v1/collection/import";

fn seed() -> u64 {
    let seed = number("SILLON_SEED").unwrap_or(2_026);
    println!("SILLON_SEED={seed}");
    seed
}

/// The services' limits are not what is looked at here.
fn hasty(world: World) -> Scene {
    let mut scene = Scene::of(world);
    scene.fakes.rate_limit = 100_000;
    scene.fakes.widest_picture = 64;
    scene.pace.longest_window = Duration::from_millis(50);
    scene.more.push(("discogs_per_minute", "100000".to_owned()));
    scene
}

/// Every call with what is allowed and with what is not, in an order of its own.
async fn walk_all(walk: &mut Walk<'_>) {
    let mut left = walk.document.operations();
    while !left.is_empty() {
        let operation = left.swap_remove(walk.dice.roll(left.len()));
        if !is_import(&operation) {
            walk.allowed(&operation).await;
        }
        walk.refused(&operation).await;
    }
}

/// Every call with what is allowed, while there still is something to look at, to change and to take away.
async fn walk_in_order(walk: &mut Walk<'_>) {
    walk.call(Method::POST, "/api/v1/views", Some(json!({"name": "Sunday", "query": "genre=Jazz"}))).await;
    walk.call(Method::POST, "/api/v1/tokens", Some(json!({"name": "phone", "scopes": ["read"]}))).await;
    let album = walk.story.albums().await[0]["id"].to_string();
    walk.call(Method::POST, &format!("/api/v1/services/ai/enrich-album/{album}"), None).await;
    end_of_all(walk.story).await;
    let mut operations = walk.document.operations();
    let rank = |operation: &document::Operation| match operation.method.as_str() {
        "GET" => 0,
        "PATCH" => 1,
        "DELETE" => 2,
        _ => 3,
    };
    operations.sort_by_key(rank);
    for operation in operations {
        if !is_import(&operation) {
            walk.allowed(&operation).await;
        }
    }
}

/// A file is no JSON, and has a story of its own.
fn is_import(operation: &document::Operation) -> bool {
    operation.name() == format!("POST {IMPORT}")
}

async fn end_of_all(story: &Story) {
    story.end_of_sync().await;
    story.end_of_wants().await;
    story.end_of_import().await;
    story.end_of_enrichment().await;
}

fn assert_faultless(walk: &Walk<'_>) {
    let operations = walk.document.operations().len();
    println!("{operations} calls, {} requests sent and as many answers checked", walk.sent);
    let faults: Vec<String> = walk.faults.iter().map(|(fault, seen)| format!("{fault}\n    {seen}")).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Runs that are held at work, and stopped.
async fn stopped_at_work(walk: &mut Walk<'_>) {
    for (start, held) in [(SYNC, "/users/"), (WANTS, "/users/"), (ENRICH, "/releases/")] {
        let gate = walk.story.script().hold(On::path("discogs", held));
        let query = if start == ENRICH { "?only=details" } else { "" };
        walk.call(Method::POST, &format!("{start}{query}"), None).await;
        gate.wait_for(1).await;
        for (method, place) in [(Method::GET, "progress"), (Method::POST, ""), (Method::POST, "cancel")] {
            walk.call(method, format!("{start}/{place}").trim_end_matches('/'), None).await;
        }
        gate.open();
        walk.story.script().clear();
        end_of_all(walk.story).await;
    }
}

/// A file is taken in, looked at, and stopped.
async fn files(walk: &mut Walk<'_>) {
    let document = walk.story.export("json").await;
    let operation = walk.document.operations().into_iter().find(is_import).unwrap();
    for (query, bytes) in [
        ("?dry_run=true", file(&FILE)),
        ("?dry_run=true", document.clone()),
        ("?dry_run=true", "no file of ours".to_owned()),
        ("", "no file of ours".to_owned()),
        ("", String::new()),
        ("?name=mine.csv", file(&FILE)),
        ("", document),
    ] {
        let response = walk.story.send_file(query, bytes).await;
        walk.take(&operation, query, response).await;
        end_of_all(walk.story).await;
    }
}

#[tokio::test]
async fn every_call_answers_as_it_is_described() {
    let mut scene = hasty(World::invent(701, 40).with_copies(4));
    (scene.spotify, scene.ai) = (true, true);
    let story = scene.begin().await;
    story.sync().await;
    story.sync_wants().await;
    let (releases, copies) = story.fakes.world().with(|world| (world.release_ids(), world.instance_ids()));
    story.fakes.world().with(|world| {
        for release in &releases[3..12] {
            world.edit_release(*release, json!({"title": format!("Renamed {release}")}).as_object().unwrap().clone());
        }
        copies[20..25].iter().for_each(|copy| assert!(world.remove_instance(*copy)));
        world.add_newest();
        world.insert_raw(4, json!({"instance_id": 780, "basic_information": {"title": "No release"}}));
    });
    story.sync().await;
    story.enrich("?limit=20").await;
    let mut walk = Walk::over(&story, seed()).await;
    let run = story.json("/api/v1/syncs").await["items"][0]["id"].as_str().unwrap().to_owned();
    walk.call(Method::POST, &format!("/api/v1/syncs/{run}/take-over"), Some(json!({}))).await;
    walk.call(Method::POST, &format!("/api/v1/syncs/{run}/undo"), None).await;
    stopped_at_work(&mut walk).await;
    files(&mut walk).await;
    walk_in_order(&mut walk).await;
    for _ in 0..number("SILLON_ROUNDS").unwrap_or(1) {
        walk_all(&mut walk).await;
        end_of_all(&story).await;
    }
    assert_faultless(&walk);
    let all: BTreeSet<String> = walk.document.operations().iter().map(document::Operation::name).collect();
    let undone: Vec<&String> = all.difference(&walk.done).collect();
    // A file is in before anybody can stop it; that a token is fixed by the settings is this collection's answer.
    let elsewhere = [
        "POST /api/v1/collection/import/cancel",
        "PUT /api/v1/services/discogs/token",
        "DELETE /api/v1/services/discogs/token",
    ];
    assert!(undone.iter().all(|call| elsewhere.contains(&call.as_str())), "never seen at work: {undone:?}");
    story.end().await;
}

#[tokio::test]
async fn so_does_an_empty_collection_that_is_connected_to_nothing() {
    let mut scene = hasty(World::invent(702, 5));
    scene.token = false;
    let story = scene.begin().await;
    let mut walk = Walk::over(&story, seed()).await;
    walk_all(&mut walk).await;
    let token = json!({"token": story.fakes.token()});
    walk.call(Method::PUT, "/api/v1/services/discogs/token", Some(token)).await;
    walk.call(Method::DELETE, "/api/v1/services/discogs/token", None).await;
    assert_faultless(&walk);
    end_of_all(&story).await;
    story.end().await;
}

#[tokio::test]
async fn a_token_goes_as_far_as_the_description_says() {
    let mut scene = Scene::of(World::invent(703, 3));
    scene.more.push(("password", "a long enough password".to_owned()));
    let story = scene.begin().await;
    let mut tokens = Vec::new();
    for scope in ["read", "sync", "write"] {
        let asked = story.client.post(story.url("/api/v1/tokens")).bearer_auth("a long enough password");
        let made: Value =
            asked.json(&json!({"name": scope, "scopes": [scope]})).send().await.unwrap().json().await.unwrap();
        tokens.push(made["token"].as_str().unwrap().to_owned());
    }
    let asked = story.client.get(story.url("/api/v1/openapi.json")).bearer_auth(&tokens[0]).send().await.unwrap();
    let mut document = Document::new(asked.json().await.unwrap());
    for operation in document.operations() {
        let reach = operation
            .scope()
            .map_or(3, |scope| ["read", "sync", "write"].iter().position(|one| one == &scope).unwrap());
        let refused = [None].into_iter().chain(tokens[..reach].iter().map(Some));
        for token in refused {
            let path = operation.path.replace(['{', '}'], "");
            let request = story.client.request(operation.method.clone(), story.url(&path));
            let request = token.iter().fold(request, |request, token| request.bearer_auth(token));
            let response = request.send().await.unwrap();
            let (expected, code) = match (token, operation.scope()) {
                (None, _) => (StatusCode::UNAUTHORIZED, "authentication_required"),
                (_, Some(_)) => (StatusCode::FORBIDDEN, "insufficient_scope"),
                (_, None) => (StatusCode::FORBIDDEN, "owner_only"),
            };
            assert_eq!(response.status(), expected, "{}", operation.name());
            let answer = walk::read(response).await;
            assert_eq!(serde_json::from_slice::<Value>(&answer.body).unwrap()["code"], code, "{}", operation.name());
            assert_eq!(document.fault(&operation, &answer), None, "{}", operation.name());
        }
        if let (true, "GET", Some(token)) = (reach < 3, operation.method.as_str(), tokens.get(reach)) {
            let path = operation.path.replace(['{', '}'], "");
            let allowed = story.client.get(story.url(&path)).bearer_auth(token).send().await.unwrap();
            assert!(!matches!(allowed.status().as_u16(), 401 | 403), "{}", operation.name());
        }
    }
    story.end().await;
}
