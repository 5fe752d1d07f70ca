//! The shop's page and what it is kept with.

use crate::home::{Home, json, text};
use axum::http::{Request, StatusCode};
use sillon_fakes::World;
use std::collections::BTreeSet;

#[tokio::test]
async fn the_index_of_five_thousand_albums_is_below_a_megabyte_and_sent_once() {
    let home = Home::of(World::invent(41, 5_000)).await;
    home.sync().await;
    let first = home.get("/shop/index").await;
    assert_eq!(
        (first.status(), &first.headers()["content-type"]),
        (StatusCode::OK, &"application/json".parse().unwrap())
    );
    assert_eq!(first.headers()["cache-control"], "private, no-cache");
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    let body = text(first).await;
    assert!(body.len() < 1_000_000, "{} bytes", body.len());
    let index: serde_json::Value = serde_json::from_str(&body).unwrap();
    let ids: BTreeSet<i64> = index["albums"].as_array().unwrap().iter().map(|row| row[0].as_i64().unwrap()).collect();
    assert_eq!((index["version"].as_i64(), ids.len()), (Some(1), 5_000));

    let again = home.send(Request::get("/shop/index").header("if-none-match", &tag), "").await;
    assert_eq!((again.status(), again.headers()["etag"].to_str().unwrap()), (StatusCode::NOT_MODIFIED, tag.as_str()));
    assert!(text(again).await.is_empty());
    let gzip = home.send(Request::get("/shop/index").header("accept-encoding", "gzip"), "").await;
    assert_eq!(gzip.headers()["content-encoding"], "gzip");
    home.end().await;
}

#[tokio::test]
async fn what_an_enrichment_brings_gives_the_index_another_tag_and_answers_by_barcode() {
    let home = Home::with_all(World::invent(42, 12)).await;
    home.sync().await;
    let before = home.get("/shop/index").await.headers()["etag"].clone();
    let unknown = text(home.get("/shop?q=4006381333931").await).await;
    assert!(unknown.contains("You do not have it.") && unknown.contains("known for 0 of your 12 albums"), "{unknown}");
    home.enrich().await;
    let after = home.get("/shop/index").await;
    assert_ne!(before, after.headers()["etag"]);
    let index = json(after).await;
    let album = index["albums"].as_array().unwrap().iter().find(|row| row[8][0].is_string()).unwrap().clone();
    let barcode = album[8][0].as_str().unwrap();
    let found = text(home.get(&format!("/shop?q=0{barcode}")).await).await;
    assert!(found.contains("You have it.") && found.contains(&format!("href=\"/albums/{}\"", album[0])), "{found}");
    home.end().await;
}

#[tokio::test]
async fn without_a_script_the_server_answers() {
    let home = Home::of(World::invent(43, 30)).await;
    home.sync().await;
    let index = home.json("/shop/index").await;
    let album = index["albums"].as_array().unwrap().iter().find(|row| row[7][0].is_string()).unwrap().clone();
    let (title, catno) = (album[2].as_str().unwrap(), album[7][0].as_str().unwrap());
    let ask = async |question: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", question).finish();
        text(home.get(&format!("/shop?{query}")).await).await
    };
    let by_catno = ask(catno).await;
    assert!(by_catno.contains("<p class=\"verdict have\" ") && by_catno.contains(&format!("/albums/{}\"", album[0])));
    assert!(ask(&format!("{title} ZZ 99999")).await.contains("You have another pressing of it."));
    assert!(ask("qwertyuiop").await.contains("You do not have it."));
    let empty = ask("  ").await;
    assert!(empty.contains("<p class=\"verdict\" ") && empty.contains(": 30 albums."), "{empty}");
    home.end().await;
}

#[tokio::test]
async fn the_camera_is_this_page_s_alone_and_workers_are_our_own() {
    let home = Home::unconnected().await;
    let shop = home.get("/shop").await;
    assert!(shop.headers()["permissions-policy"].to_str().unwrap().starts_with("camera=(self), "));
    assert_eq!(shop.headers().get_all("permissions-policy").iter().count(), 1);
    let policy = shop.headers()["content-security-policy"].to_str().unwrap();
    for part in ["worker-src 'self'", "manifest-src 'self'", "script-src 'self'"] {
        assert!(policy.split("; ").any(|one| one == part), "{part} in {policy}");
    }
    let settings = home.get("/settings").await;
    assert!(settings.headers()["permissions-policy"].to_str().unwrap().starts_with("camera=(), "));
    home.end().await;
}

#[tokio::test]
async fn the_application_has_a_manifest_icons_and_a_worker_that_names_what_is_there() {
    let home = Home::unconnected().await;
    let manifest = home.get("/manifest.webmanifest").await;
    assert_eq!(manifest.headers()["content-type"], "application/manifest+json");
    let manifest = json(manifest).await;
    assert_eq!((&manifest["start_url"], &manifest["name"]), (&"/shop".into(), &"sillon – In a shop".into()));
    for icon in manifest["icons"].as_array().unwrap() {
        let answer = home.get(icon["src"].as_str().unwrap()).await;
        assert_eq!(answer.headers()["content-type"], icon["type"].as_str().unwrap());
    }
    assert!(manifest["icons"].as_array().unwrap().iter().any(|icon| icon["purpose"] == "maskable"));

    let worker = home.get("/sw.js").await;
    assert_eq!(worker.headers()["cache-control"], "no-cache");
    let script = text(worker).await;
    let assets = script.split("const ASSETS = ").nth(1).unwrap().split(";\n").next().unwrap();
    let assets: Vec<String> = serde_json::from_str(assets).unwrap();
    let page = text(home.get("/shop").await).await;
    let used = page.split("/assets/").skip(1).map(|rest| format!("/assets/{}", rest.split('"').next().unwrap()));
    let missing: Vec<String> = used.filter(|url| !assets.contains(url) && !url.ends_with(".png")).collect();
    assert_eq!(missing, Vec::<String>::new(), "the page stands without a network");
    for asset in &assets {
        assert_eq!(home.get(asset).await.status(), StatusCode::OK, "{asset}");
    }
    home.end().await;
}

#[tokio::test]
async fn all_of_it_is_behind_the_password_and_goes_at_logout() {
    let home = Home::open(World::invent(1, 12), false, Some("secret")).await;
    for path in ["/shop", "/shop/index", "/sw.js", "/manifest.webmanifest"] {
        let refused = home.send(Request::get(path).header("sec-fetch-mode", "cors"), "").await;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{path}");
        let let_in = home.send(Request::get(path).header("authorization", "Bearer secret"), "").await;
        assert_eq!(let_in.status(), StatusCode::OK, "{path}");
    }
    let led = home.send(Request::get("/shop").header("sec-fetch-mode", "navigate"), "").await;
    assert_eq!(led.headers()["location"], "/login?next=/shop");
    let left = home.send(Request::post("/logout").header("authorization", "Bearer secret"), "").await;
    assert_eq!(left.headers()["clear-site-data"], "\"storage\"");
    home.end().await;
}
