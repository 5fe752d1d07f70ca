#![allow(clippy::unwrap_used)]
use super::*;
use crate::site::SiteConfig;
use axum::body::{Body, to_bytes};
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, ALLOW, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST,
    WWW_AUTHENTICATE,
};
use axum::http::{Method, request};
use futures::StreamExt;
use rstest::rstest;
use secrecy::SecretString;
use serde_json::Value;
use sillon_engine::Engine;
use sillon_store::Reader;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

fn site(password: Option<&str>) -> Site {
    let config = SiteConfig { password: password.map(SecretString::from), ..SiteConfig::default() };
    Site { reader: Reader, engine: Engine, config, shutdown: CancellationToken::new() }
}

async fn send(request: request::Builder, body: impl Into<Body>) -> Response {
    router(site(None)).oneshot(request.body(body.into()).unwrap()).await.unwrap()
}

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

/// The code of an answer that must be a problem document.
async fn problem(response: Response) -> (u16, String) {
    assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
    let status = response.status().as_u16();
    let document: Value = serde_json::from_str(&text(response).await).unwrap();
    assert_eq!(document["status"], status);
    for key in ["type", "title", "detail"] {
        assert!(document[key].is_string(), "{key} in {document}");
    }
    (status, document["code"].as_str().unwrap().to_owned())
}

