//! The search.

use super::token::{Token, Tokens};
use super::{query, wire};
use crate::error::ClientError;
use crate::gate::Gate;
use crate::http::{Http, Patience, below, decode};
use secrecy::{ExposeSecret, SecretString};
use sillon_core::linking::Candidate;
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

    /// Albums that Spotify finds for a release's artist and title, at most 10, in its order; which of them is the
    /// release is not its to say. Refuses with [`ClientError::RateLimited`] while the gate is open after faults or a long
    /// pause was asked for, and with [`ClientError::Unauthorized`] when the client's id or secret is wrong.
    pub async fn fetch_candidates(&self, release: &Release) -> Result<Vec<Candidate>, ClientError> {
        let words = query::words(release);
        if words.is_empty() {
            return Ok(Vec::new());
        }
        if let Some(retry_after) = self.gate.open_for() {
            return Err(ClientError::RateLimited { retry_after });
        }
        let patience = self.patience();
        let token = self.tokens.get(&self.http, &self.gate, patience).await?;
        match self.search(&words, &token, patience).await {
            Err(ClientError::Unauthorized) => {
                self.tokens.forget(&token).await;
                let token = self.tokens.get(&self.http, &self.gate, patience).await?;
                self.search(&words, &token, patience).await
            }
            outcome => outcome,
        }
    }

    /// Whether Spotify takes the client's id and secret: it is asked for a token, and for nothing else.
    pub async fn check(&self) -> Result<(), ClientError> {
        self.tokens.get(&self.http, &self.gate, self.patience()).await.map(drop)
    }

    async fn search(&self, words: &str, token: &Token, patience: Patience) -> Result<Vec<Candidate>, ClientError> {
        let mut url = self.search.clone();
        url.query_pairs_mut().append_pair("q", words).append_pair("type", "album").append_pair("limit", LIMIT);
        let request = |client: &reqwest::Client| client.get(url.clone()).bearer_auth(token.secret.expose_secret());
        let read = |body: &[u8]| decode::<wire::Search>(body).map(wire::candidates);
        self.http.fetch(&self.gate, patience, request, read).await
    }

    fn patience(&self) -> Patience {
        let configured = self.http.patience(LONGEST_PAUSE);
        Patience { attempts: configured.attempts.min(ATTEMPTS), timeout: configured.timeout.min(TIMEOUT), ..configured }
    }
}
