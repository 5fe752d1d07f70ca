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

/// U+0000 has no place in any text, and a path with one leads nowhere.
#[rstest]
#[case(Method::GET, "/api/v1/syncs/%00", "", 404, "not_found")]
#[case(Method::POST, "/api/v1/collection/edits/a%00b/undo", "", 404, "not_found")]
#[case(Method::GET, "/albums/%00", "", 404, "not_found")]
#[case(Method::GET, "/api/v1/collection/albums?search=a%00", "", 422, "invalid_parameter")]
#[case(Method::GET, "/api/v1/collection/albums?a%00=b", "", 422, "invalid_parameter")]
#[case(Method::POST, "/api/v1/collection/import?name=%00", "x", 422, "invalid_parameter")]
#[case(Method::POST, "/api/v1/views", r#"{"name":"a\u0000","query":""}"#, 422, "invalid_parameter")]
#[case(Method::POST, "/api/v1/tokens", r#"{"name":"\u0000","scopes":["read"]}"#, 422, "invalid_parameter")]
#[case(Method::PUT, "/api/v1/services/discogs/token", r#"{"token":"s3cret\u0000"}"#, 422, "invalid_parameter")]
#[case(Method::POST, "/api/v1/collection/albums", r#"{"title":"a","artists":["\u0000"]}"#, 422, "invalid_parameter")]
// A list where none is described: serde would read it by the order of its members.
#[case(Method::POST, "/api/v1/collection/albums", r#"{"title":"a","copy":[null,null]}"#, 422, "invalid_body")]
#[case(
    Method::POST,
    "/api/v1/collection/albums",
    r#"{"title":"a","artists":[[1,"b",null,null]]}"#,
    422,
    "invalid_body"
)]
#[case(Method::POST, "/api/v1/collection/albums", r#"{"title":"a","labels":[[1,"b",null]]}"#, 422, "invalid_body")]
#[case(Method::POST, "/api/v1/views", r#"["name","query"]"#, 422, "invalid_body")]
// More than anybody means.
#[case(Method::GET, "/api/v1/collection/albums?page=2147483648", "", 422, "invalid_parameter")]
#[case(Method::POST, "/api/v1/services/discogs/sync?limit=4294967295", "", 422, "invalid_parameter")]
#[tokio::test]
async fn what_no_call_takes_is_refused_by_all(
    #[case] method: Method,
    #[case] path: &str,
    #[case] body: &'static str,
    #[case] status: u16,
    #[case] code: &str,
) {
    let home = Home::unconnected().await;
    let request = Request::builder().method(method).uri(path);
    let request = request.header("content-type", "application/json").header("accept", "application/json");
    let answer = home.send(request, body).await;
    let (parts, body) = answer.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    assert!(!String::from_utf8_lossy(&body).contains("s3cret"));
    let answer = axum::response::Response::from_parts(parts, Body::from(body));
    assert_eq!(problem(answer).await, (status, code.to_owned()), "{path}");
    home.end().await;
}

#[tokio::test]
async fn a_form_with_a_nul_is_refused_too() {
    let home = Home::unconnected().await;
    let form = Request::post("/settings/access/tokens").header("content-type", "application/x-www-form-urlencoded");
    let answer = home.send(form.header("accept-language", "en"), "name=a%00b&scope=read").await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(answer).await.contains("“name” holds the character U+0000"));
    home.end().await;
}

#[rstest]
#[case("artist=a&".repeat(4_000), None)]
#[case((0..100).map(|at| format!("artist={at}&")).collect(), None)]
#[case((0..101).map(|at| format!("artist={at}&")).collect(), Some("artist"))]
#[case((0..60).map(|at| format!("genre={at}&exclude=genre:{at}&")).collect(), Some("exclude"))]
#[case(format!("search={}", "%22blue+train%22+".repeat(40)), None)]
#[case(format!("search={}", "%22blue+train%22+".repeat(2_500)), Some("search"))]
#[case(format!("search={}", "a".repeat(2_001)), Some("search"))]
#[tokio::test]
async fn a_question_has_an_end(#[case] query: String, #[case] refused: Option<&str>) {
    let home = Home::unconnected().await;
    for path in ["albums", "facets"] {
        let answer = home.get(&format!("/api/v1/collection/{path}?{query}")).await;
        let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        assert_eq!(answer.status(), status);
        assert_eq!(crate::home::json(answer).await["parameter"].as_str(), refused);
    }
    // A page shows as much of it as is looked for.
    assert_eq!(home.get(&format!("/?{query}")).await.status(), StatusCode::OK);
    home.end().await;
}

/// Without a password, what a proxy forwards is refused with what to do: as a page, a problem, a stream and a picture.
#[tokio::test]
async fn without_a_password_nothing_is_forwarded() {
    let home = Home::unconnected().await;
    let forwarded =
        |path: &str| Request::get(path).header("x-forwarded-for", "203.0.113.5").header("accept-language", "en");
    for path in ["/", "/shop", "/shop/index", "/settings", "/nowhere"] {
        let answer = home.send(forwarded(path).header("accept", "text/html"), "").await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
        assert!(text(answer).await.contains("Set SILLON_PASSWORD"), "{path}");
    }
    for path in
        ["/api/v1/collection/albums", "/api/v1/services/discogs/sync/events", "/api/v1/openapi.json", "/metrics"]
    {
        assert_eq!(problem(home.send(forwarded(path), "").await).await, (403, "password_required".into()), "{path}");
    }
    assert_eq!(home.send(forwarded("/images/abc/640.jpg"), "").await.status(), StatusCode::FORBIDDEN);
    let start = Request::post("/api/v1/services/discogs/sync").header("forwarded", "for=203.0.113.5");
    assert_eq!(problem(home.send(start, "").await).await, (403, "password_required".into()));
    for path in ["/healthz", "/readyz"] {
        assert_eq!(home.send(forwarded(path), "").await.status(), StatusCode::OK, "{path}");
    }
    home.end().await;
    let home = Home::open(World::invent(1, 12), false, Some("open sesame")).await;
    let entered = forwarded("/api/v1/syncs").header("authorization", "Bearer open sesame");
    assert_eq!(home.send(entered, "").await.status(), StatusCode::OK);
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
#[case("en", "lang=\"en\"", "Not found")]
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