#[test]
fn the_map_of_the_api() {
    let document = serde_json::to_value(api().split_for_parts().1).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let methods = paths.flat_map(|(path, item)| {
        item.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    let mut map: Vec<String> = methods.collect();
    map.sort();
    let expected = [
        "DELETE /api/v1/services/discogs/token",
        "GET /api/v1/collection/albums",
        "GET /api/v1/collection/albums/{id}",
        "GET /api/v1/collection/artists",
        "GET /api/v1/collection/artists/{id}",
        "GET /api/v1/collection/stats",
        "GET /api/v1/services/discogs/sync/events",
        "GET /api/v1/services/discogs/sync/progress",
        "GET /api/v1/services/status",
        "GET /api/v1/syncs",
        "GET /api/v1/syncs/{id}",
        "POST /api/v1/services/discogs/sync",
        "POST /api/v1/services/discogs/sync/cancel",
        "PUT /api/v1/services/discogs/token",
    ];
    assert_eq!(map, expected);
}

#[rstest]
#[case(Method::GET, "/api", 404, "not_found")]
#[case(Method::GET, "/api/v1/nowhere", 404, "not_found")]
#[case(Method::POST, "/api/v2/syncs", 404, "not_found")]
#[case(Method::GET, "/api/v1/services/discogs/sync", 405, "method_not_allowed")]
#[case(Method::DELETE, "/api/v1/collection/albums", 405, "method_not_allowed")]
#[case(Method::POST, "/api/v1/services/discogs/sync?limit=0", 422, "invalid_parameter")]
#[case(Method::POST, "/api/v1/services/discogs/sync?limit=abc", 422, "invalid_parameter")]
#[case(Method::POST, "/api/v1/services/discogs/sync?dryrun=true", 422, "invalid_parameter")]
#[case(Method::GET, "/api/v1/collection/albums?page=0", 422, "invalid_parameter")]
#[case(Method::GET, "/api/v1/collection/albums?page_size=101", 422, "invalid_parameter")]
#[case(Method::GET, "/api/v1/collection/albums/abc", 422, "invalid_parameter")]
#[case(Method::GET, "/api/v1/collection/albums/%FF", 400, "bad_request")]
#[case(Method::GET, "/api/v1/syncs?page=x", 422, "invalid_parameter")]
#[case(Method::GET, "/api/v1/services/status?verbose=1", 422, "invalid_parameter")]
#[tokio::test]
async fn what_the_api_refuses_is_a_problem(
    #[case] method: Method,
    #[case] path: &str,
    #[case] status: u16,
    #[case] code: &str,
) {
    let response = send(Request::builder().method(method).uri(path).header(ACCEPT, "text/html"), "").await;
    assert_eq!(response.headers().contains_key(ALLOW), status == 405);
    assert_eq!(problem(response).await, (status, code.to_owned()));
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
    let request = || {
        let request = Request::put("/api/v1/services/discogs/token");
        kind.into_iter().fold(request, |request, kind| request.header(CONTENT_TYPE, kind))
    };
    assert_eq!(problem(send(request(), body).await).await, (status, code.to_owned()));
    assert!(!text(send(request(), body).await).await.contains("s3cret"));
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let request = || Request::put("/api/v1/services/discogs/token").header(CONTENT_TYPE, "application/json");
    let large = "x".repeat(LARGEST_BODY + 1);
    let expected = (413, "body_too_large".to_owned());
    assert_eq!(problem(send(request(), large.clone()).await).await, expected);
    // Sent in pieces, without telling the length before.
    let pieces = futures::stream::iter([Ok::<_, std::io::Error>("["), Ok("1,")]).chain(large_stream(large));
    assert_eq!(problem(send(request(), Body::from_stream(pieces)).await).await, expected);
}

fn large_stream(text: String) -> impl futures::Stream<Item = Result<&'static str, std::io::Error>> + Send {
    futures::stream::iter((0..text.len() / 8).map(|_| Ok("11111111,")))
}

#[tokio::test]
async fn a_panic_is_an_answer() {
    let site = site(None);
    let broken = || async {
        if true {
            panic!("s3cret");
        }
    };
    let routes = Router::new().route("/api/broken", get(broken));
    let router = layer(routes, &site).with_state(site);
    let response = router.oneshot(Request::get("/api/broken").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert_eq!(problem(response).await, (500, "internal".to_owned()));
}

#[tokio::test]
async fn a_layer_s_bare_status_gets_words() {
    let site = site(None);
    let routes = Router::new().route("/api/slow", get(|| async { StatusCode::SERVICE_UNAVAILABLE }));
    let router = layer(routes, &site).with_state(site);
    let response = router.oneshot(Request::get("/api/slow").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.headers()["retry-after"], "2");
    assert_eq!(problem(response).await, (503, "timeout".to_owned()));
}

#[rstest]
#[case("fr-CH,fr;q=0.9", "lang=\"fr\"", "Rien ici")]
#[case("en", "lang=\"en\"", "Nothing here")]
#[tokio::test]
async fn people_get_a_page(#[case] language: &str, #[case] attribute: &str, #[case] title: &str) {
    let response = send(Request::get("/nowhere").header(ACCEPT_LANGUAGE, language), "").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(response.headers().contains_key(CONTENT_SECURITY_POLICY));
    let page = text(response).await;
    assert!(page.contains(attribute) && page.contains(title) && page.contains("href=\"/\""), "{page}");
}

#[tokio::test]
async fn another_site_and_another_name_are_refused() {
    let start = || Request::post("/api/v1/services/discogs/sync");
    let cross = send(start().header("sec-fetch-site", "cross-site"), "").await;
    assert_eq!(problem(cross).await, (403, "cross_site".to_owned()));
    let foreign = send(Request::get("/api/v1/syncs").header(HOST, "evil.example"), "").await;
    assert_eq!(problem(foreign).await, (421, "host_refused".to_owned()));
}

#[tokio::test]
async fn with_a_password_any_name_will_do_and_the_api_says_how_to_enter() {
    let router = router(site(Some("open sesame")));
    let request = Request::get("/api/v1/syncs").header(HOST, "records.example").body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()[WWW_AUTHENTICATE], "Bearer realm=\"sillon\"");
    assert_eq!(problem(response).await, (401, "authentication_required".to_owned()));
    let request = Request::get("/healthz").header(HOST, "records.example").body(Body::empty()).unwrap();
    assert_eq!(router.oneshot(request).await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn the_description_is_openapi_3_1_and_has_a_viewer() {
    let response = send(Request::get(openapi::PATH), "").await;
    let document: Value = serde_json::from_str(&text(response).await).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
    assert_eq!(document["components"]["schemas"]["ProgressDocument"]["type"], "object");
    let viewer = send(Request::get("/docs/"), "").await;
    assert_eq!(viewer.status(), StatusCode::OK);
    let policy = viewer.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("script-src 'self'; style-src 'self' 'unsafe-inline'"), "{policy}");
    let script = text(send(Request::get("/docs/swagger-initializer.js"), "").await).await;
    assert!(script.contains(openapi::PATH), "{script}");
}

#[tokio::test]
async fn large_answers_are_compressed() {
    let response = send(Request::get(openapi::PATH).header(ACCEPT_ENCODING, "gzip"), "").await;
    assert_eq!(response.headers()[CONTENT_ENCODING], "gzip");
}
