//! While an enrichment is at work its page offers what would be taken into it, and nothing else.

use super::{row, synced};
use crate::harness::Story;
use sillon_core::enrich::Facet;
use sillon_core::progress::Status;
use sillon_fakes::On;

async fn page(story: &Story, language: &str) -> String {
    let page = story.client.get(story.url("/settings/enrichment")).header("accept-language", language);
    page.send().await.unwrap().text().await.unwrap()
}

/// The facets that the page has a button for.
fn offered(page: &str) -> Vec<&'static str> {
    let has = |facet: &Facet| page.contains(&format!("name=\"only\" value=\"{}\"", facet.as_str()));
    Facet::ALL.iter().filter(|facet| has(facet)).map(|facet| facet.as_str()).collect()
}

fn offers_all(page: &str) -> bool {
    page.contains("id=\"enrichment-start\">")
}

async fn press(story: &Story, form: &'static str) -> String {
    let pressed = story.form("/settings/enrichment/start", form).await;
    pressed.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_run_at_work_offers_what_would_be_added_to_it() {
    let story = synced(79, 8).await;
    let gate = story.script().hold(On::path("discogs", "/releases/"));
    assert_eq!(press(&story, "limit=&only=details").await, "/settings/enrichment#enrichment");
    gate.wait_for(1).await;
    let shown = page(&story, "en").await;
    assert!(offers_all(&shown) && shown.contains(">Add everything to this run</button>"), "{shown}");
    assert_eq!(offered(&shown), ["links", "images", "covers", "descriptions"], "details are at work");
    assert!(page(&story, "fr").await.contains(">Tout ajouter à cet enrichissement</button>"));

    assert_eq!(press(&story, "limit=&only=covers").await, "/settings/enrichment?notice=widened#enrichment");
    assert_eq!(offered(&page(&story, "en").await), ["links", "images", "descriptions"]);
    assert_eq!(press(&story, "limit=&only=covers").await, "/settings/enrichment?notice=running#enrichment");

    assert_eq!(press(&story, "limit=").await, "/settings/enrichment?notice=widened#enrichment");
    for (language, said) in
        [("en", "This run looks at everything already."), ("fr", "Cet enrichissement porte déjà sur tout.")]
    {
        let shown = page(&story, language).await;
        assert!(shown.contains(said) && !offers_all(&shown) && offered(&shown).is_empty(), "{language}: {shown}");
    }
    gate.open();
    let progress = story.end_of_enrichment().await;
    assert_eq!((progress.status, row(&progress, Facet::Descriptions).total), (Status::Completed, 8), "{progress:?}");
    let shown = page(&story, "en").await;
    assert!(offers_all(&shown) && !shown.contains("Add everything to this run"), "{shown}");
    assert_eq!(offered(&shown).len(), Facet::ALL.len());
    story.end().await;
}
