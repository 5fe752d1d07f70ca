//! The counts of a run, on the board.

use super::desk::Desk;
use super::lane::Done;
use crate::board::Board;
use crate::clock::Clock;
use sillon_core::enrich::Facet;
use sillon_core::enrich::pace::{LanePace, eta_seconds};
use sillon_core::fault::Fault;
use sillon_core::progress::{ApiCalls, FacetProgress, Progress, Service, Stopped};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) struct Tally {
    board: Board,
    clock: Clock,
    before: ApiCalls,
    /// The lanes at work: since when, and how much of their facet was dealt with then.
    at_work: Mutex<HashMap<Facet, (i64, u64)>>,
}

impl Tally {
    pub(crate) fn new(desk: &Desk) -> Self {
        let (board, clock) = (desk.board.clone(), desk.remotes.clock().clone());
        Self { board, clock, before: desk.remotes.calls(), at_work: Mutex::default() }
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

    /// How much a facet has to do; what is counted of it already stays.
    pub(crate) fn begin(&self, facet: Facet, total: u64) {
        self.change(facet, |row| row.total = total);
    }

    pub(crate) fn count(&self, facet: Facet, done: Done) {
        self.change(facet, |row| match done {
            Done::Found => row.found += 1,
            Done::Absent => row.absent += 1,
            Done::Failed => row.failed += 1,
            // Somebody else has it, or had it: not this run's.
            Done::Elsewhere => row.total = row.total.saturating_sub(1),
        });
    }

    /// Nothing more is done for a facet in this run.
    pub(crate) fn end(&self, facet: Facet) {
        self.change(facet, |row| row.ended = true);
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

    fn change(&self, facet: Facet, change: impl FnOnce(&mut FacetProgress)) {
        self.board.change(|progress| {
            let place = progress.facets.iter().position(|row| row.facet == facet);
            let place = place.unwrap_or_else(|| {
                let row = FacetProgress { facet, total: 0, found: 0, absent: 0, failed: 0, ended: false };
                progress.facets.push(row);
                progress.facets.len() - 1
            });
            change(&mut progress.facets[place]);
            sum(progress);
            progress.eta_seconds = self.eta_seconds(&progress.facets);
        });
    }
}

/// The contract's figures, over all facets.
fn sum(progress: &mut Progress) {
    let of = |figure: fn(&FacetProgress) -> u64| progress.facets.iter().map(figure).sum();
    let (total, synced, skipped, errors) =
        (of(|row| row.total), of(|row| row.found), of(|row| row.absent), of(|row| row.failed));
    (progress.total, progress.synced, progress.skipped, progress.errors) = (total, synced, skipped, errors);
    progress.current = synced + skipped + errors;
}
