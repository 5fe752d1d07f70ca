//! An enrichment by the API, and what is there afterwards.

use crate::home::{Home, json, problem, text};
use axum::http::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};
use sillon_core::progress::Status;
use sillon_fakes::{On, World};

const ALL: &str = "/api/v1/services/ai/enrich-all";

#[tokio::test]
async fn without_anybody_to_ask_it_says_what_to_configure() {
    let home = Home::unconnected().await;
    let refused = home.post(ALL).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let refused = json(refused).await;
    assert_eq!(refused["code"], "enrichment_not_configured");
    assert!(refused["hint"].as_str().unwrap().contains("SILLON_AI_TOKEN"), "{refused}");
    let idle = home.json(&format!("{ALL}/progress")).await;
    assert_eq!((&idle["status"], &idle["facets"], &idle["stopped"]), (&json!("idle"), &json!([]), &json!([])));
    let stopped = problem(home.post(&format!("{ALL}/cancel")).await).await;
    assert_eq!(stopped, (409, "enrichment_not_running".into()));
    home.end().await;
}

#[rstest]
#[case("limit=0", "limit")]
#[case("limit=many", "limit")]
#[case("only=prices", "only")]
#[case("dry_run=true", "dry_run")]
#[tokio::test]
async fn a_bad_parameter_is_named(#[case] query: &str, #[case] name: &str) {
    let home = Home::with_all(World::invent(1, 12)).await;
    let refused = home.post(&format!("{ALL}?{query}")).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(json(refused).await["parameter"], name);
    home.end().await;
}

#[tokio::test]
async fn one_runs_at_a_time_and_can_be_stopped() {
    let home = Home::with_all(World::invent(2, 24)).await;
    home.sync().await;
    let gate = home.fakes.script().hold(On::path("discogs", "/releases/"));
    let started = home.post(&format!("{ALL}?limit=5&only=details")).await;
    assert_eq!(started.status(), StatusCode::ACCEPTED);
    let started = json(started).await;
    assert_eq!((&started["status"], &started["message"]), (&json!("started"), &json!("The enrichment has started.")));
    gate.wait_for(1).await;
    let twice = home.post(&format!("{ALL}?limit=5&only=details")).await;
    assert_eq!(twice.status(), StatusCode::CONFLICT);
    let twice = json(twice).await;
    assert_eq!((&twice["code"], &twice["job_id"]), (&json!("enrichment_running"), &started["job_id"]));
    let status = home.json("/api/v1/services/status").await;
    assert_eq!(status["jobs"]["enrichment"]["status"], "running");
    assert_eq!(status["services"].as_object().unwrap().len(), 5);

    let cancelled = home.post(&format!("{ALL}/cancel")).await;
    assert_eq!(cancelled.status(), StatusCode::ACCEPTED);
    assert_eq!(json(cancelled).await["job_id"], started["job_id"]);
    gate.open();
    assert_eq!(home.end_of_enrichment().await.status, Status::Cancelled);
    home.end().await;
}

#[tokio::test]
async fn everything_is_filled_in_and_says_where_it_comes_from() {
    let home = Home::with_all(World::invent(3, 12)).await;
    home.sync().await;
    assert_eq!(home.enrich().await.status, Status::Completed);
    let done = home.json(&format!("{ALL}/progress")).await;
    assert_eq!((&done["status"], &done["percent_complete"]), (&json!("completed"), &json!(100.0)));
    let facets = done["facets"].as_array().unwrap();
    let names: Vec<&Value> = facets.iter().map(|facet| &facet["facet"]).collect();
    assert_eq!(names.len(), 5, "{names:?}");
    assert!(facets.iter().all(|facet| facet["ended"] == true), "{facets:?}");
    assert!(done["api_calls"]["images"].as_u64().unwrap() > 0, "{done}");

    let albums = home.json("/api/v1/collection/albums").await;
    let albums = albums["items"].as_array().unwrap();
    let kept = albums.iter().find(|album| album["images"][0].as_str().is_some_and(|url| url.starts_with("/images/")));
    let picture = kept.unwrap()["images"][0].as_str().unwrap();
    assert_eq!(home.get(picture).await.status(), StatusCode::OK);
    assert!(kept.unwrap()["images"][1].as_str().unwrap().starts_with("http"));

    let path = |album: &Value| format!("/api/v1/collection/albums/{}", album["id"]);
    let mut described = 0;
    for album in albums {
        let detail = home.json(&path(album)).await;
        assert!(!detail["tracks"].as_array().unwrap().is_empty(), "{detail}");
        assert!(detail["country"].is_string() || detail["country"].is_null());
        let origins = detail["enrichment"].as_array().unwrap();
        let details = origins.iter().find(|origin| origin["facet"] == "details").unwrap();
        assert_eq!((&details["outcome"], &details["source"]), (&json!("found"), &json!("discogs")));
        if let Some(words) = detail["ai_info"].as_str() {
            let shown = detail["texts"].as_array().unwrap().iter().find(|text| text["state"] == "shown").unwrap();
            assert_eq!((&shown["body"], &shown["author"]), (&json!(words), &json!("model")));
            described += 1;
        }
    }
    assert!(described > 0);
    home.end().await;
}

#[tokio::test]
async fn one_album_is_filled_in_alone() {
    let home = Home::with_all(World::invent(4, 24)).await;
    home.sync().await;
    let album = home.json("/api/v1/collection/albums?page_size=1").await["items"][0]["id"].clone();
    let started = home.post(&format!("/api/v1/services/ai/enrich-album/{album}")).await;
    assert_eq!(started.status(), StatusCode::ACCEPTED);
    assert_eq!(home.end_of_enrichment().await.status, Status::Completed);
    let asked = home.fakes.journal().calls_to("discogs", "/releases/");
    assert_eq!(asked, 1);
    let unknown = problem(home.post("/api/v1/services/ai/enrich-album/4").await).await;
    assert_eq!(unknown, (404, "not_found".into()));
    home.end().await;
}

#[tokio::test]
async fn its_events_end_with_the_last_document() {
    let home = Home::with_all(World::invent(5, 12)).await;
    home.sync().await;
    home.enrich().await;
    let all = text(home.get(&format!("{ALL}/events")).await).await;
    assert_eq!(all.matches("\"status\":\"completed\"").count(), 2);
    assert_eq!(all.matches("event: done\n").count(), 1);
    home.end().await;
}
