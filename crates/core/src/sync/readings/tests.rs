use super::super::listing::tests::{known, page};
use super::*;

fn reading(readings: &mut Readings, known: &Known, pages: &[Page]) -> Next {
    for page in pages {
        let step = readings.take(known, &mut page.clone());
        assert_ne!(step, Step::AccountedFor, "{}", page.page);
    }
    readings.finish()
}

#[test]
fn a_listing_that_reads_the_same_twice_is_settled() {
    let pages = [page(1, 2, 5, &[4, 3]), page(2, 2, 5, &[2])];
    let mut readings = Readings::new(&Known::default(), None, false, 0, &pages[0]);
    let nothing = Known::default();
    assert_eq!(reading(&mut readings, &nothing, &pages), Next::Again);
    let saved = known(&[2, 3, 4], &[]);
    readings.begin_again(&saved, &pages[0]);
    let next = reading(&mut readings, &saved, &pages);
    assert_eq!(next, Next::Settled);
    let note = readings.note(List::Collection, next);
    assert_eq!((note.announced, note.listed, note.unlisted(), note.readings), (5, 3, 2, 2));
    let left = readings.baseline_after_end(&saved, 0);
    assert_eq!(left.basis(&saved, 1), Some(5));
    let mut next = Readings::new(&saved, Some(left), false, 1, &pages[0]);
    assert_eq!(next.take(&saved, &mut pages[0].clone()), Step::AccountedFor);
}

#[test]
fn a_missing_page_is_asked_for_again_by_the_next_run_and_once_is_enough() {
    let pages = [page(1, 2, 4, &[4, 3])];
    let saved = known(&[3, 4], &[]);
    let mut readings = Readings::new(&Known::default(), None, false, 0, &pages[0]);
    for next in [Next::Again, Next::Settled] {
        assert_eq!(readings.take(&saved, &mut pages[0].clone()), Step::More);
        assert_eq!((readings.miss(2), readings.finish()), (Step::End, next));
        if next == Next::Again {
            readings.begin_again(&saved, &pages[0]);
        }
    }
    assert_eq!(readings.note(List::Collection, Next::Settled).missing_pages, [2]);
    let left = readings.baseline_after_end(&saved, 0);
    let mut later = Readings::new(&saved, Some(left), false, 1, &pages[0]);
    assert_eq!(later.take(&saved, &mut pages[0].clone()), Step::More);
    assert_eq!((later.miss(2), later.finish()), (Step::End, Next::Settled));
    let mut healed = Readings::new(&saved, Some(left), false, 1, &pages[0]);
    let pages = [page(1, 2, 4, &[4, 3]), page(2, 2, 4, &[2, 1])];
    assert_eq!(reading(&mut healed, &saved, &pages), Next::Complete);
}

#[test]
fn what_all_readings_show_together_is_enough() {
    let mut readings = Readings::new(&Known::default(), None, false, 0, &page(1, 2, 4, &[]));
    let nothing = Known::default();
    assert_eq!(reading(&mut readings, &nothing, &[page(1, 2, 4, &[4, 3]), page(2, 2, 4, &[3, 1])]), Next::Again);
    let saved = known(&[4, 3, 1], &[]);
    readings.begin_again(&saved, &page(1, 2, 4, &[]));
    assert_eq!(reading(&mut readings, &saved, &[page(1, 2, 4, &[4, 2]), page(2, 2, 4, &[2, 1])]), Next::Settled);
    assert_eq!(readings.listed(), 4);
}

#[test]
fn after_an_addition_during_the_reading_one_more_page_is_enough_and_after_a_removal_it_is_not() {
    let mut readings = Readings::new(&Known::default(), None, false, 0, &page(1, 2, 4, &[]));
    let grown = [page(1, 2, 4, &[4, 3]), page(2, 3, 5, &[3, 2]), page(3, 3, 5, &[1])];
    assert_eq!(reading(&mut readings, &Known::default(), &grown), Next::Again);
    let saved = known(&[4, 3, 2, 1], &[]);
    readings.begin_again(&saved, &page(1, 3, 5, &[]));
    assert_eq!(readings.take(&saved, &mut page(1, 3, 5, &[5, 4])), Step::AccountedFor);

    // 4 went after the first page: 2 moved up to it unseen.
    let mut readings = Readings::new(&Known::default(), None, false, 0, &page(1, 2, 4, &[]));
    let shrunk = [page(1, 2, 4, &[4, 3]), page(2, 2, 3, &[1])];
    assert_eq!(reading(&mut readings, &Known::default(), &shrunk), Next::Again);
    let saved = known(&[4, 3, 1], &[]);
    readings.begin_again(&saved, &page(1, 2, 3, &[]));
    assert_eq!(reading(&mut readings, &saved, &[page(1, 2, 3, &[3, 2]), page(2, 2, 3, &[1])]), Next::Complete);
}

#[test]
fn a_listing_that_is_another_each_time_is_not_read_for_ever() {
    let mut readings = Readings::new(&Known::default(), None, false, 0, &page(1, 1, 9, &[]));
    for number in 1..MOST_READINGS {
        let rows = [i64::from(number), i64::from(number) + 1];
        assert_eq!(reading(&mut readings, &Known::default(), &[page(1, 1, 9, &rows), page(2, 1, 9, &[])]), Next::Again);
        readings.begin_again(&Known::default(), &page(1, 1, 9, &[]));
    }
    assert_eq!(reading(&mut readings, &Known::default(), &[page(1, 1, 9, &[77, 78])]), Next::Unsettled);
}

#[test]
fn a_baseline_holds_for_the_rows_it_was_made_of_and_for_a_while_where_the_listing_is_not_exact() {
    const DAY: i64 = 24 * 3_600_000;
    let before = known(&[1, 2, 3], &[]);
    let exact = Baseline::exact(&before, 0);
    assert_eq!((exact.basis(&before, 0), exact.basis(&before, 400 * DAY)), (Some(3), Some(3)));
    assert_eq!(exact.basis(&known(&[1, 2, 3, 4], &[]), 0), None, "a run that did not end added a row");
    let mut off = Baseline { announced: 5, is_exact: false, ..exact };
    assert_eq!((off.basis(&before, 6 * DAY), off.basis(&before, 7 * DAY)), (Some(5), None));
    assert_eq!(off.basis(&before, -DAY), None, "the clock was set back");
    for _ in 0..MOST_TRUSTED_RUNS {
        assert_eq!(off.basis(&before, DAY), Some(5));
        off = off.moved_on(5, &before);
    }
    assert_eq!(off.basis(&before, DAY), None);
}
