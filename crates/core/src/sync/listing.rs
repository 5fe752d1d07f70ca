//! One reading of a listing: which pages to ask for, which rows of them count, and whether the whole listing was seen.
//!
//! A listing is not a snapshot and its figures are not always true: a row can be on two pages and another on none, a page
//! can be empty or answer 404, and the announced length can be larger or smaller than what is listed. A reading takes all
//! of that in and goes to its end; [`super::readings`] decides what follows from it.

use super::known::Known;
use crate::collection::{Page, Unreadable};
use crate::id::InstanceId;
use std::collections::HashSet;

/// Pages in a row that bring nothing, after which a reading ends although more are announced.
const MOST_BARREN: u32 = 10;
/// The same once as many rows were seen as are announced.
const MOST_BARREN_AFTER_ALL: u32 = 3;

/// What is to be done after a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Read on.
    More,
    /// What was known and what was found make up the announced length: the rest need not be read.
    AccountedFor,
    /// There is no further page to ask for.
    End,
}

/// Why a page brings no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Missing,
    Empty,
}

/// One reading of a listing, from its first page. Pages are taken in order.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The announced length that the known rows make up for certain; `None` when that is not certain.
    basis: Option<u64>,
    /// Rows that have to be seen before the rest can be accounted for.
    sought: HashSet<InstanceId>,
    /// The announced length, on the first page and on the last one that was read.
    first_items: u64,
    items: u64,
    /// Whether every page announced the same length.
    is_steady: bool,
    /// Whether the announced length never fell from one page to the next.
    never_fell: bool,
    /// The last page that is announced.
    announced_pages: u32,
    /// The last page to ask for: the announced one, or one further while there is reason to look.
    last_page: u32,
    /// The most rows that a page had.
    page_size: u64,
    found: HashSet<InstanceId>,
    unreadable: HashSet<InstanceId>,
    nameless: u64,
    repeated: u64,
    missing_pages: Vec<u32>,
    empty_pages: Vec<u32>,
    /// Pages without a row after one that was not full: the end of the listing, unless a row follows.
    trailing: Vec<(u32, Gap)>,
    /// Whether the last page with rows was full.
    was_full: bool,
    barren: u32,
    fresh: u64,
}

impl Reading {
    /// Begins with the figures of the first page, which is still to be taken.
    pub fn new(basis: Option<u64>, first: &Page) -> Self {
        let pages = first.pages.max(1);
        Self {
            basis,
            sought: HashSet::new(),
            first_items: first.items,
            items: first.items,
            is_steady: true,
            never_fell: true,
            announced_pages: pages,
            last_page: pages,
            page_size: 0,
            found: HashSet::new(),
            unreadable: HashSet::new(),
            nameless: 0,
            repeated: 0,
            missing_pages: Vec::new(),
            empty_pages: Vec::new(),
            trailing: Vec::new(),
            was_full: false,
            barren: 0,
            fresh: 0,
        }
    }

    /// The same, which reads on until it has seen these rows, also where all is accounted for.
    #[must_use]
    pub fn seeking(self, rows: HashSet<InstanceId>) -> Self {
        Self { sought: rows, ..self }
    }

    /// Takes the next page, and removes from it what this reading has seen already. `known` is what is known before the
    /// page is saved.
    pub fn take(&mut self, known: &Known, page: &mut Page) -> Step {
        self.is_steady &= page.items == self.first_items;
        self.never_fell &= page.items >= self.items;
        self.items = page.items;
        self.announced_pages = self.announced_pages.max(page.pages);
        let rows = (page.found.len() + page.unreadable.len()) as u64;
        self.page_size = self.page_size.max(rows);
        let nameless_before = self.nameless;
        let seen_before = self.seen_rows();
        let fresh_before = self.fresh;
        let mut has_known = false;
        let rows_seen = page.found.iter().map(|item| item.copy.instance_id);
        for row in rows_seen.chain(page.unreadable.iter().filter_map(|line| line.instance_id)) {
            self.sought.remove(&row);
        }
        page.found.retain(|item| {
            let id = item.copy.instance_id;
            let is_first = self.found.insert(id);
            // A row that could not be read before and can be now is no repetition.
            let was_unreadable = self.unreadable.remove(&id);
            self.repeated += u64::from(!is_first || was_unreadable);
            if is_first && !was_unreadable {
                let was_known = known.is_accounted(id);
                has_known |= was_known;
                self.fresh += u64::from(!was_known);
            }
            is_first
        });
        page.unreadable.retain(|line| self.take_unreadable(known, line, &mut has_known));
        let brought = self.seen_rows() > seen_before || self.nameless > nameless_before;
        self.barren = if brought { 0 } else { self.barren + 1 };
        if rows == 0 {
            self.note_gap(page.page, Gap::Empty);
        } else {
            self.was_full = rows >= self.page_size;
            for (page, gap) in std::mem::take(&mut self.trailing) {
                self.list_gap(page, gap);
            }
        }
        self.last_page = self.announced_pages.max(page.page);
        let has_more = page.has_next || (self.was_full && self.seen() < self.items);
        if page.page >= self.announced_pages && brought && has_more {
            self.last_page = page.page.saturating_add(1);
        }
        let step = self.step(page.page);
        let makes_up = self.basis.is_some_and(|basis| basis.saturating_add(self.fresh) == self.items);
        let is_accounted_for = self.is_steady && self.sought.is_empty() && makes_up;
        match step {
            Step::End if !self.is_complete() && is_accounted_for => Step::AccountedFor,
            // Rows come newest first: after a page of new rows alone, more of them may follow.
            Step::More if is_accounted_for && (has_known || self.fresh == fresh_before) => Step::AccountedFor,
            step => step,
        }
    }

