//! Every setting, once.

/// One setting as people see it.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name in the file; `SILLON_` and capitals make the environment's.
    pub key: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What holds when nothing is said.
    pub default: Option<&'static str>,
    /// Whether its value must never be shown.
    pub secret: bool,
}

impl Setting {
    /// The environment variable's name.
    pub fn variable(&self) -> String {
        format!("SILLON_{}", self.key.to_uppercase())
    }
}

const fn plain(key: &'static str, meaning: &'static str, default: Option<&'static str>) -> Setting {
    Setting { key, meaning, default, secret: false }
}

const fn secret(key: &'static str, meaning: &'static str) -> Setting {
    Setting { key, meaning, default: None, secret: true }
}

/// All of them, in the order in which `sillon config` lists them.
pub const SETTINGS: [Setting; 25] = [
    plain("listen", "address and port of the server", Some("127.0.0.1:8000")),
    plain("data_dir", "database, images, backups", None),
    secret("database_url", "sqlite://PATH or postgres://…; else a file in the data folder"),
    plain("backups_kept", "daily backups that are kept, and as many made before imports and restores", Some("7")),
    secret("discogs_token", "Discogs' personal access token"),
    plain("discogs_username", "only to read somebody's public collection", None),
    plain("discogs_url", "base URL of Discogs", Some("https://api.discogs.com")),
    plain("discogs_per_minute", "most calls to Discogs in any 60 s; 25 without a token", Some("55")),
    plain("image_hosts", "further hosts that pictures may come from", Some("")),
    plain("spotify_client_id", "Spotify's client id", None),
    secret("spotify_client_secret", "Spotify's client secret"),
    plain("spotify_url", "base URL of Spotify's Web API, without /v1", Some("https://api.spotify.com")),
    plain("spotify_accounts_url", "base URL of Spotify's tokens", Some("https://accounts.spotify.com")),
    plain("deezer_url", "base URL of Deezer's open search", Some("https://api.deezer.com")),
    plain("ai_url", "base URL of an OpenAI-compatible service", None),
    secret("ai_token", "bearer token of that service"),
    plain("ai_model", "its model; else asked of the service", None),
    plain("ai_product_id", "Infomaniak's product id", None),
    plain("ai_concurrency", "requests to it at a time", Some("4")),
    plain("ai_per_day", "requests to it a day", Some("1000")),
    plain("ai_language", "language of the descriptions", Some("fr")),
    secret("password", "password of the pages and the API, or its argon2id hash"),
    plain("trusted_proxies", "addresses or networks whose X-Forwarded-* is believed", Some("")),
    plain("log", "what is logged, as tracing's filter", Some("info")),
    plain("log_format", "text or json", Some("text")),
];

/// The setting of that name.
pub(super) fn find(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}
