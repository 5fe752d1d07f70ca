//! How many requests a second the API answers, how long each waits meanwhile, and in how much memory.
//!
//! `cargo bench -p sillon --bench load` prints the table of docs/RELIABILITY.md; `ALBUMS`, `CONNECTIONS` and `SECONDS` change the
//! size of the collection, the keep-alive connections and the time for each line. The program runs in a process of its own; this one
//! asks, and says how much of the processors it took for that: on a small machine it takes them from the program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark"
)]

#[allow(dead_code, reason = "other benchmarks use the rest of it")]
#[path = "parts/program.rs"]
mod program;
#[allow(dead_code, clippy::cast_possible_wrap, clippy::cast_possible_truncation, reason = "the store measures with it")]
#[path = "../../store/benches/store/world.rs"]
mod world;

use axum::body::{Body, to_bytes};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use program::{Program, cpu_of};
use sillon_core::id::{AccountId, JobId};
use sillon_store::{PageChanges, Store};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

const ALBUMS: usize = 5_000;
const CONNECTIONS: usize = 64;
const SECONDS: usize = 10;
/// Not counted: connections are opened, caches filled.
const WARM_UP: Duration = Duration::from_secs(1);

const KINDS: [(&str, &str); 5] = [
    ("`/healthz`", "/healthz"),
    ("the progress of a sync", "/api/v1/services/discogs/sync/progress"),
    ("a list of 60 albums", "/api/v1/collection/albums?page_size=60"),
    ("a search, 60 albums", "/api/v1/collection/albums?page_size=60&search=a&sort=title"),
    ("the first page, HTML", "/"),
];

fn main() {
    program::run(async {
        let number = |name: &str, or| std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(or);
        let (albums, connections) = (number("ALBUMS", ALBUMS), number("CONNECTIONS", CONNECTIONS));
        let time = Duration::from_secs(number("SECONDS", SECONDS) as u64);
        sillon::serve::make_room();
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path(), albums).await;
        let program = Program::over(folder, Duration::from_secs(60), &[]);
        println!(
            "{albums} albums, {connections} connections, {time:?} each; cores: {:?}\n",
            std::thread::available_parallelism()
        );
        println!(
            "| asked | requests a second | median | 99 of 100 under | longest | an answer | cores, program | cores, asking |"
        );
        println!("|---|---|---|---|---|---|---|---|");
        for (name, path) in KINDS {
            ask_for(&program, path, connections, WARM_UP).await;
            let (cpu, own, began) = (program.cpu(), cpu_of(std::process::id()), Instant::now());
            let Asked { mut times, bytes } = ask_for(&program, path, connections, time).await;
            let took = began.elapsed().as_secs_f64();
            times.sort_unstable();
            let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
            println!(
                "| {name} | {:.0} | {:.1} ms | {:.1} ms | {:.1} ms | {:.1} kB | {:.2} | {:.2} |",
                times.len() as f64 / took,
                at(0.5),
                at(0.99),
                at(1.0),
                bytes as f64 / times.len() as f64 / 1e3,
                (program.cpu() - cpu) / took,
                (cpu_of(std::process::id()) - own) / took,
            );
        }
        println!("\npeak memory: {:.0} MB", program.peak_memory());
    });
}

async fn fill(folder: &std::path::Path, albums: usize) {
    let items = world::items(albums);
    let store = Store::open(&format!("sqlite://{}/sillon.db", folder.display())).await.unwrap();
    let job = JobId("0190a000-0000-7000-8000-000000000001".into());
    for page in items.chunks(10_000) {
        let changes = PageChanges { new_albums: page, ..PageChanges::default() };
        store.add_page(AccountId::FIRST, &job, &changes, 1).await.unwrap();
    }
    store.close().await;
}

#[derive(Default)]
struct Asked {
    times: Vec<Duration>,
    bytes: usize,
}

/// The same again and again on every connection, each waiting for its answer.
async fn ask_for(program: &Program, path: &'static str, connections: usize, time: Duration) -> Asked {
    let address = program.base.strip_prefix("http://").unwrap().to_owned();
    let until = Instant::now() + time;
    let asking: Vec<_> = (0..connections).map(|_| tokio::spawn(ask(address.clone(), path, until))).collect();
    let mut all = Asked::default();
    for asked in asking {
        let asked = asked.await.unwrap();
        all.times.extend(asked.times);
        all.bytes += asked.bytes;
    }
    all
}

async fn ask(address: String, path: &'static str, until: Instant) -> Asked {
    let stream = TcpStream::connect(&address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut sender, connection) = http1::handshake::<_, Body>(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let mut asked = Asked::default();
    while Instant::now() < until {
        let request = hyper::Request::get(path).header("host", &address).body(Body::empty()).unwrap();
        let began = Instant::now();
        sender.ready().await.unwrap();
        let answer = sender.send_request(request).await.unwrap();
        assert_eq!(answer.status(), 200);
        asked.bytes += to_bytes(Body::new(answer.into_body()), usize::MAX).await.unwrap().len();
        asked.times.push(began.elapsed());
    }
    asked
}
