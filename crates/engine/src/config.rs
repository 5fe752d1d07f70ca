//! What the engine is told at its start.

use crate::clock::Clock;
use crate::pictures::PictureStore;
use crate::vault::Key;
use secrecy::SecretString;
use sillon_clients::http::HttpConfig;
use std::time::Duration;
use url::Url;

/// Everything the engine is told. Secrets that stand here come from the settings; one given on the page is kept in the
/// database, sealed with [`EngineConfig::key`].
#[derive(Clone, Debug)]
pub struct EngineConfig {
    /// The source of the collection.
    pub discogs: DiscogsConfig,
    /// Where album links come from; without it none are asked for.
    pub spotify: Option<SpotifyConfig>,
    /// What writes descriptions; without it none are written.
    pub ai: Option<AiConfig>,
    /// Base URL of Deezer's open search.
    pub deezer_url: Url,
    /// Hosts that pictures may come from, besides the sources' own: `name` or `name:port`.
    pub image_hosts: Vec<String>,
    /// The folder where files wait to be imported.
    pub imports: std::path::PathBuf,
    /// The folder where backups are kept, and how many of each kind that is renewed.
    pub backups: (std::path::PathBuf, usize),
    /// Where pictures are kept.
    pub pictures: PictureStore,
    /// Timeouts, tries and backoff of every call.
    pub http: HttpConfig,
    /// No service's moving window is taken to be longer than this: 60 s is as long as the longest, shorter only in tests.
    pub longest_window: Duration,
    /// Seals the secrets in the database.
    pub key: Key,
    /// How long a claimed job stays ours without a sign of life. A process that is killed leaves its job to the next
    /// one after this time.
    pub lease: Duration,
    /// The time of day.
    pub clock: Clock,
}

/// How to reach Discogs.
#[derive(Clone, Debug)]
pub struct DiscogsConfig {
    /// Base URL; may carry a path prefix.
    pub url: Url,
    /// Personal access token from the settings.
    pub token: Option<SecretString>,
    /// Whose collection; else the token's owner's.
    pub username: Option<String>,
    /// Most calls in any window; without a token at most 25 are made, whatever stands here.
    pub per_window: u32,
    /// The window: 60 s at Discogs, shorter only in benchmarks.
    pub window: Duration,
}

/// How to reach Spotify.
#[derive(Clone, Debug)]
pub struct SpotifyConfig {
    /// Web API base URL, without `/v1`.
    pub url: Url,
    /// Token base URL, without `/api/token`.
    pub accounts_url: Url,
    /// Client id.
    pub client_id: String,
    /// Client secret.
    pub client_secret: SecretString,
}

/// How to reach the chat model.
#[derive(Clone, Debug)]
pub struct AiConfig {
    /// The part before `/chat/completions`, or the whole URL.
    pub url: Url,
    /// Bearer token.
    pub token: SecretString,
    /// Its model; else asked of the service.
    pub model: Option<String>,
    /// Requests at a time.
    pub at_once: usize,
    /// Requests a day.
    pub per_day: u32,
    /// Language of the descriptions: `fr`.
    pub language: String,
}
