//! A lane: one provider's loop over what wants one facet.

use super::desk::{Desk, is_premium_required, note_premium_required};
use super::tally::Tally;
use crate::clock::millis;
use crate::faults::Halt;
use futures::{FutureExt, StreamExt};
use sillon_clients::ClientError;
use sillon_core::enrich::{Facet, Subject};
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::progress::{LeftReason, Service, Wait, WaitReason};
use sillon_store::{Claim, StoreError};
use std::collections::HashSet;
use std::time::Duration;

/// How long a claimed row stays ours: longer than any one subject takes.
const CLAIM: Duration = Duration::from_secs(15 * 60);
/// Rows claimed at a time, for each that is worked on at once: at the end of a batch some have nothing to do.
const CLAIMED_EACH: usize = 16;
/// A longer pause than this is not waited out: the rest goes on at the next run after it.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// After so many failures in a row the provider is left alone.
const MOST_FAILURES: u32 = 5;
/// Nor is one waited for that asks for another pause each time: it would hold up the run for ever.
const MOST_WAITS: u32 = 3;

/// What a provider did since its last answer.
#[derive(Default)]
pub(super) struct Strain {
    failures: u32,
    waits: u32,
}

/// Who fills in what.
#[derive(Clone, Copy)]
pub(crate) struct Provider {
    pub(crate) facet: Facet,
    pub(crate) service: Service,
    pub(crate) at_once: usize,
}

/// What asking for one subject came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// It is there now.
    Found,
    /// There is nothing, or nothing sure.
    Absent,
    /// It could not be asked; counted, listed, tried again.
    Failed,
    /// Somebody else does it.
    Elsewhere,
}

/// What a lane does after some subjects.
enum Next {
    GoOn,
    /// The provider is left alone for the rest of the run.
    Leave,
    /// The provider asked for a pause of this length.
    AfterAWait(Duration),
}

/// Why a subject has no answer.
pub(crate) enum Trouble {
    /// The provider's.
    Client(ClientError),
    /// Ours: nothing can go on.
    Halt(Halt),
    /// No more requests are allowed today.
    Budget,
    /// Something else goes first.
    Interrupted,
}

impl From<ClientError> for Trouble {
    fn from(error: ClientError) -> Self {
        Self::Client(error)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Halt(error.into())
    }
}

impl From<Halt> for Trouble {
    fn from(halt: Halt) -> Self {
        Self::Halt(halt)
    }
}

/// How one facet of one subject is asked for.
pub(crate) trait Asking: Sync {
    /// Asks, and keeps what is answered.
    fn ask(&self, desk: &Desk, tally: &Tally, claim: &Claim) -> impl Future<Output = Result<Done, Trouble>> + Send;
}

/// Whether a failure is one subject's, and not its provider's as a whole.
pub(super) fn is_this_ones(error: &ClientError) -> bool {
    !matches!(
        error,
        ClientError::Unauthorized
            | ClientError::Forbidden { .. }
            | ClientError::SubscriptionRequired { .. }
            | ClientError::RateLimited { .. }
    )
}

pub(crate) struct Lane<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) tally: &'a Tally,
    pub(crate) provider: Provider,
    /// Whether more comes for this facet after this.
    pub(crate) goes_on: bool,
}

