//! A body that must come: slowly, if the line is slow, but not drop by drop.

use super::Limits;
use axum::body::Bytes;
use axum::body::HttpBody;
use hyper::body::{Frame, Incoming, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Only the time counts for which the client is waited for: whoever reads the body may take theirs.
pub(super) struct PacedBody {
    body: Incoming,
    limits: Limits,
    /// Since the last [`Limits::body_bytes`].
    came: usize,
    waited: Duration,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl PacedBody {
    pub(super) fn new(body: Incoming, limits: Limits) -> Self {
        Self { body, limits, came: 0, waited: Duration::ZERO, waiting: None }
    }

    fn count(&mut self, bytes: usize) {
        if let Some((since, _)) = self.waiting.take() {
            self.waited += since.elapsed();
        }
        self.came += bytes;
        if self.came >= self.limits.body_bytes {
            (self.came, self.waited) = (0, Duration::ZERO);
        }
    }
}

impl HttpBody for PacedBody {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            if let Some(Ok(frame)) = &frame {
                this.count(frame.data_ref().map_or(0, Bytes::len));
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let left = this.limits.body.saturating_sub(this.waited);
        let (_, patience) = this.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
        ready!(patience.as_mut().poll(context));
        Poll::Ready(Some(Err("the body comes too slowly".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
