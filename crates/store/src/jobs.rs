//! Jobs: one active of a kind in an account, held by a lease.

use crate::dialect::CLAIM_JOB;
use crate::enrichments::FREE;
use crate::error::{Result, StoreError};
use crate::{Reader, Store};
use sillon_core::id::{AccountId, JobId};
use sillon_core::job::{EnrichRequests, Job, JobKind, JobParams, JobState};
use sillon_core::progress::{Progress, Status};

/// What became of a wish for a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Enqueued {
    /// It waits to be claimed.
    New,
    /// One of its kind is active already: this one.
    Active(JobId),
}

/// What the owner of a job learns when it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// The job is still its own.
    Kept,
    /// It is, and a person asked it to stop.
    CancelRequested,
    /// Another process has it now, or it is over.
    Lost,
}

/// What became of a change of what an enrichment is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revised {
    /// These are its requests now.
    Changed(EnrichRequests),
    /// There was nothing to change in these.
    Unchanged(EnrichRequests),
    /// The job is over, or ends, or is another's.
    Ended,
}

/// How often a change is tried that others get in the way of.
const MOST_REVISIONS: u32 = 50;

type Row = (String, i64, String, String, String, i64, bool, String);

impl Store {
    /// Puts a job in the queue, unless one of its kind is active in the account. `now` in milliseconds UTC.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the key was used before.
    pub async fn enqueue_job(
        &self,
        account: AccountId,
        id: &JobId,
        params: impl Into<JobParams>,
        now: i64,
    ) -> Result<Enqueued> {
        let params = params.into();
        let kind = params.kind();
        let progress = Progress {
            status: Status::Starting,
            job_id: Some(id.clone()),
            dry_run: params.is_dry_run(),
            started_at: Some(now),
            ..Progress::default()
        };
        let (params, progress) = (serde_json::to_string(&params)?, serde_json::to_string(&progress)?);
        // The last one asked for is the last, even where the clock was set back since the one before.
        // The active job may end between the two statements; then there is room and the second try gets it.
        for _ in 0..3 {
            let inserted = transact!(&self.db, transaction => {
                sqlx::query(
                    "INSERT INTO jobs (id, account_id, kind, state, params, progress, attempts, cancel_requested, \
                     created_at) SELECT $1, $2, $3, 'queued', $4, $5, 0, FALSE, MAX(asked_at) FROM ( \
                     SELECT CAST($6 AS BIGINT) AS asked_at UNION ALL \
                     SELECT MAX(created_at) + 1 FROM jobs WHERE account_id = $2 AND kind = $3) AS asked \
                     WHERE TRUE ON CONFLICT DO NOTHING",
                )
                .bind(&id.0).bind(account.0).bind(kind.as_str()).bind(&params).bind(&progress).bind(now)
                .execute(&mut *transaction).await?.rows_affected()
            });
            if inserted == 1 {
                return Ok(Enqueued::New);
            }
            let active: Option<String> = read!(&self.db, pool => {
                sqlx::query_scalar(
                    "SELECT id FROM jobs WHERE account_id = $1 AND kind = $2 AND state IN ('queued', 'running')",
                )
                .bind(account.0).bind(kind.as_str()).fetch_optional(pool).await
            })?;
            if let Some(active) = active {
                return Ok(Enqueued::Active(JobId(active)));
            }
        }
        Err(StoreError::Conflict)
    }

    /// Takes the oldest job of a kind that is queued, or running under a lease that ran out by `now`, or that ends so much later than one given
    /// now that the clock must have been set back since; it is `owner`'s until `lease_until`. What the one who had it before had claimed for it is free again.
    ///
    /// # Errors
    /// As every write.
    pub async fn claim_job(&self, kind: JobKind, owner: &str, now: i64, lease_until: i64) -> Result<Option<Job>> {
        let db = &self.db;
        let row: Option<Row> = transact!(db, transaction => {
            let row: Option<Row> = sqlx::query_as(CLAIM_JOB.of(db))
                .bind(owner).bind(now).bind(lease_until).bind(kind.as_str()).fetch_optional(&mut *transaction).await?;
            if row.as_ref().is_some_and(|(.., attempts, _, _)| *attempts > 1) {
                sqlx::query(FREE).bind(now).bind(false).execute(&mut *transaction).await?;
            }
            row
        });
        row.map(job).transpose()
    }

