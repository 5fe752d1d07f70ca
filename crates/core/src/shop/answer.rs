//! The answer to a question, gathered from what passes by.

use super::{Closeness, Holding, Question};
use crate::fold::fold;
use crate::id::{MasterId, ReleaseId};
use std::collections::{BTreeMap, BTreeSet, HashSet};

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

/// What the wantlist says to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// So many of its releases were asked for.
    Asked(usize),
    /// Not this one, but another pressing of it.
    OtherPressing,
    /// Neither.
    Not,
}

/// How much there is beyond what was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// How many releases the collection holds.
    pub albums: usize,
    /// Of how many of them a barcode is known.
    pub with_barcode: usize,
    /// How many answer, where they were too many to look at each; else 0.
    pub answering: usize,
}

/// What the collection and the wantlist have of what was asked for; the closest first, [`SHOWN`] of each at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What is said first.
    pub verdict: Verdict,
    /// What is said of the wantlist.
    pub wanted: Wanted,
    /// The releases that were asked for.
    pub have: Vec<Holding>,
    /// Other pressings.
    pub pressings: Vec<Holding>,
    /// What [`Answer::wanted`] speaks of.
    pub wants: Vec<Holding>,
    /// What comes near, where nothing else was found.
    pub near: Vec<Holding>,
    /// Of how many this is told.
    pub scope: Scope,
}

/// A question on its way through a collection and a wantlist. It keeps what will be shown.
#[derive(Clone, Debug)]
pub struct Search {
    question: Question,
    have: Ranked,
    pressings: Ranked,
    near: Ranked,
    wants: Ranked,
    wanted_pressings: Ranked,
    /// Wants that the question does not name, but perhaps a work that it does.
    unasked: Vec<Holding>,
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
        let [have, pressings, near, wants, wanted_pressings] = [none(), none(), none(), none(), none()];
        Self { question, have, pressings, near, wants, wanted_pressings, unasked: Vec::new() }
    }

    /// Looks at a release of the collection.
    pub fn look_at(&mut self, holding: Holding) {
        let Some(closeness) = self.question.judge(&holding) else { return };
        let kind = match closeness {
            Closeness::Pressing => &mut self.pressings,
            Closeness::Near => &mut self.near,
            _ => &mut self.have,
        };
        kind.add(closeness, holding);
    }

    /// Looks at a release of the wantlist that the collection does not hold.
    pub fn look_at_want(&mut self, want: Holding) {
        match self.question.judge(&want) {
            Some(Closeness::Near) | None => self.unasked.extend(want.master_id.is_some().then_some(want)),
            Some(Closeness::Pressing) => self.wanted_pressings.add(Closeness::Pressing, want),
            Some(closeness) => self.wants.add(closeness, want),
        }
    }

    /// What was found, without the other pressings of [`Answer::works`].
    pub fn end(self, scope: Scope) -> Answer {
        let releases = self.have.count.max(scope.answering);
        let asked = self.wants.count;
        let [have, pressings, near, wants, wanted_pressings] =
            [self.have, self.pressings, self.near, self.wants, self.wanted_pressings].map(Ranked::into_holdings);
        let verdict = match (releases, pressings.is_empty()) {
            (0, true) => Verdict::Not,
            (0, false) => Verdict::OtherPressing,
            (releases, _) => Verdict::Have { releases, works: works(&have) },
        };
        let (wanted, wants) = match verdict {
            _ if asked > 0 => (Wanted::Asked(asked), wants),
            // What was asked for is there: a pressing with another number was not meant, unless it is of the one work.
            Verdict::Have { works: 1, .. } => other_pressings(self.unasked, wanted_pressings, &have),
            Verdict::Have { .. } => (Wanted::Not, Vec::new()),
            _ if wanted_pressings.is_empty() => (Wanted::Not, Vec::new()),
            _ => (Wanted::OtherPressing, wanted_pressings),
        };
        Answer {
            verdict,
            pressings: if have.is_empty() { pressings } else { Vec::new() },
            near: if verdict == Verdict::Not && wanted == Wanted::Not { near } else { Vec::new() },
            wanted,
            have,
            wants,
            scope,
        }
    }
}

impl Answer {
    /// The works whose other pressings belong to the answer.
    pub fn works(&self) -> Vec<MasterId> {
        let named = match (self.verdict, self.wanted) {
            // Where more was found than is shown, a pressing of it may be among those that are not.
            (Verdict::Have { releases, .. }, _) if releases > self.have.len() => &[],
            (Verdict::Have { .. }, _) => self.have.as_slice(),
            (_, Wanted::Asked(_)) => self.wants.as_slice(),
            _ => &[],
        };
        named.iter().filter_map(|holding| holding.master_id).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Takes in what the collection holds of [`Answer::works`].
    pub fn add_pressings(&mut self, of_works: Vec<Holding>) {
        let shown: HashSet<ReleaseId> = self.have.iter().chain(&self.pressings).map(|holding| holding.id).collect();
        let mut others: Vec<Holding> = of_works.into_iter().filter(|other| !shown.contains(&other.id)).collect();
        others.sort_by_key(|other| other.id);
        self.pressings.extend(others);
        self.pressings.truncate(SHOWN);
        if self.verdict == Verdict::Not && !self.pressings.is_empty() {
            self.verdict = Verdict::OtherPressing;
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

/// The wants of one work that is there, in the order of their keys.
fn other_pressings(unasked: Vec<Holding>, asked: Vec<Holding>, have: &[Holding]) -> (Wanted, Vec<Holding>) {
    let master = have.first().and_then(|holding| holding.master_id);
    let of_it = |want: &Holding| master.is_some() && want.master_id == master;
    let mut wants: Vec<Holding> = unasked.into_iter().chain(asked).filter(of_it).collect();
    wants.sort_by_key(|want| want.id);
    wants.truncate(SHOWN);
    (if wants.is_empty() { Wanted::Not } else { Wanted::OtherPressing }, wants)
}

fn works(holdings: &[Holding]) -> usize {
    let works = holdings.iter().map(|holding| holding.master_id.map_or((false, holding.id.0), |id| (true, id.0)));
    works.collect::<HashSet<_>>().len()
}
