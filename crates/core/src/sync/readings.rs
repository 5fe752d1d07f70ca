//! The readings of one run: whether the listing is to be read again after one, and what is remembered for the next run.

use super::known::Known;
use super::listing::{Reading, Step};
use super::retries::Retries;
use crate::collection::{List, Page};
use crate::id::InstanceId;
use crate::receipt::ListingNote;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// How often a run reads the listing at most.
pub const MOST_READINGS: u32 = 8;
/// How long, and in how many runs, a listing is believed to be as it was although it does not list what it announces.
const MOST_TRUSTED_RUNS: u32 = 10;
const MOST_TRUSTED_MILLIS: i64 = 7 * 24 * 3_600_000;

/// What follows from a reading that went to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The reading shows the whole listing.
    Complete,
    /// It does not, and reading again would bring nothing more: the listing reads the same twice, or all readings
    /// together show as much as is announced, or it was read often enough and brings nothing new.
    Settled,
    /// It was read often enough and still brings something new each time.
    Unsettled,
    /// Read it again.
    Again,
}

/// All readings of one run.
#[derive(Clone, Debug)]
pub struct Readings {
    reading: Reading,
    previous: Option<Reading>,
    /// Rows of all readings.
    union: HashSet<InstanceId>,
    nameless: u64,
    /// The announced length, while every page of every reading announces the same.
    steady_items: Option<u64>,
    /// How many readings in a row brought no new row.
    idle: u32,
    number: u32,
    compares_all: bool,
    baseline: Option<Baseline>,
    /// Rows that could not be read before this run, and whether it looks for them.
    unreadable: HashSet<InstanceId>,
    seeks: bool,
}

impl Readings {
    /// Begins the first reading, at `now` in milliseconds UTC. `compares_all` reads each page, also where all is known. Where it
    /// is time to look again for rows that could not be read, the reading goes on until it has seen them.
    pub fn new(known: &Known, baseline: Option<Baseline>, compares_all: bool, now: i64, first: &Page) -> Self {
        let basis = baseline.filter(|_| !compares_all).and_then(|baseline| baseline.basis(known, now));
        let unreadable: HashSet<InstanceId> = known.unreadable().collect();
        let seeks = baseline.is_none_or(|baseline| baseline.retries.is_due(now));
        let sought = if seeks { unreadable.clone() } else { HashSet::new() };
        Self {
            reading: Reading::new(basis, first).seeking(sought),
            previous: None,
            union: HashSet::new(),
            nameless: 0,
            steady_items: Some(first.items),
            idle: 0,
            number: 1,
            compares_all,
            baseline,
            unreadable,
            seeks,
        }
    }

    /// Begins the next reading, after [`Next::Again`].
    pub fn begin_again(&mut self, known: &Known, first: &Page) {
        // Where the previous reading saw all that was there when it began, only what came since can be missing.
        let is_sure = !self.compares_all && self.reading.covers_its_beginning();
        let basis = is_sure.then(|| known.accounted());
        self.previous = Some(std::mem::replace(&mut self.reading, Reading::new(basis, first)));
        self.number += 1;
    }

    /// See [`Reading::take`].
    pub fn take(&mut self, known: &Known, page: &mut Page) -> Step {
        self.reading.take(known, page)
    }

    /// See [`Reading::miss`].
    pub fn miss(&mut self, page: u32) -> Step {
        self.reading.miss(page)
    }

    /// The reading under way, or the last one.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Which reading this is, counted from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Decides what follows, once the reading under way is at its end.
    pub fn finish(&mut self) -> Next {
        let before = self.union.len();
        self.union.extend(self.reading.rows());
        self.nameless = self.nameless.max(self.reading.nameless());
        self.idle = if self.union.len() > before { 0 } else { self.idle + 1 };
        let items = self.reading.items();
        self.steady_items = self.steady_items.filter(|steady| *steady == items && self.reading.is_steady());
        if self.reading.is_complete() {
            return Next::Complete;
        }
        let reads_the_same = match &self.previous {
            Some(previous) => previous.saw_the_same_as(&self.reading),
            None => self.baseline.is_some_and(|baseline| baseline.describes(&self.reading)),
        };
        let has_all = self.steady_items == Some(self.listed());
        match self.number >= MOST_READINGS {
            _ if reads_the_same || has_all => Next::Settled,
            true if self.idle >= 2 => Next::Settled,
            true => Next::Unsettled,
            false => Next::Again,
        }
    }

    /// Rows that any of the readings showed, each once.
    pub fn listed(&self) -> u64 {
        self.union.len() as u64 + self.nameless
    }

