use super::*;
use crate::id::ReleaseId;
use crate::sync::drift::tests::item;

/// A page of these copies.
pub(in crate::sync) fn page(number: u32, pages: u32, items: u64, copies: &[i64]) -> Page {
    let found = copies.iter().map(|copy| item(*copy, *copy)).collect();
    Page { page: number, pages, items, has_next: number < pages, found, unreadable: vec![] }
}

pub(in crate::sync) fn line(id: Option<i64>) -> Unreadable {
    Unreadable { instance_id: id.map(InstanceId), shown_as: String::new(), reason: String::new() }
}

pub(in crate::sync) fn known(copies: &[i64], absent: &[i64]) -> Known {
    Known {
        copies: copies.iter().map(|id| InstanceId(*id)).collect(),
        albums: copies.iter().map(|id| ReleaseId(*id)).collect(),
        absent: absent.iter().map(|id| InstanceId(*id)).collect(),
        ..Known::default()
    }
}

/// Reads these pages where the known rows are sure to make up `basis`.
fn read(known: &Known, basis: Option<u64>, pages: &[Page]) -> (Vec<Step>, Reading) {
    let mut reading = Reading::new(basis, &pages[0]);
    let steps = pages.iter().map(|page| reading.take(known, &mut page.clone())).collect();
    (steps, reading)
}

#[test]
fn nothing_new_costs_one_page() {
    let (steps, _) = read(&known(&[1, 2, 3, 4], &[]), Some(4), &[page(1, 2, 4, &[4, 3])]);
    assert_eq!(steps, [Step::AccountedFor]);
}

#[test]
fn the_first_known_row_is_no_reason_to_stop() {
    let pages = [page(1, 2, 4, &[4, 3]), page(2, 2, 4, &[2, 1])];
    let (steps, reading) = read(&known(&[1, 4], &[]), Some(2), &pages);
    assert_eq!((steps, reading.is_complete()), (vec![Step::More, Step::End], true));
}

#[test]
fn one_gone_and_one_new_reads_to_the_end_and_the_next_time_one_page_is_enough() {
    let pages = [page(1, 2, 4, &[5, 4]), page(2, 2, 4, &[3, 1])];
    let (steps, reading) = read(&known(&[1, 2, 3, 4], &[]), Some(4), &pages);
    assert_eq!((steps, reading.shows_absence()), (vec![Step::More, Step::End], true));
    let (steps, _) = read(&known(&[1, 2, 3, 4, 5], &[2]), Some(4), &pages[..1]);
    assert_eq!(steps, [Step::AccountedFor]);
}

#[test]
fn a_page_of_new_rows_alone_is_not_the_end_of_what_is_new() {
    // Three came and one went: after the first page the count is right, and one row is still to come.
    let pages = [page(1, 2, 4, &[7, 6]), page(2, 2, 4, &[5, 2])];
    let (steps, reading) = read(&known(&[1, 2], &[]), Some(2), &pages);
    assert_eq!((steps, reading.is_complete()), (vec![Step::More, Step::End], true));
}

#[test]
fn a_listing_that_grows_shrinks_or_shifts_is_read_to_its_end_and_not_believed() {
    let nothing = Known::default();
    for second in [page(2, 2, 5, &[2, 1]), page(2, 2, 4, &[3, 2]), page(2, 2, 4, &[1])] {
        let (steps, reading) = read(&nothing, Some(0), &[page(1, 2, 4, &[4, 3]), second]);
        assert!(!steps.contains(&Step::AccountedFor) && !reading.is_complete());
    }
}

