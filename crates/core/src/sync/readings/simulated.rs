//! A listing that is shuffled, repeats rows, loses them, moves, and announces what is not true, read by the decisions that
//! the engine uses.

use super::super::listing::tests::line;
use super::*;
use crate::collection::{Item, Unreadable};
use crate::sync::diff::diff;
use crate::sync::drift::tests::item;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What is wrong with the answers, the same at every call but for `ties`.
#[derive(Clone, Debug, Default)]
struct Faults {
    /// Added to the true length.
    items: i64,
    /// Added to the true number of pages.
    pages: i64,
    /// A page whose last row is the first of the listing instead.
    repeats: Option<u32>,
    /// A page that leaves out its first row.
    short: Option<u32>,
    missing: Option<u32>,
    empty: Option<u32>,
    /// How many rows that follow one another change places at each call.
    ties: usize,
    /// A row, by its place, without information about its release; and one without its own number as well.
    bare: Option<usize>,
    nameless: Option<usize>,
}

#[derive(Clone, Debug)]
enum Move {
    Buy,
    Sell(usize),
}

struct Listing {
    /// Newest first.
    rows: Vec<i64>,
    next: i64,
    size: usize,
    faults: Faults,
    /// What happens before which call.
    moves: Vec<(u32, Move)>,
    calls: u32,
}

impl Listing {
    fn answer(&mut self, number: u32) -> Option<Page> {
        self.calls += 1;
        for (_, what) in self.moves.extract_if(.., |(call, _)| *call == self.calls).collect::<Vec<_>>() {
            match what {
                Move::Sell(place) if !self.rows.is_empty() => drop(self.rows.remove(place % self.rows.len())),
                Move::Sell(_) => {}
                Move::Buy => {
                    self.next += 1;
                    self.rows.insert(0, self.next);
                }
            }
        }
        let faults = &self.faults;
        let mut rows = self.rows.clone();
        if faults.ties > 1 {
            for group in rows.chunks_mut(faults.ties) {
                let by = self.calls as usize * 7 % group.len();
                group.rotate_left(by);
            }
        }
        let pages = rows.len().div_ceil(self.size).max(1);
        let announced = (i64::try_from(pages).unwrap() + faults.pages).max(1);
        let is_there = number as usize <= pages.max(usize::try_from(announced).unwrap());
        if faults.missing == Some(number) && number > 1 || !is_there {
            return None;
        }
        let start = ((number as usize - 1) * self.size).min(rows.len());
        let mut shown: Vec<i64> = rows[start..(start + self.size).min(rows.len())].to_vec();
        if faults.repeats == Some(number) && number > 1 && !shown.is_empty() {
            *shown.last_mut().unwrap() = rows[0];
        }
        if faults.short == Some(number) && !shown.is_empty() {
            shown.remove(0);
        }
        if faults.empty == Some(number) {
            shown.clear();
        }
        let (bare, nameless) = (faults.bare.and_then(|at| rows.get(at)), faults.nameless.and_then(|at| rows.get(at)));
        let (unreadable, found): (Vec<i64>, Vec<i64>) =
            shown.into_iter().partition(|row| Some(row) == bare || Some(row) == nameless);
        let unreadable: Vec<Unreadable> =
            unreadable.iter().map(|row| line(Some(*row).filter(|row| Some(row) != nameless))).collect();
        Some(Page {
            page: number,
            pages: u32::try_from(announced).unwrap(),
            items: (i64::try_from(rows.len()).unwrap() + faults.items).max(0).unsigned_abs(),
            has_next: (number as usize) < pages,
            found: found.iter().map(|row| item(*row, *row)).collect(),
            unreadable,
        })
    }

    /// Every row that an answer shows with what it is, while nothing moves.
    fn shown(&mut self) -> BTreeSet<i64> {
        let pages = u32::try_from(self.rows.len().div_ceil(self.size)).unwrap().max(1);
        let calls = self.calls;
        let shown = (1..=pages).filter_map(|page| self.answer(page));
        let shown = shown.flat_map(|page| page.found).map(|item| item.copy.instance_id.0).collect();
        self.calls = calls;
        shown
    }
}

/// What is kept between runs.
#[derive(Default)]
struct Kept {
    known: Known,
    baseline: Option<Baseline>,
    now: i64,
}

/// How a run ended: `None` when the rest was accounted for.
struct Ended {
    next: Option<Next>,
    calls: u32,
    listed: u64,
    announced: u64,
    absent: Option<BTreeSet<i64>>,
}

