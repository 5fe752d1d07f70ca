//! Real collections, where recorded ones are at hand beside the checkout; nothing of them is part of the project.

use crate::harness::Story;
use serde_json::Value;
use sillon_core::progress::Status;
use sillon_fakes::World;
use std::path::{Path, PathBuf};

fn recorded(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/discogs").join(path);
    if path.exists() {
        return Some(path);
    }
    #[allow(clippy::print_stdout, reason = "a test that could not be run says so")]
    {
        println!("not at hand, and so not tested: {}", path.display());
    }
    None
}

fn items(path: &Path) -> Vec<Value> {
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let list = if file.is_array() { &file } else { file.get("releases").or_else(|| file.get("items")).unwrap() };
    list.as_array().unwrap().clone()
}

#[tokio::test]
async fn each_recorded_collection_comes_in_whole_and_a_second_time_changes_nothing() {
    let Some(folder) = recorded("collection") else { return };
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let items = items(&path);
        let copies = items.len() as u64;
        let story = Story::of(World::from_items(items)).await;
        let first = story.sync().await;
        assert_eq!((first.status, first.current, first.errors), (Status::Completed, copies, 0), "{}", path.display());
        let albums = story.details().await;
        let second = story.sync().await;
        assert_eq!((second.synced, second.copies_added, second.errors), (0, 0, 0), "{}", path.display());
        assert_eq!(story.details().await, albums, "{}", path.display());
        let syncs = story.json("/api/v1/syncs").await;
        assert_eq!(syncs["items"][0]["drifted"], 0, "{}", path.display());
        story.end().await;
    }
}

#[tokio::test]
async fn three_days_of_one_collection_only_ever_add() {
    let Some(folder) = recorded("history") else { return };
    let mut days: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    days.sort();
    let story = Story::of(World::from_items(items(&days[0]))).await;
    story.sync().await;
    let mut before = story.details().await;
    for day in &days[1..] {
        story.fakes.world().with(|world| world.replace_items(items(day)));
        let progress = story.sync().await;
        assert_eq!((progress.status, progress.errors), (Status::Completed, 0));
        let after = story.details().await;
        let kept: Vec<&Value> =
            after.iter().filter(|album| before.iter().any(|old| old["id"] == album["id"])).collect();
        assert_eq!(kept, before.iter().collect::<Vec<_>>(), "{}", day.display());
        assert_eq!((after.len() - before.len()) as u64, progress.synced, "{}", day.display());
        before = after;
    }
    let syncs = story.json("/api/v1/syncs").await;
    let drifted: u64 = syncs["items"].as_array().unwrap().iter().map(|sync| sync["drifted"].as_u64().unwrap()).sum();
    assert!(drifted > 0, "what was edited upstream stands in the ledger");
    story.end().await;
}
