//! A description as it is written, for somebody who watches.

use super::events::Events;
use super::{Ai, Completion};
use crate::error::ClientError;
use crate::http::Open;

/// The pieces of a text in the order in which a model writes them. Dropped before its end, it ends the call.
pub struct Pieces {
    /// None once nothing more is read of it.
    answer: Option<(Ai, Open)>,
    /// Of an answer that came whole.
    whole: Option<String>,
    events: Events,
    asked: String,
}

impl Pieces {
    pub(super) fn streamed(ai: Ai, answer: Open, asked: String) -> Self {
        Self { answer: Some((ai, answer)), whole: None, events: Events::default(), asked }
    }

    /// Of a service that does not stream.
    pub(super) fn whole(completion: Completion) -> Self {
        Self {
            answer: None,
            whole: Some(completion.text),
            events: Events::ended(completion.finished),
            asked: completion.model,
        }
    }

    /// The next piece, never empty; none at the end. After an error there is no more.
    pub async fn next(&mut self) -> Option<Result<String, ClientError>> {
        if let Some(whole) = self.whole.take() {
            return (!whole.is_empty()).then_some(Ok(whole));
        }
        loop {
            let (ai, answer) = self.answer.as_mut()?;
            let ai = ai.clone();
            let read = match answer.chunk().await {
                Ok(Some(bytes)) => self.events.push(&bytes),
                Ok(None) => self.end(),
                Err(error) => Err(error),
            };
            let read = match read {
                Ok(text) if self.events.done && self.answer.is_some() => self.end().map(|rest| text + &rest),
                other => other,
            };
            match read {
                Ok(text) if text.is_empty() => {}
                Ok(text) => return Some(Ok(text)),
                Err(error) => {
                    self.answer = None;
                    return Some(Err(ai.told(error)));
                }
            }
        }
    }

    fn end(&mut self) -> Result<String, ClientError> {
        self.answer = None;
        self.events.finish()
    }

    /// Which model writes.
    pub fn model(&self) -> &str {
        self.events.model.as_deref().unwrap_or(&self.asked)
    }

    /// Whether the model came to an end by itself; false before it has come to one.
    pub fn finished(&self) -> bool {
        self.events.done && self.events.finished.unwrap_or(true)
    }
}
