//! A thousand browsers at once.

use super::A_FEW;
use super::child::impatient;
use super::raw::{connect, head, say};
use crate::harness::client;
use crate::process::{COMPLETED, Server};
use futures::future::join_all;
use futures::{StreamExt, stream};
use reqwest::{Client, Response, StatusCode};
use serde_json::Value;
use sillon_fakes::{On, World};

const BROWSERS: usize = 1_000;
const EVENTS: &str = "/api/v1/services/discogs/sync/events";
/// A connection with a stream on it, in kB; this build is not optimised.
const A_STREAM: u64 = 64;

/// Each on a connection of its own, which ends with it. The first state is there.
async fn watch(server: &Server, browsers: usize) -> Vec<Response> {
    let alone = Client::builder().pool_max_idle_per_host(0).build().unwrap();
    let open = |_| async {
        let mut events = alone.get(server.url(EVENTS)).send().await.unwrap();
        assert_eq!(events.status(), StatusCode::OK);
        assert!(events.chunk().await.unwrap().unwrap().starts_with(b"data: {\"status\":\"running\""));
        events
    };
    stream::iter(0..browsers).map(open).buffer_unordered(32).collect().await
}

async fn is_answered(server: &Server) {
    for path in ["/", "/stats", "/api/v1/collection/albums"] {
        assert_eq!(server.get(path).await.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_browsers_watch_a_sync_to_its_end() {
    sillon::serve::make_room();
    let _encrypts = client();
    let server = Server::start(World::invent(431, 420));
    let gate = server.fakes.script().hold(On::path("discogs", "/users/").query("page=3"));
    server.start_sync().await;
    server.sync_comes_to("\"current\":200").await;
    is_answered(&server).await;
    let before = server.holds();

    let left = watch(&server, BROWSERS).await;
    let first = server.holds();
    assert!(first.files >= BROWSERS, "it was started with 512 at most: {first:?}");
    is_answered(&server).await;
    drop(left);
    server.comes_back_to(before.files + A_FEW).await;

    let stayed = watch(&server, BROWSERS).await;
    is_answered(&server).await;
    let second = server.holds();
    gate.open();
    let told = join_all(stayed.into_iter().map(|events| async { events.text().await.unwrap() })).await;
    for told in told {
        let last = told.rsplit_once("event: done\n").unwrap().1;
        assert!(last.contains(COMPLETED) && last.contains("\"current\":420"), "{last}");
    }
    server.comes_back_to(before.files + A_FEW).await;
    is_answered(&server).await;
    let after = server.holds();
    println!("before {before:?}\nfirst thousand {first:?}\nsecond thousand {second:?}\nafter {after:?}");
    let most = before.memory + BROWSERS as u64 * A_STREAM;
    assert!(first.peak < most, "{first:?}");
    // Memory is kept for the next who come, and is enough for them: nothing of the first is left.
    assert!(after.peak < most, "{after:?}");
    assert_eq!(server.json("/api/v1/collection/stats").await["copies"], 420);
    server.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_browser_too_many_is_told_so_and_pages_are_shown() {
    let _encrypts = client();
    let server = impatient(World::invent(432, 40), 16);
    let gate = server.fakes.script().hold(On::path("discogs", "/users/"));
    server.start_sync().await;
    gate.wait_for(1).await;
    let mut streams = watch(&server, 8).await;
    let refused = server.get(EVENTS).await;
    assert_eq!((refused.status(), &refused.headers()["retry-after"]), (StatusCode::SERVICE_UNAVAILABLE, &5.into()));
    let refused: Value = refused.json().await.unwrap();
    assert_eq!(refused["code"], "too_many_streams");
    is_answered(&server).await;
    streams.pop();
    while server.get(EVENTS).await.status() != StatusCode::OK {}
    gate.open();
    for events in streams {
        assert!(events.text().await.unwrap().contains("event: done"));
    }
    server.stop();
}

/// Who comes when every connection is taken waits for one; those that say nothing have theirs taken away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_every_connection_is_taken_the_next_one_waits() {
    let server = impatient(World::invent(433, 1), 16);
    let mut silent = Vec::new();
    for _ in 0..64 {
        silent.push(connect(&server).await);
    }
    let mut half = connect(&server).await;
    say(&mut half, head(&server, "GET /").as_bytes()).await.unwrap();
    assert_eq!(server.get("/").await.status(), StatusCode::OK);
    server.stop();
}