    /// Saves how far a job is, and keeps it until `lease_until`.
    ///
    /// # Errors
    /// As every write. A lost job is an answer, not an error.
    pub async fn renew_job(&self, id: &JobId, owner: &str, progress: &Progress, lease_until: i64) -> Result<Renewal> {
        let progress = serde_json::to_string(progress)?;
        let cancel_requested: Option<bool> = transact!(&self.db, transaction => {
            sqlx::query_scalar(
                "UPDATE jobs SET progress = $3, lease_until = $4 WHERE id = $1 AND owner = $2 AND state = 'running' \
                 RETURNING cancel_requested",
            )
            .bind(&id.0).bind(owner).bind(&progress).bind(lease_until).fetch_optional(&mut *transaction).await?
        });
        Ok(match cancel_requested {
            None => Renewal::Lost,
            Some(true) => Renewal::CancelRequested,
            Some(false) => Renewal::Kept,
        })
    }

    /// Puts a job back in the queue, for whoever comes next: a graceful stop. Attempts that ended without one are forgotten, so that
    /// a long job is not given up for its server's being started again often.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the job is not this owner's.
    pub async fn release_job(&self, id: &JobId, owner: &str) -> Result<()> {
        let released = transact!(&self.db, transaction => {
            sqlx::query(
                "UPDATE jobs SET state = 'queued', owner = NULL, lease_until = NULL, attempts = 1 \
                 WHERE id = $1 AND owner = $2 AND state = 'running'",
            )
            .bind(&id.0).bind(owner).execute(&mut *transaction).await?.rows_affected()
        });
        if released == 1 { Ok(()) } else { Err(StoreError::Conflict) }
    }

    /// Changes what an enrichment is asked to do, whichever process works on it: read, changed and written back only if nobody else
    /// changed it meanwhile. `change` says whether there is anything to write. With an `owner`, only while the job is theirs;
    /// without, only while it takes more: not once it is to be cancelled, or has no request left.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when others change it again and again.
    pub async fn revise_enrichment(
        &self,
        id: &JobId,
        owner: Option<&str>,
        mut change: impl FnMut(&mut EnrichRequests) -> bool,
    ) -> Result<Revised> {
        for _ in 0..MOST_REVISIONS {
            let stored: Option<(String,)> = read!(&self.db, pool => {
                sqlx::query_as(
                    "SELECT params FROM jobs WHERE id = $1 AND kind = 'enrich' AND state IN ('queued', 'running') \
                     AND (owner = $2 OR ($2 IS NULL AND NOT cancel_requested))",
                )
                .bind(&id.0).bind(owner).fetch_optional(pool).await
            })?;
            let Some((before,)) = stored else { return Ok(Revised::Ended) };
            let mut requests: EnrichRequests = serde_json::from_str(&before)?;
            if owner.is_none() && requests.is_closed() {
                return Ok(Revised::Ended);
            }
            if !change(&mut requests) {
                return Ok(Revised::Unchanged(requests));
            }
            let after = serde_json::to_string(&requests)?;
            let written = transact!(&self.db, transaction => {
                sqlx::query(
                    "UPDATE jobs SET params = $4 WHERE id = $1 AND params = $3 AND state IN ('queued', 'running') \
                     AND (owner = $2 OR ($2 IS NULL AND NOT cancel_requested))",
                )
                .bind(&id.0).bind(owner).bind(&before).bind(&after).execute(&mut *transaction).await?.rows_affected()
            });
            if written == 1 {
                return Ok(Revised::Changed(requests));
            }
        }
        Err(StoreError::Conflict)
    }

