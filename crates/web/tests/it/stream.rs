//! The event stream of a sync.

use crate::home::{Home, text};
use axum::body::BodyDataStream;
use futures::StreamExt;
use serde_json::Value;
use sillon_fakes::{On, World};

const PATH: &str = "/api/v1/services/discogs/sync/events";

async fn open(home: &Home) -> BodyDataStream {
    let response = home.send(axum::http::Request::get(PATH).header("accept-encoding", "gzip"), "").await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    assert!(!response.headers().contains_key("content-encoding"));
    response.into_body().into_data_stream()
}

/// The next event: its name, where it has one, and its document.
async fn next(stream: &mut BodyDataStream) -> Option<(Option<String>, Value)> {
    let part = stream.next().await?.unwrap();
    let part = std::str::from_utf8(&part).unwrap();
    let name = part.lines().find_map(|line| line.strip_prefix("event: ")).map(str::to_owned);
    // The last word of a server that stops holds no document: when to come back.
    let data = part.lines().find_map(|line| line.strip_prefix("data: "))?;
    Some((name, serde_json::from_str(data).unwrap()))
}

#[tokio::test]
async fn it_follows_a_run_to_its_end() {
    let home = Home::of(World::invent(1, 230)).await;
    let gate = home.fakes.script().hold(On::path("discogs", "/users/").query("page=2"));
    home.post("/api/v1/services/discogs/sync").await;
    gate.wait_for(1).await;
    let mut stream = open(&home).await;
    let (name, present) = next(&mut stream).await.unwrap();
    assert_eq!((name, &present["status"]), (None, &Value::from("running")));
    gate.open();
    let mut states = vec![present];
    let last = loop {
        let (name, document) = next(&mut stream).await.unwrap();
        if name.as_deref() == Some("done") {
            break document;
        }
        assert_eq!(name, None);
        states.push(document);
    };
    assert_eq!((&last["status"], &last["current"]), (&Value::from("completed"), &Value::from(230)));
    assert_eq!(states.last(), Some(&last));
    let currents: Vec<u64> = states.iter().map(|state| state["current"].as_u64().unwrap()).collect();
    assert!(currents.is_sorted(), "{currents:?}");
    assert_eq!(next(&mut stream).await, None);
    assert_eq!(last, home.json("/api/v1/services/discogs/sync/progress").await);
    home.end().await;
}

#[tokio::test]
async fn a_run_that_is_over_is_told_and_done() {
    let home = Home::of(World::invent(2, 12)).await;
    home.sync().await;
    let all = text(home.get(PATH).await).await;
    assert_eq!(all.matches("\"status\":\"completed\"").count(), 2);
    assert_eq!(all.matches("event: done\n").count(), 1);
    home.end().await;
}

#[tokio::test]
async fn a_stopping_server_ends_its_streams() {
    let home = Home::of(World::invent(3, 120)).await;
    let gate = home.fakes.script().hold(On::path("discogs", "/users/").query("page=2"));
    home.post("/api/v1/services/discogs/sync").await;
    gate.wait_for(1).await;
    let mut stream = open(&home).await;
    assert!(next(&mut stream).await.is_some());
    home.shutdown.cancel();
    let mut told = String::new();
    while let Some(part) = stream.next().await {
        told += std::str::from_utf8(&part.unwrap()).unwrap();
    }
    assert!(told.ends_with("retry: 2000\n\n") && !told.contains("event: done"), "{told}");
    gate.open();
    home.end().await;
}
