//! The whole program on a free port, over stand-ins for everything outside, in a folder that disappears.

use reqwest::{Client, Response, StatusCode};
use serde_json::Value;
use sillon::compose::{Pace, Sillon};
use sillon::serve::serve;
use sillon::settings::Settings;
use sillon_clients::http::HttpConfig;
use sillon_core::id::AccountId;
use sillon_core::job::JobKind;
use sillon_core::progress::Progress;
use sillon_fakes::{Fakes, FakesConfig, Journal, Script, World};
use std::io::Write;
use std::sync::Mutex;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A story under way.
pub(crate) struct Story {
    pub(crate) fakes: Fakes,
    pub(crate) folder: TempDir,
    pub(crate) client: Client,
    settings: Settings,
    pace: Pace,
    program: Option<Running>,
}

struct Running {
    base: String,
    sillon: Sillon,
    server: JoinHandle<()>,
}

/// What a story begins with.
pub(crate) struct Scene {
    pub(crate) fakes: FakesConfig,
    pub(crate) pace: Pace,
    pub(crate) more: Vec<(&'static str, String)>,
    pub(crate) token: bool,
    pub(crate) spotify: bool,
    pub(crate) ai: bool,
}

/// What was logged as an error by any story of this process; none of them may.
#[derive(Clone, Copy, Default)]
struct Errors;

static ERRORS: Mutex<Vec<u8>> = Mutex::new(Vec::new());

impl Write for Errors {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        ERRORS.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn listen_for_errors() {
    let log = tracing_subscriber::fmt().with_max_level(tracing::Level::ERROR).with_ansi(false);
    let _already = log.with_writer(Errors::default).try_init();
}

/// A client that follows no redirect and asks no proxy of the person's. What encrypts is chosen once a process.
pub(crate) fn client() -> Client {
    let _chosen_already = rustls::crypto::ring::default_provider().install_default();
    // A server closes what says nothing for half a minute; whoever asks at that very moment is cut off.
    let idle = Duration::from_secs(5);
    let builder = Client::builder().redirect(reqwest::redirect::Policy::none()).pool_idle_timeout(idle);
    builder.no_proxy().build().unwrap()
}

impl Scene {
    pub(crate) fn of(world: World) -> Self {
        let http =
            HttpConfig { timeout: Duration::from_secs(5), backoff: Duration::from_millis(5), ..HttpConfig::default() };
        let pace = Pace { lease: Duration::from_millis(600), http, ..Pace::default() };
        Self { fakes: FakesConfig::of(world), pace, more: Vec::new(), token: true, spotify: false, ai: false }
    }

    pub(crate) async fn begin(self) -> Story {
        listen_for_errors();
        let (client_id, client_secret) = self.fakes.spotify_client.clone();
        let fakes = Fakes::start(self.fakes).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut values = vec![
            ("data_dir", folder.path().join("data").display().to_string()),
            ("discogs_url", fakes.discogs_url()),
            ("image_hosts", fakes.image_host()),
            ("spotify_url", fakes.spotify_url()),
            ("spotify_accounts_url", fakes.accounts_url()),
            ("deezer_url", fakes.deezer_url()),
        ];
        if self.token {
            values.push(("discogs_token", fakes.token()));
        }
        if self.ai {
            values.extend([("ai_url", fakes.ai_url()), ("ai_token", fakes.ai_token())]);
        }
        if self.spotify {
            values.extend([("spotify_client_id", client_id), ("spotify_client_secret", client_secret)]);
        }
        values.extend(self.more);
        let settings = Settings::from_values(values).unwrap();
        let client = client();
        let mut story = Story { fakes, folder, client, settings, pace: self.pace, program: None };
        story.start().await;
        story
    }
}

impl Story {
    pub(crate) async fn of(world: World) -> Self {
        Scene::of(world).begin().await
    }

    /// Starts the program over the same folder.
    pub(crate) async fn start(&mut self) {
        let shutdown = CancellationToken::new();
        let sillon = Sillon::start(&self.settings, self.pace.clone(), shutdown.clone()).await.unwrap();
        sillon.keep_schedule();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let site = sillon.site(&self.settings, false).await.unwrap();
        let streams = site.streams.clone();
        let router = sillon::with_demo_door(sillon_web::router(site), &streams, &shutdown);
        let server = tokio::spawn(async move { serve(listener, router, shutdown).await.unwrap() });
        self.program = Some(Running { base, sillon, server });
    }

    /// Stops it and starts it over the same folder with other settings.
    pub(crate) async fn restart_with(&mut self, change: impl FnOnce(&mut Settings)) {
        self.stop().await;
        change(&mut self.settings);
        self.start().await;
    }

    /// Stops it as a service manager would.
    pub(crate) async fn stop(&mut self) {
        let Running { sillon, server, .. } = self.program.take().unwrap();
        sillon.stop().await;
        server.await.unwrap();
    }

    fn running(&self) -> &Running {
        self.program.as_ref().unwrap()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.running().base)
    }

    pub(crate) fn sillon(&self) -> &Sillon {
        &self.running().sillon
    }

    pub(crate) fn journal(&self) -> Journal {
        self.fakes.journal()
    }

    pub(crate) fn script(&self) -> Script {
        self.fakes.script()
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.client.get(self.url(path)).send().await.unwrap()
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.json().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str) -> Response {
        self.client.post(self.url(path)).send().await.unwrap()
    }