/// One run, as `engine::sync` makes it.
fn run(kept: &mut Kept, listing: &mut Listing, compares_all: bool) -> Ended {
    let begun = listing.calls;
    let Kept { known, baseline, now } = kept;
    *now += 3_600_000;
    let mut first = listing.answer(1).unwrap();
    let mut readings = Readings::new(known, *baseline, compares_all, *now, &first);
    let (next, left) = loop {
        let mut step = save(known, &mut readings, first);
        let mut page = 1;
        while step == Step::More {
            page += 1;
            step = match listing.answer(page) {
                Some(answer) => save(known, &mut readings, answer),
                None => readings.miss(page),
            };
        }
        if step == Step::AccountedFor {
            break (None, Some(readings.baseline_after_stop(known, *now)));
        }
        match readings.finish() {
            Next::Again => {
                first = listing.answer(1).unwrap();
                readings.begin_again(known, &first);
            }
            Next::Unsettled => break (Some(Next::Unsettled), *baseline),
            next => {
                if readings.reading().shows_absence() {
                    known.absent =
                        known.copies.iter().copied().filter(|copy| !readings.reading().has_seen(*copy)).collect();
                    known.refused.retain(|row| readings.reading().has_seen(*row));
                }
                break (Some(next), Some(readings.baseline_after_end(known, *now)));
            }
        }
    };
    *baseline = left;
    let judged = next.is_some() && next != Some(Next::Unsettled) && readings.reading().shows_absence();
    Ended {
        next,
        calls: listing.calls - begun,
        listed: readings.listed(),
        announced: readings.reading().items(),
        absent: judged.then(|| known.absent.iter().map(|copy| copy.0).collect()),
    }
}

fn save(known: &mut Known, readings: &mut Readings, mut page: Page) -> Step {
    let step = readings.take(known, &mut page);
    let before = known.copies.len();
    let changes = diff(known, std::mem::take(&mut page.found), None);
    let added: Vec<&Item> = changes.new_albums.iter().chain(&changes.new_copies).collect();
    assert!(added.iter().all(|item| !known.copies.contains(&item.copy.instance_id)), "nothing is added twice");
    known.note(&changes, &page.unreadable);
    assert_eq!(known.copies.len(), before + changes.new_albums.len() + changes.new_copies.len());
    step
}

fn is_known(kept: &Kept, rows: &BTreeSet<i64>) -> bool {
    rows.iter().all(|row| kept.known.copies.contains(&InstanceId(*row)))
}

/// The most calls of one run.
fn most_calls(listing: &Listing, bought: usize) -> u32 {
    let pages = u32::try_from((listing.rows.len() + bought).div_ceil(listing.size) + 1).unwrap() + 3;
    MOST_READINGS * (pages + 11)
}

fn place() -> impl Strategy<Value = Option<u32>> {
    prop::option::weighted(0.3, 1u32..8)
}

fn faults() -> impl Strategy<Value = Faults> {
    let hidden = (place(), place(), place(), place());
    let odd = (prop::option::weighted(0.3, 0usize..40), prop::option::weighted(0.3, 0usize..40));
    (-3i64..4, -2i64..3, hidden, odd).prop_map(|(items, pages, (repeats, short, missing, empty), (bare, nameless))| {
        let is_hiding = [repeats, short, missing, empty].iter().any(Option::is_some);
        // A row that is hidden and not counted either is nowhere at all.
        let items = if is_hiding { items.abs() } else { items };
        let pages = if is_hiding { pages.max(0) } else { pages };
        Faults { items, pages, repeats, short, missing, empty, ties: 0, bare, nameless }
    })
}

fn moves(calls: std::ops::Range<u32>) -> impl Strategy<Value = Vec<(u32, Move)>> {
    let what = prop_oneof![Just(Move::Buy), (0usize..60).prop_map(Move::Sell)];
    prop::collection::vec((calls, what), 0..5)
}

