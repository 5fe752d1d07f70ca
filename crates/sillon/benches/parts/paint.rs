//! What a slow phone on a slow line sees: a processor four times slower and fast 3G, nothing kept from before.

use super::driver::{Driver, Reader};
use serde_json::{Value, json};

const ROUNDS: usize = 5;

/// When the first frame came that had anything, when the first that had an album, and what moved since.
const WATCH: &str = "(() => {
    globalThis.seen = { shift: 0 };
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) seen.shift += shift.value;
    }).observe({ type: 'layout-shift', buffered: true });
    const look = () => {
        if (!document.querySelector('#grid .card, .album-words, .totals')) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { seen.main ??= performance.now(); };
        port2.postMessage(null);
    };
    requestAnimationFrame(look);
})()";

const READ: &str = "return new Promise((done) => {
    const look = () => {
        const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
        if (document.readyState !== 'complete' || !first || !seen.main) return setTimeout(look, 50);
        const step = async () => {
            for (let screens = 0; screens < 4; screens += 1) {
                scrollBy({ top: innerHeight * 0.7, behavior: 'instant' });
                await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
            }
            setTimeout(() => done({ first, ...seen }), 300);
        };
        step();
    };
    look();
})";

pub(crate) async fn measure(base: &str, albums: &[i64]) {
    if std::process::Command::new("chromedriver").arg("--version").output().is_err() {
        println!("\nno chromedriver: nothing painted");
        return;
    }
    println!(
        "\n| 4× slower processor, fast 3G | first paint, median | slowest | albums' places, median | slowest | layout shift |"
    );
    println!("|---|---|---|---|---|---|");
    let driver = Driver::start(Reader::default()).await;
    driver.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH})).await;
    driver.devtools("Network.enable", json!({})).await;
    driver.devtools("Network.setCacheDisabled", json!({"cacheDisabled": true})).await;
    driver.devtools("Emulation.setCPUThrottlingRate", json!({"rate": 4})).await;
    let line = json!({
        "offline": false, "latency": 150,
        "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8,
    });
    driver.devtools("Network.emulateNetworkConditions", line).await;
    let album = format!("/albums/{}", albums[0]);
    let pages = [
        ("wall", "/"),
        ("list", "/?view=list"),
        ("table", "/?view=table"),
        ("album", &album),
        ("statistics", "/stats"),
    ];
    for (width, height) in [(360, 780), (1280, 720)] {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        driver.devtools("Emulation.setDeviceMetricsOverride", size).await;
        for (name, path) in pages {
            let mut seen = Vec::new();
            for _ in 0..ROUNDS {
                driver.goto("about:blank").await.unwrap();
                driver.goto(format!("{base}{path}")).await.unwrap();
                seen.push(driver.execute(READ, Vec::new()).await.unwrap().json().clone());
            }
            let (first, main, shift) = (sorted(&seen, "first"), sorted(&seen, "main"), sorted(&seen, "shift"));
            println!(
                "| {name}, {width} px | {:.0} ms | {:.0} ms | {:.0} ms | {:.0} ms | {:.4} |",
                first[ROUNDS / 2],
                first[ROUNDS - 1],
                main[ROUNDS / 2],
                main[ROUNDS - 1],
                shift[ROUNDS - 1]
            );
        }
    }
    driver.quit().await;
}

fn sorted(seen: &[Value], name: &str) -> Vec<f64> {
    let mut values: Vec<f64> = seen.iter().map(|one| one[name].as_f64().unwrap()).collect();
    values.sort_by(f64::total_cmp);
    values
}
