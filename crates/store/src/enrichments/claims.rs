//! Taking work, so that two workers never do one row twice.

use crate::Store;
use crate::db::Db;
use crate::dialect::Sql;
use crate::error::Result;
use sillon_core::enrich::{Facet, Subject};

/// A row that is ours to work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who it is about.
    pub subject: Subject,
    /// How often it failed before.
    pub attempts: u32,
}

const CLAIM: Sql = Sql {
    sqlite: "INSERT INTO enrichments (subject_kind, subject_id, facet, outcome, source, version, attempts, updated_at, \
        claimed_by, claimed_until) SELECT $2, value, $3, 'pending', '', 0, 0, $5, $4, $6 FROM json_each($1) WHERE TRUE \
        ON CONFLICT (subject_kind, subject_id, facet) DO UPDATE SET outcome = 'pending', claimed_by = $4, \
        claimed_until = $6 WHERE (enrichments.outcome = 'pending' AND COALESCE(enrichments.claimed_until, 0) <= $5) \
        OR (enrichments.outcome IN ('failed', 'absent') AND enrichments.retry_at <= $5) RETURNING subject_id, attempts",
    postgres: "INSERT INTO enrichments (subject_kind, subject_id, facet, outcome, source, version, attempts, \
        updated_at, claimed_by, claimed_until) SELECT $2, CAST(value AS BIGINT), $3, 'pending', '', 0, 0, $5, $4, $6 \
        FROM jsonb_array_elements_text(CAST($1 AS JSONB)) AS rows (value) \
        ON CONFLICT (subject_kind, subject_id, facet) DO UPDATE SET outcome = 'pending', claimed_by = $4, \
        claimed_until = $6 WHERE (enrichments.outcome = 'pending' AND COALESCE(enrichments.claimed_until, 0) <= $5) \
        OR (enrichments.outcome IN ('failed', 'absent') AND enrichments.retry_at <= $5) RETURNING subject_id, attempts",
};

const UNCLAIM: &str = "UPDATE enrichments SET claimed_by = NULL, claimed_until = NULL \
    WHERE claimed_by = $1 AND outcome = 'pending'";

const UNCLAIM_SOME: Sql = with_ids!(
    "UPDATE enrichments SET claimed_by = NULL, claimed_until = NULL WHERE subject_kind = $2 AND facet = $3 \
     AND claimed_by = $4 AND outcome = 'pending' AND subject_id",
    ""
);

/// What nobody works on any more: claims of owners whose job's lease ran out; and, where `$2`, of those that have no job.
pub(crate) const FREE: &str = "UPDATE enrichments SET claimed_by = NULL, claimed_until = NULL \
    WHERE claimed_by IS NOT NULL AND outcome = 'pending' AND ($2 OR claimed_by NOT LIKE 'lane %') \
    AND claimed_by NOT IN (SELECT owner FROM jobs WHERE owner IS NOT NULL AND lease_until > $1)";

/// An owner of claims that holds no job: what it has is not freed by those who take jobs over.
pub fn lane_owner(id: &str) -> String {
    format!("lane {id}")
}

impl Store {
    /// Frees what a process that was killed had claimed; for the start of a program. Where several programs may share the
    /// database, what lanes without a job have is left alone until their claims run out. A worker that is thought dead and is not
    /// does no harm: an answer is written only where the claim still holds.
    ///
    /// # Errors
    /// As every write.
    pub async fn free_left_claims(&self, now: i64) -> Result<()> {
        let is_alone = matches!(self.db, Db::Sqlite { .. });
        transact!(&self.db, transaction => {
            sqlx::query(FREE).bind(now).bind(is_alone).execute(&mut *transaction).await?;
        });
        Ok(())
    }

    /// Takes those of these subjects (all of one kind) whose facet wants asking at `now`; they are `owner`'s until
    /// `until`. Those that somebody else has, or that have their answer, are left out.
    ///
    /// # Errors
    /// As every write.
    pub async fn claim(
        &self,
        facet: Facet,
        subjects: &[Subject],
        owner: &str,
        now: i64,
        until: i64,
    ) -> Result<Vec<Claim>> {
        let Some(first) = subjects.first() else { return Ok(Vec::new()) };
        let ids = serde_json::to_string(&subjects.iter().map(|subject| subject.id()).collect::<Vec<_>>())?;
        let db = &self.db;
        let rows: Vec<(i64, i64)> = transact!(db, transaction => {
            sqlx::query_as(CLAIM.of(db))
                .bind(&ids).bind(first.kind()).bind(facet.as_str()).bind(owner).bind(now).bind(until)
                .fetch_all(&mut *transaction).await?
        });
        let attempts = |attempts: i64| u32::try_from(attempts).unwrap_or(u32::MAX);
        let taken: std::collections::HashMap<i64, i64> = rows.into_iter().collect();
        let claims = subjects
            .iter()
            .filter_map(|subject| Some(Claim { subject: *subject, attempts: attempts(*taken.get(&subject.id())?) }));
        Ok(claims.collect())
    }

    /// Gives back those of these subjects that `owner` has and did not finish.
    ///
    /// # Errors
    /// As every write.
    pub async fn unclaim_some(&self, facet: Facet, subjects: &[Subject], owner: &str) -> Result<()> {
        let Some(first) = subjects.first() else { return Ok(()) };
        let ids = serde_json::to_string(&subjects.iter().map(|subject| subject.id()).collect::<Vec<_>>())?;
        let db = &self.db;
        transact!(db, transaction => {
            sqlx::query(UNCLAIM_SOME.of(db))
                .bind(&ids).bind(first.kind()).bind(facet.as_str()).bind(owner).execute(&mut *transaction).await?;
        });
        Ok(())
    }

    /// Gives back everything that `owner` has and did not finish.
    ///
    /// # Errors
    /// As every write.
    pub async fn unclaim(&self, owner: &str) -> Result<()> {
        transact!(&self.db, transaction => {
            sqlx::query(UNCLAIM).bind(owner).execute(&mut *transaction).await?;
        });
        Ok(())
    }
}
