//! Sentences: all there, in both languages.

use super::pages;
use crate::i18n::{Lang, text_with};
use crate::page::Theme;
use std::collections::BTreeSet;
use std::path::Path;

fn files(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// The keys that templates name: `t("…")`, `counted("…"`, `named("…"`.
#[test]
fn every_key_of_a_template_has_its_sentence() {
    let mut templates = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut templates);
    let calls = ["page.t(\"", "page.counted(\"", "page.named(\""];
    let mut keys = BTreeSet::new();
    for (template, call) in templates.iter().flat_map(|template| calls.map(|call| (template, call))) {
        keys.extend(template.split(call).skip(1).map(|rest| rest.split('"').next().unwrap()));
    }
    assert!(keys.len() > 80, "the templates are read: {}", keys.len());
    let values = [("name", "x".into()), ("shown", "2".into()), ("count", 2.into())];
    for key in keys {
        for lang in Lang::ALL {
            assert!(!text_with(lang, key, &values).contains("Unknown localization"), "{key} in {}", lang.code());
        }
    }
}

#[test]
fn no_page_shows_a_key_or_an_empty_place() {
    for (name, html) in Lang::ALL.into_iter().flat_map(|lang| pages(lang, Theme::System)) {
        assert!(!html.contains("Unknown localization"), "{name}");
        assert!(!html.contains("{$") && !html.contains("{ $"), "{name}");
    }
}

#[test]
fn pages_speak_one_language() {
    let french = super::page_called(Lang::Fr, "collection");
    let english = super::page_called(Lang::En, "collection");
    assert!(french.contains("<html lang=\"fr\"") && french.contains("2\u{202f}338 albums"));
    assert!(english.contains("<html lang=\"en\"") && english.contains("2,338 albums"));
}
