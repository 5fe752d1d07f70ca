//! The program in a process of its own, over one folder: asked, killed, and started again.

use crate::harness::client;
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use sillon_fakes::Fakes;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const LOOK_AGAIN: Duration = Duration::from_millis(15);

pub(super) struct Program {
    data: PathBuf,
    fakes: Option<(String, String)>,
    running: Option<(Child, String)>,
    client: Client,
}

impl Program {
    /// Over a folder; connected to the stand-in, where there is one.
    pub(super) async fn start(data: &Path, fakes: Option<&Fakes>) -> Self {
        let fakes = fakes.map(|fakes| (fakes.discogs_url(), fakes.token()));
        let mut program = Self { data: data.to_owned(), fakes, running: None, client: client() };
        program.restart().await;
        program
    }

    /// SIGKILL, and up again.
    pub(super) async fn restart(&mut self) {
        self.kill().await;
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "kills::child::the_program", "--nocapture"])
            .env_clear()
            .env("SILLON_TEST_KILLED", "1")
            .env("SILLON_DATA_DIR", &self.data)
            .env("SILLON_DISCOGS_PER_MINUTE", "100000")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        if let Some((url, token)) = &self.fakes {
            command.env("SILLON_DISCOGS_URL", url).env("SILLON_DISCOGS_TOKEN", token);
        }
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        while let Some(line) = lines.next_line().await.unwrap() {
            if line.starts_with("http://") {
                self.running = Some((child, line));
                return;
            }
        }
        panic!("it did not come up");
    }

    pub(super) async fn kill(&mut self) {
        if let Some((mut child, _)) = self.running.take() {
            child.kill().await.unwrap();
        }
    }

    /// Asks it, and what it answered.
    pub(super) async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let request = self.client.request(method, self.url(path));
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let answer = request.send().await.unwrap();
        (answer.status(), answer.json().await.unwrap_or_default())
    }

    /// Asks it, kills it a moment later, whatever it was doing, and starts it again.
    pub(super) async fn ask_and_kill(&mut self, path: &str, body: Option<Value>, moment: Duration) {
        let request = self.client.post(self.url(path));
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let asked = tokio::spawn(request.send());
        tokio::time::sleep(moment).await;
        self.restart().await;
        let _answered_or_not = asked.await.unwrap();
    }

    pub(super) async fn send(&self, path: &str, file: String) -> (StatusCode, Value) {
        let answer = self.client.post(self.url(path)).body(file).send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    pub(super) async fn json(&self, path: &str) -> Value {
        let (status, answer) = self.ask(Method::GET, path, None).await;
        assert_eq!(status, StatusCode::OK, "{path}: {answer}");
        answer
    }

    pub(super) async fn text(&self, path: &str) -> String {
        self.client.get(self.url(path)).send().await.unwrap().text().await.unwrap()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.running.as_ref().unwrap().1)
    }

    /// The last state of a kind of work.
    pub(super) async fn ended(&self, work: &str) -> Value {
        let mut look = tokio::time::interval(LOOK_AGAIN);
        loop {
            look.tick().await;
            let progress = self.json(&format!("{work}/progress")).await;
            if !matches!(progress["status"].as_str().unwrap(), "starting" | "running") {
                return progress;
            }
        }
    }
}
