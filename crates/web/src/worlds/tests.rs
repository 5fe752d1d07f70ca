#![allow(clippy::unwrap_used)]
use super::*;
use crate::auth::password::Password;
use crate::auth::{Door, Lock};
use crate::visitor::know_visitors;
use axum::body::to_bytes;
use axum::http::header::{COOKIE as COOKIES, LOCATION};
use axum::middleware::from_fn;
use axum::routing::get;
use std::sync::atomic::{AtomicUsize, Ordering};

fn world(name: &'static str) -> Router {
    crate::guard::refuse_cross_site(rooms(name))
}

fn rooms(name: &'static str) -> Router {
    doors().route("/", get(move || async move { name })).layer(from_fn(open_to_a_knock))
}

/// Both worlds, and how often the demo was made.
fn two_worlds() -> (Router, Arc<AtomicUsize>) {
    let made = Arc::new(AtomicUsize::new(0));
    let counter = made.clone();
    let demo = move || -> BoxFuture<'static, Result<Router, String>> {
        counter.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Ok(world("demo")) })
    };
    (worlds(world("real"), demo), made)
}

async fn send(router: &Router, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
    let request = Request::builder().method(method).uri(path);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    run(router, request.body(Body::empty()).unwrap()).await
}

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn each_browser_is_in_the_world_it_chose() {
    let (router, made) = two_worlds();
    assert_eq!(text(send(&router, "GET", "/", &[]).await).await, "real");
    assert_eq!(made.load(Ordering::SeqCst), 0);

    let entered = send(&router, "POST", "/demo", &[]).await;
    assert_eq!((entered.status(), &entered.headers()[LOCATION]), (StatusCode::SEE_OTHER, &"/".parse().unwrap()));
    assert_eq!(entered.headers()[SET_COOKIE], "world=demo; HttpOnly; SameSite=Lax; Path=/");

    let inside = [(COOKIES.as_str(), "world=demo")];
    assert_eq!(text(send(&router, "GET", "/", &inside).await).await, "demo");
    assert_eq!(text(send(&router, "GET", "/", &[]).await).await, "real");
    send(&router, "POST", "/demo", &inside).await;
    send(&router, "POST", "/demo", &[]).await;
    assert_eq!(made.load(Ordering::SeqCst), 1);

    let left = send(&router, "POST", "/demo/leave", &inside).await;
    assert_eq!(left.status(), StatusCode::SEE_OTHER);
    let cookie = left.headers()[SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("world=; ") && cookie.contains("Max-Age=0"), "{cookie}");
}

#[tokio::test]
async fn a_choice_from_before_a_restart_is_forgotten() {
    let (router, made) = two_worlds();
    let response = send(&router, "GET", "/", &[(COOKIES.as_str(), "world=demo")]).await;
    assert!(response.headers()[SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(text(response).await, "real");
    assert_eq!(made.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn the_doors_stand_behind_the_world_s_guards() {
    let (router, made) = two_worlds();
    let refused = send(&router, "POST", "/demo", &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert_eq!(refused.headers().get(SET_COOKIE), None);
    assert_eq!(send(&router, "GET", "/demo", &[]).await.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(made.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_demo_that_cannot_be_made_says_so_and_is_tried_again() {
    let tries = Arc::new(AtomicUsize::new(0));
    let counter = tries.clone();
    let router = worlds(world("real"), move || {
        let first = counter.fetch_add(1, Ordering::SeqCst) == 0;
        Box::pin(async move { if first { Err("no port".to_owned()) } else { Ok(world("demo")) } })
    });
    let failed = send(&router, "POST", "/demo", &[("accept-language", "en")]).await;
    assert_eq!((failed.status(), failed.headers().get(SET_COOKIE)), (StatusCode::INTERNAL_SERVER_ERROR, None));
    let page = text(failed).await;
    assert!(page.contains("The demonstration did not start") && !page.contains("no port"), "{page}");
    assert_eq!(send(&router, "POST", "/demo", &[]).await.status(), StatusCode::SEE_OTHER);
}

/// The real world's password stands before the demo too, and its names count: the demo has neither.
#[tokio::test]
async fn the_demo_has_no_entrance_of_its_own() {
    let password = Password::of(&secrecy::SecretString::from("open sesame")).unwrap();
    let guarded = |name: &'static str, lock: Lock| {
        let door = Door::new(lock, Box::new(|_| Box::pin(async { Ok(None) })));
        know_visitors(crate::auth::guard(rooms(name), door), &[])
    };
    let real = guarded("real", Lock::Password(password));
    let demo = move || crate::guard::answer_this_machine_alone(guarded("demo", Lock::Open));
    let router =
        worlds(real, move || -> BoxFuture<'static, Result<Router, String>> { Box::pin(async move { Ok(demo()) }) });
    let bearer = ("authorization", "Bearer open sesame");
    let (host, inside) = (("host", "records.example"), ("cookie", "world=demo"));
    assert_eq!(send(&router, "POST", "/demo", &[host, bearer]).await.status(), StatusCode::SEE_OTHER);

    let stranger = send(&router, "GET", "/", &[host, inside]).await;
    assert_eq!((stranger.status(), &stranger.headers()[LOCATION]), (StatusCode::SEE_OTHER, &"/login".parse().unwrap()));
    assert_eq!(send(&router, "GET", "/login", &[host, inside]).await.status(), StatusCode::OK);
    assert_eq!(send(&router, "POST", "/", &[host, inside]).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(text(send(&router, "GET", "/", &[host, inside, bearer]).await).await, "demo");
    assert_eq!(text(send(&router, "GET", "/", &[host, bearer]).await).await, "real");
}
