//! Every recorded collection is read whole. The recordings lie beside the repository, where they are at hand at all.

use crate::support::Scene;
use serde_json::{Value, json};
use sillon_core::collection::{Item, Page};
use sillon_fakes::{Act, On};
use std::collections::HashSet;
use std::path::PathBuf;

pub(crate) fn recordings(folder: &str) -> Vec<(String, Value)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/discogs").join(folder);
    let Ok(files) = std::fs::read_dir(&root) else {
        let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: no {folder} at hand\n").as_bytes());
        return Vec::new();
    };
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let read = |path: &PathBuf| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    files.iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

/// The listing's items, in whatever they were saved.
fn items(recording: &Value) -> &Vec<Value> {
    let places = [recording.get("releases"), recording.get("items"), Some(recording)];
    places.into_iter().flatten().find_map(Value::as_array).unwrap()
}

/// Reads a recording as if Discogs answered so: with its own pagination, or else as a single page.
async fn read(scene: &Scene, recording: &Value) -> Page {
    let items = items(recording);
    let single = json!({"page": 1, "pages": 1, "per_page": 100, "items": items.len(), "urls": {}});
    let pagination = recording.get("pagination").unwrap_or(&single);
    scene.fakes.script().clear();
    let answer = Act::json(200, json!({"pagination": pagination, "releases": items}));
    scene.fakes.script().act(On::service("discogs"), answer);
    scene.discogs.fetch_collection_page("somebody", 1).await.unwrap()
}

fn find(page: &Page, instance_id: i64) -> &Item {
    page.found.iter().find(|item| item.copy.instance_id.0 == instance_id).unwrap()
}

#[tokio::test]
async fn every_recorded_item_is_read() {
    let scene = Scene::set();
    for (name, recording) in recordings("collection").into_iter().chain(recordings("history")) {
        let page = read(&scene, &recording).await;
        assert_eq!((page.found.len(), page.unreadable.len()), (items(&recording).len(), 0), "{name}");
        for (item, raw) in page.found.iter().zip(items(&recording)) {
            compare(item, raw, &name);
        }
        let copies: HashSet<_> = page.found.iter().map(|item| item.copy.instance_id).collect();
        assert_eq!(copies.len(), page.found.len(), "{name}");
    }
}

/// What was recorded is what was read, told in other words than the reading itself.
fn compare(item: &Item, raw: &Value, name: &str) {
    let basic = &raw["basic_information"];
    let release = &item.release;
    assert_eq!(Value::from(item.copy.instance_id.0), raw["instance_id"], "{name}");
    assert_eq!(Value::from(release.id.0), basic["id"], "{name}");
    assert_eq!(Value::from(release.title.as_str()), basic["title"], "{name}");
    let length = |list: &Value| list.as_array().map_or(0, Vec::len);
    assert_eq!(release.credits.len(), length(&basic["artists"]), "{name}: {}", release.title);
    assert_eq!(release.labels.len(), length(&basic["labels"]), "{name}: {}", release.title);
    assert_eq!(release.formats.len(), length(&basic["formats"]), "{name}: {}", release.title);
    assert_eq!(release.genres.len(), length(&basic["genres"]), "{name}: {}", release.title);
    assert_eq!(release.styles.len(), length(&basic["styles"]), "{name}: {}", release.title);
    assert_eq!(release.year.is_none(), basic["year"] == 0 || basic["year"].is_null(), "{name}");
    assert_eq!(item.copy.added_at.is_some(), raw["date_added"].is_string(), "{name}");
    assert_eq!(item.copy.folder_id.is_some(), raw["folder_id"].is_number(), "{name}");
    let shown = basic["cover_image"].as_str().filter(|url| !url.is_empty() && !url.ends_with("spacer.gif"));
    assert_eq!(release.cover_url.as_deref(), shown, "{name}");
    assert!(release.labels.iter().all(|label| label.catno != "none"), "{name}");
}

#[tokio::test]
async fn an_owners_notes_and_quantities() {
    let scene = Scene::set();
    for (name, recording) in recordings("collection") {
        let page = read(&scene, &recording).await;
        if name == "owner_500.json" {
            let item = find(&page, 716_229_730);
            assert_eq!(item.copy.added_at, Some(1_622_168_410_000));
            assert_eq!((item.release.formats[0].qty, item.release.labels[0].catno.as_str()), (4, "DRR 63008-1"));
            assert_eq!(item.release.labels[0].display_name(), "Death Row Records");
            assert!(page.found.iter().flat_map(|item| &item.copy.notes).all(|note| !note.value.trim().is_empty()));
        }
        if name == "page_50_of_516_unauthenticated.json" {
            assert_eq!((page.page, page.pages, page.items), (1, 11, 516));
            assert!(page.found.iter().all(|item| item.release.cover_url.is_none() && item.release.thumb_url.is_none()));
            assert!(find(&page, 63_956_326).release.credits[0].artist_id.is_placeholder());
        }
    }
}

#[tokio::test]
async fn a_recorded_value_is_read() {
    let scene = Scene::set();
    let value = recordings("misc").into_iter().find(|(name, _)| name == "collection_value.json");
    if let Some((_, value)) = value {
        scene.fakes.script().act(On::service("discogs"), Act::json(200, value));
        let worth = scene.discogs.fetch_worth("somebody").await.unwrap();
        assert_eq!((worth.minimum, worth.median, worth.maximum), (549_541, 1_056_166, 2_506_493));
        assert_eq!(worth.currency, "USD");
    }
}
