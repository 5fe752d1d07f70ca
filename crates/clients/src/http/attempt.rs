//! One attempt: a request goes out, and what comes back is told apart by its status before its body is read.

use super::json::error_message;
use super::{Http, body, headers};
use crate::error::ClientError;
use crate::gate::Gate;
use reqwest::{RequestBuilder, Response, StatusCode};
use std::error::Error;
use std::time::Duration;
use tokio::time::Instant;

/// An error's body is only read for its message.
const MAX_ERROR_BODY: usize = 64 << 10;

/// Why an attempt came to nothing.
pub(crate) enum Fault {
    /// 429: to be asked again later.
    Busy {
        /// As the service says, if it does.
        retry_after: Option<Duration>,
    },
    /// Anything else; only [`ClientError::Transient`] may be tried again.
    Failed(ClientError),
}

/// Some services refuse for the rate of calls in the body of a success.
impl From<ClientError> for Fault {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::RateLimited { retry_after } => Self::Busy { retry_after: Some(retry_after) },
            error => Self::Failed(error),
        }
    }
}

impl Http {
    pub(super) async fn attempt<T>(
        &self,
        gate: &Gate,
        sent_at: Instant,
        request: RequestBuilder,
        decode: impl Fn(&[u8]) -> Result<T, ClientError>,
    ) -> Result<T, Fault> {
        let answer = self.send(gate, sent_at, request).await?;
        let body = body::read(answer, self.0.config.max_body).await.map_err(Fault::Failed)?;
        decode(&body).map_err(Fault::from)
    }

    /// A successful answer whose body is still to be read.
    pub(super) async fn send(&self, gate: &Gate, sent_at: Instant, request: RequestBuilder) -> Result<Response, Fault> {
        let sent = request.send().await;
        let answer = sent.map_err(|error| Fault::Failed(ClientError::Transient(describe(&error))))?;
        let (status, headers) = (answer.status(), answer.headers());
        tracing::debug!(status = status.as_u16(), path = answer.url().path(), took = ?sent_at.elapsed(), "answered");
        if status == StatusCode::TOO_MANY_REQUESTS {
            gate.hear(headers::limit(headers), None, sent_at);
            return Err(Fault::Busy { retry_after: headers::retry_after(headers) });
        }
        gate.hear(headers::limit(headers), headers::remaining(headers), sent_at);
        if status.is_success() { Ok(answer) } else { Err(Fault::Failed(refusal(answer).await)) }
    }
}

/// What a status that is no success means. A body that is no JSON was not written by the service but by something on
/// the way (a proxy, a maintenance page), so it proves nothing of a token or a collection: it may pass.
async fn refusal(answer: Response) -> ClientError {
    let status = answer.status().as_u16();
    let body = body::read(answer, MAX_ERROR_BODY).await.unwrap_or_default();
    let message = error_message(&body);
    match (status, message) {
        // Since March 2026 Spotify says this in plain text; no proxy's page speaks of a subscription.
        (403, None) if let Some(message) = subscription_message(&body) => ClientError::SubscriptionRequired { message },
        (300..=399, _) => ClientError::Rejected { status, message: "redirections are not followed".to_owned() },
        (408 | 500..=599, message) => {
            let message = message.unwrap_or_default();
            ClientError::Transient(format!("status {status} {message}").trim_end().to_owned())
        }
        (_, None) => ClientError::Transient(format!("status {status} and no JSON")),
        (401, _) => ClientError::Unauthorized,
        (403, Some(message)) => ClientError::Forbidden { message },
        (404, _) => ClientError::NotFound,
        (_, Some(message)) => ClientError::Rejected { status, message },
    }
}

/// A plain sentence that asks for a paid subscription.
fn subscription_message(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?.trim();
    let lower = text.to_lowercase();
    let is_sentence = !text.is_empty() && text.len() <= 500 && !text.contains('<');
    (is_sentence && (lower.contains("premium") || lower.contains("subscription"))).then(|| text.to_owned())
}

/// What went wrong on the way, down to its root, and never the URL.
pub(crate) fn describe(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "timed out"
    } else if error.is_connect() {
        "could not connect"
    } else if error.is_builder() {
        "no request could be made"
    } else if error.is_body() || error.is_decode() {
        "the answer broke off"
    } else {
        "the connection failed"
    };
    let root = std::iter::successors(error.source(), |&error| error.source()).last();
    root.map_or_else(|| kind.to_owned(), |root| format!("{kind}: {root}"))
}
