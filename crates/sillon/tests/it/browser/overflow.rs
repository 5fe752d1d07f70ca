//! Every page with wide and narrow fonts and with text at twice its size: nothing overflows, is cut, overlaps or breaks within its words.

use super::chromium::{Browser, Reader};
use super::fonts::Fonts;
use super::places;
use crate::enrich::synced;
use crate::harness::{Scene, Story};
use rstest::rstest;
use sillon_fakes::World;
use std::collections::HashMap;
use std::time::Duration;
use thirtyfour::prelude::*;

/// Lists what is wrong with the layout of the page as it is drawn now.
const FINDINGS: &str = include_str!("overflow.js");
const OPEN_ALL: &str = "document.querySelectorAll('details').forEach((part) => { part.open = true; })";
/// 320 px is also what a window of 640 px has at a zoom of 200 %, and one of 1280 px at 400 %.
const WIDTHS: [u32; 5] = [320, 360, 768, 1280, 2560];
/// How often, and after how long each, a page with findings is looked at again.
const SETTLES: u32 = 4;
const SETTLE: Duration = Duration::from_millis(250);
/// Longer than any line of a phone: a name as German makes them, one without a letter to break at, an address.
const LONG: [(&str, &str); 12] = [
    ("title", "Rechtsschutzversicherungsgesellschaften & Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau"),
    ("artist", "Einstürzende Kraftfahrzeughaftpflichtversicherungen"),
    ("join", "&"),
    ("artist", "xXx______________________________________________________________xXx"),
    ("join", ""),
    ("label", "Bundesausbildungsförderungsgesetzschallplatten"),
    ("catno", "INV-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789"),
    ("qty", "12"),
    ("format", "Vinyl"),
    ("text", "Dunkelschwarzmarmoriertesvinylinaufklappbarerhülle"),
    ("styles", "Kosmischemusikundminimalsynthesizer"),
    ("copy0-field3", "https://example.org/012345678901234567890123456789012345678901234567890123456789"),
];

/// What is wrong, with where and for whom.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    async fn look(&mut self, browser: &Browser, reader: Reader, widths: &[u32], what: &str) {
        for width in widths {
            browser.width(*width).await;
            let mut found: Vec<String> = browser.value(FINDINGS).await;
            // A window that was just resized is laid out more than once: only what stays wrong counts.
            for _ in 0..SETTLES {
                if found.is_empty() {
                    break;
                }
                tokio::time::sleep(SETTLE).await;
                found = browser.value(FINDINGS).await;
            }
            let Reader { fonts, languages, text, .. } = reader;
            let place = format!("{what} ({fonts:?}, {languages}, text {text} px) at {width} px");
            self.0.extend(found.into_iter().map(|finding| format!("{place}: {finding}")));
        }
    }

    async fn look_at(&mut self, browser: &Browser, reader: Reader, path: &str) {
        browser.go(path).await;
        browser.execute(OPEN_ALL, Vec::new()).await.unwrap();
        let widths = if reader.text == 16 { &WIDTHS[..] } else { &[320, 768, 1280][..] };
        self.look(browser, reader, widths, path).await;
    }

    fn end(self) {
        let count = self.0.len();
        assert!(count == 0, "{count} findings:\n{}", self.0[..count.min(60)].join("\n"));
    }
}

fn reader((languages, text): (&'static str, u32), fonts: Fonts) -> Reader {
    Reader { languages, text, fonts, ..Reader::default() }
}

/// Each kind of page, also those of an album with long names.
async fn paths(story: &Story) -> Vec<String> {
    let answer = story.client.post(story.url("/albums/new")).form(&LONG).send().await.unwrap();
    let album = answer.headers()["location"].to_str().unwrap().split('?').next().unwrap().to_owned();
    let mut paths = places::every(story).await;
    let (_, style) = LONG.iter().find(|(name, _)| *name == "styles").unwrap();
    paths.push(format!("/styles/{style}"));
    for more in ["/settings/backups", "/settings/access", "/syncs", "/?view=large", "/select?search=donaudampf"] {
        paths.push(more.to_owned());
    }
    for list in ["/?search=donaudampf", "/?view=table&search=donaudampf", "/?view=list&search=donaudampf"] {
        paths.push(list.to_owned());
    }
    paths.extend([format!("{album}/edit"), "/shop?q=donaudampf".to_owned(), album]);
    paths
}

/// One line each at the usual size of text, with every set of fonts.
async fn assert_one_line(browser: &Browser, reader: Reader) {
    browser.go("/settings").await;
    for width in [320, 360] {
        browser.width(width).await;
        for parts in ["[data-themes] button", ".places a"] {
            let lines =
                format!("new Set([...document.querySelectorAll('{parts}')].map((part) => part.offsetTop)).size");
            let lines: u32 = browser.value(&lines).await;
            assert_eq!(lines, 1, "lines of {parts} at {width} px with {:?}", reader.fonts);
        }
    }
}

#[rstest]
#[case(Fonts::Wide, &[("fr", 16), ("en", 16), ("fr", 32)])]
#[case(Fonts::Narrow, &[("fr", 16), ("en", 32)])]
#[case(Fonts::Fallback, &[("fr", 16), ("fr", 32)])]
#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn no_page_is_wider_than_its_screen(#[case] fonts: Fonts, #[case] readers: &[(&'static str, u32)]) {
    let story = synced(165, 24).await;
    story.sync_wants().await;
    story.enrich("?limit=4").await;
    let view = serde_json::json!({"name": "Ce que l’on met le dimanche matin", "query": "support=Vinyle"});
    let view = story.client.post(story.url("/api/v1/views")).json(&view);
    assert!(view.send().await.unwrap().status().is_success());
    let paths = paths(&story).await;
    let mut findings = Findings::default();
    for chosen in readers {
        let reader = reader(*chosen, fonts);
        let browser = Browser::of(&story, reader).await;
        for path in &paths {
            findings.look_at(&browser, reader, path).await;
        }
        browser.width(360).await;
        browser.go("/").await;
        browser.execute("location.hash = 'filters'", Vec::new()).await.unwrap();
        findings.look(&browser, reader, &WIDTHS[..3], "the filters").await;
        browser.execute("document.getElementById('help').showModal()", Vec::new()).await.unwrap();
        findings.look(&browser, reader, &WIDTHS[..3], "the help").await;
        if reader.text == 16 {
            assert_one_line(&browser, reader).await;
        }
        browser.end().await;
    }
    story.end().await;
    findings.end();
}

