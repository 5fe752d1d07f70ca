//! Killed at any moment, the program comes up by itself, loses, doubles and changes nothing, and its work ends complete.
//!
//! `SILLON_KILLS=300 cargo test -p sillon --test it kills -- --nocapture` kills so many times, over all that is here; without it a
//! few.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "how often and from which seed is told and asked there"
)]

mod backups;
mod child;
mod older;

use crate::exchange::{FILE, file};
use crate::rows::{IMPORTED, Rows, first_lost, rows};
use child::Program;
use serde_json::Value;
use sillon_core::progress::Status;
use sillon_engine::Clock;
use sillon_fakes::{Fakes, FakesConfig, World};
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

const SYNC: &str = "/api/v1/services/discogs/sync";
const ENRICH: &str = "/api/v1/services/ai/enrich-all";
/// A model would take its time, and Deezer's limit outlives a process.
const FACETS: &str = "?only=links,covers,details";
const IMPORT: &str = "/api/v1/collection/import";
/// Kills over all that is here, unless it is said otherwise.
const A_FEW: u64 = 12;
/// Kills of one database; then it is left to end its work.
const A_ROUND: u64 = 6;
/// Milliseconds until the kill, at most: before and after it listens.
const COMING_UP: u64 = 250;
const AT_WORK: u64 = 600;

/// A generator of which the seed is printed, so that a run can be had again as nearly as processes allow.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn of_now() -> Self {
        let seed = number("SILLON_SEED").unwrap_or_else(|| Clock::system().now().unsigned_abs());
        println!("SILLON_SEED={seed}");
        Self(seed)
    }

    async fn wait(&mut self, most: u64) {
        tokio::time::sleep(Duration::from_millis(self.roll(most))).await;
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// So many twelfths of all kills.
fn share(twelfths: u64) -> u64 {
    (number("SILLON_KILLS").unwrap_or(A_FEW) * twelfths).div_ceil(12)
}

fn services() -> Fakes {
    let mut config = FakesConfig::of(World::invent(401, 140));
    config.rate_limit = 100_000;
    config.widest_picture = 64;
    Fakes::start(config).unwrap()
}

/// What the file brings beside Discogs.
pub(crate) fn sheet() -> String {
    let mut sheet = file(&FILE);
    for number in 0..600 {
        writeln!(
            sheet,
            "K {number},The Killed {},No. {number},Dread,LP,,1980,{},Jazz,,,,,\r",
            number % 90,
            900_000 + number
        )
        .unwrap();
    }
    sheet
}

async fn at_work(program: &Program) {
    program.ask(IMPORT, sheet()).await;
    program.ask(SYNC, String::new()).await;
    program.ask(&format!("{ENRICH}{FACETS}"), String::new()).await;
}

/// All of it, one after the other, to its end: what a kill cut short is taken up first.
async fn complete(program: &Program) {
    for path in [IMPORT, SYNC, ENRICH] {
        program.ended(&format!("{path}/progress")).await;
    }
    for (path, query, body) in [(IMPORT, "", sheet()), (SYNC, "", String::new()), (ENRICH, FACETS, String::new())] {
        program.ask(&format!("{path}{query}"), body).await;
        assert_eq!(program.ended(&format!("{path}/progress")).await, Status::Completed, "{path}");
    }
}

/// Everything that is kept, but for when it came.
async fn everything(program: &Program) -> Value {
    let mut document = timeless(program.json("/api/v1/collection/export?format=json").await);
    // What Spotify's search said of an artist by the way is not asked for a second time where a kill came between.
    document.as_object_mut().unwrap().remove("artists");
    document
}

fn timeless(value: Value) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(timeless).collect(),
        Value::Object(fields) => {
            let kept = fields.into_iter().filter(|(name, _)| {
                !matches!(name.as_str(), "fetched_at" | "updated_at" | "written_at" | "retry_at" | "imported_at")
            });
            // A text's key is made of its time.
            let is_text = |fields: &serde_json::Map<String, Value>| fields.contains_key("prompt_version");
            let mut kept: serde_json::Map<String, Value> = kept.map(|(name, value)| (name, timeless(value))).collect();
            if is_text(&kept) {
                kept.remove("id");
            }
            Value::Object(kept)
        }
        other => other,
    }
}

async fn assert_nothing_lost(data: &Path, before: &mut Rows, when: &str) {
    let now = rows(&data.join("sillon.db"), &IMPORTED).await;
    assert_eq!(first_lost(before, &now), None, "lost or changed {when}");
    *before = now;
}

/// As if nobody had killed it; what differs first is shown, and not the whole.
fn assert_same(all: &Value, expected: &Value) {
    for (part, expected) in expected.as_object().unwrap() {
        match (&all[part], expected) {
            (Value::Array(all), Value::Array(expected)) => {
                for (one, expected) in all.iter().zip(expected) {
                    assert_eq!(one, expected, "{part}");
                }
                assert_eq!(all.len(), expected.len(), "{part}");
            }
            (one, expected) => assert_eq!(one, expected, "{part}"),
        }
    }
}

/// Ends all work without a kill: what every other database must come to.
async fn undisturbed(fakes: &Fakes) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(folder.path(), fakes);
    program.comes_up().await;
    complete(&program).await;
    let all = everything(&program).await;
    program.kill().await;
    all
}

#[tokio::test]
async fn killed_at_any_moment_it_goes_on_and_loses_nothing() {
    let fakes = services();
    let expected = undisturbed(&fakes).await;
    let mut dice = Dice::of_now();
    let mut left = share(6);
    let mut early = 0;
    while left > 0 {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        let mut before = Rows::new();
        for kill in 0..A_ROUND.min(left) {
            let mut program = Program::start(data, &fakes);
            if dice.roll(5) == 0 {
                dice.wait(COMING_UP).await;
                early += 1;
            } else {
                program.comes_up().await;
                assert_nothing_lost(data, &mut before, &format!("by kill {kill}")).await;
                at_work(&program).await;
                dice.wait(AT_WORK).await;
            }
            program.kill().await;
        }
        left = left.saturating_sub(A_ROUND);
        let mut program = Program::start(data, &fakes);
        program.comes_up().await;
        complete(&program).await;
        assert_nothing_lost(data, &mut before, "in the end").await;
        let open = rows(&data.join("sillon.db"), &[("enrichments", "outcome NOT IN ('found', 'absent')")]).await;
        assert_eq!(open["enrichments"], [] as [String; 0], "every question has its answer");
        assert_same(&everything(&program).await, &expected);
        program.kill().await;
        println!("{left} kills left, {early} before it listened");
    }
}
