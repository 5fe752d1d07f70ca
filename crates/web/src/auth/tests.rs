#![allow(clippy::unwrap_used)]
use super::password::Password;
use super::*;
use crate::visitor::know_visitors;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::StatusCode;
use axum::http::header::{self, COOKIE as COOKIES, LOCATION, SET_COOKIE};
use futures::StreamExt;
use rstest::rstest;
use secrecy::SecretString;
use sillon_core::access::{ApiToken, Scope};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tower::ServiceExt;

const INSIDE: [&str; 6] = ["/", "/healthz", "/api/v1/syncs", "/assets/x.css", "/fragments/sync", "/api/v1/schedule"];

fn behind(lock: Lock) -> Router {
    let answer = || get(|| async { "inside" }).post(|| async { "inside" }).put(|| async { "inside" });
    let router = INSIDE.into_iter().fold(Router::new(), |router, path| router.route(path, answer()));
    let door = Door::new(lock, Box::new(|token| Box::pin(async move { Ok(known(&token)) })));
    know_visitors(guard(router, door), &["127.0.0.1/32".parse().unwrap()])
}

/// `sillon_read` and so on.
fn known(token: &str) -> Option<ApiToken> {
    let scope = Scope::parse(token.strip_prefix("sillon_")?)?;
    Some(ApiToken { id: "a".into(), name: "a".into(), scope, created_at: 0, last_used_at: None })
}

fn router() -> Router {
    behind(Lock::Password(Password::of(&SecretString::from("open sesame")).unwrap()))
}

fn session(response: &Response) -> String {
    response.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
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
    let router = behind(Lock::Open);
    assert_eq!(send(&router, Request::get("/"), "").await.status(), StatusCode::OK);
    assert_eq!(send(&router, Request::get("/login"), "").await.headers()[LOCATION], "/");
}

#[tokio::test]
async fn with_tokens_alone_the_pages_are_closed() {
    let router = behind(Lock::Tokens);
    assert_eq!(send(&router, Request::get("/"), "").await.headers()[LOCATION], "/login");
    let closed = send(&router, Request::get("/login"), "").await;
    assert_eq!(closed.status(), StatusCode::FORBIDDEN);
    let page = to_bytes(closed.into_body(), usize::MAX).await.unwrap();
    assert!(!std::str::from_utf8(&page).unwrap().contains("type=\"password\""));
    assert_eq!(log_in(&router, "password=").await.status(), StatusCode::FORBIDDEN);
    assert_eq!(send(&router, Request::get("/api/v1/syncs"), "").await.status(), StatusCode::UNAUTHORIZED);
    let program = Request::get("/api/v1/syncs").header(header::AUTHORIZATION, "Bearer sillon_read");
    assert_eq!(send(&router, program, "").await.status(), StatusCode::OK);
}

#[rstest]
#[case("GET", "/api/v1/syncs", "sillon_read", StatusCode::OK)]
#[case("GET", "/api/v1/syncs", "sillon_write", StatusCode::OK)]
#[case("HEAD", "/api/v1/syncs", "sillon_read", StatusCode::OK)]
#[case("PUT", "/api/v1/schedule", "sillon_sync", StatusCode::FORBIDDEN)]
#[case("PUT", "/api/v1/schedule", "sillon_write", StatusCode::OK)]
#[case("GET", "/api/v1/syncs", "sillon_other", StatusCode::UNAUTHORIZED)]
#[case("DELETE", "/api/v1/syncs", "sillon_read", StatusCode::METHOD_NOT_ALLOWED)]
#[case("GET", "/api/v1/nowhere", "sillon_read", StatusCode::NOT_FOUND)]
#[case("GET", "/", "sillon_write", StatusCode::FORBIDDEN)]
#[case("GET", "/nowhere", "sillon_write", StatusCode::FORBIDDEN)]
#[case("POST", "/logout/everywhere", "sillon_write", StatusCode::FORBIDDEN)]
#[tokio::test]
async fn a_token_goes_as_far_as_its_scope(
    #[case] method: &str,
    #[case] path: &str,
    #[case] token: &str,
    #[case] expected: StatusCode,
    #[values(true, false)] locked: bool,
) {
    let router = if locked { router() } else { behind(Lock::Open) };
    let request =
        || Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
    assert_eq!(send(&router, request(), "").await.status(), expected);
    if locked {
        // A session beside it lends it nothing.
        let session = session(&log_in(&router, "password=open+sesame").await);
        assert_eq!(send(&router, request().header(COOKIES, session), "").await.status(), expected);
    }
}

