//! Editing, choosing and undoing, by mouse, by keyboard, and without a script.

use super::chromium::{Browser, Reader};
use crate::harness::Story;
use sillon_fakes::World;
use thirtyfour::prelude::*;

const CHOSEN: &str = "document.querySelectorAll('[name=album]:checked').length";
const BOXES: &str = "document.querySelectorAll('[name=album]').length";

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn an_album_is_edited_undone_archived_and_restored() {
    let story = Story::of(World::invent(321, 20)).await;
    story.sync().await;
    let album = story.albums().await[0].clone();
    for scripts in [true, false] {
        let browser = Browser::of(&story, Reader { scripts, ..Reader::default() }).await;
        browser.go(&format!("/albums/{}", album["id"])).await;
        browser.press(".album-acts", "Modifier").await;
        browser.until_text("h1", "Modifier l’album").await;
        browser.fill("#title", "Another Title").await;
        browser.fill("#year", "12").await;
        browser.press(".edit-acts", "Enregistrer").await;
        browser.until_text("#year-error", "Un nombre entier de 1860 à 2100 est attendu.").await;
        assert_eq!(browser.value::<String>("document.getElementById('title').value").await, "Another Title");
        browser.fill("#year", "1971").await;
        browser.press(".edit-acts", "Enregistrer").await;
        browser.until_text("h1", "Another Title").await;
        browser.until_text(".history", "1971").await;
        browser.press(".done", "Annuler").await;
        browser.until_text(".done", "Annulé.").await;
        assert_eq!(browser.text("h1").await, album["title"].as_str().unwrap());
        browser.press(".album-acts", "Archiver").await;
        browser.until_text(".done", "Archivé.").await;
        browser.press(".album-notices .done:last-child", "Restaurer").await;
        browser.until_text(".done", "De retour dans la collection.").await;
        browser.end_after_refusals().await;
    }
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn many_are_chosen_and_changed_by_keyboard() {
    let story = Story::of(World::invent(322, 20)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    browser.go("/?sort=title").await;
    browser.until("'scripted' in document.documentElement.dataset").await;
    browser.keys("x").await;
    browser.until("location.pathname === '/select' && 'scripted' in document.documentElement.dataset").await;
    assert_eq!(browser.place().await, "/select?sort=title");
    browser.keys("jx" + Key::Tab + " ").await;
    assert_eq!(browser.value::<u64>(CHOSEN).await, 2);
    browser.keys("jxxk ").await;
    assert_eq!(browser.value::<u64>(CHOSEN).await, 1, "on to the third and back to the second");
    browser.keys("x").await;
    browser.until_text("[data-count]", "2 / 20").await;
    browser.press(".choosing", "Tous ceux qui sont affichés").await;
    assert_eq!(browser.value::<u64>(CHOSEN).await, 20);
    browser.press(".choosing", "Tous ceux qui sont affichés").await;
    assert_eq!(browser.value::<u64>(CHOSEN).await, 0);
    browser.execute("document.querySelector('[name=album]').click()", Vec::new()).await.unwrap();
    browser.press(".choice-bar", "Genre").await;
    browser.fill("#choice-genre", "Mine").await;
    browser.press(".choice-bar", "Ajouter").await;
    browser.until_text(".done", "Enregistré.").await;
    let first = story.albums().await[0].clone();
    assert!(first["genres"].as_array().unwrap().contains(&"Mine".into()));
    browser.press(".done", "Annuler").await;
    browser.until_text(".done", "Annulé.").await;
    assert_eq!(browser.place().await.split('&').next(), Some("/select?sort=title"));
    browser.press(".choice-bar", "Archiver").await;
    browser.until_text(".notice.bad", "Choisissez d’abord des albums.").await;
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn what_is_chosen_stays_so_as_the_list_reads_on() {
    let story = Story::of(World::invent(323, 130)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    browser.go("/select?sort=title").await;
    browser.until("'scripted' in document.documentElement.dataset").await;
    let of_a_page = browser.value::<u64>(BOXES).await;
    assert!(of_a_page < 130, "there is a page beyond");
    browser.execute("document.querySelector('[name=album]').click()", Vec::new()).await.unwrap();
    browser.execute("scrollTo(0, document.body.scrollHeight)", Vec::new()).await.unwrap();
    browser.until(&format!("document.querySelectorAll('[name=album]').length > {of_a_page}")).await;
    browser.execute("[...document.querySelectorAll('[name=album]')].at(-1).click()", Vec::new()).await.unwrap();
    assert_eq!(browser.value::<u64>(CHOSEN).await, 2);
    browser.press(".choice-bar", "Archiver").await;
    browser.until_text(".done", "2 albums archivés.").await;
    assert_eq!(story.albums().await.len(), 128, "one of each page is put away");
    browser.end().await;
    story.end().await;
}
