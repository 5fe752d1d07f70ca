//! Finding one's way through a collection: words, filters, order, pages, and back.

use super::chromium::Browser;
use crate::harness::Story;
use serde_json::Value;
use sillon_fakes::{Act, On, World};
use thirtyfour::prelude::*;

const CARDS: &str = "document.querySelectorAll('#grid .card').length";
const TITLES: &str = "[...document.querySelectorAll('#grid .card-title')].map((title) => title.textContent)";
const BLANK: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"/>"#;
/// Every cover is asked for and has come. A page that still waits for one is not kept by the browser.
const ALL_COVERS: &str = "[...document.querySelectorAll('#grid img')]
    .map((image) => { image.loading = 'eager'; return image; }).every((image) => image.complete)";

async fn total(story: &Story, query: &[(&str, &str)]) -> u64 {
    let answer = story.client.get(story.url("/api/v1/collection/albums")).query(query).send().await.unwrap();
    answer.json::<Value>().await.unwrap()["total"].as_u64().unwrap()
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn words_filters_and_order_stand_in_the_address_and_back_undoes_them() {
    let story = Story::of(World::invent(121, 240)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    browser.go("/").await;
    let vinyls = total(&story, &[("support", "Vinyle")]).await;
    browser.press(".drawer", "Vinyle").await;
    browser.until("location.search === '?support=Vinyle'").await;
    assert_eq!(browser.text("h1").await, format!("{vinyls} albums"));

    let artist =
        story.json("/api/v1/collection/albums?support=Vinyle&page_size=1").await["items"][0]["artists"][0].clone();
    let word = artist.as_str().unwrap().split(' ').next_back().unwrap().to_owned();
    let found = total(&story, &[("support", "Vinyle"), ("search", &word)]).await;
    browser.fill("#search", &word).await;
    browser.keys(Key::Enter + "").await;
    browser.until("location.search.includes('search=')").await;
    let searched = browser.place().await;
    assert!(searched.contains("support=Vinyle"), "{searched}");
    assert_eq!(browser.find(By::Id("search")).await.unwrap().value().await.unwrap().unwrap(), word);
    assert_eq!(browser.value::<u64>(CARDS).await, found.min(60));

    browser.press(".tools .menu", "Derniers arrivés").await;
    browser.press(".tools .menu", "Titre, de A à Z").await;
    browser.until("location.search.includes('sort=title')").await;
    let sorted = browser.place().await;
    assert!(sorted.contains("support=Vinyle") && sorted.contains("search="), "{sorted}");
    assert_eq!(browser.value::<u64>(CARDS).await, found.min(60));

    browser.back().await.unwrap();
    assert_eq!(browser.place().await, searched);
    browser.back().await.unwrap();
    assert_eq!(browser.place().await, "/?support=Vinyle");
    browser.press(".chips", "Vinyle").await;
    browser.until("location.search === ''").await;
    assert_eq!(browser.text("h1").await, "240 albums");
    browser.fill("#search", "zzyzx").await;
    browser.keys(Key::Enter + "").await;
    browser.until_text(".empty", "Aucun album ne répond à cela.").await;
    browser.press(".empty", "Montrer toute la collection").await;
    browser.until_text("h1", "240 albums").await;
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn the_wall_reads_on_as_one_scrolls_and_back_returns_to_the_same_cover() {
    let story = Story::of(World::invent(122, 150)).await;
    // Blank covers: none is to be drawn for so many.
    let headers = vec![("content-type".to_owned(), "image/svg+xml".to_owned())];
    story.script().act(On::service("images"), Act::Answer { status: 200, headers, body: BLANK.into() });
    story.sync().await;
    let browser = Browser::open(&story).await;
    browser.go("/?sort=title").await;
    assert_eq!(browser.value::<u64>(CARDS).await, 60);
    for cards in [120, 150] {
        browser.execute("scrollTo(0, document.body.scrollHeight)", Vec::new()).await.unwrap();
        browser.until(&format!("{CARDS} === {cards}")).await;
    }
    assert_eq!(browser.place().await, "/?sort=title");
    let sorted: Vec<Value> = story.albums().await;
    let titles: Vec<String> = browser.value(TITLES).await;
    assert_eq!(titles, sorted.iter().map(|album| album["title"].as_str().unwrap()).collect::<Vec<_>>());

    browser.until(ALL_COVERS).await;
    let far = browser.find_all(By::Css("#grid .card > a")).await.unwrap().swap_remove(137);
    far.scroll_into_view().await.unwrap();
    let scrolled: f64 = browser.value("scrollY").await;
    far.click().await.unwrap();
    browser.until(&format!("location.pathname === '/albums/{}'", sorted[137]["id"].as_i64().unwrap())).await;
    assert_eq!(browser.text("h1").await, sorted[137]["title"].as_str().unwrap());
    browser.back().await.unwrap();
    browser.until(&format!("{CARDS} === 150")).await;
    browser.until(&format!("Math.abs(scrollY - {scrolled}) < 50")).await;
    browser.end().await;
    story.end().await;
}
