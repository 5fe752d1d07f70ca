//! Two doors: the invented collection that anybody may look around in, and the password.

use super::chromium::Browser;
use crate::harness::{Scene, Story};
use reqwest::StatusCode;
use sillon_fakes::World;
use thirtyfour::prelude::*;

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_newcomer_looks_around_and_nothing_of_it_stays() {
    let mut scene = Scene::of(World::invent(181, 5));
    scene.token = false;
    let story = scene.begin().await;
    let browser = Browser::open(&story).await;
    browser.go("/").await;
    browser.press(".doors", "Faire un tour").await;
    browser.until_text(".demo", "Cette collection est inventée").await;
    browser.until("document.querySelectorAll('#grid .card').length >= 60").await;
    browser.until_covers().await;
    browser.go("/settings").await;
    assert!(browser.text(".demo").await.contains("Cette collection est inventée"), "on every page");
    assert_eq!(story.json("/api/v1/collection/stats").await["albums"], 0, "for everybody else there is nothing");
    browser.press(".demo", "Quitter la démonstration").await;
    browser.until_text("h1", "Une maison pour vos disques").await;
    assert!(browser.find_all(By::Css(".demo")).await.unwrap().is_empty());
    assert_eq!(story.albums().await.len(), 0);
    assert_eq!(story.json("/api/v1/syncs").await["total"], 0);
    assert_eq!(story.journal().all().len(), 0, "and nobody was asked");
    browser.end().await;
    story.end().await;
}

async fn behind_a_password() -> Story {
    let mut scene = Scene::of(World::invent(182, 20));
    scene.more.push(("password", "sésame ouvre-toi".to_owned()));
    scene.begin().await
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_password_is_asked_for_leads_back_to_where_one_was_going_and_can_be_left() {
    let story = behind_a_password().await;
    assert_eq!(story.get("/api/v1/collection/albums").await.status(), StatusCode::UNAUTHORIZED);
    let browser = Browser::open(&story).await;
    browser.go("/settings").await;
    assert_eq!(browser.place().await, "/login?next=/settings");
    assert_eq!(browser.text("h1").await, "Connexion");
    // The browser gives a field its focus with the first frame, which may come after the page is loaded.
    browser.until("document.activeElement.id === 'password'").await;
    browser.keys("sésame ferme-toi").await;
    browser.keys(Key::Enter + "").await;
    browser.until_text("[role=alert]", "Ce n’est pas le mot de passe.").await;
    let heard = browser.complaints().await;
    assert!(heard.iter().all(|complaint| complaint.contains("401")), "{heard:?}");
    browser.fill("#password", "sésame ouvre-toi").await;
    browser.keys(Key::Enter + "").await;
    browser.until_text("h1", "Réglages").await;
    assert_eq!(browser.place().await, "/settings");
    browser.press("#discogs", "Importer l'historique").await;
    browser.until_text("#panel [data-live=sentence]", "Terminé : 20 albums ajoutés.").await;
    browser.go("/").await;
    assert_eq!(browser.text("h1").await, "20 albums");
    browser.until_covers().await;
    browser.go("/settings").await;
    browser.press("#access", "Se déconnecter").await;
    browser.until_text("h1", "Connexion").await;
    browser.go("/").await;
    assert_eq!(browser.place().await, "/login", "out again");
    browser.end().await;
    story.end().await;
}
