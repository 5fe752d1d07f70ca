//! The calls.

use super::address::Addresses;
use super::dialect::Dialect;
use super::{Completion, Pieces, models, wire};
use crate::error::ClientError;
use crate::gate::Gate;
use crate::http::{Http, Patience};
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Client, RequestBuilder};
use secrecy::{ExposeSecret, SecretString};
use sillon_core::enrich::prompt::{Message, Role};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Mutex as Turn;
use url::Url;

/// A longer pause is the caller's to wait out.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// A model takes longer over an answer than a database.
const SLOWER: u32 = 2;
const ATTEMPTS: u32 = 3;
const REFUSALS: u32 = 3;

/// An OpenAI-compatible service, as seen by one token. Clones share the connections, the gate and what was learnt of it.
#[derive(Clone)]
pub struct Ai(Arc<Inner>);

struct Inner {
    http: Http,
    gate: Gate,
    addresses: Addresses,
    token: SecretString,
    configured: Option<String>,
    /// The model found where none is configured. Locked while one is looked for, so that those who come meanwhile share it.
    found: Turn<Option<String>>,
    dialect: Mutex<Dialect>,
}

/// How the next request is made.
struct Manner {
    model: String,
    dialect: Dialect,
    /// The model was looked for anew already.
    renewed: bool,
}

impl Ai {
    /// `base` is the part before `/chat/completions`, or the whole address. An empty token is not sent: a model on one's own
    /// machine needs none. Without `model` the first suitable of the service's list is asked.
    pub fn new(http: Http, gate: Gate, base: Url, token: SecretString, model: Option<String>) -> Self {
        let configured = model.map(|model| model.trim().to_owned()).filter(|model| !model.is_empty());
        Self(Arc::new(Inner {
            http,
            gate,
            addresses: Addresses::new(&base),
            token,
            configured,
            found: Turn::default(),
            dialect: Mutex::default(),
        }))
    }

    /// The names of the service's models, in its order. [`ClientError::Unauthorized`] when the token is refused,
    /// [`ClientError::NotFound`] where there is no such list.
    pub async fn fetch_models(&self) -> Result<Vec<String>, ClientError> {
        let authorization = self.authorization()?;
        let request = |client: &Client| authorized(client.get(self.0.addresses.models.clone()), authorization.as_ref());
        let fetched = self.0.http.fetch(&self.0.gate, self.patience(), request, wire::models).await;
        fetched.map_err(|error| self.told(error))
    }

    /// Whether the service can be asked as it is set up: its models, or the one that is configured where it lists none.
    /// Refuses as [`Ai::describe`] does.
    pub async fn check(&self) -> Result<Vec<String>, ClientError> {
        match (self.fetch_models().await, &self.0.configured) {
            (Err(ClientError::NotFound), Some(model)) => {
                let hello = Message { role: Role::User, content: "Say yes.".to_owned() };
                self.describe(&[hello], 5).await.map(|_| vec![model.clone()])
            }
            (Err(ClientError::NotFound), None) => Err(nothing_there()),
            (Ok(models), Some(model)) if !models.contains(model) => Err(vanished(model)),
            (outcome, _) => outcome,
        }
    }

    /// The model that is asked: the configured one, else the first suitable of the service's list, which is fetched once.
    pub async fn model(&self) -> Result<String, ClientError> {
        match &self.0.configured {
            Some(model) => Ok(model.clone()),
            None => self.find(None).await,
        }
    }

    /// The model's answer to these messages. [`ClientError::RateLimited`] for a pause longer than 5 s and while the gate is
    /// open after faults, [`ClientError::Unauthorized`] for a token that is refused or is not for this,
    /// [`ClientError::Rejected`] with status 404 where the model or the address is unknown.
    pub async fn describe(&self, messages: &[Message], max_tokens: u32) -> Result<Completion, ClientError> {
        let authorization = self.authorization()?;
        let mut manner = self.manner().await?;
        loop {
            let body = manner.dialect.body(&manner.model, messages, max_tokens, false);
            let request = |client: &Client| {
                authorized(client.post(self.0.addresses.chat.clone()), authorization.as_ref()).json(&body)
            };
            let read = |body: &[u8]| wire::completion(body, &manner.model);
            match self.0.http.fetch(&self.0.gate, self.patience(), request, read).await {
                Ok(completion) => return Ok(completion),
                Err(error) => manner = self.mend(manner, error).await?,
            }
        }
    }