fn listing(rows: usize, size: usize, faults: Faults) -> Listing {
    let last = i64::try_from(rows).unwrap();
    Listing { rows: (1..=last).rev().collect(), next: last, size, faults, moves: vec![], calls: 0 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// With any fault that is the same at each call: all that it shows is there after the first run, and the
    /// second costs one page unless a page was missing.
    #[test]
    fn a_wrong_listing_is_saved_in_one_run(rows in 0usize..45, size in 1usize..12, faults in faults()) {
        let mut listing = listing(rows, size, faults);
        let shown = listing.shown();
        let mut kept = Kept::default();
        let first = run(&mut kept, &mut listing, false);
        prop_assert!(is_known(&kept, &shown), "lost {:?}", shown);
        prop_assert!(first.calls <= most_calls(&listing, 0));
        prop_assert!(first.next != Some(Next::Unsettled));
        let has_gaps = kept.baseline.unwrap().has_gaps;
        let second = run(&mut kept, &mut listing, false);
        // A row that could not be read is looked for: on any page, and then in vain for three runs and once a day.
        let has_unreadable = kept.known.unreadable().next().is_some();
        prop_assert!(has_gaps || has_unreadable || second.calls == 1, "{} calls", second.calls);
        prop_assert!(second.calls <= first.calls);
        let calls: Vec<u32> = (3..=30).map(|_| run(&mut kept, &mut listing, false).calls).collect();
        let is_quiet = !has_gaps && kept.baseline.unwrap().is_exact;
        prop_assert!(!is_quiet || calls.iter().filter(|calls| **calls > 1).count() <= 3, "{:?}", calls);
        prop_assert!(kept.known.absent.is_empty(), "absent {:?}", kept.known.absent);
    }

    /// A row that tells nothing of its release comes in by itself once it does, on any page: in the next run, or in
    /// the first one a day later where it was looked for in vain before.
    #[test]
    fn a_row_that_could_not_be_read_comes_when_it_can(rows in 1usize..45, size in 1usize..12, bare in 0usize..40,
                                                     runs in 0usize..6) {
        let mut listing = listing(rows, size, Faults { bare: Some(bare), ..Faults::default() });
        let mut kept = Kept::default();
        run(&mut kept, &mut listing, false);
        for _ in 0..runs {
            run(&mut kept, &mut listing, false);
        }
        listing.faults = Faults::default();
        kept.now += if runs < 3 { 0 } else { 24 * 3_600_000 };
        let pages = u32::try_from(rows.div_ceil(size)).unwrap();
        let healed = run(&mut kept, &mut listing, false);
        prop_assert!(is_known(&kept, &listing.rows.iter().copied().collect()));
        prop_assert!(healed.calls <= pages);
        prop_assert_eq!(run(&mut kept, &mut listing, false).calls, 1);
    }

    /// What is wrong may come and go: nothing that is listed is ever taken for absent, and a whole reading of a listing that
    /// behaves finds all of it.
    #[test]
    fn faults_come_and_go(rows in 0usize..45, size in 1usize..12, faults in prop::collection::vec(faults(), 1..4)) {
        let mut listing = listing(rows, size, Faults::default());
        let mut kept = Kept::default();
        for faults in faults {
            listing.faults = faults;
            run(&mut kept, &mut listing, false);
            prop_assert!(kept.known.absent.is_empty(), "absent {:?}", kept.known.absent);
        }
        listing.faults = Faults::default();
        let last = run(&mut kept, &mut listing, true);
        prop_assert_eq!(last.next, Some(Next::Complete));
        prop_assert!(is_known(&kept, &listing.rows.iter().copied().collect()));
    }

    /// Copies come and go between the calls of a listing that tells the truth: it ends, what is absent is gone, and the next
    /// run finds what came since.
    #[test]
    fn a_listing_that_moves(rows in 0usize..45, size in 1usize..12, during in moves(1..12), later in moves(1..4),
                            after in moves(1..2)) {
        let mut listing = listing(rows, size, Faults::default());
        let mut kept = Kept::default();
        for moves in [during, later, after, vec![]] {
            let bought = moves.len();
            listing.moves = moves;
            listing.calls = 0;
            let ended = run(&mut kept, &mut listing, false);
            prop_assert!(ended.calls <= most_calls(&listing, bought));
            if let Some(absent) = ended.absent {
                prop_assert!(listing.rows.iter().all(|row| !absent.contains(row)), "absent and listed");
            }
        }
        prop_assert!(is_known(&kept, &listing.rows.iter().copied().collect()), "{:?}", listing.rows);
        let quiet = run(&mut kept, &mut listing, false);
        prop_assert_eq!(quiet.calls, 1);
    }

    /// Rows whose order is another at each call, and a length that is true or not: all are there, or it is said that not as
    /// many are listed as announced.
    #[test]
    fn ties_in_another_order_at_each_call(rows in 0usize..45, size in 1usize..12, ties in 2usize..20, items in 0i64..3) {
        let mut listing = listing(rows, size, Faults { ties, items, ..Faults::default() });
        let mut kept = Kept::default();
        let ended = run(&mut kept, &mut listing, false);
        let all = is_known(&kept, &listing.rows.iter().copied().collect());
        prop_assert!(all || ended.listed < ended.announced, "{} of {}", ended.listed, ended.announced);
        prop_assert!(ended.calls <= most_calls(&listing, 0));
        prop_assert!(kept.known.absent.is_empty());
        if ended.next != Some(Next::Unsettled) {
            prop_assert_eq!(run(&mut kept, &mut listing, false).calls, 1);
        }
        run(&mut kept, &mut listing, true);
        prop_assert!(kept.known.absent.is_empty());
    }
}
