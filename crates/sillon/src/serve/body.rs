//! A body that must come: slowly, if the line is slow, but not drop by drop.

use super::Limits;
use axum::body::Bytes;
use axum::body::HttpBody;
use hyper::body::{Frame, Incoming, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::time::{Sleep, sleep};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// The clock runs from the first time that the body is asked for, whoever is slow: a client that sends drops can keep a busy
/// server from ever having to wait for the next one.
pub(super) struct PacedBody {
    body: Incoming,
    limits: Limits,
    /// Since the last [`Limits::body_bytes`].
    came: usize,
    patience: Option<Pin<Box<Sleep>>>,
}

impl PacedBody {
    pub(super) fn new(body: Incoming, limits: Limits) -> Self {
        Self { body, limits, came: 0, patience: None }
    }

    fn count(&mut self, bytes: usize) {
        self.came += bytes;
        if self.came >= self.limits.body_bytes {
            self.came = 0;
            self.patience = None;
        }
    }
}

impl HttpBody for PacedBody {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let this = &mut *self;
        let patience = this.patience.get_or_insert_with(|| Box::pin(sleep(this.limits.body)));
        if patience.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Err("the body comes too slowly".into())));
        }
        let frame = ready!(Pin::new(&mut this.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame {
            this.count(frame.data_ref().map_or(0, Bytes::len));
        }
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