    /// The same as it is written; errors as with [`Ai::describe`], but nothing is tried again after a fault. A stream that
    /// breaks off ends with [`ClientError::Transient`].
    pub async fn stream(&self, messages: &[Message], max_tokens: u32) -> Result<Pieces, ClientError> {
        let authorization = self.authorization()?;
        let mut manner = self.manner().await?;
        loop {
            let body = manner.dialect.body(&manner.model, messages, max_tokens, true);
            let request = |client: &Client| {
                authorized(client.post(self.0.addresses.chat.clone()), authorization.as_ref()).json(&body)
            };
            match self.0.http.open(&self.0.gate, self.patience(), request).await {
                Ok(answer) if answer.is_json() => {
                    let completion = wire::completion(&answer.read().await?, &manner.model);
                    return completion.map(Pieces::whole).map_err(|error| self.told(error));
                }
                Ok(answer) => return Ok(Pieces::streamed(self.clone(), answer, manner.model)),
                Err(error) => manner = self.mend(manner, error).await?,
            }
        }
    }

    async fn manner(&self) -> Result<Manner, ClientError> {
        if let Some(retry_after) = self.0.gate.open_for() {
            return Err(ClientError::RateLimited { retry_after });
        }
        Ok(Manner { model: self.model().await?, dialect: *self.dialect(), renewed: false })
    }

    /// How to ask after this refusal; the refusal itself where nothing can be done about it. An option is given up once and
    /// a model replaced once, so this comes to an end.
    async fn mend(&self, manner: Manner, error: ClientError) -> Result<Manner, ClientError> {
        match &error {
            ClientError::Rejected { status: 400 | 422, message } => {
                let Some(dialect) = manner.dialect.without(message) else { return Err(self.told(error)) };
                *self.dialect() = dialect;
                Ok(Manner { dialect, ..manner })
            }
            ClientError::NotFound if self.0.configured.is_some() => Err(vanished(&manner.model)),
            ClientError::NotFound if manner.renewed => Err(nothing_there()),
            ClientError::NotFound => {
                let model = self.find(Some(&manner.model)).await?;
                Ok(Manner { model, renewed: true, ..manner })
            }
            _ => Err(self.told(error)),
        }
    }

    /// The model found before, unless it is the one that has vanished; else a new one.
    async fn find(&self, vanished: Option<&str>) -> Result<String, ClientError> {
        let mut found = self.0.found.lock().await;
        if let Some(model) = found.as_ref().filter(|model| Some(model.as_str()) != vanished) {
            return Ok(model.clone());
        }
        found.take();
        let models = self.fetch_models().await.map_err(|error| match error {
            ClientError::NotFound => nothing_there(),
            other => other,
        })?;
        let model = models::choose(&models).ok_or_else(|| rejected("the service lists no model to talk with"))?;
        Ok(found.insert(model.clone()).clone())
    }

    /// What a caller is told: a token that is good but not for this is as useless as a bad one, and no message of the
    /// service repeats the token.
    pub(super) fn told(&self, error: ClientError) -> ClientError {
        let token = self.0.token.expose_secret().trim();
        let bare = |text: String| if token.is_empty() { text } else { text.replace(token, "…") };
        match error {
            ClientError::Forbidden { .. } => ClientError::Unauthorized,
            ClientError::Transient(reason) => ClientError::Transient(bare(reason)),
            ClientError::Rejected { status, message } => ClientError::Rejected { status, message: bare(message) },
            ClientError::Decode { path, message } => ClientError::Decode { path, message: bare(message) },
            other => other,
        }
    }

    fn authorization(&self) -> Result<Option<HeaderValue>, ClientError> {
        let token = self.0.token.expose_secret().trim();
        if token.is_empty() {
            return Ok(None);
        }
        let mut value = HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| ClientError::Unauthorized)?;
        value.set_sensitive(true);
        Ok(Some(value))
    }

    fn patience(&self) -> Patience {
        let configured = self.0.http.patience(LONGEST_PAUSE);
        let timeout = configured.timeout.saturating_mul(SLOWER);
        Patience { attempts: configured.attempts.min(ATTEMPTS), refusals: REFUSALS, timeout, ..configured }
    }

    fn dialect(&self) -> std::sync::MutexGuard<'_, Dialect> {
        self.0.dialect.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn authorized(request: RequestBuilder, authorization: Option<&HeaderValue>) -> RequestBuilder {
    match authorization {
        Some(value) => request.header(AUTHORIZATION, value),
        None => request,
    }
}

fn vanished(model: &str) -> ClientError {
    rejected(&format!("the service knows no model {model}, or not at this address"))
}

fn nothing_there() -> ClientError {
    rejected("neither a model nor a list of models is at this address")
}

fn rejected(message: &str) -> ClientError {
    ClientError::Rejected { status: 404, message: message.to_owned() }
}
