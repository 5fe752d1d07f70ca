//! The counts of a run, on the board.

use super::desk::Desk;
use super::lane::Done;
use crate::board::Board;
use crate::clock::Clock;
use sillon_core::enrich::pace::{LanePace, eta_seconds};
use sillon_core::enrich::{Facet, Subject};
use sillon_core::fault::Fault;
use sillon_core::progress::{ApiCalls, FacetProgress, LeftReason, Service, Stopped};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) struct Tally {
    board: Board,
    clock: Clock,
    before: ApiCalls,
    /// The lanes at work: since when, and how much of their facet was dealt with then.
    at_work: Mutex<HashMap<Facet, (i64, u64)>>,
    /// What was planned, and what came of it so far; the passes of a run may plan the same again.
    planned: Mutex<HashMap<Facet, HashMap<Subject, Option<Done>>>>,
    last_failure: Mutex<Option<(Service, String)>>,
}

impl Tally {
    pub(crate) fn new(desk: &Desk) -> Self {
        let (board, clock) = (desk.board.clone(), desk.remotes.clock().clone());
        let (at_work, planned, last_failure) = (Mutex::default(), Mutex::default(), Mutex::default());
        Self { board, clock, before: desk.remotes.calls(), at_work, planned, last_failure }
    }

    /// A service is asked again: why it was left alone before is of no interest any more.
    pub(crate) fn try_again(&self, service: Service) {
        self.board.change(|progress| progress.stopped.retain(|stopped| stopped.service != service));
    }

    /// A lane goes to work now: what others bring before takes nothing from its pace.
    pub(crate) fn set_out(&self, facet: Facet) {
        let done = self.board.read().facets.iter().find(|row| row.facet == facet).map_or(0, FacetProgress::done);
        self.at_work().insert(facet, (self.clock.now(), done));
    }

    fn at_work(&self) -> MutexGuard<'_, HashMap<Facet, (i64, u64)>> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long it will still take at the pace so far.
    fn eta_seconds(&self, facets: &[FacetProgress]) -> Option<u64> {
        let (now, at_work) = (self.clock.now(), self.at_work());
        let paces = facets.iter().filter(|row| !row.ended).filter_map(|row| {
            let (since, before) = at_work.get(&row.facet)?;
            let done = row.done().saturating_sub(*before);
            Some(LanePace { done, left: row.total.saturating_sub(row.done()), took: now.saturating_sub(*since) })
        });
        eta_seconds(&paces.collect::<Vec<_>>())
    }

    /// These are to be asked for, beside what was planned before; what was planned and is planned again counts once.
    pub(crate) fn plan(&self, facet: Facet, subjects: &[Subject]) {
        self.change(facet, |row, planned| {
            for subject in subjects {
                match planned.insert(*subject, None) {
                    Some(before) => uncount(row, before),
                    None => row.total += 1,
                }
            }
            if !subjects.is_empty() {
                (row.ended, row.left, row.left_reason) = (false, 0, None);
            }
        });
    }

    /// What came of one that was planned.
    pub(crate) fn count(&self, facet: Facet, subject: Subject, done: Done) {
        self.change(facet, |row, planned| {
            match planned.insert(subject, Some(done)) {
                Some(before) => uncount(row, before),
                None => row.total += 1,
            }
            match done {
                Done::Found => row.found += 1,
                Done::Absent => row.absent += 1,
                Done::Failed => row.failed += 1,
                // In no counter, until it is known what came of it.
                Done::Elsewhere => {}
            }
        });
    }

    /// What others were at work on when it was to be asked for, in the order of its kind and key.
    pub(crate) fn elsewhere(&self, facet: Facet) -> Vec<Subject> {
        let planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        let there = planned.get(&facet).into_iter().flatten().filter(|(_, done)| **done == Some(Done::Elsewhere));
        let mut subjects: Vec<Subject> = there.map(|(subject, _)| *subject).collect();
        subjects.sort_unstable();
        subjects
    }

    /// Nothing more is done for a facet for now; what is not dealt with is left for later, for this reason.
    pub(crate) fn end(&self, facet: Facet, reason: LeftReason) {
        self.change(facet, |row, _| row.close(reason));
    }

    /// What one that failed said.
    pub(crate) fn note_failure(&self, service: Service, said: String) {
        *self.last_failure.lock().unwrap_or_else(PoisonError::into_inner) = Some((service, said));
    }

    pub(crate) fn last_failure(&self) -> Option<(Service, String)> {
        self.last_failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A provider is left alone for the rest of the run.
    pub(crate) fn stop(&self, service: Service, fault: Fault, until: Option<i64>) {
        self.board.change(|progress| {
            if progress.stopped.iter().all(|stopped| stopped.service != service) {
                progress.stopped.push(Stopped { service, fault, until });
            }
        });
    }

    /// The subject in hand.
    pub(crate) fn in_hand(&self, line: String, cover: Option<String>) {
        self.board.change(|progress| (progress.current_album, progress.current_cover) = (Some(line), cover));
    }

    pub(crate) fn show_calls(&self, desk: &Desk) {
        let (now, before) = (desk.remotes.calls(), self.before);
        self.board.change(|progress| {
            progress.api_calls = ApiCalls {
                discogs: now.discogs.saturating_sub(before.discogs),
                spotify: now.spotify.saturating_sub(before.spotify),
                deezer: now.deezer.saturating_sub(before.deezer),
                ai: now.ai.saturating_sub(before.ai),
                images: now.images.saturating_sub(before.images),
            };
        });
    }

    fn change(&self, facet: Facet, change: impl FnOnce(&mut FacetProgress, &mut HashMap<Subject, Option<Done>>)) {
        let mut planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        self.board.change(|progress| {
            let place = progress.facets.iter().position(|row| row.facet == facet);
            let place = place.unwrap_or_else(|| {
                progress.facets.push(FacetProgress::new(facet));
                progress.facets.len() - 1
            });
            change(&mut progress.facets[place], planned.entry(facet).or_default());
            progress.sum_facets();
            progress.eta_seconds = self.eta_seconds(&progress.facets);
        });
    }
}

/// Takes what came of a subject before out of its counter.
fn uncount(row: &mut FacetProgress, before: Option<Done>) {
    let counter = match before {
        Some(Done::Found) => &mut row.found,
        Some(Done::Absent) => &mut row.absent,
        Some(Done::Failed) => &mut row.failed,
        Some(Done::Elsewhere) | None => return,
    };
    *counter = counter.saturating_sub(1);
}
