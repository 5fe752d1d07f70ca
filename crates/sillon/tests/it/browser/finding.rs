//! Finding one's way through a collection: words, filters, order, pages, and back.

use super::chromium::Browser;
use crate::harness::Story;
use serde_json::{Value, json};
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
    browser.until(&format!("new URLSearchParams(location.search).get('search') === {}", json!(word))).await;
    let searched = browser.place().await;
    assert!(searched.contains("support=Vinyle"), "{searched}");
    assert_eq!(browser.find(By::Id("search")).await.unwrap().value().await.unwrap().unwrap(), word);
    assert_eq!(browser.value::<u64>(CARDS).await, found.min(60));

    browser.press(".tools .sorting", "Derniers arrivés").await;
    browser.press(".tools .sorting", "Titre, de A à Z").await;
    browser.until("location.search.includes('sort=title')").await;
    let sorted = browser.place().await;
    assert!(sorted.contains("support=Vinyle") && sorted.contains("search="), "{sorted}");
    assert_eq!(browser.value::<u64>(CARDS).await, found.min(60));

    browser.back().await.unwrap();
    assert_eq!(browser.place().await, searched);
    browser.back().await.unwrap();
    assert_eq!(browser.place().await, "/?support=Vinyle");
    browser.until_text("h1", &format!("{vinyls} albums")).await;
    browser.press(".chips", "Vinyle").await;
    browser.until("location.search === ''").await;
    assert_eq!(browser.text("h1").await, "240 albums");
    browser.fill("#search", "zzyzx").await;
    browser.keys(Key::Enter + "").await;
    browser.until_text(".empty", "Aucun album ne correspond.").await;
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
    // A page that was not kept is read as far again.
    browser.refresh().await.unwrap();
    browser.until(&format!("{CARDS} === 150")).await;
    browser.until(&format!("Math.abs(scrollY - {scrolled}) < 50")).await;
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn the_collection_follows_what_is_typed_and_back_leads_to_before() {
    let story = Story::of(World::invent(123, 200)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    browser.go("/?sort=title").await;
    browser.until("'scripted' in document.documentElement.dataset").await;
    let title =
        story.json("/api/v1/collection/albums?page_size=1").await["items"][0]["title"].as_str().unwrap().to_owned();
    let found = total(&story, &[("search", &title)]).await;
    browser.fill("#search", &title).await;
    browser.until_text("h1", &format!("{found} album")).await;
    browser.until(&format!("new URLSearchParams(location.search).get('search') === {}", json!(title))).await;
    assert!(browser.place().await.contains("sort=title"));
    assert_eq!(browser.value::<String>("document.activeElement.id").await, "search", "the focus stays");
    browser.until_text("[data-announce]", &format!("{found} album")).await;

    browser.execute("document.getElementById('search').select()", Vec::new()).await.unwrap();
    browser.keys("year:soon").await;
    browser.until_text("#search-told", "soon").await;
    let described: String = browser.value("document.getElementById('search').getAttribute('aria-describedby')").await;
    assert_eq!(described, "search-told");
    browser.back().await.unwrap();
    browser.until("location.search === '?sort=title'").await;
    browser.until_text("h1", "200 albums").await;
    assert_eq!(browser.value::<String>("document.getElementById('search').value").await, "");
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn facets_join_leave_out_and_are_taken_back() {
    let story = Story::of(World::invent(124, 200)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    let facets = story.json("/api/v1/collection/facets").await;
    let genres = facets["facets"].as_array().unwrap().iter().find(|facet| facet["facet"] == "genre").unwrap();
    let names: Vec<&str> =
        genres["values"].as_array().unwrap().iter().map(|value| value["value"].as_str().unwrap()).collect();
    let [one, other, third, ..] = names.as_slice() else { panic!("{names:?}") };

    browser.go("/").await;
    browser.press("[data-facet=genre]", one).await;
    browser.press("[data-facet=genre]", other).await;
    let both = total(&story, &[("genre", one), ("genre", other)]).await;
    browser.until_text("h1", &format!("{both} album")).await;
    let without = format!("[data-facet=genre] [aria-label={}]", json!(format!("Sans {third}")));
    browser.execute(format!("document.querySelector({}).click()", json!(without)), Vec::new()).await.unwrap();
    let left = total(&story, &[("genre", one), ("genre", other), ("exclude", &format!("genre:{third}"))]).await;
    browser.until_text("h1", &format!("{left} album")).await;
    browser.press(".chips", &format!("sauf {third}")).await;
    browser.until_text("h1", &format!("{both} album")).await;
    browser.press(".chips", "Tout effacer").await;
    browser.until_text("h1", "200 albums").await;

    browser.width(360).await;
    assert!(!browser.find(By::Id("filters")).await.unwrap().is_displayed().await.unwrap());
    browser.press(".tools", "Filtres").await;
    browser.until("document.getElementById('filters').checkVisibility()").await;
    browser.press("[data-facet=genre]", one).await;
    browser.until("location.search.includes('genre=')").await;
    assert!(browser.place().await.ends_with("#filters"), "the sheet stays open while one chooses");
    browser.press(".drawer-head", "Fermer").await;
    browser.until("!document.getElementById('filters').checkVisibility()").await;
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn the_wall_becomes_lines_and_a_table_and_a_view_is_kept() {
    let story = Story::of(World::invent(125, 130)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    browser.go("/?sort=title").await;
    for (words, part) in [("Petites pochettes", ".grid-small"), ("Liste", ".grid-list"), ("Tableau", ".albums-table")] {
        browser.press(".viewing", "Affichage").await;
        browser.press(".viewing", words).await;
        browser.until(&format!("document.querySelector('#grid {part}')")).await;
        assert_eq!(browser.place().await, "/?sort=title");
        assert_eq!(browser.value::<u64>(CARDS).await, 60);
    }
    browser.execute("scrollTo(0, document.body.scrollHeight)", Vec::new()).await.unwrap();
    browser.until(&format!("{CARDS} === 120")).await;
    browser.execute("scrollTo(0, 0)", Vec::new()).await.unwrap();
    browser.press(".albums-table thead", "Année").await;
    browser.until("document.querySelector('.col-year[aria-sort=descending]')").await;
    browser.press("[data-facet=views]", "Vues").await;
    browser.fill("#view-name", "Par année").await;
    browser.press("[data-facet=views]", "Garder cette vue").await;
    browser.until("location.search === '?sort=year&view=table'").await;
    browser.go("/").await;
    browser.press("[data-facet=views]", "Par année").await;
    browser.until("document.querySelector('.col-year[aria-sort=descending]')").await;
    browser.end().await;
    story.end().await;
}
