//! Event streams: the present state, each change, the end.

use crate::api::draft::DraftDocument;
use crate::api::progress::ProgressDocument;
use crate::i18n::Lang;
use axum::http::HeaderName;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::future::{BoxFuture, FutureExt, pending};
use futures::{Stream, stream};
use sillon_core::enrich::draft::Draft;
use sillon_core::progress::Progress;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// Proxies and browsers drop a connection that is silent for long.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The least time between two states on one stream: ten a second look like motion, more only cost.
const PACE: Duration = Duration::from_millis(100);

/// What comes next on a stream.
enum Next {
    First,
    State,
    Done,
    Nothing,
}

/// What a stream follows.
pub struct Followed<T> {
    /// The states.
    pub states: watch::Receiver<T>,
    /// Whether more come after this one.
    pub is_active: fn(&T) -> bool,
    /// Comes when nothing more will, whatever the last state says.
    pub over: BoxFuture<'static, ()>,
    /// The server stops: an open stream would hold that up.
    pub shutdown: CancellationToken,
    /// The least time between two states.
    pub pace: Duration,
}

/// The states of a run as server-sent events. It ends when the run is over, when the server stops and when nobody will ever
/// report again.
pub fn progress_events(states: watch::Receiver<Progress>, shutdown: CancellationToken, lang: Lang) -> Response {
    let is_active = |progress: &Progress| progress.status.is_active();
    let followed = Followed { states, is_active, over: pending().boxed(), shutdown, pace: PACE };
    events(stream_states(followed, move |progress| {
        // A document of numbers and text always is JSON.
        serde_json::to_string(&ProgressDocument::new(progress, lang)).unwrap_or_default()
    }))
}

/// A description as it is written. It ends with the run that it belongs to, at the latest: another process may have that.
pub fn draft_events(
    states: watch::Receiver<Draft>,
    mut run: watch::Receiver<Progress>,
    shutdown: CancellationToken,
    lang: Lang,
) -> Response {
    let over = async move {
        let _over_or_nobody_reports = run.wait_for(|progress| !progress.status.is_active()).await;
    };
    let is_active = |draft: &Draft| draft.state.is_active();
    let followed = Followed { states, is_active, over: over.boxed(), shutdown, pace: PACE };
    events(stream_states(followed, move |draft| {
        serde_json::to_string(&DraftDocument::new(draft, lang)).unwrap_or_default()
    }))
}

fn events(states: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Response {
    let unbuffered = [(HeaderName::from_static("x-accel-buffering"), "no")];
    (unbuffered, Sse::new(states).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))).into_response()
}

/// The present state first, then each change, at most one every `pace`: a slow reader gets the newest state, not a queue
/// of old ones. Then `event: done` with the last state.
pub fn stream_states<T: Send + Sync + 'static>(
    followed: Followed<T>,
    render: impl Fn(&T) -> String + Send + 'static,
) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold((followed, render, Next::First), |(mut followed, render, next)| async move {
        let next = match next {
            Next::State => followed.next().await,
            other => other,
        };
        let (event, next) = match next {
            Next::Nothing => return None,
            Next::Done => (Event::default().event("done").data(render(&followed.states.borrow())), Next::Nothing),
            Next::First | Next::State => {
                let state = followed.states.borrow_and_update();
                let next = if (followed.is_active)(&state) { Next::State } else { Next::Done };
                (Event::default().data(render(&state)), next)
            }
        };
        Some((Ok(event), (followed, render, next)))
    })
}

impl<T> Followed<T> {
    /// Waits for a state that the reader has not seen, or for the end.
    async fn next(&mut self) -> Next {
        let (states, pace) = (&mut self.states, self.pace);
        let changed = async {
            tokio::time::sleep(pace).await;
            states.changed().await.is_ok()
        };
        tokio::select! {
            () = self.shutdown.cancelled() => Next::Nothing,
            changed = changed => if changed { Next::State } else { Next::Nothing },
            () = &mut self.over => Next::Done,
        }
    }
}

#[cfg(test)]
mod tests;
