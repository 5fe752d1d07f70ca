//! Keeping what was answered: only by who claimed the row, and only into an empty place.

use crate::Store;
use crate::error::Result;
use sillon_core::enrich::retry::retry_at;
use sillon_core::enrich::{Facet, Image, Subject};

/// Something that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding<'a> {
    /// What: an address, a document, a hash.
    pub value: &'a str,
    /// Who said so.
    pub source: &'a str,
    /// How surely, 0 to 1.
    pub score: Option<f64>,
    /// A short why.
    pub trace: Option<&'a str>,
    /// The version of what made it.
    pub version: i64,
}

/// Nothing was found, or nothing sure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Absence<'a> {
    /// Who said so.
    pub source: &'a str,
    /// A short why.
    pub trace: &'a str,
    /// What a person may choose from, as a JSON array.
    pub candidates: Option<&'a str>,
    /// The version of what judged it.
    pub version: i64,
}

pub(super) const FOUND: &str = "UPDATE enrichments SET outcome = 'found', value = $5, source = $6, score = $7, trace = $8, \
    version = $9, candidates = NULL, retry_at = NULL, claimed_by = NULL, claimed_until = NULL, updated_at = $10 \
    WHERE subject_kind = $1 AND subject_id = $2 AND facet = $3 AND claimed_by = $4 AND outcome = 'pending'";
pub(super) const ABSENT: &str = "UPDATE enrichments SET outcome = 'absent', value = NULL, source = $5, score = NULL, trace = $6, \
    version = $7, candidates = $8, retry_at = $9, claimed_by = NULL, claimed_until = NULL, updated_at = $10 \
    WHERE subject_kind = $1 AND subject_id = $2 AND facet = $3 AND claimed_by = $4 AND outcome = 'pending'";
const FAILED: &str = "UPDATE enrichments SET outcome = 'failed', source = $5, trace = $6, attempts = $7, \
    retry_at = $8, claimed_by = NULL, claimed_until = NULL, updated_at = $9 \
    WHERE subject_kind = $1 AND subject_id = $2 AND facet = $3 AND claimed_by = $4 AND outcome = 'pending'";
const OFFER: &str = "INSERT INTO enrichments (subject_kind, subject_id, facet, outcome, value, source, score, trace, \
    version, attempts, updated_at) VALUES ($1, $2, $3, 'found', $4, $5, $6, $7, $8, 0, $9) \
    ON CONFLICT (subject_kind, subject_id, facet) DO UPDATE SET outcome = 'found', value = excluded.value, \
    source = excluded.source, score = excluded.score, trace = excluded.trace, version = excluded.version, \
    retry_at = NULL, claimed_by = NULL, claimed_until = NULL, updated_at = excluded.updated_at \
    WHERE enrichments.outcome IN ('absent', 'failed') \
    OR (enrichments.outcome = 'pending' AND COALESCE(enrichments.claimed_until, 0) <= $9)";
const DETAILS: &str = "INSERT INTO release_details (release_id, document, fetched_at) VALUES ($1, $2, $3) \
    ON CONFLICT (release_id) DO NOTHING";
const IMAGE: &str = "INSERT INTO images (hash, format, width, height, bytes, colour, placeholder, stored_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (hash) DO NOTHING";

pub(super) const CHOICE: &str = "INSERT INTO enrichments (subject_kind, subject_id, facet, outcome, value, source, version, attempts, \
    updated_at) VALUES ($1, $2, $3, $4, $5, 'person', 0, 0, $6) \
    ON CONFLICT (subject_kind, subject_id, facet) DO UPDATE SET outcome = excluded.outcome, \
    value = excluded.value, source = 'person', score = NULL, trace = NULL, candidates = NULL, \
    retry_at = NULL, claimed_by = NULL, claimed_until = NULL, updated_at = excluded.updated_at";

/// Inside a transaction: keeps a finding, `false` where the row is no longer `owner`'s.
macro_rules! set_found {
    ($transaction:ident, $facet:expr, $subject:expr, $owner:expr, $finding:expr, $now:expr) => {
        sqlx::query($crate::enrichments::marks::FOUND)
            .bind($subject.kind())
            .bind($subject.id())
            .bind($facet.as_str())
            .bind($owner)
            .bind($finding.value)
            .bind($finding.source)
            .bind($finding.score)
            .bind($finding.trace)
            .bind($finding.version)
            .bind($now)
            .execute(&mut *$transaction)
            .await?
            .rows_affected()
            == 1
    };
}

/// Inside a transaction: notes an absence, `false` where the row is no longer `owner`'s.
macro_rules! set_absent {
    ($transaction:ident, $facet:expr, $subject:expr, $owner:expr, $absence:expr, $now:expr) => {
        sqlx::query($crate::enrichments::marks::ABSENT)
            .bind($subject.kind())
            .bind($subject.id())
            .bind($facet.as_str())
            .bind($owner)
            .bind($absence.source)
            .bind($absence.trace)
            .bind($absence.version)
            .bind($absence.candidates)
            .bind($now.saturating_add(sillon_core::enrich::retry::ABSENT_FOR))
            .bind($now)
            .execute(&mut *$transaction)
            .await?
            .rows_affected()
            == 1
    };
}

/// Inside a transaction: a person's word, this value or none.
macro_rules! set_chosen {
    ($transaction:ident, $facet:expr, $subject:expr, $value:expr, $now:expr) => {
        sqlx::query($crate::enrichments::marks::CHOICE)
            .bind($subject.kind())
            .bind($subject.id())
            .bind($facet.as_str())
            .bind(if $value.is_some() { "found" } else { "absent" })
            .bind($value)
            .bind($now)
            .execute(&mut *$transaction)
            .await?
    };
}
pub(super) use {set_absent, set_chosen, set_found};

