//! Descriptions while they are written, for those who watch. What nobody asked for alone is not here.

use sillon_core::enrich::draft::{Draft, DraftState};
use sillon_core::fault::Fault;
use sillon_core::id::ReleaseId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// So many ended ones are remembered: a page that comes late still learns how it went.
const MOST_ENDED: usize = 64;

/// Written by the work, read by everybody. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drafts(Arc<Mutex<HashMap<ReleaseId, watch::Sender<Draft>>>>);

impl Drafts {
    fn all(&self) -> MutexGuard<'_, HashMap<ReleaseId, watch::Sender<Draft>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// These are asked for; those who watch one already see it begin. Returns those that were not under way.
    pub(crate) fn ask(&self, releases: &[ReleaseId]) -> Vec<ReleaseId> {
        let mut all = self.all();
        if all.len() + releases.len() > MOST_ENDED {
            all.retain(|_, draft| draft.borrow().state.is_active() || draft.receiver_count() > 0);
        }
        let mut begun = releases.to_vec();
        begun.retain(|release| {
            all.entry(*release).or_default().send_if_modified(|draft| {
                let begins = !draft.state.is_active();
                if begins {
                    *draft = Draft::asked();
                }
                begins
            })
        });
        begun
    }

    /// Changes one that was asked for; others are left alone.
    pub(crate) fn change(&self, release: ReleaseId, change: impl FnOnce(&mut Draft)) {
        if let Some(draft) = self.all().get(&release) {
            draft.send_modify(change);
        }
    }

    /// Ends those of these that have no end yet: one that was being written failed, one whose turn never came did so only if
    /// there is a reason.
    pub(crate) fn end(&self, releases: &[ReleaseId], fault: Option<&Fault>) {
        for release in releases {
            self.change(*release, |draft| match (draft.state, fault) {
                (DraftState::Waiting | DraftState::Writing, Some(fault)) => {
                    *draft = Draft::over(DraftState::Failed, Some(fault.clone()));
                }
                (DraftState::Writing, None) => *draft = Draft::over(DraftState::Failed, None),
                (DraftState::Waiting, None) => *draft = Draft::default(),
                _ => {}
            });
        }
    }

    /// A person had a say: how the last try went is of no interest any more.
    pub(crate) fn forget(&self, release: ReleaseId) {
        self.change(release, |draft| {
            if !draft.state.is_active() {
                *draft = Draft::default();
            }
        });
    }

    pub(crate) fn read(&self, release: ReleaseId) -> Draft {
        self.all().get(&release).map(|draft| draft.borrow().clone()).unwrap_or_default()
    }

    /// The present state first, then each change; one that was not asked for is idle, and over.
    pub(crate) fn watch(&self, release: ReleaseId) -> watch::Receiver<Draft> {
        let there = self.all().get(&release).map(watch::Sender::subscribe);
        there.unwrap_or_else(|| watch::Sender::new(Draft::default()).subscribe())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sillon_core::fault::FaultCode;

    const ONE: ReleaseId = ReleaseId(1);

    #[test]
    fn what_was_not_asked_for_is_idle_and_stays_so() {
        let drafts = Drafts::default();
        drafts.change(ONE, Draft::begin);
        assert_eq!(drafts.read(ONE), Draft::default());
        assert_eq!(*drafts.watch(ONE).borrow(), Draft::default());
    }

    #[test]
    fn who_watches_sees_it_from_any_moment_on() {
        let drafts = Drafts::default();
        drafts.ask(&[ONE]);
        drafts.change(ONE, Draft::begin);
        drafts.change(ONE, |draft| draft.text.push_str("Un "));
        drafts.ask(&[ONE]);
        let mut late = drafts.watch(ONE);
        assert_eq!((late.borrow_and_update().text.as_str(), drafts.read(ONE).attempt), ("Un ", 1));
        drafts.change(ONE, |draft| *draft = Draft::over(DraftState::Shown, None));
        assert!(late.has_changed().unwrap());
        drafts.end(&[ONE], Some(&Fault::new(FaultCode::Internal, "")));
        assert_eq!(drafts.read(ONE).state, DraftState::Shown, "an end is not changed");
        drafts.forget(ONE);
        assert_eq!(drafts.read(ONE), Draft::default());
        drafts.ask(&[ONE]);
        drafts.forget(ONE);
        assert_eq!(late.borrow_and_update().state, DraftState::Waiting, "the same watcher sees the next one");
    }

    #[test]
    fn a_run_that_ends_leaves_none_in_the_air() {
        let drafts = Drafts::default();
        let (two, three) = (ReleaseId(2), ReleaseId(3));
        drafts.ask(&[ONE, two]);
        drafts.change(ONE, Draft::begin);
        drafts.end(&[ONE, two, three], None);
        assert_eq!((drafts.read(ONE).state, drafts.read(two).state), (DraftState::Failed, DraftState::Idle));
        drafts.ask(&[two]);
        let fault = Fault::new(FaultCode::BudgetSpent, "");
        drafts.end(&[two], Some(&fault));
        assert_eq!(drafts.read(two), Draft::over(DraftState::Failed, Some(fault)));
    }

    #[test]
    fn old_ends_are_forgotten() {
        let drafts = Drafts::default();
        for id in 0..500 {
            drafts.ask(&[ReleaseId(id)]);
            drafts.end(&[ReleaseId(id)], None);
        }
        assert!(drafts.all().len() <= MOST_ENDED, "{}", drafts.all().len());
    }
}
