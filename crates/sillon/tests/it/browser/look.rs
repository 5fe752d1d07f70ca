//! Light and dark: as the system says until the reader says otherwise, and readable in both.

use super::chromium::Browser;
use super::places;
use crate::harness::{Scene, Story};
use serde_json::Value;
use sillon_fakes::World;

const GROUND: &str = "getComputedStyle(document.documentElement).backgroundColor";
const PAPER: &str = "rgb(251, 250, 247)";
const LACQUER: &str = "rgb(19, 18, 17)";

/// Every word in sight whose ink has less than 4.5 to 1 on what lies behind it, as the browser computed the colours.
/// Pictures behind a word are left out, and so is what is hidden from readers.
const FAINT: &str = r"(() => {
    const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const rgba = (colour) => { brush.clearRect(0, 0, 1, 1); brush.fillStyle = colour; brush.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
    const over = ([r, g, b, a], under) => [r, g, b].map((part, at) => part * a + under[at] * (1 - a));
    const light = (colour) => { const [r, g, b] = colour.map((part) => { const v = part / 255;
        return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const behind = (part) => { if (!part) return [255, 255, 255];
        const colour = rgba(getComputedStyle(part).backgroundColor);
        return colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(part.parentElement)); };
    const faint = [];
    for (const part of document.querySelectorAll('body *')) {
        const words = [...part.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join(' ');
        if (!words.trim() || part.closest('[aria-hidden=true], [role=img], script, noscript, option, progress')) continue;
        if (!part.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const style = getComputedStyle(part);
        let ink = rgba(part.closest('svg') ? style.fill : style.color);
        for (let at = part; at; at = at.parentElement) ink[3] *= Number(getComputedStyle(at).opacity);
        const ground = behind(part);
        const [lighter, darker] = [light(over(ink, ground)), light(ground)].sort((a, b) => b - a);
        const contrast = (lighter + 0.05) / (darker + 0.05);
        if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${part.className?.baseVal ?? part.className} «${words.slice(0, 40)}»`);
    }
    return [...new Set(faint)]; })()";

/// Colours glide: they are looked at where they arrive.
const STILL: &str = "document.getAnimations().length === 0";

async fn ground(browser: &Browser) -> String {
    browser.until(STILL).await;
    browser.value(GROUND).await
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn dark_follows_the_system_and_a_switch_overrides_it() {
    let story = Story::of(World::invent(171, 20)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    browser.system_prefers("dark").await;
    browser.go("/settings").await;
    assert_eq!(ground(&browser).await, LACQUER);
    browser.system_prefers("light").await;
    assert_eq!(ground(&browser).await, PAPER, "at once");
    for (choice, system, expected) in
        [("Sombre", "light", LACQUER), ("Clair", "dark", PAPER), ("Comme le système", "dark", LACQUER)]
    {
        browser.system_prefers(system).await;
        browser.press("#display", choice).await;
        assert_eq!(ground(&browser).await, expected, "{choice}, at once");
        let pressed: String =
            browser.value("document.querySelector('[data-themes] [aria-pressed=true]').textContent").await;
        assert_eq!(pressed, choice);
        browser
            .until(&format!(
                "document.cookie.includes('theme={}')",
                match choice {
                    "Sombre" => "dark",
                    "Clair" => "light",
                    _ => "system",
                }
            ))
            .await;
        browser.go("/").await;
        assert_eq!(ground(&browser).await, expected, "{choice}, on the next page");
        browser.go("/settings").await;
    }
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn every_word_has_contrast_in_light_and_in_dark() {
    let story = Story::of(World::invent(172, 130).with_copies(4)).await;
    story.sync().await;
    let browser = Browser::open(&story).await;
    let mut faint = Vec::new();
    for path in places::every(&story).await {
        browser.go(&path).await;
        for scheme in ["light", "dark"] {
            browser.system_prefers(scheme).await;
            browser.until(STILL).await;
            let found: Vec<Value> = browser.value(FAINT).await;
            faint.extend(found.into_iter().map(|words| format!("{path} {scheme}: {words}")));
        }
    }
    assert_eq!(faint, Vec::<String>::new());
    // That it would see one.
    browser.execute("document.querySelector('h1').style.color = '#999'", Vec::new()).await.unwrap();
    browser.system_prefers("light").await;
    assert_eq!(browser.value::<Vec<Value>>(FAINT).await.len(), 1);
    browser.end().await;
    story.end().await;
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn first_start_has_contrast_too() {
    let mut scene = Scene::of(World::invent(173, 1));
    scene.token = false;
    let story = scene.begin().await;
    let browser = Browser::open(&story).await;
    browser.go("/").await;
    for scheme in ["light", "dark"] {
        browser.system_prefers(scheme).await;
        browser.until(STILL).await;
        assert_eq!(browser.value::<Vec<String>>(FAINT).await, Vec::<String>::new(), "{scheme}");
    }
    browser.end().await;
    story.end().await;
}
