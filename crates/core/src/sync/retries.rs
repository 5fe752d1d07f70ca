//! Rows of a listing that could not be read, and the runs that look for them again.
//!
//! Such a row counts as known, so that an ordinary run with nothing new ends after one page; but Discogs may tell it whole by
//! now, on any page. The next [`RUNS`] runs therefore read on until they have seen every such row again; later runs do so once
//! in [`PAUSE`]. A row that stays unreadable for ever costs no more than that.

use super::known::Known;
use crate::id::InstanceId;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// How many runs look for a row after the one that could not read it, at any time.
pub const RUNS: u32 = 3;
/// How long it is left alone after that, in milliseconds: a day.
pub const PAUSE: i64 = 24 * 3_600_000;

/// How often rows that could not be read were looked for. Kept between two runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Retries {
    /// Runs that looked for them in vain.
    pub runs: u32,
    /// When the last of them looked, in milliseconds UTC.
    pub last_at: i64,
}

impl Retries {
    /// Whether a run at `now` reads on until it has seen these rows again. It does where the clock was set back.
    pub fn is_due(self, now: i64) -> bool {
        self.runs < RUNS || !(0..PAUSE).contains(&now.saturating_sub(self.last_at))
    }

    /// What the next run has to know. `before` are the rows that could not be read before this run, `known` is what is known
    /// after it; `has_looked` says whether it looked for them. A row that could not be read for the first time has its runs
    /// still to come.
    #[must_use]
    pub fn after(self, before: &HashSet<InstanceId>, known: &Known, has_looked: bool, now: i64) -> Self {
        let mut still = known.unreadable().peekable();
        if still.peek().is_none() || still.any(|row| !before.contains(&row)) {
            return Self::default();
        }
        if has_looked { Self { runs: self.runs.saturating_add(1), last_at: now } } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(unreadable: &[i64]) -> Known {
        Known { refused: rows(unreadable), ..Known::default() }
    }

    fn rows(ids: &[i64]) -> HashSet<InstanceId> {
        ids.iter().map(|id| InstanceId(*id)).collect()
    }

    #[test]
    fn some_runs_look_again_and_then_one_a_day() {
        let (known, before) = (known(&[7]), rows(&[7]));
        let mut retries = Retries::default().after(&rows(&[]), &known, true, 0);
        for run in 1..=i64::from(RUNS) {
            assert!(retries.is_due(run), "run {run}");
            retries = retries.after(&before, &known, true, run);
        }
        let last = i64::from(RUNS);
        assert!(!retries.is_due(last) && !retries.is_due(last + PAUSE - 1));
        assert_eq!(
            retries.after(&before, &known, false, last + 5),
            retries,
            "it is not put off by runs that do not look"
        );
        assert!(retries.is_due(last + PAUSE) && retries.is_due(last - 1));
        let later = retries.after(&before, &known, true, last + PAUSE);
        assert!(!later.is_due(last + PAUSE + 1) && later.is_due(last + 2 * PAUSE));
    }

    #[test]
    fn a_new_row_has_its_own_runs_and_one_that_could_be_read_ends_them() {
        let stuck = Retries { runs: 9, last_at: 0 };
        assert_eq!(stuck.after(&rows(&[7]), &known(&[7, 8]), false, 1), Retries::default());
        assert_eq!(stuck.after(&rows(&[7]), &known(&[]), true, 1), Retries::default());
        let mut read = known(&[7]);
        read.copies.insert(InstanceId(7));
        assert_eq!(stuck.after(&rows(&[7]), &read, true, 1), Retries::default(), "it is a copy by now");
    }
}
