//! Marked secrets are given wherever one can be given, the whole program is used, and every output is searched for them.

mod outputs;
mod tour;

use crate::harness::client;
use outputs::Outputs;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use sillon_fakes::{Fakes, FakesConfig, World};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

const PASSWORD: &str = "marked-password-7d1f";
const WRONG_PASSWORD: &str = "marked-wrong-password-3c9b";
const DISCOGS: &str = "marked-discogs-token-51aa";
const REFUSED: &str = "marked-refused-token-90ce";
const SPOTIFY: &str = "marked-spotify-secret-e27d";
const AI: &str = "marked-ai-token-b84f";
const DATABASE: &str = "marked-database-password-6e02";

struct House {
    fakes: Fakes,
    folder: TempDir,
    outputs: Outputs,
    log_format: &'static str,
}

/// A running server, at TRACE, its log in a file.
struct Serving {
    child: Child,
    base: String,
    client: Client,
    session: String,
}

impl House {
    fn new(log_format: &'static str) -> Self {
        let fakes = Fakes::start(FakesConfig {
            token: DISCOGS.to_owned(),
            spotify_client: ("client".to_owned(), SPOTIFY.to_owned()),
            ai_token: AI.to_owned(),
            auth_required: true,
            ..FakesConfig::of(World::invent(61, 6))
        });
        let outputs = Outputs::of(&[PASSWORD, WRONG_PASSWORD, DISCOGS, REFUSED, SPOTIFY, AI, DATABASE]);
        Self { fakes: fakes.unwrap(), folder: tempfile::tempdir().unwrap(), outputs, log_format }
    }

    fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sillon"));
        let fakes = &self.fakes;
        command.env_clear().current_dir(self.folder.path()).env("HOME", self.folder.path());
        command.env("SILLON_DATA_DIR", self.data()).env("SILLON_PASSWORD", PASSWORD);
        command.env("SILLON_DISCOGS_URL", fakes.discogs_url()).env("SILLON_DEEZER_URL", fakes.deezer_url());
        command.env("SILLON_SPOTIFY_URL", fakes.spotify_url());
        command.env("SILLON_SPOTIFY_ACCOUNTS_URL", fakes.accounts_url());
        command.env("SILLON_SPOTIFY_CLIENT_ID", "client").env("SILLON_SPOTIFY_CLIENT_SECRET", SPOTIFY);
        command.env("SILLON_AI_URL", fakes.ai_url()).env("SILLON_AI_TOKEN", AI);
        command.env("SILLON_IMAGE_HOSTS", fakes.image_host());
        command.env("SILLON_LOG", "trace").env("SILLON_LOG_FORMAT", self.log_format);
        command
    }

    /// Runs a command to its end and keeps what it said; answers with what it printed.
    fn run(&mut self, name: &str, change: impl FnOnce(&mut Command)) -> String {
        let mut command = self.command();
        change(&mut command);
        let output = command.output().unwrap();
        self.outputs.add(format!("{name}: log"), &output.stderr);
        String::from_utf8(output.stdout).unwrap()
    }

    async fn serve(&mut self) -> Serving {
        let log = std::fs::File::create(self.folder.path().join("server.log")).unwrap();
        let mut command = self.command();
        command.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let base = line.split_whitespace().find(|word| word.starts_with("http")).unwrap().to_owned();
        let mut serving = Serving { child, base, client: fresh_each_time(), session: String::new() };
        serving.session = serving.log_in().await;
        self.outputs.hide(serving.session.trim_start_matches("session="));
        serving
    }

    fn read_log(&mut self) {
        let log = std::fs::read(self.folder.path().join("server.log")).unwrap();
        assert!(String::from_utf8_lossy(&log).contains("TRACE"), "the log says all that it can");
        self.outputs.add("the server's log", &log);
    }

    /// Every file that is kept, but for the key that the rest is sealed with.
    fn read_files(&mut self, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                self.read_files(&entry.path());
            } else if entry.file_name() != "key" {
                self.outputs.add(entry.path().display().to_string(), &std::fs::read(entry.path()).unwrap());
            }
        }
    }
}

impl Serving {
    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn ask(&self, method: &str, path: &str) -> RequestBuilder {
        let request = self.client.request(method.parse().unwrap(), self.url(path));
        request.header("cookie", &self.session)
    }

    async fn log_in(&self) -> String {
        let form = format!("password={PASSWORD}&next=/");
        let request = self.client.post(self.url("/login")).header("content-type", "application/x-www-form-urlencoded");
        let entered = request.body(form).send().await.unwrap();
        entered.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
    }

