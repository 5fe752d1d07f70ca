//! A plain model of a collection beside the program: syncs, edits, imports, undoing, taking over, backups, faults and kills in an
//! order left to chance, and after each of them both must be the same.
//!
//! `SILLON_MODEL_SEED=7 SILLON_MODEL_ACTS=300 cargo test -p sillon --test it model -- --nocapture`; `SILLON_MODEL_SEEDS=20` plays so
//! many from that seed on.

#![allow(clippy::print_stdout, reason = "from which seed, and what was done, is told there")]

mod discogs;
mod editing;
mod keeping;
mod plain;
mod program;
mod syncing;

use crate::dice::{Dice, number};
use crate::rows::{IMPORTED, Rows, rows};
use discogs::Discogs;
use plain::Plain;
use program::Program;
use serde_json::{Value, json};
use sillon_fakes::{Fakes, FakesConfig};
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use syncing::Trouble;

const ALBUMS: &str = "/api/v1/collection/albums";
const SYNC: &str = "/api/v1/services/discogs/sync";
const IMPORT: &str = "/api/v1/collection/import";
const SEEDS: u64 = 3;
const ACTS: u64 = 25;
/// Albums that are looked at in full after each act.
const LOOKED_AT: usize = 4;

/// The program and the model beside it.
struct World {
    dice: Dice,
    fakes: Fakes,
    discogs: Discogs,
    data: PathBuf,
    program: Program,
    plain: Plain,
    /// Imported rows, byte for byte.
    rows: Rows,
    saved: Vec<Saved>,
}

/// A backup, and what it must bring back.
#[derive(Clone)]
struct Saved {
    id: String,
    plain: Plain,
    rows: Rows,
    everything: Rows,
}

impl World {
    async fn begin(seed: u64, data: PathBuf) -> Self {
        let mut dice = Dice::new(seed);
        let mut config = FakesConfig::of(sillon_fakes::World::from_items(Vec::new()));
        config.rate_limit = 100_000;
        let fakes = Fakes::start(config).unwrap();
        let mut discogs = Discogs::default();
        // Every third collection is longer than a page of Discogs.
        let size = if seed.is_multiple_of(3) { 130 } else { 5 + dice.roll(25) };
        for _ in 0..size {
            let release = discogs.think_of(&mut dice);
            discogs.add(&mut dice, release);
        }
        discogs.serve(&fakes);
        let program = Program::start(&data, Some(&fakes)).await;
        let (plain, rows, saved) = (Plain::default(), Rows::new(), Vec::new());
        Self { dice, fakes, discogs, data, program, plain, rows, saved }
    }

    /// Something happens. What it was is told before: should it fail, it is known.
    async fn act(&mut self, number: u64) {
        // Something must come in first: whole, or not.
        let chosen = if number == 0 { *self.dice.pick(&[0, 36, 40, 43, 46]) } else { self.dice.roll(100) };
        let told = |what: &str| println!("{number}: {what}");
        match chosen {
            0..=13 => {
                told("sync");
                self.sync("", Trouble::None).await;
            }
            14..=31 => {
                told("upstream");
                self.discogs.change(&mut self.dice);
                self.discogs.serve(&self.fakes);
            }
            32..=35 => {
                told("dry run");
                self.sync("?dry_run=true", Trouble::None).await;
            }
            36..=39 => {
                told("sync of two");
                self.sync("?limit=2", Trouble::None).await;
            }
            40..=42 => {
                told("sync with faults");
                self.sync("", Trouble::Fault).await;
            }
            43..=45 => {
                told("sync cancelled");
                self.sync("", Trouble::Cancelled).await;
            }
            46..=48 => {
                told("sync killed");
                self.sync("", Trouble::Killed).await;
            }
            49..=53 => {
                told("import");
                self.import(false).await;
            }
            54 | 55 => {
                told("import killed");
                self.import(true).await;
            }
            56 | 57 => {
                told("import of its own");
                self.import_own().await;
            }
            _ if self.plain.albums.is_empty() => {}
            58..=66 => {
                told("edit many");
                self.edit_many().await;
            }
            67..=73 => {
                told("edit one");
                self.edit_one().await;
            }
            74 | 75 => {
                told("add by hand");
                self.add_by_hand().await;
            }
            76..=81 => {
                told("undo");
                self.undo().await;
            }
            82..=84 => {
                told("undo a run");
                self.undo_run().await;
            }
            85..=92 => {
                told("take over");
                self.take_over().await;
            }
            93 | 94 => {
                told("back up");
                self.back_up().await;
            }
            95 => {
                told("put back");
                self.put_back(false).await;
            }
            96 => {
                told("put back, killed");
                self.put_back(true).await;
            }
            97 | 98 => {
                told("edit many, killed");
                self.edit_many_killed().await;
            }
            _ => {
                told("kill");
                self.program.restart().await;
            }
        }
        self.compare().await;
    }

