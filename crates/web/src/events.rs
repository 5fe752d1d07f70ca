//! Event streams: the present state, each change, the end.

use crate::api::progress::ProgressDocument;
use crate::i18n::Lang;
use axum::http::HeaderName;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{Stream, stream};
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
    State,
    Done,
    Nothing,
}

/// The states of a run as server-sent events. It ends when the run is over, when the server stops (an open stream would
/// hold a graceful stop up) and when nobody will ever report again.
pub fn progress_events(receiver: watch::Receiver<Progress>, shutdown: CancellationToken, lang: Lang) -> Response {
    let events = stream_progress(receiver, shutdown, PACE, move |progress| {
        // A document of numbers and text always is JSON.
        serde_json::to_string(&ProgressDocument::new(progress, lang)).unwrap_or_default()
    });
    let unbuffered = [(HeaderName::from_static("x-accel-buffering"), "no")];
    (unbuffered, Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))).into_response()
}

/// The present state first, then each change, at most one every `pace`: a slow reader gets the newest state, not a queue
/// of old ones. Then `event: done` with the last state.
pub fn stream_progress(
    receiver: watch::Receiver<Progress>,
    shutdown: CancellationToken,
    pace: Duration,
    render: impl Fn(&Progress) -> String + Send + 'static,
) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold((receiver, shutdown, render, Next::State, true), move |state| async move {
        let (mut receiver, shutdown, render, next, first) = state;
        match next {
            Next::Nothing => return None,
            Next::Done => {
                let event = Event::default().event("done").data(render(&receiver.borrow()));
                return Some((Ok(event), (receiver, shutdown, render, Next::Nothing, false)));
            }
            Next::State => {}
        }
        if !first && !next_state(&mut receiver, &shutdown, pace).await {
            return None;
        }
        let (event, next) = {
            let progress = receiver.borrow_and_update();
            let next = if progress.status.is_active() { Next::State } else { Next::Done };
            (Event::default().data(render(&progress)), next)
        };
        Some((Ok(event), (receiver, shutdown, render, next, false)))
    })
}

/// Waits for a state that the reader has not seen; false when there will be none.
async fn next_state(receiver: &mut watch::Receiver<Progress>, shutdown: &CancellationToken, pace: Duration) -> bool {
    let changed = async {
        tokio::time::sleep(pace).await;
        receiver.changed().await.is_ok()
    };
    tokio::select! {
        () = shutdown.cancelled() => false,
        changed = changed => changed,
    }
}

#[cfg(test)]
mod tests;
