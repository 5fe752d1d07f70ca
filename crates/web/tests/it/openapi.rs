//! The description, and that it describes what is there.

use crate::home::{Home, text};
use axum::http::{Method, Request, StatusCode};
use serde_json::Value;
use sillon_fakes::World;

#[tokio::test]
async fn it_is_openapi_3_1_and_has_a_viewer() {
    let home = Home::unconnected().await;
    let document = home.json("/api/v1/openapi.json").await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
    let viewer = home.get("/docs/").await;
    assert_eq!(viewer.status(), StatusCode::OK);
    let policy = viewer.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self'; style-src 'self' 'unsafe-inline'"), "{policy}");
    let script = text(home.get("/docs/swagger-initializer.js").await).await;
    assert!(script.contains("/api/v1/openapi.json"), "{script}");
    let gzip = home.send(Request::get("/openapi.json").header("accept-encoding", "gzip"), "").await;
    assert_eq!(gzip.headers()["content-encoding"], "gzip");
    home.end().await;
}

/// What is answered has the members that are described, and no others.
#[tokio::test]
async fn answers_have_the_members_that_are_described() {
    let home = Home::of(World::invent(1, 12)).await;
    home.sync().await;
    let document = home.json("/api/v1/openapi.json").await;
    let album = home.json("/api/v1/collection/albums?page_size=1").await["items"][0]["id"].to_string();
    let artist = home.json("/api/v1/collection/artists?page_size=1").await["items"][0]["id"].to_string();
    let sync = home.json("/api/v1/syncs").await["items"][0]["id"].as_str().unwrap().to_owned();
    let paths = document["paths"].as_object().unwrap();
    // A file's format is asked for.
    let is_document = |path: &str| !path.ends_with("/events") && !path.ends_with("/export");
    for (path, item) in paths.iter().filter(|(path, _)| is_document(path)) {
        let schema = &item["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            continue;
        }
        let id = if path.contains("albums") {
            &album
        } else if path.contains("artists") {
            &artist
        } else {
            &sync
        };
        let answer = home.json(&path.replace("{id}", id)).await;
        let mut described = members(&document, schema);
        let mut answered: Vec<String> = answer.as_object().unwrap().keys().cloned().collect();
        described.sort();
        answered.sort();
        assert_eq!(answered, described, "{path}");
    }
    home.end().await;
}

/// The members of an object's schema, through references and joined parts.
fn members(document: &Value, schema: &Value) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return members(document, document.pointer(reference.trim_start_matches('#')).unwrap());
    }
    let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(|part| members(document, part));
    let own = schema["properties"].as_object().into_iter().flat_map(|own| own.keys().cloned());
    parts.chain(own).collect()
}

#[tokio::test]
async fn every_path_refuses_what_it_does_not_take_as_a_problem() {
    let home = Home::unconnected().await;
    let document = home.json("/api/v1/openapi.json").await;
    for path in document["paths"].as_object().unwrap().keys() {
        let request = Request::builder().method(Method::TRACE).uri(path.replace(['{', '}'], ""));
        let response = home.send(request, "").await;
        assert!(response.headers().contains_key("allow"), "{path}");
        assert_eq!(crate::home::problem(response).await, (405, "method_not_allowed".into()), "{path}");
    }
    home.end().await;
}
