//! Two languages: the browser's at first, then the reader's own choice.

use super::chromium::{Browser, Reader};
use crate::harness::{Scene, Story};
use rstest::rstest;
use sillon_fakes::World;

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn english_by_the_browser_then_french_by_choice_on_every_page() {
    let story = Story::of(World::invent(151, 30)).await;
    story.sync().await;
    let browser = Browser::of(&story, Reader { languages: "en-GB,en,fr", ..Reader::default() }).await;
    let titles = [("/artists", "artists"), ("/stats", "Statistics"), ("/settings", "Settings")];
    for (path, words) in titles {
        browser.go(path).await;
        assert_eq!(browser.value::<String>("document.documentElement.lang").await, "en", "{path}");
        assert!(browser.text("h1").await.contains(words), "{path}");
    }
    assert_eq!(browser.text(".start .primary").await, "Check for new records");
    browser.press(".foot", "Français").await;
    browser.until("document.documentElement.lang === 'fr'").await;
    assert_eq!(browser.place().await, "/settings");
    assert_eq!(browser.text(".start .primary").await, "Importer l'historique");
    for (path, words) in
        [("/", "30 albums"), ("/artists", "artistes"), ("/stats", "Statistiques"), ("/settings", "Réglages")]
    {
        browser.go(path).await;
        assert_eq!(browser.value::<String>("document.documentElement.lang").await, "fr", "{path}");
        assert!(browser.text("h1").await.contains(words), "{path}");
    }
    browser.press("#display", "English").await;
    browser.until("document.documentElement.lang === 'en'").await;
    browser.end().await;
    story.end().await;
}

#[rstest]
#[case("fr-CH,fr,en", "fr", "Une maison pour vos disques")]
#[case("de,en", "en", "A home for your records")]
#[case("de,it", "fr", "Une maison pour vos disques")]
#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn a_newcomer_is_greeted_in_a_language_of_the_browser(
    #[case] languages: &'static str,
    #[case] lang: &str,
    #[case] greeting: &str,
) {
    let mut scene = Scene::of(World::invent(152, 1));
    scene.token = false;
    let story = scene.begin().await;
    let browser = Browser::of(&story, Reader { languages, ..Reader::default() }).await;
    browser.go("/").await;
    assert_eq!(browser.value::<String>("document.documentElement.lang").await, lang);
    assert_eq!(browser.text("h1").await, greeting);
    browser.end().await;
    story.end().await;
}
