//! The token: given, never shown.

use crate::home::{Home, json, problem, text};
use axum::http::{Request, StatusCode};
use rstest::rstest;
use serde_json::{Value, json};
use sillon_fakes::{Act, On};

const PATH: &str = "/api/v1/services/discogs/token";

async fn put(home: &Home, body: String) -> axum::response::Response {
    home.send(Request::put(PATH).header("content-type", "application/json"), body).await
}

#[tokio::test]
async fn without_a_token_nothing_starts_and_the_way_out_is_named() {
    let home = Home::unconnected().await;
    let refused = home.post("/api/v1/services/discogs/sync").await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let refused = json(refused).await;
    assert_eq!(refused["code"], "discogs_not_configured");
    assert!(refused["hint"].as_str().unwrap().contains("SILLON_DISCOGS_TOKEN"), "{refused}");
    home.end().await;
}

#[tokio::test]
async fn a_token_is_checked_kept_and_forgotten() {
    let home = Home::unconnected().await;
    let kept = put(&home, json!({ "token": format!(" {}\n", home.fakes.token()) }).to_string()).await;
    assert_eq!(kept.status(), StatusCode::OK);
    let kept = text(kept).await;
    assert_eq!(serde_json::from_str::<Value>(&kept).unwrap(), json!({ "username": home.fakes.username() }));
    let status = home.json("/api/v1/services/status").await;
    assert_eq!(status["services"]["discogs"]["credential"], "stored");
    assert!(!status.to_string().contains(&home.fakes.token()) && !kept.contains(&home.fakes.token()));
    home.sync().await;

    let forgotten = home.send(Request::delete(PATH), "").await;
    assert_eq!(forgotten.status(), StatusCode::NO_CONTENT);
    assert_eq!(home.json("/api/v1/services/status").await["services"]["discogs"]["configured"], false);
    home.end().await;
}

#[tokio::test]
async fn a_token_that_discogs_refuses_is_not_kept() {
    let home = Home::unconnected().await;
    let refused = put(&home, json!({"token": "wr0ng"}).to_string()).await;
    assert_eq!(problem(refused).await, (422, "token_refused".into()));
    home.fakes.script().act(On::service("discogs"), Act::html(503));
    let unreachable = put(&home, json!({ "token": home.fakes.token() }).to_string()).await;
    assert_eq!(problem(unreachable).await, (502, "discogs_unreachable".into()));
    assert_eq!(home.json("/api/v1/services/status").await["services"]["discogs"]["configured"], false);
    home.end().await;
}

#[tokio::test]
async fn a_token_from_the_settings_is_not_changed_here() {
    let home = Home::of(sillon_fakes::World::invent(1, 12)).await;
    let set = put(&home, json!({"token": "another"}).to_string()).await;
    assert_eq!(problem(set).await, (409, "token_fixed".into()));
    assert_eq!(problem(home.send(Request::delete(PATH), "").await).await, (409, "token_fixed".into()));
    home.end().await;
}

#[rstest]
#[case(Some("application/json"), "{\"token\":", 422, "invalid_body")]
#[case(Some("application/json"), "{\"tokn\":\"s3cret\"}", 422, "invalid_body")]
#[case(Some("application/json"), "{\"token\":[\"s3cret\"]}", 422, "invalid_body")]
#[case(Some("application/json"), "{\"token\":\"  \"}", 422, "token_refused")]
#[case(Some("text/plain"), "s3cret", 415, "unsupported_media_type")]
#[case(None, "s3cret", 415, "unsupported_media_type")]
#[tokio::test]
async fn a_body_that_is_not_understood_is_not_quoted(
    #[case] kind: Option<&str>,
    #[case] body: &'static str,
    #[case] status: u16,
    #[case] code: &str,
) {
    let home = Home::unconnected().await;
    let request = || kind.into_iter().fold(Request::put(PATH), |request, kind| request.header("content-type", kind));
    assert_eq!(problem(home.send(request(), body).await).await, (status, code.to_owned()));
    assert!(!text(home.send(request(), body).await).await.contains("s3cret"));
    home.end().await;
}