    /// What this run leaves for the next, once what is known made up the announced length: the rest was not read. `known` is
    /// what is known after it.
    pub fn baseline_after_stop(&self, known: &Known, now: i64) -> Baseline {
        match (self.number, self.baseline) {
            (1, Some(baseline)) => {
                let retries = baseline.retries.after(&self.unreadable, known, self.seeks, now);
                Baseline { retries, ..baseline.moved_on(self.reading.items(), known) }
            }
            _ => Baseline { retries: self.retries_after_end(known, now), ..Baseline::exact(known, now) },
        }
    }

    /// What this run leaves for the next, once a reading went to its end. `known` is what is known after it.
    pub fn baseline_after_end(&self, known: &Known, now: i64) -> Baseline {
        Baseline { retries: self.retries_after_end(known, now), ..Baseline::after(&self.reading, known, now) }
    }

    /// A run that read to the end has looked for every row.
    fn retries_after_end(&self, known: &Known, now: i64) -> Retries {
        let before = self.baseline.map(|baseline| baseline.retries).unwrap_or_default();
        before.after(&self.unreadable, known, true, now)
    }

    /// What there is to say of a listing that does not show what it announces.
    pub fn note(&self, list: List, next: Next) -> ListingNote {
        ListingNote {
            list,
            announced: self.reading.items(),
            listed: self.listed(),
            pages: self.reading.announced_pages(),
            missing_pages: self.reading.missing_pages().to_vec(),
            empty_pages: self.reading.empty_pages().to_vec(),
            repeated: self.reading.repeated(),
            readings: self.number,
            is_stable: next == Next::Settled,
        }
    }
}

/// What is remembered of a list between two runs: that rows which were known then make up the length announced then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// The announced length.
    pub announced: u64,
    /// How many rows the last reading to the end showed.
    pub listed: u64,
    /// [`Known::accounted`] at the end of the run.
    pub accounted: u64,
    /// Whether the listing showed exactly what it announced.
    pub is_exact: bool,
    /// Whether a page was missing that may come back.
    pub has_gaps: bool,
    /// When it was last read to its end, in milliseconds UTC.
    pub read_at: i64,
    /// Runs since then that relied on it.
    pub runs: u32,
    /// Whether all of it was read with a token: Discogs shows covers, folders and notes to no one else.
    #[serde(default)]
    pub with_token: bool,
    /// How often rows that could not be read were looked for.
    #[serde(default)]
    pub retries: Retries,
}

impl Baseline {
    /// A listing that shows what it announces, and all of it is known.
    pub fn exact(known: &Known, now: i64) -> Self {
        let accounted = known.accounted();
        let (is_exact, has_gaps, read_at, runs, with_token) = (true, false, now, 0, false);
        let (announced, listed, retries) = (accounted, accounted, Retries::default());
        Self { announced, listed, accounted, is_exact, has_gaps, read_at, runs, with_token, retries }
    }

    /// Of a reading that went to its end. `known` is what is known after it.
    fn after(reading: &Reading, known: &Known, now: i64) -> Self {
        let (announced, listed, accounted) = (reading.items(), reading.seen(), known.accounted());
        let is_exact = reading.is_complete() && announced == accounted;
        let (has_gaps, retries) = (reading.has_gaps(), Retries::default());
        Self { announced, listed, accounted, is_exact, has_gaps, read_at: now, runs: 0, with_token: false, retries }
    }

    /// Of a run that ended early, because this baseline and what it found made up the announced length.
    #[must_use]
    fn moved_on(self, announced: u64, known: &Known) -> Self {
        let accounted = known.accounted();
        let listed = self.listed + accounted.saturating_sub(self.accounted);
        Self { announced, listed, accounted, runs: self.runs.saturating_add(1), ..self }
    }

    /// The announced length that the known rows make up; `None` where more than a page must be read to know: rows were added
    /// by a run that did not end, a page was missing, or a listing whose figures are wrong was not read whole for a while,
    /// in which a row can come without changing them.
    pub fn basis(&self, known: &Known, now: i64) -> Option<u64> {
        let age = now.saturating_sub(self.read_at);
        let is_recent = self.runs < MOST_TRUSTED_RUNS && (0..MOST_TRUSTED_MILLIS).contains(&age);
        let is_trusted = self.is_exact || (is_recent && !self.has_gaps);
        (self.accounted == known.accounted() && is_trusted).then_some(self.announced)
    }

    /// Whether a reading shows the listing as it was when it was last read to its end, and nothing that is new.
    fn describes(&self, reading: &Reading) -> bool {
        reading.is_steady()
            && reading.fresh() == 0
            && (self.announced, self.listed, self.has_gaps) == (reading.items(), reading.seen(), reading.has_gaps())
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod simulated;
