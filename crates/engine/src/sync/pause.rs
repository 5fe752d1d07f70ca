//! Pauses that Discogs asks for and that are longer than a call waits: the run waits itself, says until when, and goes on. The
//! end of the pause is kept in the settings, so that no call is made before it after a restart either.

use super::SyncRun;
use crate::enrich::{let_rest, rests_until};
use crate::faults::Halt;
use sillon_clients::ClientError;
use sillon_clients::discogs::LONGEST_PAUSE;
use sillon_core::progress::{Service, Wait, WaitReason};
use std::time::Duration;

/// How often the time of day is looked at: a machine that slept wakes late.
const LOOK: Duration = Duration::from_secs(1);

/// Whether a call failed because Discogs asks for a pause that no call waits out.
pub(super) fn is_long_pause(error: &ClientError) -> bool {
    matches!(error, ClientError::RateLimited { retry_after } if *retry_after > LONGEST_PAUSE)
}

impl SyncRun {
    /// Makes a call, and again after each long pause that Discogs asks for.
    pub(super) async fn call<T, F>(&self, call: impl Fn() -> F) -> Result<Result<T, ClientError>, Halt>
    where
        F: Future<Output = Result<T, ClientError>>,
    {
        loop {
            match self.unless_stopped(call()).await? {
                Err(error) if is_long_pause(&error) => self.wait_for_discogs(&error).await?,
                answer => return Ok(answer),
            }
        }
    }

    /// Notes the pause that this error tells of and waits until it is over.
    pub(super) async fn wait_for_discogs(&self, error: &ClientError) -> Result<(), Halt> {
        if let ClientError::RateLimited { retry_after } = error {
            let_rest(&self.store, self.account(), Service::Discogs, *retry_after, self.remotes.clock()).await?;
            tracing::info!(seconds = retry_after.as_secs(), "Discogs asks for a pause; the run goes on after it");
        }
        self.wait_out_pause().await
    }

    /// Waits while Discogs wants no call, by the time of day.
    pub(super) async fn wait_out_pause(&self) -> Result<(), Halt> {
        let mut has_waited = false;
        loop {
            let now = self.remotes.clock().now();
            let until = rests_until(&self.store, self.account(), Service::Discogs, now).await?;
            let Some(until) = until else { break };
            has_waited = true;
            let wait = Some(Wait { service: Service::Discogs, until, reason: WaitReason::RateLimit });
            if self.board.read().waiting != wait {
                self.board.change(|progress| progress.waiting = wait);
            }
            let left = Duration::from_millis(until.saturating_sub(now).unsigned_abs());
            self.unless_stopped(async {
                tokio::time::sleep(left.min(LOOK)).await;
            })
            .await?;
        }
        if has_waited {
            // The gate counts on another clock, which does not run while the machine sleeps.
            self.remotes.end_discogs_pause();
            self.board.change(|progress| progress.waiting = None);
        }
        Ok(())
    }
}
