//! What a person wants, and how it stands with what they own.

use crate::id::ReleaseId;
use crate::release::Release;

/// A release on the wantlist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// What is wanted.
    pub release: Release,
    /// 1 to 5; `None` is unrated.
    pub rating: Option<u8>,
    /// What the owner wrote to it; empty where nothing.
    pub notes: String,
    /// When it came onto the wantlist at Discogs, in milliseconds UTC.
    pub added_at: Option<i64>,
    /// When sillon learned of it, in milliseconds UTC.
    pub created_at: i64,
    /// Since when Discogs no longer lists it, in milliseconds UTC.
    pub absent_since: Option<i64>,
    /// How it stands with the collection.
    pub standing: Standing,
}

/// How a wanted release stands with the collection. Each stands in one way, so that the counts of all add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The collection holds neither it nor another pressing.
    Wanted,
    /// The collection holds this pressing of the same master release.
    Pressing(ReleaseId),
    /// The collection holds it, whether Discogs still lists it as wanted or not.
    Held,
    /// Discogs no longer lists it as wanted, and the collection does not hold it.
    Gone,
}

impl Standing {
    /// Decides. `held`: whether the collection holds the release; `pressing`: another of the same master that it holds;
    /// `listed`: whether Discogs still lists it as wanted.
    pub fn of(held: bool, pressing: Option<ReleaseId>, listed: bool) -> Self {
        match (held, listed, pressing) {
            (true, ..) => Self::Held,
            (_, false, _) => Self::Gone,
            (.., Some(pressing)) => Self::Pressing(pressing),
            (.., None) => Self::Wanted,
        }
    }

    /// Its word.
    pub fn state(self) -> WantState {
        match self {
            Self::Wanted => WantState::Wanted,
            Self::Pressing(_) => WantState::Pressing,
            Self::Held => WantState::Held,
            Self::Gone => WantState::Gone,
        }
    }
}

/// The words of [`Standing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WantState {
    /// Still wanted.
    Wanted,
    /// Another pressing is in the collection.
    Pressing,
    /// In the collection now.
    Held,
    /// No longer on the wantlist.
    Gone,
}

impl WantState {
    /// Every state, in the order in which a person asks for them.
    pub const ALL: [Self; 4] = [Self::Wanted, Self::Pressing, Self::Held, Self::Gone];

    /// As in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wanted => "wanted",
            Self::Pressing => "pressing",
            Self::Held => "held",
            Self::Gone => "gone",
        }
    }

    /// From the API's word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Which part of the wantlist, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WantQuery {
    /// Only what stands so.
    pub state: Option<WantState>,
    /// 1-based.
    pub page: u32,
    /// At most so many a page.
    pub page_size: u32,
}

/// How many wants stand in each way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WantCounts([u64; 4]);

impl WantCounts {
    /// Counts.
    pub fn of(states: impl IntoIterator<Item = WantState>) -> Self {
        let mut counts = Self::default();
        for state in states {
            counts.0[state as usize] += 1;
        }
        counts
    }

    /// Of one state.
    pub fn count(&self, state: WantState) -> u64 {
        self.0[state as usize]
    }

    /// Of all.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(false, None, true, Standing::Wanted)]
    #[case(false, Some(7), true, Standing::Pressing(ReleaseId(7)))]
    #[case(true, Some(7), true, Standing::Held)]
    #[case(true, None, false, Standing::Held)]
    #[case(false, Some(7), false, Standing::Gone)]
    #[case(false, None, false, Standing::Gone)]
    fn each_want_stands_in_one_way(
        #[case] held: bool,
        #[case] pressing: Option<i64>,
        #[case] listed: bool,
        #[case] expected: Standing,
    ) {
        assert_eq!(Standing::of(held, pressing.map(ReleaseId), listed), expected);
    }

    #[test]
    fn the_counts_add_up() {
        use WantState::{Gone, Held, Wanted};
        let counts = WantCounts::of([Wanted, Held, Wanted, Gone]);
        assert_eq!(WantState::ALL.map(|state| counts.count(state)), [2, 0, 1, 1]);
        assert_eq!(counts.total(), 4);
        assert!(WantState::ALL.into_iter().all(|state| WantState::parse(state.as_str()) == Some(state)));
    }
}
