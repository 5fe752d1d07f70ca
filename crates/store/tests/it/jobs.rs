//! Jobs and their leases.

use crate::support::{Fixture, ME, job};
use sillon_core::collection::List;
use sillon_core::enrich::Facet;
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::job::{EnrichParams, EnrichRequests, JobKind, JobParams, JobState, SyncParams};
use sillon_core::progress::{Phase, Progress, Status};
use sillon_core::receipt::Receipt;
use sillon_store::{Enqueued, Renewal, Revised, StoreError};

on_both!(
    a_job_starts_with_a_progress_to_show,
    of_many_wishes_at_once_one_becomes_a_job,
    of_many_workers_one_gets_the_job,
    a_lease_that_ran_out_is_taken_over,
    a_released_job_is_taken_up_by_the_next,
    a_cancelled_job_learns_of_it,
    a_lease_from_before_the_clock_was_set_back_is_taken_over,
    the_last_job_asked_for_is_the_last_where_the_clock_was_set_back,
    a_job_that_changes_the_collection_is_seen_in_its_row,
    an_enrichment_takes_more_in_until_it_ends,
    of_many_requests_at_once_none_is_lost,
);

async fn a_job_that_changes_the_collection_is_seen_in_its_row(db: Fixture) {
    assert_eq!(db.reader().collection_job(ME).await.unwrap(), None);
    assert_eq!(db.reader().collection_changed_at(ME).await.unwrap(), None);
    enqueue(&db, 1).await;
    assert_eq!(db.reader().collection_job(ME).await.unwrap(), Some(JobKind::Sync), "as soon as it is asked for");
    assert_eq!(db.reader().collection_job(AccountId(2)).await.unwrap(), None);
    db.store.claim_job(JobKind::Sync, "me", 10, 100).await.unwrap().unwrap();
    assert_eq!(db.reader().collection_job(ME).await.unwrap(), Some(JobKind::Sync));
    db.store.finish_sync(ME, "me", JobState::Failed, &receipt(1), &[], 50).await.unwrap();
    assert_eq!(db.reader().collection_job(ME).await.unwrap(), None);
    assert_eq!(db.reader().collection_changed_at(ME).await.unwrap(), Some(50));
    db.store.enqueue_job(ME, &job(2), EnrichParams::default(), 60).await.unwrap();
    assert_eq!(db.reader().collection_job(ME).await.unwrap(), None, "an enrichment changes nothing of it");
}

fn limited(limit: u32) -> EnrichParams {
    EnrichParams { limit: Some(limit), ..EnrichParams::default() }
}

async fn an_enrichment_takes_more_in_until_it_ends(db: Fixture) {
    let add = |params: EnrichParams| move |requests: &mut EnrichRequests| requests.add(params.clone(), 0);
    assert_eq!(db.store.revise_enrichment(&job(1), None, add(limited(5))).await.unwrap(), Revised::Ended);
    db.store.enqueue_job(ME, &job(1), limited(5), 1).await.unwrap();
    let fewer = db.store.revise_enrichment(&job(1), None, add(limited(4))).await.unwrap();
    assert!(matches!(fewer, Revised::Unchanged(_)), "{fewer:?}");
    let more = db.store.revise_enrichment(&job(1), None, add(limited(9))).await.unwrap();
    assert_eq!(more, Revised::Changed(limited(9).into()));
    assert_eq!(
        db.store.claim_job(JobKind::Enrich, "me", 10, 100).await.unwrap().unwrap().params,
        JobParams::Enrich(limited(9).into())
    );
    assert_eq!(db.store.revise_enrichment(&job(1), Some("other"), add(limited(10))).await.unwrap(), Revised::Ended);
    let close = |requests: &mut EnrichRequests| {
        *requests = EnrichRequests::default();
        true
    };
    let closed = db.store.revise_enrichment(&job(1), Some("me"), close).await.unwrap();
    assert_eq!(closed, Revised::Changed(EnrichRequests::default()));
    let late = db.store.revise_enrichment(&job(1), None, add(limited(99))).await.unwrap();
    assert_eq!(late, Revised::Ended, "it is about to end");
    db.store.finish_job(&job(1), "me", JobState::Completed, &Progress::default(), 20).await.unwrap();

    db.store.enqueue_job(ME, &job(2), limited(5), 1).await.unwrap();
    db.store.request_cancel(ME, JobKind::Enrich).await.unwrap();
    let cancelled = db.store.revise_enrichment(&job(2), None, add(limited(99))).await.unwrap();
    assert_eq!(cancelled, Revised::Ended, "what is asked for after a cancel is no part of what was cancelled");
}

