//! How long a page of a large collection takes to its last byte and how many bytes it is on the wire; then how soon a slow
//! phone shows the covers' places, and whether anything moves.
//!
//! `cargo bench -p sillon --bench pages` prints the tables of docs/BENCHMARKS.md; `ALBUMS` changes the size of the collection.
//! The program runs in a process of its own over a database that the store has filled. Without chromedriver the last table is left out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark"
)]

#[allow(dead_code, reason = "the stories drive more of it")]
#[path = "../tests/it/browser/driver.rs"]
mod driver;
#[allow(dead_code, reason = "the stories use more sets of fonts")]
#[path = "../tests/it/browser/fonts.rs"]
mod fonts;
#[path = "parts/paint.rs"]
mod paint;
#[allow(dead_code, reason = "other benchmarks use the rest of it")]
#[path = "parts/program.rs"]
mod program;
#[allow(dead_code, clippy::cast_possible_wrap, clippy::cast_possible_truncation, reason = "the store measures with it")]
#[path = "../../store/benches/store/world.rs"]
mod world;

use program::Program;
use serde_json::Value;
use sillon_core::id::{AccountId, JobId};
use sillon_store::{PageChanges, Store};
use std::time::{Duration, Instant};
use world::{Dice, GENRES};

/// What a browser says that it reads.
const ENCODINGS: &str = "gzip, deflate, br, zstd";
const ROUNDS: usize = 300;
const DETAILED: usize = 2_000;

/// The keys of what is measured: some of each.
pub(crate) struct Keys {
    albums: Vec<i64>,
    artists: Vec<i64>,
    labels: Vec<String>,
}

type Ask = fn(&mut Dice, &Keys) -> String;

fn main() {
    program::run(async {
        let albums = std::env::var("ALBUMS").ok().and_then(|albums| albums.parse().ok()).unwrap_or(100_000);
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path(), albums).await;
        let program = Program::over(folder, Duration::from_secs(60), &[]);
        let keys = Keys::of(&program).await;
        measure(&program, &keys, albums).await;
        paint::measure(&program.base, &keys.albums).await;
        println!("\npeak memory: {:.0} MB", program.peak_memory());
    });
}

/// A collection, of which the newest albums have track lists.
async fn fill(folder: &std::path::Path, albums: usize) {
    let began = Instant::now();
    let items = world::items(albums);
    let store = Store::open(&format!("sqlite://{}/sillon.db", folder.display())).await.unwrap();
    let job = JobId("0190a000-0000-7000-8000-000000000001".into());
    for page in items.chunks(10_000) {
        let changes = PageChanges { new_albums: page, ..PageChanges::default() };
        store.add_page(AccountId::FIRST, &job, &changes, 1).await.unwrap();
    }
    world::detail(&store, &items[..DETAILED.min(albums)]).await;
    store.close().await;
    println!("{albums} albums filled in {:.1?}", began.elapsed());
}

impl Keys {
    async fn of(program: &Program) -> Self {
        let list = |value: &Value| value["items"].as_array().unwrap().clone();
        let ids = |value: &Value| list(value).iter().map(|item| item["id"].as_i64().unwrap()).collect::<Vec<_>>();
        let albums = ids(&program.json("/api/v1/collection/albums?page_size=100").await);
        let artists = ids(&program.json("/api/v1/collection/artists?page_size=100").await);
        let facets = program.json("/api/v1/collection/facets").await;
        let labels = facets["facets"].as_array().unwrap().iter().find(|facet| facet["facet"] == "label").unwrap();
        let labels = labels["values"].as_array().unwrap();
        let labels = labels.iter().map(|label| label["value"].as_str().unwrap().to_owned()).collect();
        Self { albums, artists, labels }
    }
}

fn one<'a, T>(dice: &mut Dice, some: &'a [T]) -> &'a T {
    &some[dice.roll(some.len())]
}

const SORTS: [&str; 7] = ["added", "artist", "title", "year", "original_year", "rating", "label"];

fn page(dice: &mut Dice, view: &str) -> String {
    format!("/?view={view}&sort={}&page={}", one(dice, &SORTS), 1 + dice.roll(30))
}

async fn measure(program: &Program, keys: &Keys, albums: usize) {
    let kinds: [(&str, Ask); 14] = [
        ("wall, as one comes in", |_, _| "/".to_owned()),
        ("wall, any sort and page", |dice, _| page(dice, "medium")),
        ("list, any sort and page", |dice, _| page(dice, "list")),
        ("table, any sort and page", |dice, _| page(dice, "table")),
        ("the next page of the wall", |dice, _| format!("/?fragment=grid&page={}", 2 + dice.roll(30))),
        ("search, a word", |dice, _| format!("/?search={}", dice.word())),
        ("search, as one types", |dice, _| {
            let letters: String = dice.word().chars().take(3).collect();
            format!("/?fragment=shelf&search={letters}")
        }),
        ("search, a typo", |dice, _| {
            let mut letters: Vec<char> = dice.word().chars().collect();
            letters.swap(1, 2);
            format!("/?search={}", letters.into_iter().collect::<String>())
        }),
        ("filtered by genre and decade", |dice, _| {
            format!("/?genre={}&decade={}", GENRES[dice.roll(4)], 1960 + 10 * dice.roll(6))
        }),
        ("album", |dice, keys| format!("/albums/{}", one(dice, &keys.albums))),
        ("artist", |dice, keys| format!("/artists/{}", one(dice, &keys.artists))),
        ("label", |dice, keys| format!("/labels/{}", one(dice, &keys.labels))),
        ("artists", |dice, _| format!("/artists?page={}", 1 + dice.roll(30))),
        ("statistics", |_, _| "/stats".to_owned()),
    ];
    // One that leaves the bytes as they came.
    let client = reqwest::Client::builder().no_gzip().build().unwrap();
    println!("\n| page, {albums} albums | to the last byte, median | 99 of 100 under | compressed, median | largest |");
    println!("|---|---|---|---|---|");
    for (name, ask) in kinds {
        let mut dice = Dice(0x5eed);
        let (mut times, mut sizes) = (Vec::new(), Vec::new());
        fetch(&client, program, &ask(&mut dice, keys)).await;
        for _ in 0..ROUNDS {
            let (took, size) = fetch(&client, program, &ask(&mut dice, keys)).await;
            times.push(took.as_secs_f64() * 1e3);
            sizes.push(size);
        }
        times.sort_by(f64::total_cmp);
        sizes.sort_unstable();
        let kilobytes = |bytes: usize| format!("{}.{} kB", bytes / 1_000, bytes % 1_000 / 100);
        println!(
            "| {name} | {:.1} ms | {:.1} ms | {} | {} |",
            times[ROUNDS / 2],
            times[ROUNDS * 99 / 100],
            kilobytes(sizes[ROUNDS / 2]),
            kilobytes(sizes[ROUNDS - 1])
        );
    }
}

async fn fetch(client: &reqwest::Client, program: &Program, path: &str) -> (Duration, usize) {
    let request = client.get(format!("{}{path}", program.base)).header("accept-encoding", ENCODINGS);
    let asked = Instant::now();
    let answer = request.send().await.unwrap();
    let (status, encoding) = (answer.status(), answer.headers().get("content-encoding").cloned());
    let size = answer.bytes().await.unwrap().len();
    let took = asked.elapsed();
    assert!(status.is_success() && encoding.is_some(), "{path}: {status}, {encoding:?}");
    (took, size)
}
