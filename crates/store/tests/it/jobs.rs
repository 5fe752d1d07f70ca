//! Jobs and their leases.

use crate::support::{Fixture, ME, job};
use sillon_core::collection::List;
use sillon_core::id::AccountId;
use sillon_core::job::{JobKind, JobState, SyncParams};
use sillon_core::progress::{Phase, Progress, Status};
use sillon_core::receipt::Receipt;
use sillon_store::{Enqueued, Renewal, StoreError};

on_both!(
    a_job_starts_with_a_progress_to_show,
    of_many_wishes_at_once_one_becomes_a_job,
    of_many_workers_one_gets_the_job,
    a_lease_that_ran_out_is_taken_over,
    a_released_job_is_taken_up_by_the_next,
    a_cancelled_job_learns_of_it,
    a_lease_from_before_the_clock_was_set_back_is_taken_over,
    the_last_job_asked_for_is_the_last_where_the_clock_was_set_back,
);

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
