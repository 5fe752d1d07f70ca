//! Invented answers have the keys and the types of recorded ones, where those are at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use sillon_fakes::{Fakes, FakesConfig, World};

use crate::http::{discogs, listing};

/// For each path: the types seen, how often it was there, and how often its parent was.
#[derive(Default)]
struct Shape(BTreeMap<String, (BTreeSet<&'static str>, usize)>);

impl Shape {
    fn add(&mut self, value: &Value, path: &str) {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Number(number) if number.is_f64() => "float",
            Value::Number(_) => "int",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let entry = self.0.entry(path.to_owned()).or_default();
        entry.0.insert(kind);
        entry.1 += 1;
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.add(value, &format!("{path}[]"))),
            Value::Object(object) => object.iter().for_each(|(key, value)| self.add(value, &format!("{path}.{key}"))),
            _ => {}
        }
    }

    fn always(&self, path: &str) -> bool {
        let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
        let count = |path: &str| self.0.get(path).map_or(0, |(_, count)| *count);
        !path.ends_with("[]") && count(path) == count(parent)
    }
}

fn recorded(path: &str) -> Option<Value> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/discogs").join(path);
    Some(serde_json::from_str(&fs::read_to_string(data).ok()?).unwrap())
}

/// Nothing invented that was never recorded; nothing missing that always was. `rare` may be missing all the same.
fn compare(invented: &Shape, recorded: &Shape, rare: &[&str]) {
    for (path, (kinds, _)) in &invented.0 {
        let (known, _) = recorded.0.get(path).unwrap_or_else(|| panic!("{path} was never recorded"));
        assert!(kinds.is_subset(known), "{path} is {kinds:?}, recorded {known:?}");
    }
    for path in recorded.0.keys().filter(|path| recorded.always(path) && !rare.contains(&path.as_str())) {
        let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
        assert!(!invented.0.contains_key(parent) || invented.always(path), "{path} is not always there");
    }
}

#[tokio::test]
async fn items_look_like_recorded_ones() {
    let Some(Value::Array(real)) = recorded("collection/owner_500.json") else {
        return;
    };
    let mut expected = Shape::default();
    real.iter().for_each(|item| expected.add(item, ""));
    let fakes = Fakes::start(FakesConfig::of(World::invent(1, 1_000))).unwrap();
    let mut invented = Shape::default();
    for page in 1..=10 {
        let answer = discogs(&fakes, &listing(&fakes, &format!("per_page=100&page={page}"))).await.json();
        answer["releases"].as_array().unwrap().iter().for_each(|item| invented.add(item, ""));
    }
    compare(&invented, &expected, &[]);
    let missed: Vec<_> = expected.0.keys().filter(|path| !invented.0.contains_key(*path)).collect();
    assert!(missed.is_empty(), "never invented: {missed:?}");
}

#[tokio::test]
async fn a_whole_page_looks_like_a_recorded_one() {
    let Some(real) = recorded("collection/page_50_of_516_unauthenticated.json") else {
        return;
    };
    let fakes = Fakes::start(FakesConfig::default()).unwrap();
    let answer = crate::http::anonymous(&fakes, &listing(&fakes, "")).await.json();
    let (mut invented, mut expected) = (Shape::default(), Shape::default());
    invented.add(&answer["pagination"], "");
    expected.add(&real["pagination"], "");
    compare(&invented, &expected, &[]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&answer), keys(&real));
    assert_eq!(keys(&answer["releases"][0]), keys(&real["releases"][0]));
}

#[tokio::test]
async fn releases_look_like_recorded_ones() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/discogs/releases");
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    let mut expected = Shape::default();
    for file in files {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        expected.add(&serde_json::from_str(&text).unwrap(), "");
    }
    let config = FakesConfig { rate_limit: 1_000, ..FakesConfig::of(World::invent(1, 300)) };
    let fakes = Fakes::start(config).unwrap();
    let mut invented = Shape::default();
    for id in fakes.world().with(|world| world.release_ids()) {
        let answer = discogs(&fakes, &format!("/releases/{id}")).await;
        if answer.status == 200 {
            invented.add(&answer.json(), "");
        }
    }
    // The 79 recorded answers happen to have them always; collections of thousands do not.
    compare(&invented, &expected, &[".formats[].descriptions"]);
    for path in [".master_id", ".released", ".notes", ".extraartists"] {
        assert!(invented.0.contains_key(path) && !invented.always(path), "{path}");
    }
}

#[tokio::test]
async fn fields_folders_and_value_look_like_recorded_ones() {
    let fakes = Fakes::start(FakesConfig::default()).unwrap();
    let user = format!("/users/{}/collection", fakes.username());
    for (path, file) in [("fields", "collection_fields"), ("folders", "folder_data"), ("value", "collection_value")] {
        let Some(real) = recorded(&format!("misc/{file}.json")) else {
            return;
        };
        let (mut invented, mut expected) = (Shape::default(), Shape::default());
        invented.add(&discogs(&fakes, &format!("{user}/{path}")).await.json(), "");
        expected.add(&real, "");
        compare(&invented, &expected, &[]);
    }
}
