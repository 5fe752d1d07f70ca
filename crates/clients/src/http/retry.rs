//! Asking until there is an answer, or no sense in asking on.

use super::Http;
use super::attempt::Fault;
use crate::error::ClientError;
use crate::gate::Gate;
use reqwest::{Client, RequestBuilder};
use sillon_core::progress::WaitReason;
use std::time::Duration;

/// So many refusals of one call for its rate mean that the limit is not what we think it is.
const REFUSALS: u32 = 10;
/// The most that is added to a pause after a refusal.
const LONGEST_JITTER: Duration = Duration::from_secs(10);
/// The longest pause after a fault, before jitter.
const LONGEST_BACKOFF: Duration = Duration::from_secs(30);

/// How much trouble a call is worth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// Attempts that may fail; refusals for the rate of calls do not count.
    pub(crate) attempts: u32,
    /// Refusals for the rate of calls that are borne.
    pub(crate) refusals: u32,
    /// The most that one attempt may take.
    pub(crate) timeout: Duration,
    /// The longest pause that is waited out when the service asks for one.
    pub(crate) pause: Duration,
}

/// What one call has met with so far.
#[derive(Default)]
pub(crate) struct Trouble {
    faults: u32,
    refusals: u32,
}

impl Http {
    /// As much patience as is configured, and pauses of up to `pause`.
    pub(crate) fn patience(&self, pause: Duration) -> Patience {
        let config = &self.0.config;
        Patience { attempts: config.attempts, refusals: REFUSALS, timeout: config.timeout, pause }
    }

    /// Makes the call, again and again if need be. Each attempt passes the gate, so each counts; while the gate is shut
    /// after a fault, it says so to whoever watches it.
    pub(crate) async fn fetch<T>(
        &self,
        gate: &Gate,
        patience: Patience,
        request: impl Fn(&Client) -> RequestBuilder,
        decode: impl Fn(&[u8]) -> Result<T, ClientError>,
    ) -> Result<T, ClientError> {
        let client = self.client()?;
        let mut trouble = Trouble::default();
        loop {
            let passed = gate.pass(patience.pause).await;
            let sent_at = passed.map_err(|retry_after| ClientError::RateLimited { retry_after })?;
            match self.attempt(gate, sent_at, request(client).timeout(patience.timeout), &decode).await {
                Ok(decoded) => {
                    gate.mark_answered();
                    return Ok(decoded);
                }
                Err(fault) => self.bear(gate, patience, fault, &mut trouble)?,
            }
        }
    }

    /// What stood against building it is the answer to every call.
    pub(crate) fn client(&self) -> Result<&Client, ClientError> {
        self.0.client.as_ref().map_err(|reason| ClientError::Transient(reason.clone()))
    }

    /// Shuts the gate for as long as a fault asks for, so that the call can be tried again; or says that it is not to be.
    pub(crate) fn bear(
        &self,
        gate: &Gate,
        patience: Patience,
        fault: Fault,
        trouble: &mut Trouble,
    ) -> Result<(), ClientError> {
        match fault {
            Fault::Busy { retry_after } => {
                trouble.refusals += 1;
                let pause = self.pause_after_refusal(gate, retry_after, trouble.refusals);
                if trouble.refusals > patience.refusals || pause > patience.pause {
                    gate.shut(pause);
                    return Err(ClientError::RateLimited { retry_after: pause });
                }
                tracing::debug!(?pause, refusals = trouble.refusals, "refused for the rate of calls");
                gate.hold(pause, WaitReason::RateLimit);
            }
            Fault::Failed(ClientError::Transient(reason)) => {
                gate.mark_fault();
                trouble.faults += 1;
                if trouble.faults >= patience.attempts {
                    return Err(ClientError::Transient(reason));
                }
                let pause = backoff(self.0.config.backoff, trouble.faults);
                tracing::debug!(?pause, faults = trouble.faults, reason, "to be tried again");
                gate.hold(pause, WaitReason::Retry);
            }
            Fault::Failed(error) => {
                gate.mark_answered();
                return Err(error);
            }
        }
        Ok(())
    }

    /// Where the service does not say how long: until our oldest call has left the window. Refused again, others use up
    /// the limit too, and only a whole window is sure to clear it. Up to a tenth is added, lest all who were refused
    /// together come back together.
    pub(super) fn pause_after_refusal(&self, gate: &Gate, retry_after: Option<Duration>, refusals: u32) -> Duration {
        let pause = match retry_after {
            Some(asked) => asked.max(self.0.config.backoff),
            None if refusals == 1 => gate.clears_in(),
            None => gate.window(),
        };
        pause + (pause / 10).min(LONGEST_JITTER).mul_f64(rand::random_range(0.0..1.0))
    }
}

/// The pause after so many faults in a row: doubled each time, and between half and one and a half of that.
fn backoff(base: Duration, faults: u32) -> Duration {
    let doubled = base.saturating_mul(2_u32.saturating_pow(faults - 1));
    doubled.min(LONGEST_BACKOFF).mul_f64(rand::random_range(0.5..1.5))
}
