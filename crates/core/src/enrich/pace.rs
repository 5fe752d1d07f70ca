//! How long an enrichment will still take.

/// One lane at work, since it last began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LanePace {
    /// Subjects dealt with since then.
    pub done: u64,
    /// Subjects still to come.
    pub left: u64,
    /// How long that took, in milliseconds.
    pub took: i64,
}

/// Whole seconds until the longest lane is through, each going on as it went so far; lanes work beside each other. None while
/// one of them has not dealt with anything yet, or nothing is left.
pub fn eta_seconds(lanes: &[LanePace]) -> Option<u64> {
    let mut longest = None;
    for lane in lanes.iter().filter(|lane| lane.left > 0) {
        let took = u128::from(lane.took.max(0).unsigned_abs());
        let left = (took * u128::from(lane.left)).checked_div(u128::from(lane.done))?.div_ceil(1000);
        longest = longest.max(Some(u64::try_from(left).unwrap_or(u64::MAX)));
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lane(done: u64, left: u64, took: i64) -> LanePace {
        LanePace { done, left, took }
    }

    #[test]
    fn the_longest_lane_counts() {
        assert_eq!(eta_seconds(&[lane(10, 30, 2_000), lane(5, 100, 5_000), lane(50, 0, 90_000)]), Some(100));
        assert_eq!(eta_seconds(&[lane(3, 1, 1_000)]), Some(1), "a part of a second is one");
    }

    #[test]
    fn a_lane_without_an_answer_keeps_it_unknown() {
        assert_eq!(eta_seconds(&[lane(10, 30, 2_000), lane(0, 4, 9_000)]), None);
        assert_eq!(eta_seconds(&[lane(10, 30, 2_000), lane(0, 0, 0)]), Some(6));
    }

    #[test]
    fn with_nothing_left_there_is_no_end_to_wait_for() {
        assert_eq!(eta_seconds(&[]), None);
        assert_eq!(eta_seconds(&[lane(9, 0, 100)]), None);
    }

    #[test]
    fn no_figure_is_too_large_or_runs_backwards() {
        assert_eq!(eta_seconds(&[lane(1, u64::MAX, i64::MAX)]), Some(u64::MAX));
        assert_eq!(eta_seconds(&[lane(1, 5, -3)]), Some(0));
    }
}
