//! Everything works in a browser that runs no script.

use super::chromium::{Browser, Reader};
use crate::harness::Scene;
use sillon_fakes::{On, World};
use thirtyfour::prelude::*;

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn reading_saving_a_token_syncing_and_paging_need_no_script() {
    let mut scene = Scene::of(World::invent(131, 150));
    scene.token = false;
    let story = scene.begin().await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2"));
    let browser = Browser::of(&story, Reader { scripts: false, ..Reader::default() }).await;
    browser.go("/").await;
    assert!(!browser.value::<bool>("'scripted' in document.documentElement.dataset").await, "scripts are off");
    browser.fill("#token", &story.fakes.token()).await;
    browser.press(".token", "Relier").await;
    browser.until_text(".notice", "Relié.").await;
    browser.press("#discogs", "Importer l'historique").await;
    browser.until_text("#panel [data-live=count]", "100 / 150").await;
    gate.open();
    browser.until_text("#panel [data-live=sentence]", "Terminé : 150 albums ajoutés.").await;

    browser.press(".places", "Collection").await;
    browser.until_text("h1", "150 albums").await;
    browser.until_covers().await;
    browser.press(".paging", "Suivante").await;
    browser.until("location.search === '?page=2'").await;
    browser.press(".paging", "3").await;
    browser.until("location.search === '?page=3'").await;
    assert_eq!(browser.value::<u64>("document.querySelectorAll('#grid .card').length").await, 30);
    browser.press(".tools .sorting", "Derniers arrivés").await;
    browser.press(".tools .sorting", "Titre, de A à Z").await;
    browser.until("location.search === '?sort=title'").await;
    let first = story.albums().await[0].clone();
    browser.fill("#search", first["title"].as_str().unwrap()).await;
    browser.keys(Key::Enter + "").await;
    browser.until("location.search.includes('search=')").await;
    browser.find(By::Css(format!("#grid [data-id='{}'] a", first["id"]))).await.unwrap().click().await.unwrap();
    browser.until("location.pathname.startsWith('/albums/')").await;
    assert_eq!(browser.text("h1").await, first["title"].as_str().unwrap());
    browser.press(".foot", "English").await;
    browser.until("document.documentElement.lang === 'en'").await;
    assert_eq!(browser.place().await, format!("/albums/{}", first["id"]));
    browser.press(".places", "Settings").await;
    browser.until_text("h1", "Settings").await;
    browser.press("#display", "Dark").await;
    browser.until("document.documentElement.dataset.theme === 'dark'").await;
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_sync_is_stopped_without_a_script() {
    let story = Scene::of(World::invent(132, 250)).begin().await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2"));
    let browser = Browser::of(&story, Reader { scripts: false, ..Reader::default() }).await;
    browser.go("/settings").await;
    browser.press("#discogs", "Importer l'historique").await;
    browser.until_text("#panel [data-live=count]", "100 / 250").await;
    browser.press("#panel", "Arrêter").await;
    browser.until_text("#panel [data-live=sentence]", "Arrêté : 100 albums ajoutés restent.").await;
    gate.open();
    browser.end().await;
    story.end().await;
}