#[tokio::test]
async fn a_session_changes_its_id_when_the_password_is_shown_again() {
    let router = router();
    let first = session(&log_in(&router, "password=open+sesame").await);
    let again = Request::post("/login").header("content-type", "application/x-www-form-urlencoded");
    let second = session(&send(&router, again.header(COOKIES, &first), "password=open+sesame").await);
    assert_ne!(first, second);
    let with = |cookie: &str| Request::get("/").header(COOKIES, cookie);
    assert_eq!(send(&router, with(&first), "").await.status(), StatusCode::SEE_OTHER);
    assert_eq!(send(&router, with(&second), "").await.status(), StatusCode::OK);

    // An id that a browser was made to send is never taken over.
    let planted = "session=00000000";
    let entering = Request::post("/login").header("content-type", "application/x-www-form-urlencoded");
    let third = session(&send(&router, entering.header(COOKIES, planted), "password=open+sesame").await);
    assert_ne!(third, planted);
    assert_eq!(send(&router, with(planted), "").await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    let router = router();
    let browsers = [log_in(&router, "password=open+sesame").await, log_in(&router, "password=open+sesame").await];
    let sessions = browsers.each_ref().map(session);
    let left = send(&router, Request::post("/logout/everywhere").header(COOKIES, &sessions[0]), "").await;
    assert_eq!(left.headers()[LOCATION], "/login");
    for session in &sessions {
        let status = send(&router, Request::get("/").header(COOKIES, session), "").await.status();
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    let stranger = send(&router, Request::post("/logout/everywhere"), "").await;
    assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);
}

#[rstest]
#[case("127.0.0.1:4711", "https", true)]
#[case("127.0.0.1:4711", "http", false)]
#[case("192.0.2.1:4711", "https", false)]
#[tokio::test]
async fn behind_tls_the_cookie_is_for_tls_alone(#[case] peer: &str, #[case] proto: &str, #[case] secure: bool) {
    let peer: SocketAddr = peer.parse().unwrap();
    let request = Request::post("/login").header("content-type", "application/x-www-form-urlencoded");
    let request = request.header("x-forwarded-proto", proto).extension(ConnectInfo(peer));
    let entered = send(&router(), request, "password=open+sesame").await;
    assert_eq!(entered.headers()[SET_COOKIE].to_str().unwrap().contains("Secure"), secure);
}

#[tokio::test]
async fn one_address_s_failures_are_not_another_s() {
    let router = router();
    let from = |address: &str| {
        let peer = ConnectInfo("127.0.0.1:4711".parse::<SocketAddr>().unwrap());
        let request = Request::post("/login").header("content-type", "application/x-www-form-urlencoded");
        request.header("x-forwarded-for", address).extension(peer)
    };
    for _ in 0..3 {
        send(&router, from("198.51.100.7"), "password=wrong").await;
    }
    let attacker = send(&router, from("198.51.100.7"), "password=open+sesame").await;
    assert_eq!(attacker.status(), StatusCode::TOO_MANY_REQUESTS);
    let owner = send(&router, from("198.51.100.8"), "password=open+sesame").await;
    assert_eq!(owner.status(), StatusCode::SEE_OTHER);
}

const STREAM: &str = "/api/v1/services/discogs/sync/events";

/// A stream that never ends by itself, behind a door that knows `sillon_read` until it is revoked.
fn streaming(is_revoked: Arc<AtomicBool>) -> Router {
    let endless = || async {
        let kind = [("content-type", "text/event-stream")];
        let first = futures::stream::once(async { Ok::<_, std::io::Error>("data: {}\n\n") });
        (kind, Body::from_stream(first.chain(futures::stream::pending())))
    };
    let judge = move |token: String| {
        let found = known(&token).filter(|_| !is_revoked.load(Ordering::Relaxed));
        Box::pin(async move { Ok::<_, sillon_store::StoreError>(found) }) as futures::future::BoxFuture<'static, _>
    };
    let lock = Lock::Password(Password::of(&SecretString::from("open sesame")).unwrap());
    let guarded = guard(Router::new().route(STREAM, get(endless)), Door::new(lock, Box::new(judge)));
    know_visitors(guarded, &["127.0.0.1/32".parse().unwrap()])
}

/// Whether a stream ends within `within` milliseconds.
async fn ends(stream: &mut axum::body::BodyDataStream, within: u64) -> bool {
    let rest = async { while stream.next().await.is_some() {} };
    tokio::time::timeout(std::time::Duration::from_millis(within), rest).await.is_ok()
}

#[tokio::test]
async fn a_stream_ends_when_its_token_is_revoked() {
    let is_revoked = Arc::new(AtomicBool::new(false));
    let router = streaming(is_revoked.clone());
    let request = |credential: &str| Request::get(STREAM).header(header::AUTHORIZATION, format!("Bearer {credential}"));
    let mut by_token = send(&router, request("sillon_read"), "").await.into_body().into_data_stream();
    let mut by_password = send(&router, request("open sesame"), "").await.into_body().into_data_stream();
    assert!(!ends(&mut by_token, 700).await, "it goes on while the token is good");
    is_revoked.store(true, Ordering::Relaxed);
    assert!(ends(&mut by_token, 1_500).await);
    assert!(!ends(&mut by_password, 700).await, "others go on");
}

#[rstest]
#[case("/logout")]
#[case("/logout/everywhere")]
#[tokio::test]
async fn a_stream_ends_with_its_session(#[case] way_out: &str) {
    let router = streaming(Arc::default());
    let session = session(&log_in(&router, "password=open+sesame").await);
    let other = self::session(&log_in(&router, "password=open+sesame").await);
    let request = |session: &str| Request::get(STREAM).header(COOKIES, session);
    let mut stream = send(&router, request(&session), "").await.into_body().into_data_stream();
    let mut others = send(&router, request(&other), "").await.into_body().into_data_stream();
    assert!(!ends(&mut stream, 700).await);
    send(&router, Request::post(way_out).header(COOKIES, &session), "").await;
    assert!(ends(&mut stream, 1_500).await);
    assert_eq!(ends(&mut others, 700).await, way_out == "/logout/everywhere");
}
