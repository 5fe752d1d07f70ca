//! What others were at work on when a lane wanted to ask for it: another process, or the lane of links beside a sync.

use super::lane::{Asking, Done, Lane, Strain};
use crate::faults::Halt;
use sillon_core::enrich::Outcome;
use std::time::Duration;

/// How often what others are at work on is looked at again.
const LOOK_ELSEWHERE: Duration = Duration::from_millis(250);
/// So long without headway, and what others are at work on is left to them.
const PATIENCE: Duration = Duration::from_secs(3);

impl Lane<'_> {
    /// Counts what others dealt with, of what was planned here, as they left it; what they let go of is asked for here. With
    /// `patient`, waits while they make headway. `false` when the provider is left alone meanwhile.
    pub(super) async fn look_elsewhere(
        &self,
        patient: bool,
        asking: &impl Asking,
        strain: &mut Strain,
    ) -> Result<bool, Halt> {
        let facet = self.provider.facet;
        let (mut before, mut quiet) = (usize::MAX, Duration::ZERO);
        loop {
            let mut claimed = Vec::new();
            for some in self.tally.elsewhere(facet).chunk_by(|one, next| one.kind() == next.kind()) {
                let outcomes = self.desk.store.reader().outcomes(facet, some).await?;
                for subject in some {
                    match outcomes.get(subject) {
                        Some(Outcome::Found) => self.tally.count(facet, *subject, Done::Found),
                        Some(Outcome::Absent) => self.tally.count(facet, *subject, Done::Absent),
                        Some(Outcome::Failed) => self.tally.count(facet, *subject, Done::Failed),
                        Some(Outcome::Pending) | None => claimed.push(*subject),
                    }
                }
            }
            if claimed.is_empty() || !patient || self.is_stopped() {
                return Ok(true);
            }
            if claimed.len() < before {
                (before, quiet) = (claimed.len(), Duration::ZERO);
            } else if quiet >= PATIENCE {
                return Ok(true);
            }
            for some in claimed.chunk_by(|one, next| one.kind() == next.kind()) {
                if !self.take(some, asking, strain).await? {
                    return Ok(false);
                }
            }
            tokio::select! {
                () = self.desk.cancel.cancelled() => {}
                () = self.desk.interrupt.cancelled() => {}
                () = tokio::time::sleep(LOOK_ELSEWHERE) => {}
            }
            quiet += LOOK_ELSEWHERE;
        }
    }
}