    /// Takes note that the next page answers 404.
    pub fn miss(&mut self, page: u32) -> Step {
        self.barren += 1;
        if page <= self.announced_pages {
            self.note_gap(page, Gap::Missing);
        } else {
            // Nobody announced it.
            self.last_page = page;
        }
        self.step(page)
    }

    fn note_gap(&mut self, page: u32, gap: Gap) {
        if page > self.announced_pages || self.items == 0 {
            return;
        }
        if self.was_full { self.list_gap(page, gap) } else { self.trailing.push((page, gap)) }
    }

    fn list_gap(&mut self, page: u32, gap: Gap) {
        match gap {
            Gap::Missing => self.missing_pages.push(page),
            Gap::Empty => self.empty_pages.push(page),
        }
    }

    fn take_unreadable(&mut self, known: &Known, line: &Unreadable, has_known: &mut bool) -> bool {
        let Some(id) = line.instance_id else {
            self.nameless += 1;
            return true;
        };
        if self.found.contains(&id) || !self.unreadable.insert(id) {
            self.repeated += 1;
            return false;
        }
        let was_known = known.is_accounted(id);
        *has_known |= was_known;
        self.fresh += u64::from(!was_known);
        true
    }

    fn step(&self, page: u32) -> Step {
        let most = if self.seen() >= self.items { MOST_BARREN_AFTER_ALL } else { MOST_BARREN };
        if page >= self.last_page || self.barren >= most { Step::End } else { Step::More }
    }

    fn seen_rows(&self) -> usize {
        self.found.len() + self.unreadable.len()
    }

    /// Rows that were seen, each once; those without a number are counted as they come.
    pub fn seen(&self) -> u64 {
        self.seen_rows() as u64 + self.nameless
    }

    /// Whether the reading shows the whole listing, as far as can be told: every page announces the same length, none is
    /// missing, no row is repeated, and as many were seen as are announced.
    pub fn is_complete(&self) -> bool {
        self.is_steady && self.repeated == 0 && !self.has_gaps() && self.seen() == self.items
    }

    /// Whether a copy that was not seen can be taken for gone. A row without a number may be any copy.
    pub fn shows_absence(&self) -> bool {
        self.is_complete() && self.nameless == 0
    }

    /// Whether all rows were seen that were there when it began, so that only what came later is missing.
    pub(super) fn covers_its_beginning(&self) -> bool {
        self.never_fell && self.nameless == 0 && self.seen() == self.first_items
    }

    /// The announced length, as the last page said.
    pub fn items(&self) -> u64 {
        self.items
    }

    pub(super) fn is_steady(&self) -> bool {
        self.is_steady
    }

    /// The last page to ask for, as far as is known now.
    pub fn last_page(&self) -> u32 {
        self.last_page
    }

    pub(super) fn announced_pages(&self) -> u32 {
        self.announced_pages
    }

    pub(super) fn nameless(&self) -> u64 {
        self.nameless
    }

    pub(super) fn repeated(&self) -> u64 {
        self.repeated
    }

    pub(super) fn missing_pages(&self) -> &[u32] {
        &self.missing_pages
    }

    pub(super) fn empty_pages(&self) -> &[u32] {
        &self.empty_pages
    }

    /// Whether an announced page brought nothing that should have: one between others, or after a full one.
    pub fn has_gaps(&self) -> bool {
        !(self.missing_pages.is_empty() && self.empty_pages.is_empty())
    }

    /// How many of the rows were not accounted for before.
    pub(super) fn fresh(&self) -> u64 {
        self.fresh
    }

    /// The rows that were seen and have a number.
    pub fn rows(&self) -> impl Iterator<Item = InstanceId> {
        self.found.iter().chain(&self.unreadable).copied()
    }

    /// Whether this reading showed the copy.
    pub fn has_seen(&self, copy: InstanceId) -> bool {
        self.found.contains(&copy) || self.unreadable.contains(&copy)
    }

    pub(super) fn saw_the_same_as(&self, other: &Self) -> bool {
        self.nameless == other.nameless
            && self.seen_rows() == other.seen_rows()
            && self.rows().all(|row| other.has_seen(row))
    }
}

#[cfg(test)]
pub(in crate::sync) mod tests;
