//! axe-core finds nothing on any page: wide and light, narrow and dark, and with all that opens open.

use super::chromium::Browser;
use super::places;
use crate::enrich::synced;
use crate::harness::Scene;
use sillon_fakes::World;
use std::fmt::Write as _;
use thirtyfour::prelude::*;

/// Colours glide: they are looked at where they arrive.
const STILL: &str = "document.getAnimations().length === 0";
const OPEN_ALL: &str = "for (const part of document.querySelectorAll('main details, .bar details')) part.open = true";
const VIOLATIONS: &str =
    "return axe.run().then(({ violations }) => violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id} at ${node.target.join(' ')}: ${rule.help} (${rule.helpUrl})\\n    ${node.html.slice(0, 160)}`)))";

/// What axe-core says of the pages it was shown.
struct Axe {
    source: String,
    found: String,
}

impl Axe {
    fn load() -> Self {
        #[allow(clippy::disallowed_methods, reason = "only the tests know this variable: where the script is")]
        let path = std::env::var("SILLON_TEST_AXE").expect("SILLON_TEST_AXE, see tools/axe");
        Self { source: std::fs::read_to_string(path).unwrap(), found: String::new() }
    }

    /// The page as it stands.
    async fn look(&mut self, browser: &Browser, name: &str) {
        browser.until(STILL).await;
        if !browser.value::<bool>("'axe' in window").await {
            browser.execute(&self.source, Vec::new()).await.unwrap();
        }
        let violations = browser.execute(VIOLATIONS, Vec::new()).await.unwrap();
        for violation in violations.convert::<Vec<String>>().unwrap() {
            writeln!(self.found, "{name}: {violation}").unwrap();
        }
    }

    /// The page in each of its shapes.
    async fn look_at_all_of(&mut self, browser: &Browser, name: &str) {
        browser.width(1280).await;
        browser.system_prefers("light").await;
        self.look(browser, &format!("{name}, wide and light")).await;
        browser.width(360).await;
        browser.system_prefers("dark").await;
        self.look(browser, &format!("{name}, narrow and dark")).await;
        if browser.value("document.querySelector('main details, .bar details') !== null").await {
            browser.execute(OPEN_ALL, Vec::new()).await.unwrap();
            self.look(browser, &format!("{name}, opened")).await;
        }
        browser.width(1280).await;
    }

    fn end(self) {
        assert!(self.found.is_empty(), "{}", self.found);
    }
}

#[tokio::test]
#[ignore = "needs chromedriver and axe-core: ./check runs it"]
async fn axe_finds_nothing_in_a_collection() {
    let story = synced(191, 130).await;
    story.sync_wants().await;
    story.enrich("").await;
    story.get("/stats").await;
    story.sillon().engine.appraised().await;
    let albums = story.albums().await;
    let (changed, away) = (&albums[0]["id"], &albums[1]["id"]);
    story.form(&format!("/albums/{away}/archive"), "").await;
    let edits = serde_json::json!({"title": "Another Title", "country": "FR"});
    let edit = story.client.patch(story.url(&format!("/api/v1/collection/albums/{changed}"))).json(&edits);
    assert!(edit.send().await.unwrap().status().is_success());
    let view = serde_json::json!({"name": "Vinyles", "query": "support=Vinyle"});
    let view = story.client.post(story.url("/api/v1/views")).json(&view);
    assert!(view.send().await.unwrap().status().is_success());
    let browser = Browser::open(&story).await;
    let mut axe = Axe::load();
    for path in places::every(&story).await {
        browser.go(&path).await;
        axe.look_at_all_of(&browser, &path).await;
    }
    browser.go(&format!("/albums/{away}")).await;
    axe.look_at_all_of(&browser, "an album put away").await;
    browser.go("/nowhere").await;
    axe.look_at_all_of(&browser, "nothing here").await;
    assert!(browser.complaints().await.iter().all(|line| line.contains("404")));

    browser.width(360).await;
    browser.go("/").await;
    browser.press(".tools", "Filtres").await;
    axe.look(&browser, "the filters").await;
    browser.keys(Key::Escape + "?").await;
    browser.until("document.getElementById('help').open").await;
    axe.look(&browser, "the help").await;
    browser.end().await;
    story.end().await;
    axe.end();
}

#[tokio::test]
#[ignore = "needs chromedriver and axe-core: ./check runs it"]
async fn axe_finds_nothing_at_the_doors() {
    let mut scene = Scene::of(World::invent(192, 1));
    scene.token = false;
    let story = scene.begin().await;
    let header = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added\r\n";
    let row = "C 1,Artist,Title,Label,\"LP, Album\",,1999,1,Uncategorized,2020-07-07 08:45:30\r\n";
    let (good, wrong) = (story.folder.path().join("good.csv"), story.folder.path().join("wrong.csv"));
    std::fs::write(&good, format!("{header}{row}")).unwrap();
    std::fs::write(&wrong, format!("{header}C 1,Artist\r\n")).unwrap();
    let browser = Browser::open(&story).await;
    let mut axe = Axe::load();
    for path in
        ["/", "/artists", "/labels", "/stats", "/wantlist", "/select", "/archive", "/edits", "/views", "/settings"]
    {
        browser.go(path).await;
        axe.look_at_all_of(&browser, &format!("{path}, empty")).await;
    }
    browser.go("/").await;
    browser.press(".doors", "Faire un tour").await;
    browser.until("document.querySelectorAll('#grid .card').length >= 60").await;
    browser.until("!['starting', 'running'].includes(document.getElementById('strip').dataset.sync)").await;
    axe.look_at_all_of(&browser, "the demonstration").await;
    browser.press(".demo", "Quitter la démonstration").await;
    browser.until_text("h1", "Une maison pour vos disques").await;
    for (path, shown) in [(&wrong, "#plan .entries li"), (&good, "#plan .panel-sentence")] {
        browser.go("/settings/import").await;
        browser.find(By::Css("#file")).await.unwrap().send_keys(path.display().to_string()).await.unwrap();
        browser.press(".drop", "Voir ce que ça ferait").await;
        browser.until(&format!("document.querySelector('{shown}') !== null")).await;
        axe.look_at_all_of(&browser, &format!("an import, {shown}")).await;
    }
    browser.press("#plan", "Importer").await;
    browser.until_text("#import-panel [data-live=sentence]", "Terminé : 1 album ajouté.").await;
    axe.look_at_all_of(&browser, "an import, done").await;
    browser.press("#import-panel", "Voir le reçu").await;
    browser.until("location.pathname.startsWith('/syncs/')").await;
    axe.look_at_all_of(&browser, "its receipt").await;
    browser.end().await;
    story.end().await;
    axe.end();
}

#[tokio::test]
#[ignore = "needs chromedriver and axe-core: ./check runs it"]
async fn axe_finds_nothing_before_a_password() {
    let mut scene = Scene::of(World::invent(193, 1));
    scene.more.push(("password", "sésame ouvre-toi".to_owned()));
    let story = scene.begin().await;
    let browser = Browser::open(&story).await;
    let mut axe = Axe::load();
    browser.go("/").await;
    axe.look_at_all_of(&browser, "the door").await;
    browser.fill("#password", "sésame ferme-toi").await;
    browser.keys(Key::Enter + "").await;
    browser.until_text("[role=alert]", "Ce n’est pas le mot de passe.").await;
    axe.look_at_all_of(&browser, "the door, knocked at").await;
    let heard = browser.complaints().await;
    assert!(heard.iter().all(|complaint| complaint.contains("401")), "{heard:?}");
    browser.end().await;
    story.end().await;
    axe.end();
}