impl Store {
    /// Keeps what was found about a claimed row. `false` when the row is no longer `owner`'s: nothing is written then.
    ///
    /// # Errors
    /// As every write.
    pub async fn mark_found(
        &self,
        facet: Facet,
        subject: Subject,
        owner: &str,
        finding: &Finding<'_>,
        now: i64,
    ) -> Result<bool> {
        Ok(transact!(&self.db, transaction => set_found!(transaction, facet, subject, owner, finding, now)))
    }

    /// Notes that there is nothing, or nothing sure; asked again after 90 days.
    ///
    /// # Errors
    /// As every write.
    pub async fn mark_absent(
        &self,
        facet: Facet,
        subject: Subject,
        owner: &str,
        absence: &Absence<'_>,
        now: i64,
    ) -> Result<()> {
        transact!(&self.db, transaction => {
            let _gone_elsewhere = !set_absent!(transaction, facet, subject, owner, absence, now);
        });
        Ok(())
    }

    /// Notes that a try failed; `attempts` failed before it. It is due again as [`retry_at`] says.
    ///
    /// # Errors
    /// As every write.
    pub async fn mark_failed(
        &self,
        facet: Facet,
        claim: &super::Claim,
        owner: &str,
        source: &str,
        trace: &str,
        now: i64,
    ) -> Result<()> {
        let (subject, attempts) = (claim.subject, claim.attempts.saturating_add(1));
        transact!(&self.db, transaction => {
            sqlx::query(FAILED)
                .bind(subject.kind()).bind(subject.id()).bind(facet.as_str()).bind(owner)
                .bind(source).bind(trace).bind(i64::from(attempts)).bind(retry_at(attempts, now)).bind(now)
                .execute(&mut *transaction).await?;
        });
        Ok(())
    }

    /// Keeps something that came along with another answer, unless there is something already or somebody is at it.
    ///
    /// # Errors
    /// As every write.
    pub async fn offer(&self, facet: Facet, subject: Subject, finding: &Finding<'_>, now: i64) -> Result<bool> {
        Ok(transact!(&self.db, transaction => {
            sqlx::query(OFFER)
                .bind(subject.kind()).bind(subject.id()).bind(facet.as_str())
                .bind(finding.value).bind(finding.source).bind(finding.score).bind(finding.trace)
                .bind(finding.version).bind(now)
                .execute(&mut *transaction).await?.rows_affected() == 1
        }))
    }

    /// Keeps a claimed release's details, a JSON document.
    ///
    /// # Errors
    /// As every write.
    pub async fn keep_details(
        &self,
        subject: Subject,
        owner: &str,
        document: &str,
        finding: &Finding<'_>,
        now: i64,
    ) -> Result<bool> {
        Ok(transact!(&self.db, transaction => {
            let kept = set_found!(transaction, Facet::Details, subject, owner, finding, now);
            if kept {
                sqlx::query(DETAILS).bind(subject.id()).bind(document).bind(now).execute(&mut *transaction).await?;
            }
            kept
        }))
    }

    /// Keeps what is known of a picture whose bytes are kept, for a claimed row of the facet `covers`.
    ///
    /// # Errors
    /// As every write.
    pub async fn keep_image(
        &self,
        subject: Subject,
        owner: &str,
        image: &Image,
        finding: &Finding<'_>,
        now: i64,
    ) -> Result<bool> {
        let bytes = i64::try_from(image.bytes).unwrap_or(i64::MAX);
        Ok(transact!(&self.db, transaction => {
            sqlx::query(IMAGE)
                .bind(&image.hash).bind(&image.format).bind(i64::from(image.width)).bind(i64::from(image.height))
                .bind(bytes).bind(&image.colour).bind(&image.placeholder).bind(now)
                .execute(&mut *transaction).await?;
            set_found!(transaction, Facet::Covers, subject, owner, finding, now)
        }))
    }

    /// A person's word on a release's link: this address, or none. No provider asks again.
    ///
    /// # Errors
    /// As every write.
    pub async fn choose(&self, facet: Facet, subject: Subject, value: Option<&str>, now: i64) -> Result<()> {
        transact!(&self.db, transaction => {
            set_chosen!(transaction, facet, subject, value, now);
        });
        Ok(())
    }

    /// Makes a subject's facet want asking, whatever it is now; a person asked.
    ///
    /// # Errors
    /// As every write.
    pub async fn ask_again(&self, facet: Facet, subject: Subject, now: i64) -> Result<()> {
        transact!(&self.db, transaction => {
            sqlx::query(
                "UPDATE enrichments SET outcome = 'pending', attempts = 0, retry_at = NULL, claimed_by = NULL, \
                 claimed_until = NULL, updated_at = $4 WHERE subject_kind = $1 AND subject_id = $2 AND facet = $3",
            )
            .bind(subject.kind()).bind(subject.id()).bind(facet.as_str()).bind(now).execute(&mut *transaction).await?;
        });
        Ok(())
    }

    /// Makes everything of a facet that failed, or one subject of it, due at once; a person asked.
    ///
    /// # Errors
    /// As every write.
    pub async fn retry_failed(&self, facet: Facet, subject: Option<Subject>, now: i64) -> Result<u64> {
        Ok(transact!(&self.db, transaction => {
            sqlx::query(
                "UPDATE enrichments SET attempts = 0, retry_at = $2 WHERE facet = $1 AND outcome = 'failed' \
                 AND ($3 = '' OR (subject_kind = $3 AND subject_id = $4))",
            )
            .bind(facet.as_str()).bind(now).bind(subject.map_or("", Subject::kind)).bind(subject.map_or(0, Subject::id))
            .execute(&mut *transaction).await?.rows_affected()
        }))
    }
}