impl Lane<'_> {
    /// Asks for all of these, newest first, until they are dealt with; `false` when the provider is left alone before.
    pub(crate) async fn drain(&self, subjects: &[Subject], asking: &impl Asking) -> Result<bool, Halt> {
        let mut strain = Strain::default();
        let mut left = subjects;
        self.tally.set_out(self.provider.facet);
        while !left.is_empty() && !self.is_stopped() && self.is_awake().await? {
            let (some, rest) = left.split_at(left.len().min(self.provider.at_once * CLAIMED_EACH));
            if !self.take(some, asking, &mut strain).await? {
                break;
            }
            left = rest;
        }
        let through = left.is_empty();
        if self.is_stopped() {
            return Ok(false);
        }
        let through = self.look_elsewhere(through, asking, &mut strain).await? && through;
        if !(self.goes_on && through) {
            let reason = if through { LeftReason::ClaimedElsewhere } else { LeftReason::ServiceStopped };
            self.tally.end(self.provider.facet, reason);
        }
        Ok(through)
    }

    /// Whether nothing more is begun: the run is to stop, or something else goes first.
    pub(super) fn is_stopped(&self) -> bool {
        self.desk.cancel.is_cancelled() || self.desk.interrupt.is_cancelled()
    }

    /// Deals with some subjects at once; `false` when the provider is to be left alone.
    pub(super) async fn take(&self, some: &[Subject], asking: &impl Asking, strain: &mut Strain) -> Result<bool, Halt> {
        let facet = self.provider.facet;
        let mut left = some.to_vec();
        loop {
            let now = self.desk.now();
            let until = now.saturating_add(millis(CLAIM));
            let claims = self.desk.store.claim(facet, &left, &self.desk.owner, now, until).await?;
            let mine: HashSet<Subject> = claims.iter().map(|claim| claim.subject).collect();
            for subject in left.iter().filter(|subject| !mine.contains(subject)) {
                self.tally.count(facet, *subject, Done::Elsewhere);
            }
            left.retain(|subject| mine.contains(subject));
            match self.ask(&claims, &mut left, asking, strain).await? {
                Next::GoOn => return Ok(true),
                Next::Leave => return Ok(false),
                Next::AfterAWait(pause) => {
                    self.desk.let_rest(self.provider.service, pause).await?;
                    self.desk.store.unclaim_some(facet, &left, &self.desk.owner).await?;
                    strain.waits += 1;
                    if strain.waits > MOST_WAITS {
                        self.leave(FaultCode::ProviderUnavailable, "asks for another pause each time", None);
                        return Ok(false);
                    }
                    if !self.is_awake().await? {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// Asks for what was claimed; what was dealt with is taken from `left`. Nothing here waits for the database while others
    /// are at work: they may hold what it waits for, and would not go on meanwhile.
    async fn ask(
        &self,
        claims: &[Claim],
        left: &mut Vec<Subject>,
        asking: &impl Asking,
        strain: &mut Strain,
    ) -> Result<Next, Halt> {
        let (Provider { facet, service, at_once }, desk) = (self.provider, self.desk);
        // Boxed and listed: the compiler cannot follow the borrows of a stream of closures across a spawn.
        let asked: Vec<_> = claims.iter().map(|claim| self.ask_one(claim, asking).boxed()).collect();
        let mut answers = futures::stream::iter(asked).buffer_unordered(at_once);
        loop {
            let answer = tokio::select! {
                biased;
                () = desk.cancel.cancelled() => return Ok(Next::Leave),
                answer = answers.next() => answer,
            };
            let Some((subject, answer)) = answer else {
                return Ok(if self.is_stopped() { Next::Leave } else { Next::GoOn });
            };
            if matches!(answer, Err(Trouble::Interrupted)) {
                // What is under way comes to its end all the same.
                continue;
            }
            desk.remotes.note_health(service, !matches!(answer, Err(Trouble::Client(_))));
            self.tally.show_calls(desk);
            let error = match answer {
                Ok(done) => {
                    *strain = Strain::default();
                    left.retain(|other| *other != subject);
                    self.tally.count(facet, subject, done);
                    continue;
                }
                Err(Trouble::Halt(halt)) => return Err(halt),
                Err(Trouble::Interrupted) => continue,
                Err(Trouble::Budget) => return Ok(self.leave(FaultCode::BudgetSpent, "", None)),
                Err(Trouble::Client(error)) => error,
            };
            match error {
                ClientError::Unauthorized | ClientError::Forbidden { .. } => {
                    return Ok(self.leave(FaultCode::CredentialRefused, &error.to_string(), None));
                }
                ClientError::SubscriptionRequired { .. } => {
                    note_premium_required(&desk.store, desk.account, &desk.remotes, true).await?;
                    return Ok(self.leave(FaultCode::PremiumRequired, &error.to_string(), None));
                }
                ClientError::RateLimited { .. } if desk.remotes.is_failing(service) => {
                    return Ok(self.leave(FaultCode::ProviderUnavailable, &error.to_string(), None));
                }
                ClientError::RateLimited { retry_after } => return Ok(Next::AfterAWait(retry_after)),
                error => {
                    left.retain(|other| *other != subject);
                    self.tally.count(facet, subject, Done::Failed);
                    self.tally.note_failure(service, error.to_string());
                    strain.failures += 1;
                    if strain.failures >= MOST_FAILURES {
                        return Ok(self.leave(FaultCode::ProviderUnavailable, &error.to_string(), None));
                    }
                }
            }
        }
    }

    /// Asks for one; that it failed is noted with it.
    async fn ask_one(&self, claim: &Claim, asking: &impl Asking) -> (Subject, Result<Done, Trouble>) {
        let desk = self.desk;
        if self.is_stopped() {
            return (claim.subject, Err(Trouble::Interrupted));
        }
        let mut answer = asking.ask(desk, self.tally, claim).await;
        if let Err(Trouble::Client(error)) = &answer
            && is_this_ones(error)
        {
            let (Provider { facet, service, .. }, trace) = (self.provider, error.to_string());
            let noted = desk.store.mark_failed(facet, claim, &desk.owner, service.as_str(), &trace, desk.now()).await;
            if let Err(error) = noted {
                answer = Err(error.into());
            }
        }
        (claim.subject, answer)
    }

    /// Waits out a short pause that the provider asked for, visibly; `false` when it is a long one.
    async fn is_awake(&self) -> Result<bool, Halt> {
        let service = self.provider.service;
        if service == Service::Spotify
            && is_premium_required(&self.desk.store, self.desk.account, &self.desk.remotes).await?
        {
            self.leave(FaultCode::PremiumRequired, "", None);
            return Ok(false);
        }
        let Some(until) = self.desk.rests_until(service).await? else { return Ok(true) };
        let pause = Duration::from_millis(until.saturating_sub(self.desk.now()).unsigned_abs());
        if pause > LONGEST_WAIT {
            self.leave(FaultCode::ProviderResting, "", Some(until));
            return Ok(false);
        }
        self.desk.board.change(|progress| {
            progress.waiting = Some(Wait { service, until, reason: WaitReason::RateLimit });
        });
        tokio::select! {
            () = self.desk.cancel.cancelled() => {}
            () = self.desk.interrupt.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
        }
        self.desk.board.change(|progress| progress.waiting = None);
        Ok(!self.is_stopped())
    }

    fn leave(&self, code: FaultCode, detail: &str, until: Option<i64>) -> Next {
        let service = self.provider.service;
        tracing::warn!(service = service.as_str(), code = code.as_str(), detail, "a provider is left alone for now");
        self.tally.stop(service, Fault::new(code, detail), until);
        Next::Leave
    }
}
