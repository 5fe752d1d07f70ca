//! Clients that send next to nothing, for ever, and one that never reads.

use super::A_FEW;
use super::child::impatient;
use super::raw::{code, connect, head, hear, say, status};
use crate::process::{COMPLETED, LATE, Server};
use futures::future::{Either, join_all};
use reqwest::StatusCode;
use sillon_fakes::World;
use std::time::Duration;
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;

const OF_EACH: usize = 100;
/// Between two bytes.
const DRIP: Duration = Duration::from_millis(50);
/// In kB, for some hundred connections in a build that is not optimised.
const MORE: u64 = 64 * 1024;

/// Drops these bytes again and again, until the server has had enough; then what it said. Whatever comes is read at once: what
/// is sent into a closed connection takes with it what was not.
async fn drip(address: String, first: String, drop: &'static [u8]) -> String {
    let (mut from, mut to) = TcpStream::connect(address).await.unwrap().into_split();
    let dropping = async {
        let mut gone = say(&mut to, first.as_bytes()).await.is_err();
        let mut tick = tokio::time::interval(DRIP);
        while !gone {
            tick.tick().await;
            gone = say(&mut to, drop).await.is_err();
        }
    };
    let hearing = hear(&mut from);
    let (dropping, hearing) = (std::pin::pin!(dropping), std::pin::pin!(hearing));
    match futures::future::select(hearing, dropping).await {
        Either::Left((said, _)) => said,
        Either::Right(((), hearing)) => hearing.await,
    }
}

async fn all_gone(which: &str, clients: JoinHandle<Vec<String>>) -> Vec<String> {
    tokio::time::timeout(LATE, clients).await.unwrap_or_else(|_| panic!("{which} are still there")).unwrap()
}

async fn still_serves(server: &Server) {
    for path in ["/", "/healthz", "/api/v1/collection/albums"] {
        assert_eq!(server.get(path).await.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_says_nothing_or_next_to_nothing_is_shown_the_door() {
    sillon::serve::make_room();
    let server = impatient(World::invent(435, 1), 4_096);
    still_serves(&server).await;
    let before = server.holds();
    let post = head(&server, "POST /api/v1/collection/import");
    let many = |first: String, drop: &'static [u8]| {
        let address = server.address().to_owned();
        tokio::spawn(join_all((0..OF_EACH).map(move |_| drip(address.clone(), first.clone(), drop))))
    };
    let silent = many(String::new(), b"");
    let heads = many(head(&server, "GET /"), b"X");
    let bodies = many(post.clone() + "Content-Length: 1000000\r\n\r\n", b"x");
    let chunks = many(post + "Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n");
    still_serves(&server).await;
    let (silent, heads) = (all_gone("silent", silent).await, all_gone("heads", heads).await);
    for said in silent.iter().chain(&heads) {
        assert_eq!(said, "", "closed without a word: there was no request");
    }
    let (bodies, chunks) = (all_gone("bodies", bodies).await, all_gone("chunks", chunks).await);
    for said in bodies.iter().chain(&chunks) {
        assert_eq!((status(said), code(said).as_str()), (400, "file_broke_off"), "{said}");
    }
    server.comes_back_to(before.files + A_FEW).await;
    let after = server.holds();
    println!("before {before:?}\nafter {after:?}");
    assert!(after.peak < before.memory + MORE, "{before:?} {after:?}");
    let imports = std::fs::read_dir(server.data().join("imports")).unwrap().count();
    assert_eq!(imports, 0, "nothing of their files is left");
    still_serves(&server).await;
    server.stop();
}

/// A line may be slow: only one that brings nothing is given up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_over_a_slow_line_comes_in() {
    let server = impatient(World::invent(436, 1), 64);
    let file = crate::kills::sheet();
    let mut stream = connect(&server).await;
    let length = format!("Content-Length: {}\r\nConnection: close\r\n\r\n", file.len());
    say(&mut stream, (head(&server, "POST /api/v1/collection/import") + length.as_str()).as_bytes()).await.unwrap();
    let mut tick = tokio::time::interval(DRIP);
    for part in file.as_bytes().chunks(2_048) {
        tick.tick().await;
        say(&mut stream, part).await.unwrap();
    }
    let said = hear(&mut stream).await;
    assert_eq!(status(&said), 202, "{said}");
    server.stop();
}

/// Asks for more than the system's buffers hold, and reads none of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_never_reads_is_not_written_to_for_ever() {
    let server = impatient(World::invent(437, 60), 64);
    server.start_sync().await;
    server.sync_comes_to(COMPLETED).await;
    still_serves(&server).await;
    let before = server.holds();
    let request = head(&server, "GET /api/v1/collection/export?format=json") + "\r\n";
    let deaf = (0..8).map(|_| {
        let (address, request) = (server.address().parse().unwrap(), request.clone());
        tokio::spawn(async move {
            let socket = TcpSocket::new_v4().unwrap();
            socket.set_recv_buffer_size(4_096).unwrap();
            let mut stream = socket.connect(address).await.unwrap();
            // One request after the other, until nobody takes them any more.
            while say(&mut stream, request.as_bytes()).await.is_ok() {}
        })
    });
    let deaf: Vec<_> = deaf.collect();
    still_serves(&server).await;
    for asking in deaf {
        asking.await.unwrap();
    }
    server.comes_back_to(before.files + A_FEW).await;
    let after = server.holds();
    println!("before {before:?}\nafter {after:?}");
    assert!(after.peak < before.memory + MORE, "{before:?} {after:?}");
    server.stop();
}
