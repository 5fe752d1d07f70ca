//! An album that is added by hand with a double press is one album.

use super::ALBUMS;
use super::pages::fields;
use crate::harness::Story;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sillon_fakes::World;

/// The form as a browser got it, with a title.
async fn filled_in(story: &Story, title: &str) -> Vec<(String, String)> {
    let mut form = fields(&story.get("/albums/new").await.text().await.unwrap());
    let named = form.iter_mut().find(|(name, _)| name == "title").unwrap();
    named.1 = title.to_owned();
    form
}

async fn press(story: &Story, form: &[(String, String)]) -> String {
    let pressed = story.client.post(story.url("/albums/new")).form(form).send().await.unwrap();
    assert_eq!(pressed.status(), StatusCode::SEE_OTHER);
    pressed.headers()["location"].to_str().unwrap().to_owned()
}

async fn titles(story: &Story) -> Vec<String> {
    let albums = story.albums().await.into_iter();
    let mut titles: Vec<String> = albums.map(|album| album["title"].as_str().unwrap().to_owned()).collect();
    titles.sort();
    titles
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_sent_twice_adds_one_album() {
    let mut story = Story::of(World::invent(321, 2)).await;
    let form = filled_in(&story, "Mon disque").await;
    assert!(form.iter().any(|(name, value)| name == "once" && !value.is_empty()), "{form:?}");
    let (one, other, third) = tokio::join!(press(&story, &form), press(&story, &form), press(&story, &form));
    assert_eq!((&one, &one), (&other, &third));
    let detail = story.json(&format!("/api/v1/collection{}", one)).await;
    assert_eq!((&detail["title"], detail["copies"].as_array().unwrap().len()), (&json!("Mon disque"), 1));
    assert_eq!(story.json("/api/v1/collection/edits").await["total"], 1, "one act, which is undone once");
    story.stop().await;
    story.start().await;
    assert_eq!(press(&story, &form).await, one, "also after a restart");
    assert_eq!(titles(&story).await, ["Mon disque"]);

    // Back to the form in the browser, with another title: another album.
    let mut again = form.clone();
    again.iter_mut().find(|(name, _)| name == "title").unwrap().1 = "Un autre".to_owned();
    assert_ne!(press(&story, &again).await, one);
    // Two records that are alike, each from a form of its own, are two.
    assert_ne!(press(&story, &filled_in(&story, "Mon disque").await).await, one);
    assert_eq!(titles(&story).await, ["Mon disque", "Mon disque", "Un autre"]);
    story.end().await;
}

#[tokio::test]
async fn what_is_refused_keeps_its_key() {
    let story = Story::of(World::invent(322, 2)).await;
    let form = filled_in(&story, "").await;
    let refused = story.client.post(story.url("/albums/new")).form(&form).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let mut again = fields(&refused.text().await.unwrap());
    let key = |form: &[(String, String)]| form.iter().find(|(name, _)| name == "once").unwrap().1.clone();
    assert_eq!(key(&again), key(&form));
    again.iter_mut().find(|(name, _)| name == "title").unwrap().1 = "Enfin".to_owned();
    assert_eq!(press(&story, &again).await, press(&story, &again).await);
    assert_eq!(titles(&story).await, ["Enfin"]);
    story.end().await;
}

#[tokio::test]
async fn a_call_with_the_same_key_adds_one_album() {
    let story = Story::of(World::invent(323, 2)).await;
    let add = async |key: Option<&'static str>, title: &str| {
        let mut request = story.client.post(story.url(ALBUMS)).json(&json!({"title": title}));
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let added = request.send().await.unwrap();
        assert_eq!(added.status(), StatusCode::CREATED);
        added.json::<Value>().await.unwrap()["id"].clone()
    };
    let one = add(Some("k-1"), "Alba").await;
    assert_eq!(add(Some("k-1"), "Alba").await, one);
    let others = [add(Some("k-1"), "Alba II").await, add(Some("k-2"), "Alba").await, add(None, "Alba").await];
    assert!(others.iter().all(|other| *other != one), "{others:?}");
    assert_ne!(add(None, "Alba").await, others[2]);
    assert_eq!(titles(&story).await.len(), 5);
    story.end().await;
}