#[test]
fn a_repeated_row_is_taken_once() {
    let mut reading = Reading::new(None, &page(1, 3, 6, &[]));
    let mut second = page(2, 3, 6, &[5, 4, 4, 3]);
    second.unreadable = vec![line(Some(6)), line(Some(9)), line(Some(9))];
    assert_eq!(reading.take(&Known::default(), &mut page(1, 3, 6, &[6, 5])), Step::More);
    assert_eq!(reading.take(&Known::default(), &mut second), Step::More);
    let taken: Vec<i64> = second.found.iter().map(|item| item.copy.instance_id.0).collect();
    assert_eq!((taken, second.unreadable.len(), reading.seen()), (vec![4, 3], 1, 5));
}

#[test]
fn a_row_that_could_not_be_read_is_taken_where_it_can() {
    let mut first = page(1, 2, 2, &[3]);
    first.unreadable.push(line(Some(4)));
    let mut second = page(2, 2, 2, &[4]);
    let mut reading = Reading::new(None, &first);
    reading.take(&Known::default(), &mut first);
    reading.take(&Known::default(), &mut second);
    assert_eq!((second.found.len(), reading.seen()), (1, 2));
}

#[test]
fn an_unreadable_row_is_accounted_for_and_one_without_a_number_may_be_any() {
    let mut first = page(1, 2, 4, &[4]);
    first.unreadable.push(line(Some(9)));
    let mut second = page(2, 2, 4, &[1]);
    second.unreadable.push(line(None));
    let (steps, reading) = read(&Known::default(), Some(0), &[first.clone(), second]);
    assert_eq!(steps, [Step::More, Step::End]);
    assert!(reading.is_complete() && !reading.shows_absence());
    let mut later = known(&[4, 1, 2], &[]);
    later.refused.insert(InstanceId(9));
    assert_eq!(read(&later, Some(4), &[first]).0, [Step::AccountedFor]);
}

#[test]
fn an_empty_collection_is_complete_at_once() {
    let (steps, reading) = read(&Known::default(), None, &[page(1, 0, 0, &[])]);
    assert_eq!((steps, reading.shows_absence()), (vec![Step::End], true));
}

#[test]
fn an_empty_page_and_one_that_is_missing_do_not_end_a_reading() {
    let mut reading = Reading::new(None, &page(1, 4, 8, &[]));
    assert_eq!(reading.take(&Known::default(), &mut page(1, 4, 8, &[8, 7])), Step::More);
    assert_eq!(reading.miss(2), Step::More);
    assert_eq!(reading.take(&Known::default(), &mut page(3, 4, 8, &[])), Step::More);
    assert_eq!(reading.take(&Known::default(), &mut page(4, 4, 8, &[2, 1])), Step::More);
    assert_eq!(reading.miss(5), Step::End);
    assert_eq!((reading.missing_pages(), reading.empty_pages()), (&[2][..], &[3][..]));
    assert!(!reading.is_complete());
}

#[test]
fn pages_beyond_those_announced_are_looked_for_while_there_is_reason() {
    let mut reading = Reading::new(None, &page(1, 1, 5, &[]));
    assert_eq!(reading.take(&Known::default(), &mut page(1, 1, 5, &[5, 4])), Step::More);
    assert_eq!(reading.take(&Known::default(), &mut page(2, 1, 5, &[3, 2])), Step::More);
    assert_eq!(reading.take(&Known::default(), &mut page(3, 1, 5, &[1])), Step::End);
    assert!(reading.is_complete());
    let mut reading = Reading::new(None, &page(1, 1, 5, &[]));
    assert_eq!(reading.take(&Known::default(), &mut page(1, 1, 5, &[5, 4])), Step::More);
    assert_eq!((reading.miss(2), reading.missing_pages().len()), (Step::End, 0));
}

#[test]
fn a_million_pages_announced_of_two_are_not_all_asked_for() {
    let mut reading = Reading::new(None, &page(1, 1_000_000, 900, &[]));
    let mut step = reading.take(&Known::default(), &mut page(1, 1_000_000, 900, &[5, 4]));
    let mut asked = 1;
    while step == Step::More {
        asked += 1;
        step = reading.miss(asked);
    }
    assert_eq!(asked, 1 + MOST_BARREN);
}
