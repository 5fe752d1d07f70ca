//! Keeps the database file whole on its own: what a copy of it holds is today's collection.

use sillon_store::{LogState, Store};
use std::time::{Duration, Instant};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// How often the write-ahead log is looked at: one question to the system.
const LOOK: Duration = Duration::from_secs(1);
/// A log that is written all the time is carried over this often.
const LONGEST: Duration = Duration::from_secs(60);

/// Carries the log over whenever nothing was written since the last look, and once a minute otherwise.
pub(crate) async fn keep(store: Store, shutdown: CancellationToken) {
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut before: Option<LogState> = None;
    let mut carried = Instant::now();
    let mut is_warned = false;
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = look.tick() => {}
        }
        let now = store.log_state();
        let is_quiet = now == before;
        before = now;
        if now.is_none_or(|log| log.bytes == 0) || !(is_quiet || carried.elapsed() > LONGEST) {
            continue;
        }
        match store.checkpoint().await {
            Ok(true) => is_warned = false,
            // A reader or another program is in the way: the next look tries again.
            Ok(false) => {}
            Err(error) if !is_warned => {
                is_warned = true;
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "the write-ahead log cannot be carried over: a copy of the file is not whole");
            }
            Err(_) => {}
        }
        carried = Instant::now();
    }
}