    /// Asks for a sync and waits for its end.
    pub(crate) async fn sync(&self) -> Progress {
        self.sync_with("").await
    }

    pub(crate) async fn sync_with(&self, query: &str) -> Progress {
        let started = self.post(&format!("/api/v1/services/discogs/sync{query}")).await;
        assert_eq!(started.status(), StatusCode::ACCEPTED, "{}", started.text().await.unwrap());
        self.end_of_sync().await
    }

    /// Waits until no sync is active and its receipt is written.
    pub(crate) async fn end_of_sync(&self) -> Progress {
        let mut watch = self.sillon().engine.watch_sync();
        let last = watch.wait_for(|progress| !progress.status.is_active()).await.unwrap();
        last.clone()
    }

    /// Asks for an enrichment and waits for its end.
    pub(crate) async fn enrich(&self, query: &str) -> Progress {
        let started = self.post(&format!("/api/v1/services/ai/enrich-all{query}")).await;
        assert_eq!(started.status(), StatusCode::ACCEPTED, "{}", started.text().await.unwrap());
        self.end_of_enrichment().await
    }

    /// Sends a form as a page does.
    pub(crate) async fn form(&self, path: &str, form: &'static str) -> Response {
        let request = self.client.post(self.url(path)).header("content-type", "application/x-www-form-urlencoded");
        request.body(form).send().await.unwrap()
    }

    /// Runs a sync of the wantlist and waits for its end.
    pub(crate) async fn sync_wants(&self) -> Progress {
        let started = self.post("/api/v1/services/discogs/wantlist/sync").await;
        assert_eq!(started.status(), StatusCode::ACCEPTED, "{}", started.text().await.unwrap());
        self.end_of_wants().await
    }

    /// Waits until no sync of the wantlist is active and its end is written.
    pub(crate) async fn end_of_wants(&self) -> Progress {
        let mut watch = self.sillon().engine.watch_wantlist();
        watch.wait_for(|progress| !progress.status.is_active()).await.unwrap().clone()
    }

    /// The wantlist, newest first, a page after the other.
    pub(crate) async fn wants(&self, query: &str) -> Vec<Value> {
        let mut wants = Vec::new();
        for page in 1.. {
            let list = self.json(&format!("/api/v1/wantlist?page={page}&page_size=100{query}")).await;
            wants.extend(list["items"].as_array().unwrap().iter().cloned());
            if page >= list["pages"].as_u64().unwrap() {
                return wants;
            }
        }
        unreachable!("pages end");
    }

    /// Waits until no enrichment is active and its end is written.
    pub(crate) async fn end_of_enrichment(&self) -> Progress {
        let mut watch = self.sillon().engine.watch_enrichment();
        watch.wait_for(|progress| !progress.status.is_active()).await.unwrap().clone()
    }

    /// Sends a file and waits until it was brought in.
    pub(crate) async fn import(&self, file: impl Into<reqwest::Body>) -> Progress {
        let started = self.send_file("", file).await;
        assert_eq!(started.status(), StatusCode::ACCEPTED, "{}", started.text().await.unwrap());
        self.end_of_import().await
    }

    pub(crate) async fn send_file(&self, query: &str, file: impl Into<reqwest::Body>) -> Response {
        let url = self.url(&format!("/api/v1/collection/import{query}"));
        self.client.post(url).body(file).send().await.unwrap()
    }

    /// Waits until no import is active and its receipt is written.
    pub(crate) async fn end_of_import(&self) -> Progress {
        let mut watch = self.sillon().engine.watch_import();
        watch.wait_for(|progress| !progress.status.is_active()).await.unwrap().clone()
    }

    /// The whole collection as a file.
    pub(crate) async fn export(&self, format: &str) -> String {
        let response = self.get(&format!("/api/v1/collection/export?format={format}")).await;
        assert_eq!(response.status(), StatusCode::OK, "{format}");
        response.text().await.unwrap()
    }

    /// All albums, through the API, a page after the other.
    pub(crate) async fn albums(&self) -> Vec<Value> {
        let mut albums = Vec::new();
        for page in 1.. {
            let list = self.json(&format!("/api/v1/collection/albums?page={page}&page_size=100&sort=title")).await;
            albums.extend(list["items"].as_array().unwrap().iter().cloned());
            if page >= list["pages"].as_u64().unwrap() {
                return albums;
            }
        }
        unreachable!("pages end");
    }

    /// All albums with all that is known of them.
    pub(crate) async fn details(&self) -> Vec<Value> {
        let mut details = Vec::new();
        for album in self.albums().await {
            details.push(self.json(&format!("/api/v1/collection/albums/{}", album["id"])).await);
        }
        details
    }

    /// What must hold after every story.
    pub(crate) async fn end(mut self) {
        let reader = self.sillon().store.reader();
        for kind in [JobKind::Sync, JobKind::Wantlist, JobKind::Enrich, JobKind::Import] {
            let job = reader.last_job(AccountId::FIRST, kind).await.unwrap();
            assert!(job.is_none_or(|job| !job.state.is_active()), "a job is left");
        }
        assert_eq!(self.journal().over_limit(), 0, "more was asked than the limit allows");
        let token = self.fakes.token();
        for call in self.journal().all() {
            assert!(!format!("{}?{}", call.path, call.query).contains(&token), "the token stood in a URL");
        }
        self.stop().await;
        let errors = String::from_utf8_lossy(&ERRORS.lock().unwrap()).into_owned();
        assert_eq!(errors, "", "nothing is logged as an error");
    }
}
