//! What the years say. A pressing may be much later than the work, and a service often gives a reissue's year.

use crate::enrich::details::Details;
use crate::release::Release;

/// What is known of a release's years.
#[derive(Clone, Copy, Debug)]
pub(super) struct Years {
    pressing: Option<i32>,
    original: Option<i32>,
    is_reissue: bool,
}

/// How a candidate's year stands to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The same, give or take one.
    Same,
    /// Before the pressing, as an original may be.
    Before,
    /// Years after.
    Later(i32),
    /// Years before the work was there.
    TooEarly(i32),
    /// Nothing to compare.
    Unknown,
}

impl Years {
    pub(super) fn new(release: &Release, details: Option<&Details>) -> Self {
        let original = details.and_then(|details| details.original_year);
        let mut said = release.formats.iter().flat_map(|format| &format.descriptions);
        let is_reissue = said.any(|one| ["Reissue", "Repress", "Remastered"].contains(&one.as_str()));
        Self { pressing: release.year, original, is_reissue }
    }

    /// The best that is known of the work's year.
    pub(super) fn known(self) -> Option<i32> {
        self.original.or(self.pressing)
    }

    /// Whether a candidate is of the work's own year, give or take one: the evidence that a title takes which others share.
    /// A reissue may well be of the year in which another work of that title came out.
    pub(super) fn is_of_the_work(self, theirs: Option<i32>) -> bool {
        let known = self.original.or(self.pressing.filter(|_| !self.is_reissue));
        known.zip(theirs).is_some_and(|(ours, theirs)| (ours - theirs).abs() <= 1)
    }

    pub(super) fn standing(self, theirs: Option<i32>) -> Standing {
        let Some(theirs) = theirs else { return Standing::Unknown };
        let near = |ours: Option<i32>| ours.is_some_and(|ours| (ours - theirs).abs() <= 1);
        match (self.original, self.pressing) {
            _ if near(self.original) || near(self.pressing) => Standing::Same,
            (Some(original), _) if theirs > original => Standing::Later(theirs - original),
            (Some(original), _) => Standing::TooEarly(original - theirs),
            (None, Some(pressing)) if theirs > pressing => Standing::Later(theirs - pressing),
            (None, Some(_)) => Standing::Before,
            (None, None) => Standing::Unknown,
        }
    }
}

/// What it costs, `edition` being that the candidate calls itself a later edition.
pub(super) fn penalty(standing: Standing, edition: bool) -> f64 {
    match standing {
        Standing::Same | Standing::Before => 0.0,
        Standing::Later(_) if edition => 0.02,
        Standing::Later(..=3) => 0.05,
        Standing::Later(4..=10) => 0.08,
        Standing::Later(11..=15) => 0.14,
        Standing::Later(_) => 0.22,
        Standing::TooEarly(..=3) => 0.06,
        Standing::TooEarly(_) => 0.25,
        Standing::Unknown => 0.06,
    }
}
