//! What is refused, and in which form.

use crate::home::{Home, problem, text};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use futures::{StreamExt, stream};
use rstest::rstest;
use sillon_fakes::World;

#[rstest]
#[case(Method::GET, "/api", 404, "not_found")]
#[case(Method::GET, "/api/v1/nowhere", 404, "not_found")]
#[case(Method::POST, "/api/v2/syncs", 404, "not_found")]
#[case(Method::GET, "/api/v1/syncs/none", 404, "not_found")]
#[case(Method::GET, "/api/v1/services/discogs/sync", 405, "method_not_allowed")]
#[case(Method::DELETE, "/api/v1/collection/albums", 405, "method_not_allowed")]
#[case(Method::POST, "/api/v1/services/discogs/sync?limit=0", 422, "invalid_parameter")]
#[case(Method::POST, "/api/v1/services/discogs/sync?limit=abc", 422, "invalid_parameter")]
#[case(Method::POST, "/api/v1/services/discogs/sync?dryrun=true", 422, "invalid_parameter")]
#[case(Method::GET, "/api/v1/collection/albums?page=0", 422, "invalid_parameter")]
#[case(Method::GET, "/api/v1/collection/albums?page_size=101", 422, "invalid_parameter")]
#[case(Method::GET, "/api/v1/collection/albums/abc", 422, "invalid_parameter")]
#[case(Method::GET, "/api/v1/collection/albums/%FF", 400, "bad_request")]
#[case(Method::GET, "/api/v1/syncs/%FF", 400, "bad_request")]
#[case(Method::GET, "/api/v1/syncs?page=x", 422, "invalid_parameter")]
#[case(Method::GET, "/api/v1/services/status?verbose=1", 422, "invalid_parameter")]
#[tokio::test]
async fn what_the_api_refuses_is_a_problem(
    #[case] method: Method,
    #[case] path: &str,
    #[case] status: u16,
    #[case] code: &str,
) {
    let home = Home::unconnected().await;
    // Even for a browser: under /api no answer is a page.
    let response = home.send(Request::builder().method(method).uri(path).header("accept", "text/html"), "").await;
    assert_eq!(response.headers().contains_key("allow"), status == 405);
    assert_eq!(problem(response).await, (status, code.to_owned()));
    home.end().await;
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let home = Home::unconnected().await;
    let put = || Request::put("/api/v1/services/discogs/token").header("content-type", "application/json");
    let large = "1".repeat(300_000);
    let expected = (413, "body_too_large".to_owned());
    // With its length told before, which is refused unread, and in pieces.
    let told = put().header("content-length", large.len());
    assert_eq!(problem(home.send(told, large).await).await, expected);
    let pieces = stream::iter(0..40_000).map(|_| Ok::<_, std::io::Error>("11111111,"));
    assert_eq!(problem(home.send(put(), Body::from_stream(pieces)).await).await, expected);
    home.end().await;
}

#[rstest]
#[case("fr-CH,fr;q=0.9", "lang=\"fr\"", "Rien ici")]
#[case("en", "lang=\"en\"", "Nothing here")]
#[tokio::test]
async fn people_get_a_page(#[case] language: &str, #[case] attribute: &str, #[case] title: &str) {
    let home = Home::unconnected().await;
    let response = home.send(Request::get("/nowhere").header("accept-language", language), "").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(response.headers().contains_key("content-security-policy"));
    let page = text(response).await;
    assert!(page.contains(attribute) && page.contains(title) && page.contains("href=\"/\""), "{page}");
    home.end().await;
}

#[tokio::test]
async fn another_site_and_another_name_are_refused() {
    let home = Home::of(World::invent(1, 12)).await;
    let start = Request::post("/api/v1/services/discogs/sync").header("sec-fetch-site", "cross-site");
    assert_eq!(problem(home.send(start, "").await).await, (403, "cross_site".into()));
    let foreign = Request::get("/api/v1/syncs").header("host", "evil.example");
    assert_eq!(problem(home.send(foreign, "").await).await, (421, "host_refused".into()));
    assert_eq!(home.json("/api/v1/services/discogs/sync/progress").await["status"], "idle");
    home.end().await;
}

#[tokio::test]
async fn with_a_password_any_name_will_do_and_the_api_says_how_to_enter() {
    let home = Home::open(World::invent(1, 12), true, Some("open sesame")).await;
    let ask = |path: &str| Request::get(path).header("host", "records.example");
    let refused = home.send(ask("/api/v1/syncs"), "").await;
    assert_eq!(refused.headers()["www-authenticate"], "Bearer realm=\"sillon\"");
    assert_eq!(problem(refused).await, (401, "authentication_required".into()));
    let entered = home.send(ask("/api/v1/syncs").header("authorization", "Bearer open sesame"), "").await;
    assert_eq!(entered.status(), StatusCode::OK);
    let led = home.send(ask("/albums/5").header("accept", "text/html"), "").await;
    assert_eq!(
        (led.status(), &led.headers()["location"]),
        (StatusCode::SEE_OTHER, &"/login?next=/albums/5".parse().unwrap())
    );
    assert_eq!(home.send(ask("/healthz"), "").await.status(), StatusCode::OK);
    home.end().await;
}
