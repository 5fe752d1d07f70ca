//! The wantlist as one sees it come in.

use super::chromium::Browser;
use crate::harness::Story;
use sillon_fakes::{On, World};

const CARDS: &str = "document.querySelectorAll('#grid .card').length";

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_wantlist_comes_in_under_ones_eyes_and_is_filtered_by_how_it_stands() {
    let story = Story::of(World::invent(321, 1_800)).await;
    story.sync().await;
    let gate = story.script().hold(On::path("discogs", "/users/odile.sillon/wants").query("page=2"));
    let browser = Browser::open(&story).await;
    browser.go("/wantlist").await;
    browser.press("main", "Importer la liste d’envies").await;
    browser.until_text("#wantlist-panel [data-live=count]", "100 / 200").await;
    browser.until(&format!("{CARDS} === 60")).await;
    gate.open();
    browser.until_text("#wantlist-panel [data-live=sentence]", "Terminé : 200 envies ajoutées.").await;
    browser.until_text("h1", "200 envies").await;
    browser.until("document.querySelectorAll('.states a').length >= 3").await;
    browser.press(".states", "Dans la collection").await;
    browser.until("location.search === '?state=held'").await;
    let held: u32 = browser.value("document.querySelectorAll('.want.held').length").await;
    assert_eq!(held, browser.value::<u32>(CARDS).await);
    assert!(held > 0);
    browser.value::<bool>("document.querySelector('.want.held > a').click() || true").await;
    browser.until("location.pathname.startsWith('/albums/')").await;
    browser.go("/wantlist").await;
    browser.press("#following", "Seulement sur demande").await;
    browser.until_text("#following button", "Aussi après chaque synchronisation").await;
    browser.end().await;
    story.end().await;
}
