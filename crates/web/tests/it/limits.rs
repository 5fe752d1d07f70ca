//! Texts and numbers beyond what is kept: each entry point refuses them, names the field, and changes nothing.

use crate::home::{Home, json, text};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{Method, Request, StatusCode};
use rstest::rstest;
use serde_json::{Value, json};
use sillon_core::limits::MOST_TEXT;
use sillon_fakes::World;

/// Longer than any text that is kept.
fn long() -> String {
    "x".repeat(MOST_TEXT + 1)
}

async fn send(home: &Home, method: Method, path: &str, language: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::builder().method(method).uri(path).header("accept-language", language);
    let answer = home.send(request.header(CONTENT_TYPE, "application/json"), body.to_string()).await;
    (answer.status(), json(answer).await)
}

async fn submit(home: &Home, path: &str, form: String) -> axum::response::Response {
    let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    home.send(request.header("accept-language", "en"), form).await
}

#[rstest]
#[case::title(json!({"title": long()}), "title", "too_long")]
#[case::artist(json!({"artists": [long()]}), "artists", "too_long")]
#[case::printed_name(json!({"artists": [{"name": "A", "anv": long()}]}), "artists", "too_long")]
#[case::artist_id(json!({"artists": [{"name": "A", "artist_id": -1}]}), "artists", "range")]
#[case::largest_artist_id(json!({"artists": [{"name": "A", "artist_id": i64::MAX}]}), "artists", "range")]
#[case::label(json!({"labels": [{"name": long()}]}), "labels", "too_long")]
#[case::label_id(json!({"labels": [{"name": "A", "id": 0}]}), "labels", "range")]
#[case::catalogue_number(json!({"labels": [{"name": "A", "catno": long()}]}), "labels", "too_long")]
#[case::format(json!({"formats": [{"name": "CD", "text": long()}]}), "formats", "too_long")]
#[case::quantity(json!({"formats": [{"name": "CD", "qty": i64::MAX}]}), "formats", "range")]
#[case::country(json!({"country": long()}), "country", "too_long")]
#[case::genre(json!({"genres": [long()]}), "genres", "too_long")]
#[case::year(json!({"year": i64::MIN}), "year", "range")]
#[case::original_year(json!({"original_year": 9_999_999_999_i64}), "original_year", "range")]
#[tokio::test]
async fn an_album_is_edited_and_added_within_limits(#[case] body: Value, #[case] field: &str, #[case] code: &str) {
    let home = Home::of(World::invent(7, 3)).await;
    home.sync().await;
    let albums = home.json("/api/v1/collection/albums").await;
    let place = format!("/api/v1/collection/albums/{}", albums["items"][0]["id"]);
    let mut new = body.clone();
    if new.get("title").is_none() {
        new["title"] = json!("By hand");
    }
    for (method, path, body) in
        [(Method::PATCH, place.as_str(), body), (Method::POST, "/api/v1/collection/albums", new)]
    {
        let (status, problem) = send(&home, method, path, "en", &body).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("invalid_fields")));
        assert_eq!((&problem["errors"][0]["field"], &problem["errors"][0]["code"]), (&json!(field), &json!(code)));
        assert!(problem["detail"].as_str().unwrap().len() < 300, "what was sent is not repeated");
    }
    assert_eq!(home.json("/api/v1/collection/albums").await, albums);
    home.end().await;
}

#[rstest]
#[case::note(json!({"fields": {"3": long()}}), "field:3", "too_long")]
#[case::rating(json!({"rating": 6}), "rating", "range")]
#[case::negative_rating(json!({"rating": -1}), "rating", "range")]
#[case::rating_of_a_byte(json!({"rating": 257}), "rating", "range")]
#[case::folder(json!({"folder_id": i64::MIN}), "folder_id", "unknown")]
#[tokio::test]
async fn a_copy_is_edited_within_limits(#[case] body: Value, #[case] field: &str, #[case] code: &str) {
    let home = Home::of(World::invent(7, 3)).await;
    home.sync().await;
    let album = home.json("/api/v1/collection/albums").await["items"][0]["id"].clone();
    let place = format!("/api/v1/collection/albums/{album}");
    let before = home.json(&place).await;
    let copy = format!("{place}/copies/{}", before["copies"][0]["instance_id"]);
    let (status, problem) = send(&home, Method::PATCH, &copy, "en", &body).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("invalid_fields")), "{problem}");
    assert_eq!((&problem["errors"][0]["field"], &problem["errors"][0]["code"]), (&json!(field), &json!(code)));
    assert_eq!(home.json(&place).await, before);
    home.end().await;
}

