//! As many requests as a client can send.

use super::A_FEW;
use crate::process::{COMPLETED, Server};
use futures::{StreamExt, stream};
use reqwest::StatusCode;
use sillon_fakes::World;
use std::collections::BTreeMap;

const REQUESTS: usize = 20_000;
const CONNECTIONS: usize = 256;
/// What may be added to the memory, in kB: 256 connections, each with a request.
const MORE: u64 = 64 * 1024;

/// Most ask for little, some for a list or a page.
fn path(number: usize) -> &'static str {
    match number % 40 {
        0 => "/api/v1/collection/albums?page_size=60",
        20 => "/",
        odd if odd % 2 == 1 => "/api/v1/services/discogs/sync/progress",
        _ => "/healthz",
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_request_of_a_flood_is_answered() {
    let server = Server::start(World::invent(434, 90));
    server.start_sync().await;
    server.sync_comes_to(COMPLETED).await;
    for number in [0, 20] {
        assert_eq!(server.get(path(number)).await.status(), StatusCode::OK);
    }
    let before = server.holds();
    let ask = |number| {
        let request = server.client.get(server.url(path(number))).send();
        async move {
            let answer = request.await.unwrap();
            let status = answer.status();
            assert!(!answer.bytes().await.unwrap().is_empty());
            status
        }
    };
    let answers = stream::iter(0..REQUESTS).map(ask).buffer_unordered(CONNECTIONS).fold(
        BTreeMap::<u16, usize>::new(),
        |mut answers, status| async move {
            *answers.entry(status.as_u16()).or_default() += 1;
            answers
        },
    );
    let answers = answers.await;
    let after = server.holds();
    println!("{answers:?}\nbefore {before:?}\nafter {after:?}");
    assert!(answers.keys().all(|status| [200, 429, 503].contains(status)), "{answers:?}");
    assert_eq!(answers[&200], REQUESTS, "there was room for all of them");
    assert!(after.peak < before.memory + MORE, "{before:?} {after:?}");
    assert!(after.files <= before.files + CONNECTIONS + 4 * A_FEW, "{after:?}");
    assert_eq!(server.get("/").await.status(), StatusCode::OK);
    server.stop();
}
