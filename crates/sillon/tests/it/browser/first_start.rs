//! A newcomer: from an empty house to a wall of covers.

use super::chromium::Browser;
use crate::harness::Scene;
use serde_json::Value;
use sillon_fakes::{On, World};
use thirtyfour::prelude::*;

const COUNT: &str = "#panel [data-live=count]";
const SENTENCE: &str = "#panel [data-live=sentence]";

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_newcomer_pastes_a_token_and_sees_the_collection_come_in() {
    let mut scene = Scene::of(World::invent(101, 350));
    scene.token = false;
    let story = scene.begin().await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=3"));
    let browser = Browser::open(&story).await;
    browser.go("/").await;
    assert_eq!(browser.value::<String>("document.documentElement.lang").await, "fr");
    assert_eq!(browser.text("h1").await, "Une maison pour vos disques");
    browser.fill("#token", &story.fakes.token()).await;
    browser.press(".token", "Relier").await;
    browser.until_text(".notice", "Relié. Il ne reste qu’à importer.").await;
    assert!(browser.text(".connection").await.contains(&story.fakes.username()));

    browser.press("#discogs", "Importer l'historique").await;
    browser.until_text(COUNT, "200 / 350").await;
    let bar: f64 = browser.value("Number(document.querySelector('#panel progress').value)").await;
    assert!((57.0..58.0).contains(&bar), "{bar}");
    assert_eq!(browser.text(SENTENCE).await, "La collection arrive");
    assert_eq!(browser.text("#panel [data-live=added]").await, "200");
    assert_ne!(browser.text("#panel [data-live=album]").await, "", "the album in hand");
    assert!(browser.text("#panel [data-live=left]").await.starts_with("encore "));

    browser.refresh().await.unwrap();
    assert_eq!(browser.text(COUNT).await, "200 / 350");
    let first = browser.window().await.unwrap();
    let second = browser.new_tab().await.unwrap();
    browser.switch_to_window(second).await.unwrap();
    browser.go("/settings").await;
    assert_eq!(browser.text(COUNT).await, "200 / 350");

    gate.open();
    browser.until_text(SENTENCE, "Terminé : 350 albums ajoutés.").await;
    browser.switch_to_window(first).await.unwrap();
    browser.until_text(SENTENCE, "Terminé : 350 albums ajoutés.").await;
    browser.go("/").await;
    assert_eq!(browser.text("h1").await, "350 albums");
    browser.until_covers().await;
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_token_that_discogs_refuses_is_told_beside_the_field_and_not_kept() {
    let mut scene = Scene::of(World::invent(102, 10));
    scene.token = false;
    let story = scene.begin().await;
    let browser = Browser::open(&story).await;
    browser.go("/").await;
    browser.fill("#token", "nonsense-token-0815").await;
    browser.press(".token", "Relier").await;
    browser.until_text("#discogs .notice.bad", "Discogs refuse ce jeton.").await;
    let between: f64 = browser
        .value("document.querySelector('#token').getBoundingClientRect().top - document.querySelector('.notice').getBoundingClientRect().bottom")
        .await;
    assert!((0.0..200.0).contains(&between), "{between} px from the sentence to the field");
    assert_eq!(browser.find(By::Id("token")).await.unwrap().value().await.unwrap().unwrap_or_default(), "");
    assert!(!browser.source().await.unwrap().contains("nonsense-token-0815"));
    assert!(!browser.place().await.contains("nonsense"));
    let services = story.json("/api/v1/services/status").await;
    assert!(!services.to_string().contains("nonsense"));
    browser.go("/").await;
    assert_eq!(browser.text("h1").await, "Une maison pour vos disques", "still a newcomer");
    let problem: Value = story.post("/api/v1/services/discogs/sync").await.json().await.unwrap();
    assert_eq!(problem["code"], "discogs_not_configured");
    browser.end().await;
    story.end().await;
}
