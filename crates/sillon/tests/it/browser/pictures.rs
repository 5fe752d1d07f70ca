//! Pictures of every page, for people to look at.

use super::chromium::{Browser, Reader};
use super::places;
use crate::harness::{Scene, Story};
use sillon_fakes::{On, World};
use std::path::{Path, PathBuf};

const FOLDER: &str = "SILLON_TEST_PICTURES";

#[allow(clippy::disallowed_methods, reason = "asked of whoever runs the tests, not of a setting of the program's")]
fn folder() -> Option<PathBuf> {
    std::env::var(FOLDER).ok().map(PathBuf::from)
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
#[allow(clippy::print_stdout, reason = "said to whoever runs it by hand")]
async fn every_page_in_every_look() {
    let Some(folder) = folder() else {
        println!("no picture was asked for: {FOLDER} names no folder");
        return;
    };
    let mut scene = Scene::of(World::invent(1877, 300).with_copies(9));
    scene.spotify = true;
    let story = scene.begin().await;
    story.sync().await;
    for (languages, lang) in [("fr", "fr"), ("en", "en")] {
        let browser = Browser::of(&story, Reader { languages, ..Reader::default() }).await;
        for path in places::every(&story).await {
            browser.go(&path).await;
            take_all(&browser, &folder, &name_of(&path), lang).await;
        }
        browser.end().await;
    }
    newcomer(&folder).await;
    let taken = std::fs::read_dir(&folder).unwrap().count();
    assert!(taken >= 126, "{taken} pictures");
    story.end().await;
}

async fn newcomer(folder: &Path) {
    let mut scene = Scene::of(World::invent(1877, 300));
    scene.token = false;
    let story: Story = scene.begin().await;
    let browser = Browser::open(&story).await;
    browser.go("/").await;
    take_all(&browser, folder, "welcome", "fr").await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=2"));
    browser.fill("#token", &story.fakes.token()).await;
    browser.press(".token", "Relier").await;
    browser.until_text(".notice", "Relié.").await;
    take_all(&browser, folder, "connected", "fr").await;
    browser.press("#discogs", "Importer l'historique").await;
    browser.until_text("#panel [data-live=count]", "100 / 300").await;
    take_all(&browser, folder, "syncing", "fr").await;
    browser.go("/").await;
    take_all(&browser, folder, "filling", "fr").await;
    gate.open();
    browser.until_text("#strip", "Terminé").await;
    browser.keys("?").await;
    take_all(&browser, folder, "help", "fr").await;
    browser.end().await;
    story.end().await;
}

async fn take_all(browser: &Browser, folder: &Path, name: &str, lang: &str) {
    std::fs::create_dir_all(folder).unwrap();
    for (width, height) in [(360, 1400), (1280, 1400), (2560, 1440)] {
        browser.size(width, height).await;
        for scheme in ["light", "dark"] {
            browser.system_prefers(scheme).await;
            browser.until(&format!("document.getAnimations().length === 0 && ({COVERS_OR_NONE})")).await;
            browser.screenshot(&folder.join(format!("{name}-{lang}-{width}-{scheme}.png"))).await.unwrap();
        }
    }
}

/// Pages without a cover are ready too.
const COVERS_OR_NONE: &str = "[...document.querySelectorAll('main img')]
    .filter((image) => image.getBoundingClientRect().top < innerHeight)
    .every((image) => image.complete && image.naturalWidth > 0)";

fn name_of(path: &str) -> String {
    let kind = path.trim_start_matches('/').split(['/', '?']).next().unwrap();
    match (kind, path) {
        ("", "/") => "collection".to_owned(),
        ("", _) => "nothing-found".to_owned(),
        ("artists", path) if path.len() > "/artists".len() => "artist".to_owned(),
        (kind, _) => kind.to_owned(),
    }
}
