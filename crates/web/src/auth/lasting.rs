//! Answers that last: an event stream ends soon after the credential that opened it is good no more.

use super::door::Door;
use super::scopes::Need;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use futures::StreamExt;
use std::time::Duration;

/// How often a stream's credential is looked at again.
const INTERVAL: Duration = Duration::from_millis(500);

/// What a request was let in by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// Nothing that ends before the process: the password itself, or an open server.
    Lasting,
    /// The session of this id.
    Session(String),
    /// A token, for a call that asks this of it.
    Token(String, Need),
}

impl Pass {
    pub(super) fn is_of_token(&self) -> bool {
        matches!(self, Self::Token(..))
    }
}

/// Ends an event stream when its token is revoked or its session closed; any other answer is over by itself.
pub(super) fn while_valid(door: Door, pass: Pass, response: Response) -> Response {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if pass == Pass::Lasting || !kind.is_some_and(|kind| kind.starts_with("text/event-stream")) {
        return response;
    }
    let revoked = async move {
        loop {
            tokio::time::sleep(INTERVAL).await;
            if !door.is_valid(&pass).await {
                break;
            }
        }
    };
    response.map(|body| Body::from_stream(body.into_data_stream().take_until(Box::pin(revoked))))
}
