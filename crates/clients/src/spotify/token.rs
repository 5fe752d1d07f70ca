//! The access token: asked for once, kept until shortly before it expires.

use super::wire;
use crate::error::ClientError;
use crate::gate::Gate;
use crate::http::{Http, Patience, decode};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;
use url::Url;

/// Lest it expires on the way.
const EARLY: Duration = Duration::from_secs(60);

pub(super) struct Tokens {
    url: Url,
    client_id: String,
    client_secret: SecretString,
    /// Locked while a new one is fetched, so that those who come meanwhile share it.
    kept: Mutex<Option<Token>>,
}

#[derive(Clone)]
pub(super) struct Token {
    pub(super) secret: SecretString,
    expires_at: Instant,
}

impl Tokens {
    pub(super) fn new(url: Url, client_id: String, client_secret: SecretString) -> Self {
        Self { url, client_id, client_secret, kept: Mutex::default() }
    }

    /// The token that is kept, or a new one.
    pub(super) async fn get(&self, http: &Http, gate: &Gate, patience: Patience) -> Result<Token, ClientError> {
        let mut kept = self.kept.lock().await;
        if let Some(token) = kept.as_ref().filter(|token| token.expires_at > Instant::now()) {
            return Ok(token.clone());
        }
        let token = self.fetch(http, gate, patience).await?;
        Ok(kept.insert(token).clone())
    }

    /// Drops a token that was refused, unless another has taken its place already.
    pub(super) async fn forget(&self, refused: &Token) {
        let mut kept = self.kept.lock().await;
        kept.take_if(|token| token.secret.expose_secret() == refused.secret.expose_secret());
    }

    async fn fetch(&self, http: &Http, gate: &Gate, patience: Patience) -> Result<Token, ClientError> {
        let request = |client: &reqwest::Client| {
            client
                .post(self.url.clone())
                .basic_auth(&self.client_id, Some(self.client_secret.expose_secret()))
                .form(&[("grant_type", "client_credentials")])
        };
        let outcome = http.fetch(gate, patience, request, |body| decode::<wire::Token>(body)).await;
        let answer = outcome.map_err(|error| match error {
            // Spotify says 400 `invalid_client` as well as 401; nothing else can be wrong with this request.
            ClientError::Rejected { status: 400, .. } => ClientError::Unauthorized,
            other => other,
        })?;
        let lasts = Duration::from_secs(answer.expires_in.min(24 * 3600)).saturating_sub(EARLY);
        Ok(Token { secret: answer.access_token.into(), expires_at: Instant::now() + lasts })
    }
}
