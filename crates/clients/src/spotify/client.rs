//! The search.

use super::token::{Token, Tokens};
use super::{query, wire};
use crate::error::ClientError;
use crate::gate::Gate;
use crate::http::{Http, Patience, below, decode};
use secrecy::{ExposeSecret, SecretString};
use sillon_core::enrich::matching::Candidate;
use sillon_core::enrich::portraits::FoundArtist;
use sillon_core::release::Release;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// The most that Spotify gives to hobbyists; more is an error.
const LIMIT: &str = "10";
/// A link is not worth a longer wait; ordinary pauses are of 1 to 4 s.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Nor more than this for one attempt.
const TIMEOUT: Duration = Duration::from_secs(10);
const ATTEMPTS: u32 = 2;
const REFUSALS: u32 = 3;
const DAY: Duration = Duration::from_secs(24 * 3600);

/// What a search brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Albums, in Spotify's order.
    pub albums: Vec<Candidate>,
    /// Artists, in Spotify's order.
    pub artists: Vec<FoundArtist>,
}

/// Spotify's Web API, as seen by an app with no user. Clones share the connections, the gate and the token.
#[derive(Clone)]
pub struct Spotify {
    http: Http,
    gate: Gate,
    search: Url,
    tokens: Arc<Tokens>,
}

impl Spotify {
    /// `api` is the base without `/v1`, `accounts` the one without `/api/token`; each may carry a path prefix.
    pub fn new(
        http: Http,
        gate: Gate,
        api: Url,
        accounts: Url,
        client_id: String,
        client_secret: SecretString,
    ) -> Self {
        let search = below(&api, &["v1", "search"]);
        let tokens = Arc::new(Tokens::new(below(&accounts, &["api", "token"]), client_id, client_secret));
        Self { http, gate, search, tokens }
    }

    /// What Spotify finds for a release, at most 10 albums and 10 artists, in its order; which of them is the release is
    /// not its to say. One search: by the digits of `barcode` where there is one, else by artist and title; a second, by
    /// artist and title, only where the barcode found no album. Refuses with [`ClientError::RateLimited`] while the gate is
    /// open after faults or a pause of more than a few seconds was asked for, then with all of that pause, up to a day;
    /// with [`ClientError::Unauthorized`] when the client's id or secret is wrong, and with
    /// [`ClientError::SubscriptionRequired`] when the app's owner has no Premium account.
    pub async fn fetch_candidates(&self, release: &Release, barcode: Option<&str>) -> Result<Found, ClientError> {
        if let Some(query) = barcode.and_then(query::barcode) {
            let mut found = self.fetch(&query).await?;
            if !found.albums.is_empty() {
                found.albums.iter_mut().for_each(|album| album.by_barcode = true);
                return Ok(found);
            }
        }
        let words = query::words(release);
        if words.is_empty() { Ok(Found::default()) } else { self.fetch(&words).await }
    }

    /// Whether Spotify answers a search: a token alone is given to apps that may not search.
    ///
    /// # Errors
    /// As [`Spotify::fetch_candidates`].
    pub async fn check(&self) -> Result<(), ClientError> {
        self.fetch("abba").await.map(drop)
    }

    async fn fetch(&self, query: &str) -> Result<Found, ClientError> {
        if let Some(retry_after) = self.gate.open_for() {
            return Err(at_most_a_day(ClientError::RateLimited { retry_after }));
        }
        let patience = self.patience();
        let token = self.tokens.get(&self.http, &self.gate, patience).await.map_err(at_most_a_day)?;
        let outcome = match self.search(query, &token, patience).await {
            Err(ClientError::Unauthorized) => {
                self.tokens.forget(&token).await;
                let token = self.tokens.get(&self.http, &self.gate, patience).await.map_err(at_most_a_day)?;
                self.search(query, &token, patience).await
            }
            outcome => outcome,
        };
        outcome.map_err(at_most_a_day)
    }

    async fn search(&self, query: &str, token: &Token, patience: Patience) -> Result<Found, ClientError> {
        let mut url = self.search.clone();
        url.query_pairs_mut().append_pair("q", query).append_pair("type", "album,artist").append_pair("limit", LIMIT);
        let request = |client: &reqwest::Client| client.get(url.clone()).bearer_auth(token.secret.expose_secret());
        let read = |body: &[u8]| wire::found(&decode::<serde_json::Value>(body)?);
        self.http.fetch(&self.gate, patience, request, read).await
    }

    fn patience(&self) -> Patience {
        let configured = self.http.patience(LONGEST_PAUSE);
        Patience {
            attempts: configured.attempts.min(ATTEMPTS),
            refusals: REFUSALS,
            timeout: configured.timeout.min(TIMEOUT),
            ..configured
        }
    }
}

/// Whoever asks for more means "never", and nobody remembers a pause for longer.
fn at_most_a_day(error: ClientError) -> ClientError {
    match error {
        ClientError::RateLimited { retry_after } => ClientError::RateLimited { retry_after: retry_after.min(DAY) },
        other => other,
    }
}
