//! Nothing moves under the eye: the pages stand as they are drawn first, while they load and while one scrolls.

use super::chromium::Browser;
use crate::enrich::synced;
use serde_json::Value;

/// What Chromium counts as shifts, and what moved; a shift right after a press is an answer and does not count.
const WATCH: &str = "globalThis.shifts = [];
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) {
            if (!shift.hadRecentInput) shifts.push([shift.value, shift.sources.map(({ node }) => (node?.outerHTML ?? node?.data ?? '').slice(0, 120))]);
        }
    }).observe({ type: 'layout-shift', buffered: true });";
/// As far as one reads, no faster than the wall comes.
const SCROLL: &str = "return (async () => {
    const frames = () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
    const more = () => document.querySelector('#grid a[data-more]');
    for (let step = 0; step < 14; step += 1) {
        scrollBy({ top: innerHeight * 0.7, behavior: 'instant' });
        do await frames(); while (more() && more().getBoundingClientRect().top < innerHeight);
        // What came is drawn before one scrolls on.
        await frames();
    }
})()";
const COVERS: &str = "document.readyState === 'complete' && [...document.images].every((image) => {
    const box = image.getBoundingClientRect();
    return image.complete || box.bottom < 0 || box.top > innerHeight || box.width === 0; })";
const SHIFTS: &str =
    "new Promise((seen) => requestAnimationFrame(() => setTimeout(() => seen(shifts), 0))).then((shifts) => shifts)";

async fn shifted(browser: &Browser) -> (f64, Vec<Value>) {
    let shifts: Vec<Value> = browser.value(SHIFTS).await;
    (shifts.iter().map(|shift| shift[0].as_f64().unwrap()).sum(), shifts)
}

#[tokio::test]
#[ignore = "needs chromedriver: ./check runs it"]
async fn nothing_shifts_while_pages_load_and_while_one_scrolls() {
    let story = synced(195, 200).await;
    story.enrich("?only=details").await;
    let album = &story.albums().await[0];
    let artists = story.json("/api/v1/collection/artists").await;
    let paths = [
        "/".to_owned(),
        "/?view=list".to_owned(),
        "/?view=table".to_owned(),
        format!("/albums/{}", album["id"]),
        format!("/artists/{}", artists["items"][0]["id"]),
        "/stats".to_owned(),
    ];
    let browser = Browser::open(&story).await;
    browser.before_each_page(WATCH).await;
    let mut moved = Vec::new();
    for width in [360, 1280] {
        browser.width(width).await;
        for path in &paths {
            browser.go(path).await;
            browser.until(COVERS).await;
            browser.execute(SCROLL, Vec::new()).await.unwrap();
            browser.until(COVERS).await;
            let (sum, shifts) = shifted(&browser).await;
            if sum >= 0.02 {
                moved.push(format!("{path} at {width} px: {sum:.4} {shifts:#?}"));
            }
        }
    }
    assert_eq!(moved, Vec::<String>::new());
    // That it would see one.
    browser.execute("scrollTo(0, 0)", Vec::new()).await.unwrap();
    shifted(&browser).await;
    browser
        .execute(
            "document.querySelector('main').insertAdjacentHTML('afterbegin', '<hr><br><br><br><br><br>')",
            Vec::new(),
        )
        .await
        .unwrap();
    browser.until("shifts.reduce((sum, [value]) => sum + value, 0) > 0.02").await;
    browser.end().await;
    story.end().await;
}
