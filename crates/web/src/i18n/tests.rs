//! Both languages say the same things.
#![allow(clippy::unwrap_used)]

use super::Lang;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Key and the names of the values it takes, of every message file of a language.
fn messages(lang: Lang) -> BTreeMap<String, Vec<String>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("locales").join(lang.code());
    let mut found = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let mut key = String::new();
        for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            if let Some((name, _)) = line.split_once(" = ").filter(|(name, _)| !name.starts_with([' ', '#', '}'])) {
                name.clone_into(&mut key);
                assert!(found.insert(key.clone(), Vec::new()).is_none(), "{key} stands twice in {}", lang.code());
            }
            let values = line.split('$').skip(1).map(|rest| rest.split([' ', '}', ',']).next().unwrap().to_owned());
            found.entry(key.clone()).or_default().extend(values.filter(|_| !line.starts_with('#')));
        }
    }
    for values in found.values_mut() {
        values.sort();
        values.dedup();
    }
    found
}

#[test]
fn every_sentence_stands_in_both_languages() {
    let (french, english) = (messages(Lang::Fr), messages(Lang::En));
    assert!(french.len() > 150);
    let keys = |messages: &BTreeMap<String, Vec<String>>| messages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&french), keys(&english));
    for (key, values) in &french {
        assert_eq!(values, &english[key], "{key}");
    }
}
