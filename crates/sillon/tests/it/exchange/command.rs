//! The same by command, and over recorded files where they are at hand.

use super::{FILE, file};
use crate::harness::Story;
use serde_json::Value;
use sillon_fakes::World;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn sillon(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sillon"));
    command.env_clear().env("HOME", folder).env("SILLON_DATA_DIR", folder.join("data")).current_dir(folder);
    command.args(arguments).output().unwrap()
}

fn printed(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn last_line(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned()
}

#[test]
fn a_file_comes_in_and_leaves_by_command() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.csv"), file(&FILE)).unwrap();
    let run = |arguments: &[&str]| sillon(folder.path(), arguments);
    let planned = printed(&run(&["import", "mine.csv", "--dry-run"]));
    assert_eq!(planned, "5 copies in the file: 4 albums would be added, 1 further copies, 0 already there\n");
    assert_eq!(printed(&run(&["import", "mine.csv"])), "4 albums added, 1 further copies, 0 already there\n");
    let again: Value = serde_json::from_str(&printed(&run(&["import", "mine.csv", "--json"]))).unwrap();
    assert_eq!((&again["plan"]["known"], &again["progress"]["status"]), (&5.into(), &"completed".into()));
    assert_eq!(printed(&run(&["export", "--format", "csv"])), file(&FILE));
    printed(&run(&["export", "--format", "json", "--output", "all.json"]));
    let other = tempfile::tempdir().unwrap();
    fs::copy(folder.path().join("all.json"), other.path().join("all.json")).unwrap();
    printed(&sillon(other.path(), &["import", "all.json"]));
    let document = printed(&sillon(other.path(), &["export", "--format", "json"]));
    assert_eq!(document, fs::read_to_string(folder.path().join("all.json")).unwrap());
    assert_eq!(printed(&sillon(other.path(), &["export", "--format", "csv"])), file(&FILE));
}

#[test]
fn what_a_search_finds_leaves_by_command() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.csv"), file(&FILE)).unwrap();
    let run = |arguments: &[&str]| sillon(folder.path(), arguments);
    printed(&run(&["import", "mine.csv"]));
    let found = run(&["export", "--format", "csv", "--search", "label:tide year:1990-99"]);
    assert_eq!(printed(&found), file(&[FILE[3]]));
    let markdown = printed(&run(&["export", "--format", "markdown", "--search", "tides"]));
    assert!(markdown.starts_with("# Collection\n\n1 album, 1 copy.\n"), "{markdown}");
    let whole = run(&["export", "--format", "json", "--search", "tides"]);
    assert_eq!(whole.status.code(), Some(2));
    assert!(last_line(&whole).contains("leave out --search"), "{}", last_line(&whole));
    let mistaken = run(&["export", "--format", "csv", "--search", "year:soon"]);
    assert_eq!(mistaken.status.code(), Some(2));
    let slip = run(&["export", "--format", "csv", "--search", "sillaje"]);
    assert_eq!(printed(&slip).lines().count(), 4);
    assert!(last_line(&slip).ends_with("searched for instead: sillage"), "{}", last_line(&slip));
}

#[test]
fn a_wrong_file_is_one_line_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("wrong.csv"), file(&[FILE[0], "too,few"])).unwrap();
    let refused = sillon(folder.path(), &["import", "wrong.csv"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = last_line(&refused);
    assert!(said.starts_with("sillon: wrong.csv: line 3: 2 cells where the header has 14"), "{said}");
    assert_eq!(sillon(folder.path(), &["import", "nowhere.csv"]).status.code(), Some(2));
    assert_eq!(sillon(folder.path(), &["export", "--format", "xls"]).status.code(), Some(2));
    let unwritable = sillon(folder.path(), &["export", "--format", "csv", "--output", "nowhere/out.csv"]);
    assert_eq!(unwritable.status.code(), Some(1));
}

#[test]
fn the_recorded_files_come_in_whole_and_leave_the_same() {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/discogs/csv");
    let Ok(files) = fs::read_dir(recorded) else { return };
    for path in files.map(|file| file.unwrap().path()) {
        let folder = tempfile::tempdir().unwrap();
        printed(&sillon(folder.path(), &["import", path.to_str().unwrap()]));
        let csv = printed(&sillon(folder.path(), &["export", "--format", "csv"]));
        assert_eq!(csv, fs::read_to_string(&path).unwrap(), "{}", path.display());
    }
}

/// What a real listing holds survives the way through the CSV and through the document.
#[tokio::test]
async fn the_recorded_collections_leave_whole_and_come_in_the_same() {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/discogs/collection");
    let Ok(files) = fs::read_dir(recorded) else { return };
    for path in files.map(|file| file.unwrap().path()) {
        let read: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let list = if read.is_array() { &read } else { read.get("releases").or_else(|| read.get("items")).unwrap() };
        let items = list.as_array().unwrap().clone();
        let (world, shown) = (World::from_items(items.clone()), path.display());
        let source = Story::of(world.clone()).await;
        source.sync().await;
        let (csv, document) = (source.export("csv").await, source.export("json").await);
        source.end().await;

        let story = Story::of(world).await;
        let brought = story.import(csv.clone()).await;
        assert_eq!((brought.synced + brought.copies_added, brought.errors), (items.len() as u64, 0), "{shown}");
        assert_eq!(story.export("csv").await, csv, "{shown}");
        let synced = story.sync().await;
        assert_eq!((synced.synced, synced.copies_added), (0, 0), "{shown}");
        assert_eq!(story.export("csv").await, csv, "{shown}, filled in by a sync");
        assert_eq!(story.json("/api/v1/syncs").await["items"][0]["drifted"], 0, "{shown}");
        story.end().await;

        let other = super::unconnected(World::invent(1, 1)).await;
        other.import(document.clone()).await;
        assert_eq!(other.export("json").await, document, "{shown}");
        assert_eq!(other.export("csv").await, csv, "{shown}");
        other.end().await;
    }
}