/// A number that no type holds is no body that is understood, and no failure.
#[rstest]
#[case(r#"{"title":"A","year":1e300}"#)]
#[case(r#"{"title":"A","year":18446744073709551616}"#)]
#[case(r#"{"title":"A","copy":{"rating":0.5}}"#)]
#[tokio::test]
async fn a_number_that_no_type_holds_is_refused(#[case] body: &'static str) {
    let home = Home::unconnected().await;
    let request = Request::post("/api/v1/collection/albums").header(CONTENT_TYPE, "application/json");
    assert_eq!(crate::home::problem(home.send(request, body).await).await, (422, "invalid_body".into()));
    home.end().await;
}

#[rstest]
#[case("/api/v1/views", json!({"name": long(), "query": ""}), "name", "80")]
#[case("/api/v1/views", json!({"name": "Jazz", "query": format!("genre={}", long())}), "query", "65536")]
// Short enough as it is sent, and not as it would be kept.
#[case("/api/v1/views", json!({"name": "Jazz", "query": format!("genre={}", "é".repeat(MOST_TEXT / 2))}), "query", "65536")]
#[case("/api/v1/tokens", json!({"name": long(), "scopes": ["read"]}), "name", "80")]
#[tokio::test]
async fn names_and_places_have_an_end(
    #[case] path: &str,
    #[case] body: Value,
    #[case] field: &str,
    #[case] most: &str,
) {
    let home = Home::unconnected().await;
    for (language, said) in
        [("en", format!("At most {most} characters.")), ("fr", format!("{most} caractères au plus."))]
    {
        let (status, problem) = send(&home, Method::POST, path, language, &body).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("invalid_fields")));
        let error = &problem["errors"][0];
        assert_eq!(
            (&error["field"], &error["code"], &error["detail"]),
            (&json!(field), &json!("too_long"), &json!(said))
        );
    }
    assert_eq!(home.json(path).await["items"], json!([]));
    home.end().await;
}

#[tokio::test]
async fn a_view_that_is_too_long_is_told_on_its_page() {
    let home = Home::unconnected().await;
    let answer = submit(&home, "/views", format!("name=Jazz&query=genre%3D{}", long())).await;
    let shown = text(answer).await;
    assert!(shown.contains("Filters of this view : At most 65536 characters."), "{shown}");
    let answer = submit(&home, "/views", format!("name={}&query=", "x".repeat(81))).await;
    assert!(text(answer).await.contains("Name of this view : At most 80 characters."));
    assert_eq!(home.json("/api/v1/views").await["items"], json!([]));
    home.end().await;
}

#[tokio::test]
async fn a_description_has_an_end_and_the_one_before_stays() {
    let home = Home::with_all(World::invent(1, 3)).await;
    home.sync().await;
    let album = home.json("/api/v1/collection/albums").await["items"][0]["id"].clone();
    let (path, place) = (format!("/albums/{album}/description"), format!("/albums/{album}"));
    assert_eq!(submit(&home, &path, "act=edit&body=Mine.".to_owned()).await.status(), StatusCode::SEE_OTHER);
    let answer = submit(&home, &path, format!("act=edit&body={}", long())).await;
    assert_eq!(answer.headers()[LOCATION], format!("{place}?notice=too-long#description"));
    let shown = text(home.get(&format!("{place}?notice=too-long")).await).await;
    assert!(shown.contains("A description may have 64 KB of text at most.") && shown.contains("Mine."));
    let answer = submit(&home, &path, format!("act=edit&body={}", "x".repeat(MOST_TEXT))).await;
    assert_eq!(answer.headers()[LOCATION], format!("{place}#description"));
    home.end().await;
}
