//! A real Chromium without a window: started, looked through, and gone with what holds it.

use super::fonts::Fonts;
use serde_json::{Value, json};
use std::ops::Deref;
use std::path::Path;
use std::process::Stdio;
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

/// How a reader's browser is set.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    /// `Accept-Language`.
    pub(crate) languages: &'static str,
    pub(crate) scripts: bool,
    pub(crate) fonts: Fonts,
    /// The size of text that the reader chose in the browser, in pixels; 16 unless chosen.
    pub(crate) text: u32,
}

impl Default for Reader {
    fn default() -> Self {
        Self { languages: "fr", scripts: true, fonts: Fonts::Wide, text: 16 }
    }
}

pub(crate) struct Driver {
    driver: Option<WebDriver>,
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
    /// Nothing of the person's environment reaches the browser but the search path and the time zone, which the
    /// program under test has too: home, fonts, locale and proxies are the story's own.
    async fn start(fonts: &Path, home: &Path) -> Self {
        // The port that it found free may be taken by the time it listens: it ends then.
        for _ in 0..5 {
            if let Some(started) = Self::try_start(fonts, home).await {
                return started;
            }
        }
        panic!("chromedriver ended before it listened");
    }

    async fn try_start(fonts: &Path, home: &Path) -> Option<Self> {
        let mut command = Command::new("chromedriver");
        command.env_clear().envs(std::env::vars_os().filter(|(name, _)| name == "PATH" || name == "TZ"));
        command.env("FONTCONFIG_FILE", fonts).env("HOME", home).env("TMPDIR", home).env("LANG", "C.UTF-8");
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut process = command.spawn().expect("chromedriver is to be had: ./check installs it");
        let mut says = BufReader::new(process.stdout.take().unwrap()).lines();
        while let Some(line) = says.next_line().await.unwrap() {
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                let url = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
                return Some(Self { url, _process: process, _says: says });
            }
        }
        None
    }
}

impl Driver {
    pub(crate) async fn start(reader: Reader) -> Self {
        // The driver's own client needs it; what encrypts is chosen once a process.
        let _chosen_already = rustls::crypto::ring::default_provider().install_default();
        let profile = tempfile::tempdir().unwrap();
        let home = profile.path().join("home");
        std::fs::create_dir(&home).unwrap();
        let chromedriver = Chromedriver::start(&reader.fonts.write_config(profile.path()), &home).await;
        let mut wishes = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wishes.add_arg(flag).unwrap();
        }
        wishes.add_arg(&format!("--user-data-dir={}", profile.path().join("profile").display())).unwrap();
        let mut preferences =
            json!({"intl.accept_languages": reader.languages, "webkit.webprefs.default_font_size": reader.text});
        if !reader.scripts {
            preferences["profile.managed_default_content_settings.javascript"] = json!(2);
        }
        wishes.add_experimental_option("prefs", preferences).unwrap();
        wishes.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        let driver = WebDriver::new(&chromedriver.url, wishes).await.unwrap();
        Self { driver: Some(driver), _chromedriver: chromedriver, _profile: profile }
    }

    /// A command of Chromium's own protocol.
    pub(crate) async fn devtools(&self, command: &'static str, parameters: Value) {
        self.cmd(Devtools { command, parameters }).await.unwrap();
    }

    pub(crate) async fn quit(mut self) {
        self.driver.take().unwrap().quit().await.unwrap();
    }
}

/// Where a story failed: the driver, asked to end its session in good order, would wait for pages that nobody serves any
/// more. It is killed instead, and Chromium ends with the pipe between them.
impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            drop(driver.leak());
        }
    }
}

impl Deref for Driver {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        self.driver.as_ref().unwrap()
    }
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
