//! The answer to a question, gathered from a collection that passes by.

use super::{Closeness, Holding, Question};
use crate::fold::fold;
use crate::id::{MasterId, ReleaseId};
use std::collections::{BTreeMap, HashSet};

/// So many releases of each kind are shown.
pub const SHOWN: usize = 20;

/// What is said first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The collection has it: so many releases, of so many works (as far as they are shown).
    Have {
        /// Releases that were asked for.
        releases: usize,
        /// Works among them.
        works: usize,
    },
    /// Not this one, but another pressing of it.
    OtherPressing,
    /// Neither.
    Not,
}

/// What the collection has of what was asked for; the closest first, [`SHOWN`] of each at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What is said first.
    pub verdict: Verdict,
    /// The releases that were asked for.
    pub have: Vec<Holding>,
    /// Other pressings: by what was asked for…
    pub pressings: Vec<Holding>,
    /// …and by their masters, to be looked up.
    pub further_pressings: Vec<ReleaseId>,
    /// What comes near, where nothing else was found.
    pub near: Vec<Holding>,
    /// How many releases were looked at.
    pub seen: usize,
    /// Of how many of them a barcode is known.
    pub with_barcode: usize,
}

/// A question on its way through a collection. It keeps what will be shown, and the two keys of each release.
#[derive(Clone, Debug)]
pub struct Search {
    question: Question,
    have: Ranked,
    pressings: Ranked,
    near: Ranked,
    masters: Vec<(MasterId, ReleaseId)>,
    seen: usize,
    with_barcode: usize,
}

/// The closest of a kind, in the order of their artists and titles.
#[derive(Clone, Debug, Default)]
struct Ranked {
    first: BTreeMap<(Closeness, String, ReleaseId), Holding>,
    count: usize,
}

impl Search {
    /// Begins with a question.
    pub fn new(question: Question) -> Self {
        let none = Ranked::default;
        Self { question, have: none(), pressings: none(), near: none(), masters: Vec::new(), seen: 0, with_barcode: 0 }
    }

    /// Looks at one release.
    pub fn look_at(&mut self, holding: Holding) {
        self.seen += 1;
        self.with_barcode += usize::from(!holding.barcodes.is_empty());
        self.masters.extend(holding.master_id.map(|master| (master, holding.id)));
        let Some(closeness) = self.question.judge(&holding) else { return };
        let kind = match closeness {
            Closeness::Pressing => &mut self.pressings,
            Closeness::Near => &mut self.near,
            _ => &mut self.have,
        };
        kind.add(closeness, holding);
    }

    /// What was found.
    pub fn end(self) -> Answer {
        let releases = self.have.count;
        let [have, pressings, near] = [self.have, self.pressings, self.near].map(Ranked::into_holdings);
        let verdict = match (releases, pressings.is_empty()) {
            (0, true) => Verdict::Not,
            (0, false) => Verdict::OtherPressing,
            (releases, _) => Verdict::Have { releases, works: works(&have) },
        };
        let shown: HashSet<ReleaseId> = have.iter().map(|holding| holding.id).collect();
        let masters: HashSet<MasterId> = have.iter().filter_map(|holding| holding.master_id).collect();
        let of_these = self.masters.iter().filter(|(master, id)| masters.contains(master) && !shown.contains(id));
        // Where more was found than is shown, a pressing of it may be among those that are not.
        let further =
            if releases > have.len() { Vec::new() } else { of_these.map(|(_, id)| *id).take(SHOWN).collect() };
        Answer {
            verdict,
            further_pressings: further,
            // What was asked for is there: a pressing with another number was not meant.
            pressings: if have.is_empty() { pressings } else { Vec::new() },
            near: if verdict == Verdict::Not { near } else { Vec::new() },
            have,
            seen: self.seen,
            with_barcode: self.with_barcode,
        }
    }
}

impl Ranked {
    fn add(&mut self, closeness: Closeness, holding: Holding) {
        self.count += 1;
        let key = fold(&format!("{} {}", holding.artist, holding.title));
        self.first.insert((closeness, key, holding.id), holding);
        if self.first.len() > SHOWN {
            self.first.pop_last();
        }
    }

    fn into_holdings(self) -> Vec<Holding> {
        self.first.into_values().collect()
    }
}

fn works(holdings: &[Holding]) -> usize {
    let works = holdings.iter().map(|holding| holding.master_id.map_or((false, holding.id.0), |id| (true, id.0)));
    works.collect::<HashSet<_>>().len()
}
