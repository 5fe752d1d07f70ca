//! A real Chromium without a window, for one story: started, looked through, and gone with it.

use crate::harness::{self, Story};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::ops::Deref;
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::prelude::*;
use thirtyfour::{LoggingPrefsLogLevel, RequestData, SessionId};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// Nothing of it reaches the internet: no name but the loopback address is known.
const FLAGS: [&str; 12] = [
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--window-size=1280,900",
];

const COVERS: &str = "(() => { const images = [...document.querySelectorAll('main img')];
    const seen = images.filter((image) => { const box = image.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; });
    return images.length > 0 && seen.every((image) => image.complete && image.naturalWidth > 0); })()";

const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(60);

/// How a reader's browser is set.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    /// `Accept-Language`.
    pub(crate) languages: &'static str,
    pub(crate) scripts: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self { languages: "fr", scripts: true }
    }
}

pub(crate) struct Browser {
    driver: Option<WebDriver>,
    base: String,
    _chromedriver: Chromedriver,
    _profile: TempDir,
}

struct Chromedriver {
    url: String,
    _process: Child,
    /// Held open, so that it can always write.
    _says: Lines<BufReader<ChildStdout>>,
}

impl Chromedriver {
    async fn start() -> Self {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut process = command.spawn().expect("chromedriver is to be had: ./check installs it");
        let mut says = BufReader::new(process.stdout.take().unwrap()).lines();
        while let Some(line) = says.next_line().await.unwrap() {
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                let url = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
                return Self { url, _process: process, _says: says };
            }
        }
        panic!("chromedriver ended before it listened");
    }
}

impl Browser {
    pub(crate) async fn open(story: &Story) -> Self {
        Self::of(story, Reader::default()).await
    }

    pub(crate) async fn of(story: &Story, reader: Reader) -> Self {
        // It chooses what encrypts, which the driver's own client needs too.
        drop(harness::client());
        let chromedriver = Chromedriver::start().await;
        let profile = tempfile::tempdir().unwrap();
        let mut wishes = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wishes.add_arg(flag).unwrap();
        }
        wishes.add_arg(&format!("--user-data-dir={}", profile.path().display())).unwrap();
        let mut preferences = json!({"intl.accept_languages": reader.languages});
        if !reader.scripts {
            preferences["profile.managed_default_content_settings.javascript"] = json!(2);
        }
        wishes.add_experimental_option("prefs", preferences).unwrap();
        wishes.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        let driver = WebDriver::new(&chromedriver.url, wishes).await.unwrap();
        let browser =
            Self { driver: Some(driver), base: story.url(""), _chromedriver: chromedriver, _profile: profile };
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

    async fn devtools(&self, command: &'static str, parameters: Value) {
        self.cmd(Devtools { command, parameters }).await.unwrap();
    }

    /// Errors and refusals that the pages left in the browser's console.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let log = self.browser_log().await.unwrap();
        let complaints = log.into_iter().filter(|entry| entry.level != "DEBUG").map(|entry| entry.message);
        // That something was cleared because the server said so is told as news.
        complaints.filter(|message| !message.contains("Clear-Site-Data header")).collect()
    }

    /// As [`Browser::end`], where a form was refused: the console notes the status.
    pub(crate) async fn end_after_refusals(mut self) {
        let complaints = self.complaints().await;
        assert!(complaints.iter().all(|line| line.contains("422")), "{complaints:?}");
        self.driver.take().unwrap().quit().await.unwrap();
    }

    /// What must hold after every story.
    pub(crate) async fn end(mut self) {
        assert_eq!(self.complaints().await, Vec::<String>::new(), "the console is silent");
        self.driver.take().unwrap().quit().await.unwrap();
    }
}

/// Where a story failed: the driver, asked to end its session in good order, would wait for pages that nobody serves any
/// more. It is killed instead, and Chromium ends with the pipe between them.
impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            drop(driver.leak());
        }
    }
}

impl Deref for Browser {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        self.driver.as_ref().unwrap()
    }
}

fn words_of(selector: &str) -> String {
    format!("(document.querySelector({})?.textContent ?? '').replace(/\\s+/gu, ' ').trim()", json!(selector))
}

/// A command of Chromium's own protocol, by way of the driver.
#[derive(Debug)]
struct Devtools {
    command: &'static str,
    parameters: Value,
}

impl FormatRequestData for Devtools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let body = json!({"cmd": self.command, "params": self.parameters});
        RequestData::new(reqwest::Method::POST, format!("session/{session}/goog/cdp/execute")).add_body(body)
    }
}
