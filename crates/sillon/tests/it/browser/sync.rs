//! A sync as one watches it: waits in words, a stop, and covers that come in without a jump.

use super::chromium::Browser;
use crate::harness::{Scene, Story};
use serde_json::{Value, json};
use sillon_fakes::{Act, Gate, On, World};
use std::time::Duration;

const COUNT: &str = "#panel [data-live=count]";
const SENTENCE: &str = "#panel [data-live=sentence]";
const CARDS: &str = "document.querySelectorAll('#grid .card').length";

fn listing(story: &Story, page: u32) -> Gate {
    story.script().hold(On::path("discogs", "/users/").query(&format!("page={page}")))
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_wait_for_discogs_is_told_in_words_that_count_down() {
    let mut scene = Scene::of(World::invent(111, 230));
    scene.pace.window = Duration::from_millis(900);
    scene.fakes.rate_window = scene.pace.window;
    let story = scene.begin().await;
    let gate = listing(&story, 2);
    story.script().act(On::path("discogs", "/users/").query("page=2").nth(1), Act::too_many(Some(3)));
    let browser = Browser::open(&story).await;
    browser.go("/settings").await;
    browser.press("#discogs", "Importer l'historique").await;
    browser.until_text(COUNT, "100 / 230").await;
    gate.open();
    for seconds in ["2", "1"] {
        browser.until_text("#panel .wait", &format!("Discogs demande d’attendre {seconds} s.")).await;
    }
    browser.until_text(SENTENCE, "Terminé : 230 albums ajoutés.").await;
    assert_eq!(browser.text("#panel .wait").await, "");
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_sync_is_stopped_from_the_page_and_what_was_saved_stays() {
    let story = Story::of(World::invent(112, 350)).await;
    let gate = listing(&story, 3);
    let browser = Browser::open(&story).await;
    browser.go("/settings").await;
    browser.press("#discogs", "Importer l'historique").await;
    browser.until_text(COUNT, "200 / 350").await;
    browser.press("#panel", "Arrêter").await;
    browser.until_text(SENTENCE, "Arrêté : 200 albums ajoutés restent.").await;
    gate.open();
    assert_eq!(story.albums().await.len(), 200);
    browser.go("/").await;
    assert_eq!(browser.text("h1").await, "200 albums");
    browser.go("/settings").await;
    browser.press("#discogs", "Importer l'historique").await;
    browser.until_text(SENTENCE, "Terminé : 150 albums ajoutés.").await;
    browser.press("#panel", "Voir le reçu").await;
    browser.until("location.pathname.startsWith('/syncs/')").await;
    assert!(browser.text("main").await.contains("Rien de ce qui était déjà là n’a été modifié : la somme de"));
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn the_wall_fills_while_the_sync_runs_and_nothing_jumps() {
    let story = Story::of(World::invent(113, 250)).await;
    let gates = [listing(&story, 1), listing(&story, 2), listing(&story, 3)];
    let browser = Browser::open(&story).await;
    story.post("/api/v1/services/discogs/sync").await;
    gates[0].wait_for(1).await;
    browser.go("/").await;
    watch_jumps(&browser).await;
    assert_eq!(browser.value::<u64>(CARDS).await, 0);
    gates[0].open();
    browser.until(&format!("{CARDS} === 60")).await;
    browser.until_text("h1", "100 albums").await;
    browser.until_covers().await;
    gates[1].open();
    browser.until_text("h1", "200 albums").await;
    gates[2].open();
    browser.until_text("h1", "250 albums").await;
    browser.until_text("#strip", "Terminé : 250 albums ajoutés.").await;
    assert!(!browser.value::<Value>("window.jumps").await.is_null(), "it was never loaded anew");
    let (sum, jumps) = jumps(&browser).await;
    assert!(sum < 0.02, "{sum}: {jumps:#}");
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn albums_go_in_where_they_belong_in_a_sorted_wall() {
    let story = Story::of(World::invent(114, 150)).await;
    let gate = listing(&story, 2);
    let browser = Browser::open(&story).await;
    story.post("/api/v1/services/discogs/sync").await;
    let mut watch = story.sillon().engine.watch_sync();
    watch.wait_for(|progress| progress.current == 100).await.unwrap();
    browser.go("/?sort=title").await;
    watch_jumps(&browser).await;
    assert_eq!(browser.value::<u64>(CARDS).await, 60);
    gate.open();
    browser.until_text("h1", "150 albums").await;
    browser.until(&format!("{CARDS} > 60")).await;
    let shown: Vec<Value> =
        browser.value("[...document.querySelectorAll('#grid .card')].map((card) => Number(card.dataset.id))").await;
    let sorted = story.json("/api/v1/collection/albums?sort=title&page_size=100").await;
    let sorted: Vec<Value> =
        sorted["items"].as_array().unwrap().iter().map(|album| json!(album["discogs_id"])).collect();
    let known: Vec<&Value> = sorted.iter().filter(|id| shown.contains(id)).collect();
    assert_eq!(shown.iter().collect::<Vec<_>>(), known);
    browser.end().await;
    story.end().await;
}

/// From now on, and for what came before it.
async fn watch_jumps(browser: &Browser) {
    let watch = "(() => { window.jumps = [];
        const name = (node) => node?.className || node?.nodeName || '?';
        const see = (list) => list.getEntries().filter((entry) => !entry.hadRecentInput)
            .forEach((entry) => jumps.push({ value: entry.value, what: entry.sources.map((source) => String(name(source.node))) }));
        new PerformanceObserver(see).observe({ type: 'layout-shift', buffered: true }); return true; })()";
    assert!(browser.value::<bool>(watch).await);
}

/// How much the layout jumped in all, and which parts of it.
async fn jumps(browser: &Browser) -> (f64, Value) {
    let jumps: Value = browser.value("window.jumps").await;
    let sum = jumps.as_array().unwrap().iter().map(|jump| jump["value"].as_f64().unwrap()).sum();
    (sum, jumps)
}
