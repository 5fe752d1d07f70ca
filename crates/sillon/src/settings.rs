//! The settings: defaults, then the file, then the environment, then flags; read once, here.

mod sources;
mod table;
mod value;

use secrecy::SecretString;
use sillon_core::credential::unwrap_value;
use sillon_web::visitor::IpNet;
use std::net::SocketAddr;
use std::path::PathBuf;
use url::Url;

pub use sources::{Flags, Layers};
pub use table::{SETTINGS, Setting};

/// Everything that can be set, checked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Database, images, backups.
    pub data_dir: PathBuf,
    /// `sqlite://PATH` or `postgres://…`.
    pub database_url: String,
    /// Whether an empty database may be begun beside backups or pictures of another.
    pub new_database: bool,
    /// How many backups of each kind that is renewed are kept.
    pub backups_kept: usize,
    /// How Discogs is reached.
    pub discogs: Discogs,
    /// Hosts that pictures may come from, besides the sources' own.
    pub image_hosts: Vec<String>,
    /// How Spotify is reached; `None` unless both the id and the secret are set.
    pub spotify: Option<Spotify>,
    /// How the chat model is reached; `None` unless its token and its address, or Infomaniak's product, are set.
    pub ai: Option<Ai>,
    /// Base URL of Deezer's open search.
    pub deezer_url: Url,
    /// The password of the pages and the API, or its hash.
    pub password: Option<SecretString>,
    /// The proxies that are believed when they say for whom they ask.
    pub trusted_proxies: Vec<IpNet>,
    /// What is logged.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
}

/// How Discogs is reached.
#[derive(Clone, Debug)]
pub struct Discogs {
    /// Base URL.
    pub url: Url,
    /// Personal access token.
    pub token: Option<SecretString>,
    /// Whose collection, when not the token's owner's.
    pub username: Option<String>,
    /// Most calls in any 60 s.
    pub per_minute: u32,
}

/// How the chat model is reached.
#[derive(Clone, Debug)]
pub struct Ai {
    /// The part before `/chat/completions`, or the whole URL.
    pub url: Url,
    /// Bearer token.
    pub token: SecretString,
    /// Its model.
    pub model: Option<String>,
    /// Requests at a time.
    pub concurrency: u32,
    /// Requests a day.
    pub per_day: u32,
    /// Language of the descriptions.
    pub language: String,
}

/// How Spotify is reached.
#[derive(Clone, Debug)]
pub struct Spotify {
    /// Web API base URL.
    pub url: Url,
    /// Token base URL.
    pub accounts_url: Url,
    /// Client id.
    pub client_id: String,
    /// Client secret.
    pub client_secret: SecretString,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A setting that cannot be used: which, what stands there, what is accepted.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A value of the wrong kind.
    #[error("{key} = {value:?} ({source_name}): {accepts}")]
    Invalid {
        /// The setting.
        key: &'static str,
        /// What stands there; masked for a secret.
        value: String,
        /// Where it stands.
        source_name: String,
        /// What is accepted.
        accepts: String,
    },
    /// A name that is no setting.
    #[error("unknown setting {key:?} ({source_name}); `sillon config` lists those that exist{did_you_mean}")]
    Unknown {
        /// The name.
        key: String,
        /// Where it stands.
        source_name: String,
        /// The nearest known names, as the end of the sentence.
        did_you_mean: String,
    },
    /// The file cannot be read or is no TOML.
    #[error("the settings file {path}: {reason}")]
    File {
        /// Which.
        path: String,
        /// Why.
        reason: String,
    },
    /// Two settings that do not go together.
    #[error("{0}")]
    Together(String),
}

impl Settings {
    /// The folder where backups are kept.
    pub fn backups(&self) -> PathBuf {
        self.data_dir.join("backups")
    }

