//! A browser for one story: what people see, press and type in it.

pub(crate) use super::driver::Reader;

use super::driver::Driver;
use crate::harness::Story;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::ops::Deref;
use std::time::Duration;
use thirtyfour::prelude::*;

const COVERS: &str = "(() => { const images = [...document.querySelectorAll('main img')];
    const seen = images.filter((image) => { const box = image.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; });
    return images.length > 0 && seen.every((image) => image.complete && image.naturalWidth > 0); })()";

const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(60);

pub(crate) struct Browser {
    driver: Driver,
    base: String,
}

impl Browser {
    pub(crate) async fn open(story: &Story) -> Self {
        Self::of(story, Reader::default()).await
    }

    pub(crate) async fn of(story: &Story, reader: Reader) -> Self {
        let browser = Self { driver: Driver::start(reader).await, base: story.url("") };
        browser.width(1280).await;
        browser
    }

    /// Goes to a page of sillon's and waits until it is loaded.
    pub(crate) async fn go(&self, path: &str) {
        self.goto(format!("{}{path}", self.base)).await.unwrap();
    }

    /// Path, query and fragment of where it is.
    pub(crate) async fn place(&self) -> String {
        let url = self.current_url().await.unwrap().to_string();
        url.strip_prefix(&self.base).map(str::to_owned).unwrap_or(url)
    }

    /// What an expression of the page's script is worth.
    pub(crate) async fn value<T: DeserializeOwned>(&self, expression: &str) -> T {
        let answer = self.execute(format!("return ({expression})"), Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{expression}: {error}")).convert().unwrap()
    }

    /// The words of the first such element, its spaces made plain; none where it is not.
    pub(crate) async fn text(&self, selector: &str) -> String {
        self.value(&words_of(selector)).await
    }

    /// Waits until the expression is true, on whatever page is there by then, and that page is read to its end.
    pub(crate) async fn until(&self, expression: &str) {
        let script = format!("return document.readyState !== 'loading' && Boolean({expression})");
        let holds = move |html: WebElement| {
            let script = script.clone();
            async move {
                let answer = html.handle().execute(script, Vec::new()).await;
                // Between two pages there is nothing to ask.
                Ok(answer.is_ok_and(|answer| answer.json() == &Value::Bool(true)))
            }
        };
        let query = self.query(By::Tag("html")).wait(PATIENCE, LOOK_AGAIN).with_filter(holds);
        if !query.exists().await.is_ok_and(|found| found) {
            let shown = self.find(By::Tag("body")).await.unwrap().text().await.unwrap();
            panic!("not within {PATIENCE:?}: {expression}\nat {}:\n{shown}", self.place().await);
        }
    }

    /// Waits until the first such element holds these words.
    pub(crate) async fn until_text(&self, selector: &str, words: &str) {
        self.until(&format!("{}.includes({})", words_of(selector), json!(words))).await;
    }

    /// Presses a button or a link by the words that stand on it, within the first such element.
    pub(crate) async fn press(&self, within: &str, words: &str) {
        let part = self.find(By::Css(within)).await.unwrap();
        let pressable = part.find_all(By::Css("button, a, summary")).await.unwrap();
        for one in pressable {
            if one.is_displayed().await.unwrap() && one.text().await.unwrap().contains(words) {
                return one.click().await.unwrap();
            }
        }
        panic!("nothing to press says {words:?} within {within} at {}", self.place().await);
    }

    /// Puts words into a field in place of what it holds.
    pub(crate) async fn fill(&self, selector: &str, words: &str) {
        let field = self.find(By::Css(selector)).await.unwrap();
        field.clear().await.unwrap();
        field.send_keys(words).await.unwrap();
    }

    /// Types where the focus is.
    pub(crate) async fn keys(&self, keys: impl Into<TypingData>) {
        self.action_chain().send_keys(keys).perform().await.unwrap();
    }

    /// Waits until every cover within sight has come in.
    pub(crate) async fn until_covers(&self) {
        self.until(COVERS).await;
    }

    /// Gives the page this width in CSS pixels, and a height such as screens of it have.
    pub(crate) async fn width(&self, width: u32) {
        let height = if width < 600 { 780 } else { width * 9 / 16 };
        self.size(width, height).await;
    }

    pub(crate) async fn size(&self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Lets the system prefer `light` or `dark`.
    pub(crate) async fn system_prefers(&self, scheme: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// Runs a script in every page before its own.
    pub(crate) async fn before_each_page(&self, script: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": script})).await;
    }

    /// Errors and refusals that the pages left in the browser's console.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let log = self.browser_log().await.unwrap();
        let complaints = log.into_iter().filter(|entry| entry.level != "DEBUG").map(|entry| entry.message);
        // That something was cleared because the server said so is told as news, and so is a page that a busy machine showed
        // before it could be faded in.
        const NEWS: [&str; 2] = ["Clear-Site-Data header", "Transition was aborted"];
        complaints.filter(|message| !NEWS.iter().any(|news| message.contains(news))).collect()
    }

    /// As [`Browser::end`], where a form was refused: the console notes the status.
    pub(crate) async fn end_after_refusals(self) {
        let complaints = self.complaints().await;
        assert!(complaints.iter().all(|line| line.contains("422")), "{complaints:?}");
        self.driver.quit().await;
    }

    /// What must hold after every story.
    pub(crate) async fn end(self) {
        assert_eq!(self.complaints().await, Vec::<String>::new(), "the console is silent");
        self.driver.quit().await;
    }
}

impl Deref for Browser {
    type Target = Driver;

    fn deref(&self) -> &Driver {
        &self.driver
    }
}

fn words_of(selector: &str) -> String {
    format!("(document.querySelector({})?.textContent ?? '').replace(/\\s+/gu, ' ').trim()", json!(selector))
}
