//! Told to stop in the middle of everything.

use super::raw::{connect, head, hear, say, status};
use crate::process::{COMPLETED, Server};
use futures::future::join_all;
use futures::{StreamExt, stream};
use reqwest::StatusCode;
use serde_json::Value;
use sillon_fakes::{On, World};
use std::time::Duration;

const ENRICHMENT: &str = "/api/v1/services/ai/enrich-all";
const SYNC: &str = "/api/v1/services/discogs/sync";
const STREAMS: usize = 50;
/// What users are promised: this one deadline is what the story is about.
const PROMISED: Duration = Duration::from_secs(5);

async fn post(server: &Server, path: &str) -> Value {
    let started = server.client.post(server.url(path)).send().await.unwrap();
    assert_eq!(started.status(), StatusCode::ACCEPTED, "{path}");
    started.json().await.unwrap()
}

/// Its last document, once it is over.
async fn end_of(server: &Server, work: &str) -> Value {
    let told = server.get(&format!("{work}/events")).await.text().await.unwrap();
    let (_, last) = told.rsplit_once("event: done\ndata: ").unwrap();
    serde_json::from_str(last.trim()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_within_what_is_promised_and_goes_on_at_the_next_start() {
    let mut server =
        Server::start_with(World::invent(440, 30), |fakes| vec![("SILLON_IMAGE_HOSTS", fakes.image_host())]);
    let script = server.fakes.script();
    let images = script.hold(On::service("images"));
    server.start_sync().await;
    server.sync_comes_to(COMPLETED).await;
    let discogs = script.hold(On::path("discogs", "/users/"));
    server.fakes.world().with(World::add_newest);
    // An enrichment waits for a sync before it begins, so it is at work first.
    let enrichment = post(&server, &format!("{ENRICHMENT}?only=covers")).await;
    images.wait_for(1).await;
    let sync = post(&server, SYNC).await;
    discogs.wait_for(1).await;

    let open = |number: usize| {
        let work = if number.is_multiple_of(2) { SYNC } else { ENRICHMENT };
        let server = &server;
        async move {
            let mut events = server.get(&format!("{work}/events")).await;
            events.chunk().await.unwrap().unwrap();
            events
        }
    };
    let streams: Vec<_> = stream::iter(0..STREAMS).map(open).buffer_unordered(STREAMS).collect().await;
    let mut idle = connect(&server).await;
    say(&mut idle, (head(&server, "GET /healthz") + "\r\n").as_bytes()).await.unwrap();
    let mut answered = [0; 15];
    tokio::io::AsyncReadExt::read_exact(&mut idle, &mut answered).await.unwrap();
    assert_eq!(status(&String::from_utf8_lossy(&answered)), 200);
    let mut half = connect(&server).await;
    let upload = head(&server, "POST /api/v1/collection/import") + "Content-Length: 100000\r\n\r\n";
    say(&mut half, (upload + &*"x".repeat(10_000)).as_bytes()).await.unwrap();
    let mut silent = connect(&server).await;

    let code = tokio::time::timeout(PROMISED, server.ends_when_told()).await;
    assert_eq!(code.expect("it ends within what is promised"), Some(0));
    let told = join_all(streams.into_iter().map(|events| async { events.text().await.unwrap() })).await;
    for told in told {
        assert!(told.ends_with("retry: 2000\n\n") && !told.contains("event: done"), "{told}");
    }
    for connection in [&mut idle, &mut half, &mut silent] {
        hear(connection).await;
    }

    let imports = std::fs::read_dir(server.data().join("imports")).unwrap().count();
    assert_eq!(imports, 0, "of half a file nothing is left");

    server.start_again();
    images.open();
    discogs.open();
    let (synced, enriched) = (end_of(&server, SYNC).await, end_of(&server, ENRICHMENT).await);
    assert_eq!((&synced["status"], &synced["job_id"]), (&"completed".into(), &sync["job_id"]), "the same run");
    assert_eq!((&enriched["status"], &enriched["job_id"]), (&"completed".into(), &enrichment["job_id"]));
    assert_eq!(server.json("/api/v1/collection/stats").await["copies"], 31);
    server.stop();
}
