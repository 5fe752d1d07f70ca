//! The house itself: which crate may import what, and how long a file may be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The direct dependencies of each crate, those of its tests apart.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let crates = fs::read_dir(root().join("crates")).unwrap();
    crates
        .map(|folder| {
            let folder = folder.unwrap().path();
            let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap();
            let listed = manifest.get("dependencies").and_then(toml::Value::as_table);
            let names = listed.into_iter().flat_map(|table| table.keys().cloned()).collect();
            (folder.file_name().unwrap().to_string_lossy().into_owned(), names)
        })
        .collect()
}

fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join("crates"), &mut found);
    found
}

#[test]
fn imports_run_strictly_downward() {
    let floors: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("core", &[] as &[&str]),
        ("clients", &["sillon-core"]),
        ("store", &["sillon-core"]),
        ("engine", &["sillon-core", "sillon-clients", "sillon-store"]),
        ("web", &["sillon-core", "sillon-engine", "sillon-store"]),
        ("fakes", &[]),
        ("sillon", &["sillon-core", "sillon-clients", "sillon-store", "sillon-engine", "sillon-web", "sillon-fakes"]),
    ]);
    let found = dependencies();
    assert_eq!(found.keys().map(String::as_str).collect::<Vec<_>>(), floors.keys().copied().collect::<Vec<_>>());
    for (crate_name, names) in found {
        for name in names.iter().filter(|name| name.starts_with("sillon")) {
            assert!(floors[crate_name.as_str()].contains(&name.as_str()), "{crate_name} must not import {name}");
        }
    }
}

#[test]
fn each_library_of_the_outside_has_its_place() {
    let places: [(&str, &[&str]); 8] = [
        ("sqlx", &["store"]),
        ("reqwest", &["clients"]),
        ("axum", &["web", "fakes", "sillon"]),
        ("askama", &["web"]),
        ("fluent-templates", &["web"]),
        ("clap", &["sillon"]),
        ("figment", &["sillon"]),
        ("tokio", &["clients", "store", "engine", "web", "fakes", "sillon"]),
    ];
    let found = dependencies();
    for (library, allowed) in places {
        for (crate_name, _) in found.iter().filter(|(_, names)| names.iter().any(|name| name == library)) {
            assert!(allowed.contains(&crate_name.as_str()), "{crate_name} must not import {library}");
        }
    }
}

#[test]
fn files_are_short_and_named_by_the_domain() {
    let mut lengths = Vec::new();
    for path in sources() {
        assert_ne!(path.file_name().unwrap(), "mod.rs", "{}: foo.rs + foo/, never mod.rs", path.display());
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 500, "{} has {lines} lines: it is about two things", path.display());
        lengths.push(lines);
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 130, "the median file has {median} lines");
}

#[test]
fn the_web_cannot_write_the_collection() {
    let web = root().join("crates/web/src");
    for path in sources().into_iter().filter(|path| path.starts_with(&web)) {
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|line| line.contains("sillon_store")) {
            assert!(!line.contains("Store,") && !line.contains("::Store;"), "{}: {line}", path.display());
        }
    }
}