    /// Reads and checks every layer.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn load(flags: &Flags) -> Result<Self, SettingsError> {
        Self::from_layers(&Layers::read(flags)?)
    }

    /// Checks what the layers hold.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn from_layers(layers: &Layers) -> Result<Self, SettingsError> {
        if layers.is_blank("password") {
            return Err(SettingsError::Together(format!(
                "the password ({}) is set and empty: give one, or remove the setting to do without on this machine alone",
                layers.source("password")
            )));
        }
        let data_dir = layers.text("data_dir").map_or_else(sources::default_data_dir, PathBuf::from);
        let database_url = match layers.text("database_url") {
            Some(_) => layers.parse("database_url", value::database_url)?,
            None => format!("sqlite://{}", data_dir.join("sillon.db").display()),
        };
        Ok(Self {
            listen: layers.parse("listen", value::address)?,
            data_dir,
            database_url,
            new_database: false,
            backups_kept: layers.parse("backups_kept", |text| value::whole_number(text, 1, 1_000))? as usize,
            discogs: Discogs {
                url: layers.parse("discogs_url", value::base_url)?,
                token: layers.credential("discogs_token")?.map(SecretString::from),
                username: layers
                    .text("discogs_username")
                    .map(|text| unwrap_value(&text))
                    .filter(|name| !name.is_empty()),
                per_minute: layers.parse("discogs_per_minute", |text| value::whole_number(text, 1, 100_000))?,
            },
            image_hosts: layers.parse("image_hosts", value::hosts)?,
            spotify: spotify(layers)?,
            ai: ai(layers)?,
            deezer_url: layers.parse("deezer_url", value::base_url)?,
            password: layers.text("password").map(|_| layers.parse("password", value::password)).transpose()?,
            trusted_proxies: layers.parse("trusted_proxies", value::networks)?,
            log: layers.text("log").unwrap_or_default(),
            log_format: layers.parse("log_format", value::log_format)?,
        })
    }

    /// Whether others than the people at this machine can come to the door.
    pub fn is_wide(&self) -> bool {
        !self.listen.ip().is_loopback() || !self.trusted_proxies.is_empty()
    }
}

fn spotify(layers: &Layers) -> Result<Option<Spotify>, SettingsError> {
    let (url, accounts_url) =
        (layers.parse("spotify_url", value::base_url)?, layers.parse("spotify_accounts_url", value::base_url)?);
    match (layers.credential("spotify_client_id")?, layers.credential("spotify_client_secret")?) {
        (Some(client_id), Some(client_secret)) => {
            Ok(Some(Spotify { url, accounts_url, client_id, client_secret: client_secret.into() }))
        }
        (None, None) => Ok(None),
        (Some(_), None) => Err(SettingsError::Together(
            "SILLON_SPOTIFY_CLIENT_ID is set and SILLON_SPOTIFY_CLIENT_SECRET is not: set both or neither".to_owned(),
        )),
        (None, Some(_)) => Err(SettingsError::Together(
            "SILLON_SPOTIFY_CLIENT_SECRET is set and SILLON_SPOTIFY_CLIENT_ID is not: set both or neither".to_owned(),
        )),
    }
}

fn ai(layers: &Layers) -> Result<Option<Ai>, SettingsError> {
    let concurrency = layers.parse("ai_concurrency", |text| value::whole_number(text, 1, 64))?;
    let per_day = layers.parse("ai_per_day", |text| value::whole_number(text, 0, 1_000_000))?;
    let language = layers.parse("ai_language", value::language)?;
    let product = layers.text("ai_product_id");
    if product.is_some() {
        layers.parse("ai_product_id", value::product_id)?;
    }
    let url = match (layers.text("ai_url"), product) {
        (Some(_), _) => Some(layers.parse("ai_url", value::base_url)?),
        // The product is a number, checked above: the address cannot fail to read.
        (None, Some(product)) => value::base_url(&format!("https://api.infomaniak.com/2/ai/{product}/openai/v1")).ok(),
        (None, None) => None,
    };
    match (url, layers.credential("ai_token")?) {
        (Some(url), Some(token)) => {
            let model = layers.text("ai_model");
            Ok(Some(Ai { url, token: token.into(), model, concurrency, per_day, language }))
        }
        (None, None) => Ok(None),
        (Some(_), None) => Err(SettingsError::Together(
            "the chat model's address is set and SILLON_AI_TOKEN is not: set both or neither".to_owned(),
        )),
        (None, Some(_)) => Err(SettingsError::Together(
            "SILLON_AI_TOKEN is set: set SILLON_AI_PRODUCT_ID (Infomaniak) or SILLON_AI_URL too".to_owned(),
        )),
    }
}
