//! HTTP as every service of ours needs it: limited in time and size, never redirected, tried again behind a gate.

mod attempt;
mod body;
mod headers;
mod json;
mod open;
mod retry;

pub(crate) use attempt::{Fault, describe};
pub(crate) use body::read as read_body;
pub(crate) use headers::retry_after;
pub(crate) use json::{decode, error_message};
pub(crate) use open::Open;
pub(crate) use retry::{Patience, Trouble};

use std::sync::{Arc, OnceLock};
use std::time::Duration;
use url::Url;

/// Longer than this no connection takes that will ever be of use.
const CONNECT: Duration = Duration::from_secs(10);

/// How calls are made; the defaults are for the real services.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    /// Who we say we are; Discogs sends nothing to those who do not say.
    pub user_agent: String,
    /// The most that one attempt may take, from connecting to the last byte of the body.
    pub timeout: Duration,
    /// How often a call is tried that fails in a way that may pass; at least 1.
    pub attempts: u32,
    /// The first pause after such a failure; each further one is twice as long, up to 30 s, and all are jittered.
    pub backoff: Duration,
    /// The most bytes of one answer, after decompression.
    pub max_body: usize,
    /// Whether calls go through the proxy that the environment names (`http_proxy`, `https_proxy`, `NO_PROXY`).
    pub uses_proxy: bool,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            user_agent: concat!("sillon/", env!("CARGO_PKG_VERSION"), " (+https://github.com/sillon-music/sillon)")
                .to_owned(),
            timeout: Duration::from_secs(30),
            attempts: 5,
            backoff: Duration::from_secs(1),
            max_body: 16 << 20,
            uses_proxy: true,
        }
    }
}

/// One connection pool for all services. Clones share it.
#[derive(Clone)]
pub struct Http(Arc<Inner>);

struct Inner {
    /// What stood against building it is told at each call: a program that never calls out does without.
    client: Result<reqwest::Client, String>,
    config: HttpConfig,
}

impl Http {
    /// A pool of its own, with no connection yet.
    pub fn new(config: HttpConfig) -> Self {
        Self::with(config, |builder| builder)
    }

    /// The same, built with something of the service's own.
    pub(crate) fn with(config: HttpConfig, own: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        install_crypto();
        let builder = reqwest::Client::builder()
            .user_agent(&config.user_agent)
            // A redirection could carry the credential to another host.
            .redirect(reqwest::redirect::Policy::none())
            // Repeating is ours, so that every attempt passes the gate.
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT.min(config.timeout))
            .gzip(true);
        let builder = if config.uses_proxy { builder } else { builder.no_proxy() };
        let client = own(builder).build().map_err(|error| describe(&error));
        Self(Arc::new(Inner { client, config }))
    }
}

impl Http {
    /// The most bytes of one answer.
    pub(crate) fn max_body(&self) -> usize {
        self.0.config.max_body
    }
}

/// Another part of the program may have installed the same provider before; that is as good.
fn install_crypto() {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| drop(rustls::crypto::ring::default_provider().install_default()));
}

/// The address below a base: each segment is encoded, and the base keeps its own path.
pub(crate) fn below(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}
