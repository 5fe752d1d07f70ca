//! An answer that is read as it comes, for somebody who watches.

use super::attempt::{Fault, describe};
use super::{Http, Patience, body};
use crate::error::ClientError;
use crate::gate::Gate;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, RequestBuilder, Response};
use sillon_core::progress::WaitReason;

/// A successful answer whose body is still on its way.
pub(crate) struct Open {
    answer: Response,
    most: usize,
}

impl Http {
    /// Makes the call once: who watches sees that it failed, and asks again. It passes the gate and tells it what became
    /// of it, as every call does.
    pub(crate) async fn open(
        &self,
        gate: &Gate,
        patience: Patience,
        request: impl FnOnce(&Client) -> RequestBuilder,
    ) -> Result<Open, ClientError> {
        let client = self.0.client.as_ref().map_err(|reason| ClientError::Transient(reason.clone()))?;
        let passed = gate.pass(patience.pause).await;
        let sent_at = passed.map_err(|retry_after| ClientError::RateLimited { retry_after })?;
        match self.send(gate, sent_at, request(client).timeout(patience.timeout)).await {
            Ok(answer) => {
                gate.mark_answered();
                Ok(Open { answer, most: self.0.config.max_body })
            }
            Err(Fault::Busy { retry_after }) => {
                let pause = self.pause_after_refusal(gate, retry_after, 1);
                if pause > patience.pause {
                    gate.shut(pause);
                } else {
                    gate.hold(pause, WaitReason::RateLimit);
                }
                Err(ClientError::RateLimited { retry_after: pause })
            }
            Err(Fault::Failed(error)) => {
                match error {
                    ClientError::Transient(_) => gate.mark_fault(),
                    _ => gate.mark_answered(),
                }
                Err(error)
            }
        }
    }
}

impl Open {
    /// Whether the answer is one JSON document.
    pub(crate) fn is_json(&self) -> bool {
        let kind = self.answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        kind.is_some_and(|kind| kind.trim_start().starts_with("application/json"))
    }

    /// The next bytes, none at the end.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Vec<u8>>, ClientError> {
        let chunk = self.answer.chunk().await.map_err(|error| ClientError::Transient(describe(&error)))?;
        let limit = self.most;
        let Some(chunk) = chunk else { return Ok(None) };
        self.most = self.most.checked_sub(chunk.len()).ok_or(ClientError::TooLarge { limit })?;
        Ok(Some(chunk.to_vec()))
    }

    /// The whole body.
    pub(crate) async fn read(self) -> Result<Vec<u8>, ClientError> {
        body::read(self.answer, self.most).await
    }
}
