//! A server without a socket, in a folder that disappears.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Builder;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use secrecy::SecretString;
use serde_json::Value;
use sillon_clients::http::HttpConfig;
use sillon_core::progress::Progress;
use sillon_engine::pictures::PictureStore;
use sillon_engine::{AiConfig, Clock, DiscogsConfig, Engine, EngineConfig, Key, SpotifyConfig};
use sillon_fakes::{Fakes, FakesConfig, World};
use sillon_store::Store;
use sillon_web::auth::Lock;
use sillon_web::auth::password::Password;
use sillon_web::site::{Site, SiteConfig};
use std::time::Duration;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

pub(crate) struct Home {
    pub(crate) router: Router,
    pub(crate) engine: Engine,
    pub(crate) fakes: Fakes,
    pub(crate) pictures: PictureStore,
    pub(crate) shutdown: CancellationToken,
    pub(crate) store: Store,
    _folder: TempDir,
}

impl Home {
    /// Connected to a collection.
    pub(crate) async fn of(world: World) -> Self {
        Self::open(world, true, None).await
    }

    /// Without a token.
    pub(crate) async fn unconnected() -> Self {
        Self::open(World::invent(1, 12), false, None).await
    }

    /// Connected to a collection, and to all that enrich it.
    pub(crate) async fn with_all(world: World) -> Self {
        Self::build(world, true, None, true).await
    }

    pub(crate) async fn open(world: World, connected: bool, password: Option<&str>) -> Self {
        Self::build(world, connected, password, false).await
    }

    async fn build(world: World, connected: bool, password: Option<&str>, others: bool) -> Self {
        let fakes = Fakes::start(FakesConfig { world, auth_required: true, ..FakesConfig::default() }).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sillon.db");
        let store = Store::open(&format!("sqlite://{}", path.display())).await.unwrap();
        let discogs = DiscogsConfig {
            url: fakes.discogs_url().parse().unwrap(),
            token: connected.then(|| SecretString::from(fakes.token())),
            username: None,
            per_window: 55,
            window: Duration::from_secs(60),
        };
        let pictures = PictureStore::open(folder.path().join("images")).unwrap();
        let config = EngineConfig {
            discogs,
            spotify: others.then(|| spotify(&fakes)),
            ai: others.then(|| ai(&fakes)),
            deezer_url: fakes.deezer_url().parse().unwrap(),
            image_hosts: vec![fakes.image_host()],
            imports: folder.path().join("imports"),
            backups: (folder.path().join("backups"), 7),
            pictures: pictures.clone(),
            longest_window: Duration::from_secs(60),
            http: HttpConfig { backoff: Duration::from_millis(5), ..HttpConfig::default() },
            key: Key::new([7; 32]),
            lease: Duration::from_secs(30),
            clock: Clock::system(),
        };
        let shutdown = CancellationToken::new();
        let engine = Engine::start(store.clone(), config, shutdown.clone()).await.unwrap();
        let lock = password.map_or(Lock::Open, |text| Lock::Password(Password::of(&text.into()).unwrap()));
        let site = Site {
            reader: store.reader(),
            engine: engine.clone(),
            pictures: pictures.reader(),
            config: SiteConfig { lock, ..SiteConfig::default() },
            streams: sillon_web::events::Streams::default(),
            faults: sillon_web::site::DatabaseFaults::default(),
            shutdown: shutdown.clone(),
        };
        Self { router: sillon_web::router(site), engine, fakes, pictures, shutdown, store, _folder: folder }
    }

    pub(crate) async fn send(&self, request: Builder, body: impl Into<Body>) -> Response {
        self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.send(Request::get(path).header("accept-language", "en"), "").await
    }

    pub(crate) async fn post(&self, path: &str) -> Response {
        self.send(Request::post(path).header("accept-language", "en"), "").await
    }

    /// The document under a path that must be there.
    pub(crate) async fn json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!((response.status(), &response.headers()["content-type"]), (StatusCode::OK, &json_type()), "{path}");
        json(response).await
    }

    /// Runs a sync to its end.
    pub(crate) async fn sync(&self) -> Progress {
        let started = self.post("/api/v1/services/discogs/sync").await;
        assert_eq!(started.status(), StatusCode::ACCEPTED);
        self.end_of_sync().await
    }

    pub(crate) async fn end_of_sync(&self) -> Progress {
        self.engine.watch_sync().wait_for(|progress| !progress.status.is_active()).await.unwrap().clone()
    }

    /// Runs an enrichment of everything to its end.
    pub(crate) async fn enrich(&self) -> Progress {
        let started = self.post("/api/v1/services/ai/enrich-all").await;
        assert_eq!(started.status(), StatusCode::ACCEPTED);
        self.end_of_enrichment().await
    }

    pub(crate) async fn end_of_enrichment(&self) -> Progress {
        self.engine.watch_enrichment().wait_for(|progress| !progress.status.is_active()).await.unwrap().clone()
    }

    pub(crate) async fn end(self) {
        self.shutdown.cancel();
        self.engine.stopped().await;
        self.store.close().await;
    }
}

fn spotify(fakes: &Fakes) -> SpotifyConfig {
    let (client_id, client_secret) = fakes.spotify_client();
    SpotifyConfig {
        url: fakes.spotify_url().parse().unwrap(),
        accounts_url: fakes.accounts_url().parse().unwrap(),
        client_id,
        client_secret: SecretString::from(client_secret),
    }
}

fn ai(fakes: &Fakes) -> AiConfig {
    AiConfig {
        url: fakes.ai_url().parse().unwrap(),
        token: SecretString::from(fakes.ai_token()),
        model: None,
        at_once: 4,
        per_day: 10_000,
        language: "fr".into(),
    }
}

fn json_type() -> axum::http::HeaderValue {
    axum::http::HeaderValue::from_static("application/json")
}

pub(crate) async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

pub(crate) async fn json(response: Response) -> Value {
    serde_json::from_str(&text(response).await).unwrap()
}

/// Status and code of an answer that must be a problem document.
pub(crate) async fn problem(response: Response) -> (u16, String) {
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let status = response.status().as_u16();
    let document = json(response).await;
    assert_eq!(document["status"], status);
    for key in ["type", "title", "detail"] {
        assert!(document[key].as_str().is_some_and(|text| !text.is_empty()), "{key} in {document}");
    }
    (status, document["code"].as_str().unwrap().to_owned())
}
