#![allow(clippy::unwrap_used)]
use super::*;
use axum::body::{Body, to_bytes};
use axum::http::StatusCode;
use axum::http::header::{COOKIE as COOKIES, LOCATION, SET_COOKIE};
use rstest::rstest;
use tower::ServiceExt;

fn router() -> Router {
    let inside = ["/", "/healthz", "/api/v1/syncs", "/assets/x.css", "/fragments/sync"];
    let router = inside.into_iter().fold(Router::new(), |router, path| router.route(path, get(|| async { "inside" })));
    guard(router, Some(&SecretString::from("open sesame")))
}

async fn send(router: &Router, request: axum::http::request::Builder, body: &'static str) -> Response {
    router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap()
}

async fn log_in(router: &Router, body: &'static str) -> Response {
    let request = Request::post("/login").header("content-type", "application/x-www-form-urlencoded");
    send(router, request, body).await
}

#[rstest]
#[case("/healthz", StatusCode::OK)]
#[case("/assets/x.css", StatusCode::OK)]
#[case("/login", StatusCode::OK)]
#[case("/", StatusCode::SEE_OTHER)]
#[case("/nowhere", StatusCode::SEE_OTHER)]
#[case("/api/v1/syncs", StatusCode::UNAUTHORIZED)]
#[case("/api/nowhere", StatusCode::UNAUTHORIZED)]
#[case("/metrics", StatusCode::UNAUTHORIZED)]
#[tokio::test]
async fn a_stranger_sees_the_door(#[case] path: &str, #[case] expected: StatusCode) {
    assert_eq!(send(&router(), Request::get(path), "").await.status(), expected);
}

#[tokio::test]
async fn a_script_on_a_page_is_told_and_not_led_away() {
    let fetch = Request::get("/fragments/sync").header("sec-fetch-mode", "cors");
    assert_eq!(send(&router(), fetch, "").await.status(), StatusCode::UNAUTHORIZED);
    let post = Request::post("/");
    assert_eq!(send(&router(), post, "").await.status(), StatusCode::UNAUTHORIZED);
}

#[rstest]
#[case("Bearer open sesame", StatusCode::OK)]
#[case("bearer open sesame", StatusCode::OK)]
#[case("Basic b3duZXI6b3BlbiBzZXNhbWU=", StatusCode::OK)]
#[case("Bearer open", StatusCode::UNAUTHORIZED)]
#[case("Basic !!!", StatusCode::UNAUTHORIZED)]
#[case("Basic b3duZXI=", StatusCode::UNAUTHORIZED)]
#[case("Digest x", StatusCode::UNAUTHORIZED)]
#[tokio::test]
async fn a_program_shows_the_password_each_time(#[case] header: &str, #[case] expected: StatusCode) {
    let request = Request::get("/api/v1/syncs").header(header::AUTHORIZATION, header);
    assert_eq!(send(&router(), request, "").await.status(), expected);
}

#[tokio::test]
async fn the_form_opens_a_session_and_log_out_ends_it() {
    let router = router();
    let entered = log_in(&router, "password=open+sesame&next=%2Falbums%2F5").await;
    assert_eq!(
        (entered.status(), &entered.headers()[LOCATION]),
        (StatusCode::SEE_OTHER, &"/albums/5".parse().unwrap())
    );
    let cookie = entered.headers()[SET_COOKIE].to_str().unwrap().to_owned();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let session = cookie.split(';').next().unwrap().to_owned();
    let with_session = || Request::get("/").header(COOKIES, &session);
    assert_eq!(send(&router, with_session(), "").await.status(), StatusCode::OK);

    let left = send(&router, Request::post("/logout").header(COOKIES, &session), "").await;
    assert_eq!(left.headers()[LOCATION], "/login");
    assert!(left.headers()[SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(send(&router, with_session(), "").await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn wrong_passwords_are_told_then_made_to_wait() {
    let router = router();
    for _ in 0..3 {
        let refused = log_in(&router, "password=wrong").await;
        assert_eq!((refused.status(), refused.headers().get(SET_COOKIE)), (StatusCode::UNAUTHORIZED, None));
    }
    let waiting = log_in(&router, "password=open+sesame").await;
    assert_eq!(
        (waiting.status(), &waiting.headers()["retry-after"]),
        (StatusCode::TOO_MANY_REQUESTS, &"1".parse().unwrap())
    );
    let page = to_bytes(waiting.into_body(), usize::MAX).await.unwrap();
    assert!(std::str::from_utf8(&page).unwrap().contains("role=\"alert\""));
    // A program with the right password is not made to wait for the form's failures.
    let program = Request::get("/api/v1/syncs").header(header::AUTHORIZATION, "Bearer open sesame");
    assert_eq!(send(&router, program, "").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn without_a_password_there_is_no_door() {
    let router: Router = guard(Router::new().route("/", get(|| async {})), None);
    assert_eq!(send(&router, Request::get("/"), "").await.status(), StatusCode::OK);
    assert_eq!(send(&router, Request::get("/login"), "").await.headers()[LOCATION], "/");
}
