use super::*;

#[test]
fn at_the_end_the_counters_add_up_to_the_total() {
    let row = FacetProgress { total: 9, found: 3, absent: 1, failed: 2, ..FacetProgress::new(Facet::Links) };
    let claimed = FacetProgress {
        total: 2,
        left: 2,
        left_reason: Some(LeftReason::ClaimedElsewhere),
        ..FacetProgress::new(Facet::Covers)
    };
    let facets = vec![row, claimed, FacetProgress::new(Facet::Details)];
    let mut progress = Progress { status: Status::Cancelled, facets, ..Progress::default() };
    progress.close();
    assert_eq!((progress.synced, progress.skipped, progress.errors, progress.left), (3, 1, 2, 5));
    assert_eq!((progress.current, progress.total), (11, 11));
    let reasons: Vec<_> = progress.facets.iter().map(|row| row.left_reason).collect();
    assert_eq!(reasons, [Some(LeftReason::Cancelled), Some(LeftReason::ClaimedElsewhere), None]);
    let mut sync =
        Progress { status: Status::Error, total: 236, current: 100, synced: 98, errors: 2, ..Progress::default() };
    sync.close();
    assert_eq!((sync.current, sync.left), (236, 136));
}
