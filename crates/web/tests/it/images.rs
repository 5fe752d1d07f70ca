//! Pictures that are kept at home, as they are served.

use crate::home::{Home, problem};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use rstest::rstest;
use sillon_engine::pictures::Kept;
use sillon_fakes::World;

/// A cover as an image host has it, kept.
async fn keep(home: &Home) -> (Kept, Vec<u8>) {
    let cover = include_bytes!("images/cover.png").to_vec();
    (home.pictures.keep(cover.clone()).await.unwrap(), cover)
}

async fn body(response: Response) -> Vec<u8> {
    to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()
}

#[tokio::test]
async fn every_size_is_served_to_be_kept_for_ever() {
    let home = Home::unconnected().await;
    let (kept, cover) = keep(&home).await;
    let mut lengths = Vec::new();
    for (name, kind) in
        [("160.jpg", "image/jpeg"), ("320.jpg", "image/jpeg"), ("640.jpg", "image/jpeg"), ("original", "image/png")]
    {
        let response = home.get(&format!("/images/{}/{name}", kept.hash)).await;
        let headers = response.headers().clone();
        assert_eq!((response.status(), headers["content-type"].to_str().unwrap()), (StatusCode::OK, kind), "{name}");
        assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["content-security-policy"], "default-src 'none'; sandbox");
        assert!(headers.get("content-encoding").is_none());
        let body = body(response).await;
        assert_eq!(headers["content-length"], body.len().to_string());
        if name == "original" {
            assert_eq!(body, cover);
        } else {
            assert_eq!(body[..3], [0xff, 0xd8, 0xff], "{name}");
            lengths.push(body.len());
        }
    }
    assert!(lengths.is_sorted() && lengths[0] < lengths[2], "{lengths:?}");
    home.end().await;
}

#[tokio::test]
async fn a_picture_that_is_known_is_not_sent_again() {
    let home = Home::unconnected().await;
    let (kept, _) = keep(&home).await;
    let path = format!("/images/{}/320.jpg", kept.hash);
    let first = home.get(&path).await;
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let again = home.send(Request::get(&path).header("if-none-match", &known), "").await;
        assert_eq!((again.status(), &again.headers()["etag"]), (StatusCode::NOT_MODIFIED, &first.headers()["etag"]));
        assert_eq!(again.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert!(body(again).await.is_empty());
    }
    let other = home.send(Request::get(&path).header("if-none-match", "\"other\""), "").await;
    assert_eq!(other.status(), StatusCode::OK);
    let other_size = home.get(&path.replace("320.jpg", "160.jpg")).await;
    assert_ne!(other_size.headers()["etag"], first.headers()["etag"]);
    home.end().await;
}

#[rstest]
#[case("{hash}/161.jpg")]
#[case("{hash}/320.png")]
#[case("{hash}/original.png")]
#[case("{HASH}/320.jpg")]
#[case("{other}/320.jpg")]
#[case("{other}/original")]
#[case("abc/320.jpg")]
#[case("..%2F..%2Fsillon.db/original")]
#[case("{hash}/..%2F..%2F..%2Fsillon.db")]
#[tokio::test]
async fn nothing_else_is_found(#[case] path: &str) {
    let home = Home::unconnected().await;
    let (Kept { hash, .. }, _) = keep(&home).await;
    let path = path.replace("{HASH}", &hash.to_uppercase()).replace("{hash}", &hash);
    let path = format!("/images/{}", path.replace("{other}", &"0".repeat(64)));
    let asked = home.send(Request::get(&path).header("accept", "application/json"), Body::empty()).await;
    assert_eq!(asked.headers()["cache-control"], "no-store");
    assert_eq!(problem(asked).await, (404, "not_found".to_owned()));
    let page = home.get(&path).await;
    assert_eq!(page.status(), StatusCode::NOT_FOUND);
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    home.end().await;
}

#[tokio::test]
async fn a_password_guards_pictures_too() {
    let home = Home::open(World::invent(1, 12), false, Some("secret")).await;
    let (kept, _) = keep(&home).await;
    let ask = || Request::get(format!("/images/{}/320.jpg", kept.hash)).header("sec-fetch-mode", "no-cors");
    let refused = home.send(ask(), "").await;
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(refused.headers()["cache-control"], "no-store");
    let let_in = home.send(ask().header("authorization", "Bearer secret"), "").await;
    assert_eq!(let_in.status(), StatusCode::OK);
    // What is behind a password is nobody's to keep on the way.
    assert_eq!(let_in.headers()["cache-control"], "private, max-age=31536000, immutable");
    home.end().await;
}