    /// All that is shown is what the model says.
    async fn compare(&mut self) {
        self.compare_rows().await;
        self.compare_list().await;
        let all: Vec<i64> = self.plain.albums.keys().copied().collect();
        for _ in 0..LOOKED_AT.min(all.len()) {
            let release = *self.dice.pick(&all);
            self.compare_album(release).await;
        }
        let (albums, copies) = self.plain.counts();
        let stats = self.program.json("/api/v1/collection/stats").await;
        assert_eq!((&stats["albums"], &stats["copies"]), (&json!(albums), &json!(copies)));
        let checksum = self.program.json("/api/v1/collection/checksum").await;
        assert!(checksum["state"] != "changed", "{checksum}");
        self.compare_facets().await;
        let csv = self.program.text("/api/v1/collection/export?format=csv").await;
        assert_eq!(csv.lines().count(), copies + 1, "lines of the CSV: {csv}");
    }

    /// Copies that a file brought, by the number that a listing gave them since.
    async fn bound(&self) -> BTreeMap<i64, i64> {
        let file = SqliteConnectOptions::new().filename(self.data.join("sillon.db")).read_only(true);
        let mut database = file.connect().await.unwrap();
        let bound = sqlx::query_as("SELECT instance_id, copy_id FROM recognitions").fetch_all(&mut database).await;
        bound.unwrap().into_iter().collect()
    }

    /// What was imported stands as it stood; more may have come.
    async fn compare_rows(&mut self) {
        let now = rows(&self.data.join("sillon.db"), &IMPORTED).await;
        for (table, lines) in &self.rows {
            let lost = lines.iter().find(|line| now[table].binary_search(line).is_err());
            assert_eq!(lost, None, "{table}: lost or changed");
        }
        assert_eq!(now["copies"].len(), self.plain.copies.len(), "copies in the database");
        self.rows = now;
    }

    async fn list(program: &Program) -> BTreeMap<i64, Value> {
        let (mut listed, mut page) = (BTreeMap::new(), 1);
        loop {
            let list = program.json(&format!("/api/v1/collection/albums?page_size=100&page={page}")).await;
            for album in list["items"].as_array().unwrap() {
                let row = json!([album["title"], album["year"], album["genres"], album["copies"], album["rating"]]);
                assert!(listed.insert(album["id"].as_i64().unwrap(), row).is_none(), "listed twice: {album}");
            }
            if page >= list["pages"].as_u64().unwrap() {
                assert_eq!(list["total"], listed.len());
                return listed;
            }
            page += 1;
        }
    }

    fn expected_list(&self) -> BTreeMap<i64, Value> {
        let of = |release: i64| {
            let ratings = self.plain.copies_of(release).map(|(id, _)| self.plain.shown((release, Some(id), "rating")));
            let best = ratings.filter_map(|rating| rating.as_i64()).max();
            let shown = ["title", "year", "genres"].map(|field| self.plain.shown((release, None, field)));
            let [title, year, genres] = shown;
            (release, json!([title, year, genres, self.plain.copies_of(release).count(), best]))
        };
        self.plain.in_lists().into_iter().map(of).collect()
    }