    /// Writes the end of a job that leaves no receipt.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the job is not this owner's.
    pub async fn finish_job(&self, id: &JobId, owner: &str, state: JobState, last: &Progress, now: i64) -> Result<()> {
        let progress = serde_json::to_string(last)?;
        let ended = transact!(&self.db, transaction => {
            sqlx::query(
                "UPDATE jobs SET state = $3, progress = $4, finished_at = $5, owner = NULL, lease_until = NULL \
                 WHERE id = $1 AND owner = $2 AND state = 'running'",
            )
            .bind(&id.0).bind(owner).bind(state.as_str()).bind(&progress).bind(now)
            .execute(&mut *transaction).await?.rows_affected()
        });
        if ended == 1 { Ok(()) } else { Err(StoreError::Conflict) }
    }

    /// Asks the active job of a kind to stop, if there is one.
    ///
    /// # Errors
    /// As every write.
    pub async fn request_cancel(&self, account: AccountId, kind: JobKind) -> Result<Option<JobId>> {
        let id: Option<String> = transact!(&self.db, transaction => {
            sqlx::query_scalar(
                "UPDATE jobs SET cancel_requested = TRUE \
                 WHERE account_id = $1 AND kind = $2 AND state IN ('queued', 'running') RETURNING id",
            )
            .bind(account.0).bind(kind.as_str()).fetch_optional(&mut *transaction).await?
        });
        Ok(id.map(JobId))
    }
}

impl Reader {
    /// The newest job of a kind, active or over.
    ///
    /// # Errors
    /// As every read.
    pub async fn last_job(&self, account: AccountId, kind: JobKind) -> Result<Option<Job>> {
        let row: Option<Row> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT id, account_id, kind, params, state, attempts, cancel_requested, progress FROM jobs \
                 WHERE account_id = $1 AND kind = $2 ORDER BY created_at DESC, id DESC LIMIT 1",
            )
            .bind(account.0).bind(kind.as_str()).fetch_optional(pool).await
        })?;
        row.map(job).transpose()
    }

    /// The kind of job that is changing the collection or the wantlist now, or waits to: the oldest, if there is one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn collection_job(&self, account: AccountId) -> Result<Option<JobKind>> {
        let kind: Option<String> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT kind FROM jobs WHERE account_id = $1 AND kind IN ('sync', 'wantlist', 'import') \
                 AND state IN ('queued', 'running') ORDER BY created_at, id LIMIT 1",
            )
            .bind(account.0).fetch_optional(pool).await
        })?;
        Ok(kind.as_deref().and_then(JobKind::parse))
    }

    /// When a sync or an import of the collection last ended, in milliseconds UTC; `None` before the first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn collection_changed_at(&self, account: AccountId) -> Result<Option<i64>> {
        let at: Option<i64> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT MAX(finished_at) FROM jobs WHERE account_id = $1 AND kind IN ('sync', 'import')",
            )
            .bind(account.0).fetch_one(pool).await
        })?;
        Ok(at)
    }
}

fn job((id, account_id, kind, params, state, attempts, cancel_requested, progress): Row) -> Result<Job> {
    let kind = JobKind::parse(&kind).ok_or_else(|| StoreError::unreadable("kind of job", &kind))?;
    Ok(Job {
        id: JobId(id),
        account_id: AccountId(account_id),
        params: match kind {
            JobKind::Sync => JobParams::Sync(serde_json::from_str(&params)?),
            JobKind::Wantlist => JobParams::Wantlist(serde_json::from_str(&params)?),
            JobKind::Enrich => JobParams::Enrich(serde_json::from_str(&params)?),
            JobKind::Import => JobParams::Import(serde_json::from_str(&params)?),
        },
        state: JobState::parse(&state).ok_or_else(|| StoreError::unreadable("state of a job", &state))?,
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        cancel_requested,
        progress: serde_json::from_str(&progress)?,
    })
}