async fn of_many_requests_at_once_none_is_lost(db: Fixture) {
    db.store.enqueue_job(ME, &job(1), limited(1), 1).await.unwrap();
    let mut requests = tokio::task::JoinSet::new();
    for album in 1..=8 {
        let store = db.store.clone();
        requests.spawn(async move {
            let params = EnrichParams::of(ReleaseId(album), []);
            store.revise_enrichment(&job(1), None, |requests| requests.add(params.clone(), 0)).await.unwrap()
        });
    }
    let taken = requests.join_all().await;
    assert!(taken.iter().all(|taken| matches!(taken, Revised::Changed(_))), "{taken:?}");
    let last = db.reader().last_job(ME, JobKind::Enrich).await.unwrap().unwrap();
    let JobParams::Enrich(requests) = last.params else { panic!("{last:?}") };
    assert_eq!(requests.chosen_for(Facet::Covers).len(), 8);
}

async fn enqueue(db: &Fixture, number: u32) -> Enqueued {
    db.store.enqueue_job(ME, &job(number), SyncParams::default(), i64::from(number)).await.unwrap()
}

fn receipt(number: u32) -> Receipt {
    Receipt {
        job_id: job(number),
        list: List::Collection,
        origin: sillon_core::receipt::Origin::Discogs,
        params: SyncParams::default(),
        progress: Progress { status: Status::Completed, phase: Phase::Done, ..Progress::default() },
        albums_before: 0,
        albums_after: 0,
        copies_before: 0,
        copies_after: 0,
        listing_whole: false,
        absent: 0,
        drifted: 0,
        refused: 0,
        remarks: Vec::new(),
        proof: None,
    }
}

async fn a_job_starts_with_a_progress_to_show(db: Fixture) {
    assert_eq!(db.reader().last_job(ME, JobKind::Sync).await.unwrap(), None);
    let params = SyncParams { limit: Some(3), dry_run: true, ..SyncParams::default() };
    db.store.enqueue_job(ME, &job(1), params, 77).await.unwrap();
    let last = db.reader().last_job(ME, JobKind::Sync).await.unwrap().unwrap();
    assert_eq!(
        (last.state, last.params, last.attempts, last.cancel_requested),
        (JobState::Queued, params.into(), 0, false)
    );
    let progress = &last.progress;
    assert_eq!((progress.status, progress.started_at, progress.dry_run), (Status::Starting, Some(77), true));
    assert_eq!(progress.job_id, Some(job(1)));
    assert_eq!(enqueue(&db, 2).await, Enqueued::Active(job(1)));
    let other = db.store.enqueue_job(AccountId(2), &job(3), params, 78).await.unwrap();
    assert_eq!(other, Enqueued::New);
}

async fn of_many_wishes_at_once_one_becomes_a_job(db: Fixture) {
    let (db, mut wishes) = (std::sync::Arc::new(db), tokio::task::JoinSet::new());
    for number in 1..=16 {
        let db = db.clone();
        wishes.spawn(async move { enqueue(&db, number).await });
    }
    let outcomes = wishes.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Enqueued::New).count(), 1);
    let active = db.reader().last_job(ME, JobKind::Sync).await.unwrap().unwrap().id;
    assert!(outcomes.iter().all(|outcome| [Enqueued::New, Enqueued::Active(active.clone())].contains(outcome)));
}

async fn of_many_workers_one_gets_the_job(db: Fixture) {
    enqueue(&db, 1).await;
    let mut workers = tokio::task::JoinSet::new();
    for number in 0..16 {
        let store = db.store.clone();
        workers
            .spawn(async move { store.claim_job(JobKind::Sync, &format!("worker {number}"), 10, 100).await.unwrap() });
    }
    let claimed: Vec<_> = workers.join_all().await.into_iter().flatten().collect();
    assert_eq!(claimed.len(), 1);
    assert_eq!((claimed[0].state, claimed[0].attempts), (JobState::Running, 1));
}