    async fn compare_list(&self) {
        let (listed, expected) = (Self::list(&self.program).await, self.expected_list());
        for (release, row) in &expected {
            assert_eq!(listed.get(release), Some(row), "{release}");
        }
        assert_eq!(listed.len(), expected.len(), "albums listed");
    }

    async fn compare_album(&self, release: i64) {
        let album = self.program.json(&format!("/api/v1/collection/albums/{release}")).await;
        for field in ["title", "year", "genres", "archived"] {
            assert_eq!(album[field], self.plain.shown((release, None, field)), "{field} of {release}");
        }
        let shown: BTreeMap<i64, Value> = album["copies"]
            .as_array()
            .unwrap()
            .iter()
            .map(|copy| {
                (copy["instance_id"].as_i64().unwrap(), json!([copy["rating"], !copy["absent_since"].is_null()]))
            })
            .collect();
        let expected = self
            .plain
            .copies_of(release)
            .map(|(id, copy)| (id, json!([self.plain.shown((release, Some(id), "rating")), copy.absent])));
        assert_eq!(shown, expected.collect(), "copies of {release}");
        let in_force = album["edits"].as_array().unwrap().iter().filter(|edit| edit["undone_at"].is_null()).count();
        let acts = self.plain.acts.iter().filter(|act| !act.undone);
        let made = acts.flat_map(|act| &act.edits).filter(|((of, ..), _)| *of == release).count();
        assert_eq!(in_force, made, "edits of {release} in force");
    }

    async fn compare_facets(&self) {
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        for release in self.plain.in_lists() {
            let genres: BTreeSet<String> = serde_json::from_value(self.plain.shown((release, None, "genres"))).unwrap();
            genres.into_iter().for_each(|genre| *expected.entry(genre).or_default() += 1);
        }
        let answer = self.program.json("/api/v1/collection/facets").await;
        let facet = answer["facets"].as_array().unwrap().iter().find(|facet| facet["facet"] == "genre");
        let values = facet.map(|facet| facet["values"].as_array().unwrap().clone()).unwrap_or_default();
        let counted: BTreeMap<String, u64> = values
            .iter()
            .map(|value| (value["value"].as_str().unwrap().to_owned(), value["albums"].as_u64().unwrap()))
            .collect();
        assert_eq!(counted, expected, "genres counted");
    }

    /// Taken away as a document, the collection is the same in an empty program.
    async fn compare_elsewhere(&mut self) {
        let document = self.program.text("/api/v1/collection/export?format=json").await;
        let folder = tempfile::tempdir().unwrap();
        let mut elsewhere = Program::start(&folder.path().join("data"), None).await;
        let (_, started) = elsewhere.send(IMPORT, document).await;
        let progress = elsewhere.ended(IMPORT).await;
        assert_eq!(progress["status"], "completed", "{started} {progress}");
        let (here, there) = (Self::list(&self.program).await, Self::list(&elsewhere).await);
        for (release, row) in &here {
            assert_eq!(there.get(release), Some(row), "{release} elsewhere");
        }
        assert_eq!(here.len(), there.len(), "albums elsewhere");
        elsewhere.kill().await;
    }
}

#[tokio::test]
async fn the_program_is_what_a_plain_model_is() {
    let first = number("SILLON_MODEL_SEED").unwrap_or(1);
    let seeds = number("SILLON_MODEL_SEEDS").unwrap_or(if number("SILLON_MODEL_SEED").is_some() { 1 } else { SEEDS });
    let acts = number("SILLON_MODEL_ACTS").unwrap_or(ACTS);
    for seed in first..first + seeds {
        println!("SILLON_MODEL_SEED={seed} SILLON_MODEL_ACTS={acts}");
        let folder = tempfile::tempdir().unwrap();
        let mut world = World::begin(seed, folder.path().join("data")).await;
        for number in 0..acts {
            world.act(number).await;
        }
        world.compare_elsewhere().await;
        world.program.kill().await;
    }
}
