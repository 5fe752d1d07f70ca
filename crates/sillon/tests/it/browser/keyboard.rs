//! Everything that the mouse does, the keyboard does.

use super::chromium::Browser;
use crate::harness::Story;
use sillon_fakes::World;
use thirtyfour::prelude::*;

const FOCUSED_CARD: &str = "[...document.querySelectorAll('#grid .card > a')].indexOf(document.activeElement)";
/// An outline that is drawn, within the page.
const FOCUS_SHOWS: &str = "(() => { const style = getComputedStyle(document.activeElement);
    const box = document.activeElement.getBoundingClientRect();
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && box.bottom > 0 && box.right > 0; })()";
const FOCUSED: &str = "document.activeElement.outerHTML.slice(0, 160)";

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn tab_reaches_everything_and_shows_where_it_is() {
    let story = Story::of(World::invent(141, 80)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    for path in ["/", "/settings", "/stats"] {
        browser.go(path).await;
        browser.keys(Key::Tab + "").await;
        assert_eq!(browser.value::<String>("document.activeElement.className").await, "skip", "{path}");
        for stop in 0..24 {
            let focused: String = browser.value(FOCUSED).await;
            if focused.starts_with("<body") {
                assert!(stop > 10, "{path}: the last after {stop}");
                break;
            }
            assert!(browser.value::<bool>(FOCUS_SHOWS).await, "{path}: no focus to be seen at {focused}");
            browser.keys(Key::Tab + "").await;
        }
    }
    browser.go("/").await;
    browser.keys(Key::Tab + "").await;
    browser.keys(Key::Enter + "").await;
    browser.until("document.activeElement.id === 'main'").await;
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn letters_and_arrows_lead_through_the_wall() {
    let story = Story::of(World::invent(142, 80)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    browser.go("/").await;
    browser.until("'scripted' in document.documentElement.dataset").await;
    let columns: i64 = browser
        .value("getComputedStyle(document.querySelector('#grid .grid')).gridTemplateColumns.split(' ').length")
        .await;
    let mut at = 0;
    for (key, step) in [
        (TypingData::from("j"), 0),
        ("j".into(), 1),
        ("k".into(), -1),
        (Key::Right + "", 1),
        (Key::Down + "", columns),
        (Key::Left + "", -1),
        (Key::Up + "", -columns),
    ] {
        browser.keys(key).await;
        at += step;
        assert_eq!(browser.value::<i64>(FOCUSED_CARD).await, at);
        assert!(browser.value::<bool>(FOCUS_SHOWS).await);
    }
    let album: String = browser.value("document.activeElement.pathname").await;
    browser.keys(Key::Enter + "").await;
    browser.until(&format!("location.pathname === '{album}'")).await;

    for (letter, path) in [("s", "/stats"), ("a", "/artists"), ("r", "/settings"), ("c", "/")] {
        browser.until("'scripted' in document.documentElement.dataset").await;
        browser.keys(format!("g{letter}")).await;
        browser.until(&format!("location.pathname === '{path}'")).await;
    }
    browser.until("'scripted' in document.documentElement.dataset").await;
    browser.keys("/").await;
    assert_eq!(browser.value::<String>("document.activeElement.id").await, "search");
    browser.keys("j?").await;
    assert_eq!(browser.value::<String>("document.activeElement.value").await, "j?", "in a field a letter is a letter");
    browser.keys(Key::Escape + "").await;
    assert_ne!(browser.value::<String>("document.activeElement.id").await, "search");
    browser.keys("?").await;
    browser.until("document.getElementById('help').open").await;
    assert_eq!(browser.text("#help h2").await, "Raccourcis clavier");
    browser.keys(Key::Escape + "").await;
    browser.until("!document.getElementById('help').open").await;
    browser.keys("r").await;
    browser.until("/^\\/albums\\/\\d+$/.test(location.pathname)").await;
    browser.end().await;
    story.end().await;
}
