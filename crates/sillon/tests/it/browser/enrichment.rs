//! An enrichment as one watches it: bars that move by themselves, and albums that know more afterwards.

use super::chromium::Browser;
use crate::enrich::synced;
use sillon_fakes::{Act, On};
use std::time::Duration;

/// A figure on the panel, without its spaces.
fn reads(facet: &str, figures: &str) -> String {
    format!(
        "(document.querySelector('#enrichment-panel [data-live=count-{facet}]')?.textContent ?? '').replace(/\\s/g, '') \
         === '{figures}'"
    )
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn one_press_fills_in_what_lacks_and_the_page_lives() {
    let story = synced(121, 12).await;
    let chat = story.script().hold(On::path("ai", "/chat"));
    let browser = Browser::open(&story).await;
    browser.go("/settings").await;
    browser.go("/settings/enrichment").await;
    browser.press("#enrichment", "Tout compléter").await;
    browser.until(&reads("details", "12/12")).await;
    browser.until(&reads("descriptions", "0/12")).await;
    browser.go("/settings/enrichment").await;
    browser.until(&reads("details", "12/12")).await;
    chat.open();
    browser.until(&reads("descriptions", "12/12")).await;
    browser.until("!document.querySelector('#enrichment-panel form')").await;
    let album = &story.albums().await[0];
    browser.go(&format!("/albums/{}", album["id"])).await;
    let page = browser.text("main").await;
    assert!(page.contains(album["ai_info"].as_str().unwrap()), "{page}");
    assert!(page.contains("Écrite par invented/Plume-14B-Instruct"), "{page}");
    assert!(page.contains("Titres"), "{page}");
    browser.until_covers().await;
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_description_is_written_by_hand_and_stays() {
    let story = synced(122, 3).await;
    let album = story.albums().await[0]["id"].clone();
    let browser = Browser::open(&story).await;
    browser.go(&format!("/albums/{album}")).await;
    browser.until("!!document.querySelector('#description textarea')").await;
    browser
        .value::<bool>(
            "(() => { for (const part of document.querySelectorAll('#description details')) part.open = true; \
             document.querySelector('#description textarea').value = 'Acheté à Lausanne, jamais prêté.'; return true })()",
        )
        .await;
    browser.press("#description", "Enregistrer").await;
    browser.until("document.querySelector('#description').innerText.includes('Acheté à Lausanne')").await;
    story.enrich("?only=descriptions").await;
    let kept = story.json(&format!("/api/v1/collection/albums/{album}")).await;
    assert_eq!(kept["ai_info"], "Acheté à Lausanne, jamais prêté.");
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_description_appears_as_it_is_written() {
    let story = synced(123, 3).await;
    let album = story.albums().await[0]["id"].clone();
    let drip = Act::Drip { bytes: 60, every: Duration::from_millis(12) };
    story.script().act(On::path("ai", "/chat"), drip);
    let browser = Browser::open(&story).await;
    browser.go(&format!("/albums/{album}")).await;
    browser.press("#description", "Écrire une description").await;
    browser.press("#description", "Générer").await;
    let letters = "(document.querySelector('[data-draft-text]')?.textContent.length ?? 0)";
    browser.until(&format!("{letters} > 0")).await;
    assert!(browser.text("[data-draft-state]").await.contains("pas encore vérifiée"));
    let place = "[document.querySelector('.facts').getBoundingClientRect().top, scrollY]";
    let first: Vec<f64> = browser.value(place).await;
    browser.until(&format!("{letters} > 120 || !document.querySelector('[data-draft]')")).await;
    let later: Vec<f64> = browser.value(place).await;
    assert_eq!(first, later, "the words have room: nothing below moves");
    browser.until("!document.querySelector('[data-draft]')").await;
    story.end_of_enrichment().await;
    let words = story.json(&format!("/api/v1/collection/albums/{album}")).await["ai_info"].clone();
    assert_eq!(browser.text("#description .description").await, words.as_str().unwrap());
    assert_eq!(browser.text("[data-announce]").await, "La description est écrite et vérifiée.");
    assert_eq!(browser.place().await, format!("/albums/{album}"), "pressed, the page stays where it is");
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn the_strip_of_every_page_tells_of_it() {
    let story = synced(124, 8).await;
    let chat = story.script().hold(On::path("ai", "/chat"));
    assert_eq!(story.post("/api/v1/services/ai/enrich-all?only=descriptions").await.status(), 202);
    chat.wait_for(1).await;
    let browser = Browser::open(&story).await;
    browser.width(360).await;
    browser.go("/artists").await;
    browser.until_text("#enrichment-strip", "0 / 8").await;
    assert!(browser.value::<bool>("document.querySelector('#strip').hidden").await);
    assert!(browser.value::<bool>("document.documentElement.scrollWidth <= innerWidth").await);
    chat.open();
    browser.until_text("#enrichment-strip", "Terminé").await;
    browser.end().await;
    story.end().await;
}
