//! What holds for the HTML of every page.

use super::{page_called, pages};
use crate::i18n::Lang;
use crate::page::Theme;

fn every_page() -> impl Iterator<Item = (&'static str, String)> {
    Lang::ALL.into_iter().flat_map(|lang| pages(lang, Theme::System))
}

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_element_is_closed_where_it_was_opened() {
    const VOID: [&str; 7] = ["meta", "link", "input", "img", "!doctype", "br", "hr"];
    for (name, html) in every_page() {
        let mut open: Vec<&str> = Vec::new();
        for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
            let word = tag.split([' ', '\n', '/']).find(|word| !word.is_empty()).unwrap();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(word), "{name}: </{word}>");
            } else if !tag.ends_with('/') && !VOID.contains(&word) {
                open.push(word);
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
    }
}

#[test]
fn ids_are_unique_and_labels_lead_to_them() {
    for (name, html) in every_page() {
        let ids = attributes(&html, "id");
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(ids.len(), unique.len(), "{name}: {ids:?}");
        for pointer in ["for", "aria-labelledby", "aria-describedby"] {
            for target in attributes(&html, pointer) {
                assert!(ids.contains(&target), "{name}: {pointer}={target}");
            }
        }
    }
}

/// The content security policy forbids them.
#[test]
fn nothing_is_inline() {
    for (name, html) in every_page() {
        for forbidden in [" style=", " onclick=", " onload=", "<style", "javascript:"] {
            assert!(!html.contains(forbidden), "{name}: {forbidden}");
        }
        for script in html.split("<script").skip(1) {
            let (head, body) = script.split_once('>').unwrap();
            assert!(head.contains(" src=\"/assets/") && body.starts_with("</script>"), "{name}");
        }
    }
}

#[test]
fn every_picture_has_its_size_and_its_words() {
    for (name, html) in every_page() {
        for image in html.split("<img ").skip(1).map(|rest| rest.split('>').next().unwrap()) {
            for needed in ["alt=", "width=", "height=", "referrerpolicy=\"no-referrer\""] {
                assert!(image.contains(needed), "{name}: {image}");
            }
        }
    }
}

#[test]
fn what_others_wrote_is_text() {
    let html = page_called(Lang::En, "collection");
    assert!(html.contains("&#60;Live&#62; &#38; Loud") && !html.contains("<Live>"));
}

#[test]
fn the_attribution_stands_on_every_page() {
    for (name, html) in every_page() {
        assert!(html.contains(">Data provided by Discogs.</a>"), "{name}");
        assert!(html.contains("Zink Media, LLC"), "{name}");
    }
}

#[test]
fn every_page_has_its_landmarks_and_one_title() {
    for (name, html) in every_page() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(html.matches("<main id=\"main\"").count(), 1, "{name}");
        assert!(html.contains("<a class=\"skip\" href=\"#main\">"), "{name}");
    }
}

#[test]
fn the_button_is_there_under_its_name() {
    for page in ["settings_done", "settings_failed"] {
        let html = page_called(Lang::Fr, page);
        assert!(html.contains(">Importer l'historique</button>") && html.contains("Synchronisation Discogs"));
    }
    let html = page_called(Lang::Fr, "settings");
    assert!(!html.contains("Importer l'historique"), "there is nothing to import from without a token");
    assert!(html.contains("type=\"password\"") && !html.contains("name=\"token\" value"));
}

#[test]
fn a_running_sync_is_told_whole_and_refreshes_by_itself() {
    let html = page_called(Lang::Fr, "settings_running");
    let told = ["1\u{202f}520", "2\u{202f}360", "1\u{202f}498", "Lagos After Rain", "encore 9\u{a0}s"];
    for words in told {
        assert!(html.contains(words), "{words}");
    }
    assert!(html.contains("Discogs demande d’attendre 12\u{a0}s."));
    assert!(html.contains("<noscript><meta http-equiv=\"refresh\" content=\"2; url=/settings\"></noscript>"));
    assert!(html.contains("stroke-dasharray=\"64.4 100\""));
    assert!(!page_called(Lang::Fr, "settings_done").contains("http-equiv"));
}