async fn a_lease_that_ran_out_is_taken_over(db: Fixture) {
    enqueue(&db, 1).await;
    db.store.claim_job(JobKind::Sync, "first", 10, 100).await.unwrap().unwrap();
    let progress = Progress { status: Status::Running, current: 7, ..Progress::default() };
    assert_eq!(db.store.renew_job(&job(1), "first", &progress, 200).await.unwrap(), Renewal::Kept);
    assert_eq!(db.store.claim_job(JobKind::Sync, "second", 199, 300).await.unwrap(), None);
    let taken = db.store.claim_job(JobKind::Sync, "second", 200, 300).await.unwrap().unwrap();
    assert_eq!((taken.attempts, taken.progress), (2, progress.clone()));
    assert_eq!(db.store.renew_job(&job(1), "first", &Progress::default(), 400).await.unwrap(), Renewal::Lost);
    let late = db.store.finish_sync(ME, "first", JobState::Completed, &receipt(1), &[], 250).await;
    assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
    assert!(matches!(db.store.release_job(&job(1), "first").await, Err(StoreError::Conflict)));
    assert_eq!(db.reader().find_sync(ME, &job(1)).await.unwrap(), None);
    db.store.finish_sync(ME, "second", JobState::Completed, &receipt(1), &[], 250).await.unwrap();
    assert_eq!(db.store.renew_job(&job(1), "second", &progress, 400).await.unwrap(), Renewal::Lost);
    assert_eq!(enqueue(&db, 2).await, Enqueued::New);
    assert_eq!(db.reader().last_job(ME, JobKind::Sync).await.unwrap().unwrap().id, job(2));
    let reused = db.store.enqueue_job(AccountId(2), &job(1), SyncParams::default(), 1).await;
    assert!(matches!(reused, Err(StoreError::Conflict)), "{reused:?}");
}

async fn a_released_job_is_taken_up_by_the_next(db: Fixture) {
    enqueue(&db, 1).await;
    db.store.claim_job(JobKind::Sync, "first", 10, 100).await.unwrap().unwrap();
    db.store.release_job(&job(1), "first").await.unwrap();
    assert_eq!(enqueue(&db, 2).await, Enqueued::Active(job(1)));
    assert_eq!(db.store.claim_job(JobKind::Sync, "second", 11, 100).await.unwrap().unwrap().attempts, 2);
    db.store.release_job(&job(1), "second").await.unwrap();
    let third = db.store.claim_job(JobKind::Sync, "third", 12, 100).await.unwrap().unwrap();
    assert_eq!(third.attempts, 2, "who gives it back was not brought down by it");
}

async fn a_cancelled_job_learns_of_it(db: Fixture) {
    assert_eq!(db.store.request_cancel(ME, JobKind::Sync).await.unwrap(), None);
    enqueue(&db, 1).await;
    db.store.claim_job(JobKind::Sync, "me", 10, 100).await.unwrap().unwrap();
    assert_eq!(db.store.request_cancel(ME, JobKind::Sync).await.unwrap(), Some(job(1)));
    let renewal = db.store.renew_job(&job(1), "me", &Progress::default(), 200).await.unwrap();
    assert_eq!(renewal, Renewal::CancelRequested);
    let cancelled = receipt(1);
    db.store.finish_sync(ME, "me", JobState::Cancelled, &cancelled, &[], 150).await.unwrap();
    let last = db.reader().last_job(ME, JobKind::Sync).await.unwrap().unwrap();
    assert_eq!((last.state, last.progress), (JobState::Cancelled, cancelled.progress));
    assert_eq!(db.store.request_cancel(ME, JobKind::Sync).await.unwrap(), None);
}

async fn the_last_job_asked_for_is_the_last_where_the_clock_was_set_back(db: Fixture) {
    for number in [9, 5, 7] {
        assert_eq!(enqueue(&db, number).await, Enqueued::New);
        assert_eq!(db.reader().last_job(ME, JobKind::Sync).await.unwrap().unwrap().id, job(number));
        db.store.claim_job(JobKind::Sync, "me", 10, 100).await.unwrap().unwrap();
        db.store.finish_sync(ME, "me", JobState::Completed, &receipt(number), &[], 50).await.unwrap();
    }
}

async fn a_lease_from_before_the_clock_was_set_back_is_taken_over(db: Fixture) {
    enqueue(&db, 1).await;
    db.store.claim_job(JobKind::Sync, "killed", 86_400_000, 86_400_100).await.unwrap().unwrap();
    // Another machine's clock may be a little ahead.
    let ahead = db.store.claim_job(JobKind::Sync, "next", 86_399_900, 86_400_000).await.unwrap();
    assert_eq!(ahead, None);
    let taken = db.store.claim_job(JobKind::Sync, "next", 10, 110).await.unwrap().unwrap();
    assert_eq!(taken.attempts, 2);
}