#[rstest]
#[case(Fonts::Wide, &[("fr", 16), ("en", 32)])]
#[case(Fonts::Narrow, &[("en", 16)])]
#[case(Fonts::Fallback, &[("fr", 32)])]
#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn the_first_pages_and_the_errors_fit_too(#[case] fonts: Fonts, #[case] readers: &[(&'static str, u32)]) {
    let mut scene = Scene::of(World::invent(166, 1));
    scene.token = false;
    let story = scene.begin().await;
    let mut scene = Scene::of(World::invent(167, 1));
    scene.more.push(("password", "sésame ouvre-toi".to_owned()));
    let locked = scene.begin().await;
    let header = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added\r\n";
    let row =
        format!("C 1,{},{},Label,\"LP, Album\",,1999,1,Uncategorized,2020-07-07 08:45:30\r\n", LONG[1].1, LONG[0].1);
    let name = "discogs_collection_Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau";
    let (good, wrong) = (story.folder.path().join(format!("{name}.csv")), story.folder.path().join("wrong.csv"));
    std::fs::write(&good, format!("{header}{row}")).unwrap();
    std::fs::write(&wrong, format!("{header}C 1,{}\r\n", LONG[0].1)).unwrap();
    let mut findings = Findings::default();
    for chosen in readers {
        let reader = reader(*chosen, fonts);
        let browser = Browser::of(&locked, reader).await;
        findings.look_at(&browser, reader, "/login").await;
        browser.fill("#password", "sésame ferme-toi").await;
        browser.keys(Key::Enter + "").await;
        browser.until("document.querySelector('[role=alert]') !== null").await;
        findings.look(&browser, reader, &WIDTHS, "a wrong password").await;
        drop(browser);
        let browser = Browser::of(&story, reader).await;
        for path in ["/", "/artists", "/labels", "/stats", "/wantlist", "/views", "/settings", "/settings/enrichment"] {
            findings.look_at(&browser, reader, path).await;
        }
        for (path, shown) in [(&wrong, "#plan .entries li"), (&good, "#plan .panel-sentence")] {
            browser.width(1280).await;
            browser.go("/settings/import").await;
            browser.find(By::Css("#file")).await.unwrap().send_keys(path.display().to_string()).await.unwrap();
            browser.execute("document.querySelector('.drop button').click()", Vec::new()).await.unwrap();
            browser.until(&format!("document.querySelector('{shown}') !== null")).await;
            findings.look(&browser, reader, &WIDTHS, "an import").await;
        }
        browser.end().await;
        let browser = Browser::of(&story, reader).await;
        findings.look_at(&browser, reader, "/nowhere").await;
        drop(browser);
    }
    story.end().await;
    locked.end().await;
    findings.end();
}

const PROBE: &str = "Object.fromEntries(['system-ui', 'serif', 'monospace'].map((family) => {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = `100px ${family}`;
    return [family, Math.round(pen.measureText('Comme le système WMil 0123').width)];
}))";

#[rstest]
#[case(Fonts::Wide, [1525, 1542, 1560])]
#[case(Fonts::Narrow, [1111, 1245, 1560])]
#[case(Fonts::Fallback, [1560, 1560, 1560])]
#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn the_browser_draws_with_the_fonts_of_its_set_and_no_others(#[case] fonts: Fonts, #[case] widths: [u32; 3]) {
    let story = Story::of(World::invent(164, 1)).await;
    let browser = Browser::of(&story, Reader { fonts, ..Reader::default() }).await;
    browser.go("/settings").await;
    let measured: HashMap<String, u32> = browser.value(PROBE).await;
    for (family, width) in ["system-ui", "serif", "monospace"].into_iter().zip(widths) {
        let drawn = measured[family];
        assert!(drawn.abs_diff(width) <= width / 50, "{fonts:?} {family}: {drawn} px, not about {width}");
    }
    browser.end().await;
    story.end().await;
}
