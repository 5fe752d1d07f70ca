//! Event streams: the present state, each change, the end.

use crate::api::draft::DraftDocument;
use crate::api::progress::ProgressDocument;
use crate::error::WebError;
use crate::i18n::Lang;
use axum::http::HeaderName;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::future::{BoxFuture, FutureExt, pending};
use futures::{Stream, stream};
use sillon_core::enrich::draft::Draft;
use sillon_core::progress::Progress;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_util::sync::CancellationToken;

/// Proxies and browsers drop a connection that is silent for long.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The least time between two states on one stream: ten a second look like motion, more only cost.
const PACE: Duration = Duration::from_millis(100);

/// When a browser is to come back after the server stopped: most programs that are started again are there by then.
const COME_BACK: Duration = Duration::from_secs(2);

/// Enough for every browser of a large house.
const MOST: usize = 2_048;

/// How many streams may be open at once: each holds a connection for as long as its run lasts, and pages need connections too.
/// Cheap to clone; all clones are one.
#[derive(Clone, Debug)]
pub struct Streams(Arc<Semaphore>);

impl Streams {
    /// So many at once.
    pub fn at_most(most: usize) -> Self {
        Self(Arc::new(Semaphore::new(most)))
    }

    /// A place, for as long as it is held.
    fn enter(&self) -> Result<OwnedSemaphorePermit, WebError> {
        self.0.clone().try_acquire_owned().map_err(|_none_left| WebError::TooManyStreams)
    }
}

impl Default for Streams {
    fn default() -> Self {
        Self::at_most(MOST)
    }
}

/// What comes next on a stream.
enum Next {
    First,
    State,
    Done,
    Stop,
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

/// The states of a run as server-sent events, with how many links are still asked for beside it. It ends when the run is over, when the server stops and when nobody will ever
/// report again.
///
/// # Errors
/// [`WebError::TooManyStreams`].
pub fn progress_events(
    streams: &Streams,
    states: watch::Receiver<Progress>,
    links: Option<watch::Receiver<u64>>,
    shutdown: CancellationToken,
    lang: Lang,
) -> Result<Response, WebError> {
    let place = streams.enter()?;
    let is_active = |progress: &Progress| progress.status.is_active();
    let followed = Followed { states, is_active, over: pending().boxed(), shutdown, pace: PACE };
    Ok(events(stream_states(followed, move |progress| {
        let _held_as_long_as_the_stream = &place;
        // A document of numbers and text always is JSON.
        let links_pending = links.as_ref().map_or(0, |links| *links.borrow());
        let progress = Progress { links_pending, ..progress.clone() };
        serde_json::to_string(&ProgressDocument::new(&progress, lang)).unwrap_or_default()
    })))
}

/// A description as it is written. It ends with the run that it belongs to, at the latest: another process may have that.
///
/// # Errors
/// [`WebError::TooManyStreams`].
pub fn draft_events(
    streams: &Streams,
    states: watch::Receiver<Draft>,
    mut run: watch::Receiver<Progress>,
    shutdown: CancellationToken,
    lang: Lang,
) -> Result<Response, WebError> {
    let place = streams.enter()?;
    let over = async move {
        let _over_or_nobody_reports = run.wait_for(|progress| !progress.status.is_active()).await;
    };
    let is_active = |draft: &Draft| draft.state.is_active();
    let followed = Followed { states, is_active, over: over.boxed(), shutdown, pace: PACE };
    Ok(events(stream_states(followed, move |draft| {
        let _held_as_long_as_the_stream = &place;
        serde_json::to_string(&DraftDocument::new(draft, lang)).unwrap_or_default()
    })))
}

fn events(states: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Response {
    let unbuffered = [(HeaderName::from_static("x-accel-buffering"), "no")];
    (unbuffered, Sse::new(states).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))).into_response()
}

/// The present state first, then each change, at most one every `pace`: a slow reader gets the newest state, not a queue
/// of old ones. Then `event: done` with the last state; where the server stops, when to come back.
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
            Next::Stop => (Event::default().comment("the server stops").retry(COME_BACK), Next::Nothing),
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
            () = self.shutdown.cancelled() => Next::Stop,
            changed = changed => if changed { Next::State } else { Next::Nothing },
            () = &mut self.over => Next::Done,
        }
    }
}

#[cfg(test)]
mod tests;
