//! Every page there is: it suits a phone, and the console stays silent.

use super::chromium::Browser;
use crate::harness::{Scene, Story};
use sillon_fakes::{On, World};
use thirtyfour::prelude::*;

/// Each kind of page, over a collection that has come in.
pub(crate) async fn every(story: &Story) -> Vec<String> {
    let albums = story.json("/api/v1/collection/albums").await;
    let artists = story.json("/api/v1/collection/artists").await;
    let syncs = story.json("/api/v1/syncs").await;
    let facets = story.json("/api/v1/collection/facets").await;
    let first = |name: &str| {
        let facets = facets["facets"].as_array().unwrap();
        let facet = facets.iter().find(|facet| facet["facet"] == name).unwrap();
        facet["values"][0]["value"].as_str().unwrap().replace(' ', "%20")
    };
    vec![
        "/".to_owned(),
        "/?search=zzyzx".to_owned(),
        format!("/albums/{}", albums["items"][0]["id"]),
        "/artists".to_owned(),
        format!("/artists/{}", artists["items"][0]["id"]),
        "/labels".to_owned(),
        format!("/labels/{}", first("label")),
        format!("/genres/{}", first("genre")),
        format!("/styles/{}", first("style")),
        "/decades/1970".to_owned(),
        "/?view=list".to_owned(),
        "/?view=table".to_owned(),
        "/?view=small&search=year:soon".to_owned(),
        "/views".to_owned(),
        "/stats".to_owned(),
        "/shop?q=a".to_owned(),
        "/wantlist".to_owned(),
        "/settings".to_owned(),
        "/settings/enrichment".to_owned(),
        "/settings/import".to_owned(),
        "/settings/database".to_owned(),
        format!("/albums/{}/edit", albums["items"][0]["id"]),
        "/albums/new".to_owned(),
        "/select".to_owned(),
        "/archive".to_owned(),
        "/edits".to_owned(),
        format!("/syncs/{}", syncs["items"][0]["job_id"].as_str().unwrap()),
    ]
}

async fn assert_fits(browser: &Browser, width: u32, path: &str) {
    let sticking: Vec<String> = browser
        .value(&format!(
            "[...document.querySelectorAll('body *')].filter((part) => part.getBoundingClientRect().right > {width} + 1)
                .map((part) => part.outerHTML.slice(0, 90)).slice(0, 4)"
        ))
        .await;
    let wide: u32 = browser.value("document.documentElement.scrollWidth").await;
    assert!(wide <= width, "{path} is {wide} px wide on {width} px: {sticking:#?}");
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn lists_plots_and_the_help_suit_a_phone() {
    let story = Story::of(World::invent(161, 230).with_copies(6)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    browser.width(360).await;
    browser.go("/").await;
    let columns = "getComputedStyle(document.querySelector('#grid .grid')).gridTemplateColumns.split(' ').length";
    assert_eq!(browser.value::<u32>(columns).await, 2);
    browser.press(".tools", "Filtres").await;
    assert_fits(&browser, 360, "the filters").await;
    browser.until_covers().await;
    browser.keys(Key::Escape + "?").await;
    browser.until("document.getElementById('help').open").await;
    let beside =
        "[...document.querySelectorAll('#help div')].filter((line) => line.scrollWidth > line.clientWidth).length";
    assert_eq!(browser.value::<u32>(beside).await, 0, "the help's words stand within their lines");
    browser.go("/stats").await;
    let room =
        "Math.min(...[...document.querySelectorAll('.bars svg')].map((bar) => bar.getBoundingClientRect().width))";
    assert!(browser.value::<f64>(room).await > 60.0, "bars are to be seen");
    for (width, stays) in [(1280, true), (360, false)] {
        browser.width(width).await;
        browser.go("/?view=table").await;
        let head = "document.querySelector('.albums-table thead').getBoundingClientRect()";
        let first = "document.querySelector('.albums-table tbody tr').getBoundingClientRect()";
        let apart = format!("Math.abs({head}.bottom - {first}.top) < 1");
        assert!(browser.value::<bool>(&apart).await, "at {width} px the head covers no row");
        browser.execute("scrollTo({ top: 1500, behavior: 'instant' })", Vec::new()).await.unwrap();
        let under = "document.querySelector('.bar').getBoundingClientRect().bottom";
        let stuck =
            format!("Math.abs(document.querySelector('.albums-table th').getBoundingClientRect().top - {under}) < 2");
        assert_eq!(browser.value::<bool>(&stuck).await, stays, "at {width} px");
    }
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn first_start_and_a_running_sync_fit_on_a_phone() {
    let mut scene = Scene::of(World::invent(162, 250));
    scene.token = false;
    let story = scene.begin().await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2"));
    let browser = Browser::open(&story).await;
    browser.width(360).await;
    browser.go("/").await;
    assert_fits(&browser, 360, "first start").await;
    browser.fill("#token", &story.fakes.token()).await;
    browser.press(".token", "Relier").await;
    browser.until_text(".notice", "Relié.").await;
    browser.press("#discogs", "Importer l'historique").await;
    browser.until_text("#panel [data-live=count]", "100 / 250").await;
    assert_fits(&browser, 360, "a sync").await;
    browser.go("/").await;
    browser.until_text("#strip", "100 / 250").await;
    assert_fits(&browser, 360, "the strip").await;
    gate.open();
    browser.until_text("#strip", "Terminé").await;
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn no_page_complains_to_the_console() {
    let story = Story::of(World::invent(163, 80)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    for path in every(&story).await.into_iter().chain(["/docs/".to_owned()]) {
        browser.go(&path).await;
        browser.until("document.readyState === 'complete'").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "{path}");
    }
    browser.go("/").await;
    browser
        .execute("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')", Vec::new())
        .await
        .unwrap();
    let heard = browser.complaints().await;
    assert!(
        heard.iter().any(|complaint| complaint.contains("Content Security Policy")),
        "a violation is heard: {heard:?}"
    );
    browser.go("/nowhere").await;
    assert!(browser.text("h1").await.contains("Rien ici") || browser.text("h1").await.contains("rien ici"));
    let heard = browser.complaints().await;
    assert!(heard.iter().all(|complaint| complaint.contains("404")), "{heard:?}");
    browser.end().await;
    story.end().await;
}