    /// Sends a request with a body and keeps the answer.
    async fn send(&self, outputs: &mut Outputs, method: &str, path: &str, body: Value) {
        let answer = self.ask(method, path).json(&body).send().await.unwrap();
        outputs.add_answer(format!("{method} {path}"), answer).await;
    }
}

/// A connection for each request: an answer to a body that nobody read closes its own.
fn fresh_each_time() -> Client {
    drop(client());
    Client::builder().redirect(reqwest::redirect::Policy::none()).pool_max_idle_per_host(0).build().unwrap()
}

async fn search(log_format: &'static str, database_url: Option<String>) {
    let mut house = House::new(log_format);
    let with_database = |command: &mut Command, args: &[&str]| {
        command.args(args);
        if let Some(url) = &database_url {
            command.env("SILLON_DATABASE_URL", url);
        }
    };
    let token = house.run("token", |command| with_database(command, &["token", "add", "phone", "--scope", "write"]));
    let token = token.trim().to_owned();
    house.outputs.hide(&token);

    if let Some(url) = &database_url {
        // The server reads it from the settings file: the other place where it can stand.
        let settings = format!("database_url = \"{url}\"\n");
        std::fs::write(house.folder.path().join("sillon.toml"), settings).unwrap();
    }
    let mut serving = house.serve().await;
    let outputs = &mut house.outputs;
    serving.send(outputs, "PUT", "/api/v1/services/discogs/token", json!({"token": REFUSED})).await;
    serving.send(outputs, "PUT", "/api/v1/services/discogs/token", json!({"token": DISCOGS})).await;
    serving.send(outputs, "PUT", "/api/v1/services/discogs/token", json!({"tokens": DISCOGS})).await;
    for job in ["discogs/sync", "discogs/wantlist/sync", "ai/enrich-all"] {
        serving.send(outputs, "POST", &format!("/api/v1/services/{job}"), Value::Null).await;
        let events = serving.ask("GET", &format!("/api/v1/services/{job}/events")).send().await.unwrap();
        outputs.add_answer(format!("the events of {job}"), events).await;
    }
    tour::take(&serving, outputs, &token).await;
    serving.child.kill().unwrap();
    serving.child.wait().unwrap();

    for args in [&["config"][..], &["config", "--json"], &["doctor"], &["doctor", "--json"], &["token", "list"]] {
        let said = house.run(&args.join(" "), |command| with_database(command, args));
        house.outputs.add(args.join(" "), said.as_bytes());
    }
    for format in ["csv", "json", "markdown"] {
        let export = house.run("export", |command| with_database(command, &["export", "--format", format]));
        house.outputs.add(format!("export {format}"), export.as_bytes());
    }
    house.read_log();
    house.read_files(&house.data());
    house.outputs.assert_clean();
}

#[tokio::test]
async fn no_output_holds_a_secret_with_a_log_of_text() {
    search("text", None).await;
}

#[tokio::test]
async fn no_output_holds_a_secret_with_a_log_of_json() {
    search("json", None).await;
}

/// A server that lets everybody in takes any password, this one too.
#[tokio::test]
#[ignore = "needs PostgreSQL: ./check starts one"]
async fn no_output_holds_a_secret_over_postgresql() {
    let server = crate::postgres::schema("secrets").await;
    search("text", Some(format!("{server}&password={DATABASE}"))).await;
}

#[test]
fn what_cannot_start_says_no_secret_either() {
    let mut house = House::new("text");
    let said = |house: &mut House, name: &str, value: &str| {
        for command in ["serve", "sync", "doctor", "config"] {
            let said = house.run(command, |run| {
                run.arg(command).env(name, value).env("SILLON_LISTEN", "127.0.0.1:0");
            });
            house.outputs.add(format!("{command} with {name}"), said.as_bytes());
        }
    };
    // Nobody who answers there speaks PostgreSQL.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = port.local_addr().unwrap();
    std::thread::spawn(move || port.incoming().for_each(drop));
    said(&mut house, "SILLON_DATABASE_URL", &format!("postgres://me:{DATABASE}@{address}/nowhere?sslmode=disable"));
    said(&mut house, "SILLON_DATABASE_URL", &format!("mysql://me:{DATABASE}@127.0.0.1:1/nowhere"));
    said(&mut house, "SILLON_PASSWORD", &format!("$argon2id${WRONG_PASSWORD}"));
    said(&mut house, "SILLON_AI_URL", &format!("https://me:{AI}@127.0.0.1:1/"));
    std::fs::write(house.folder.path().join("sillon.toml"), format!("password = {PASSWORD}\n")).unwrap();
    said(&mut house, "SILLON_LOG", "info");
    house.outputs.assert_clean();
}
