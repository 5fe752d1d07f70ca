//! What a person wants. A want's release stands in the same table as a copy's, and whichever list brings it first inserts
//! it; but nothing of the collection's own (its albums, its artists) follows from a want. Inserts only.

mod standing;

use crate::collection::{AddedCopy, Counts};
use crate::db::Db;
use crate::dialect::Sql;
use crate::error::Result;
use crate::item::Rows;
use crate::{Reader, Store, batch, item, ledger, releases};
use sillon_core::album::ListPage;
use sillon_core::collection::{Copy, Item, Note};
use sillon_core::exchange::document::WantRecord;
use sillon_core::id::{AccountId, InstanceId, JobId, ReleaseId};
use sillon_core::receipt::Entry;
use sillon_core::release::Release;
use sillon_core::sync::known::Known;
use sillon_core::want::{Standing, Want, WantCounts, WantQuery};
use standing::Line;
use std::collections::{HashMap, HashSet};

const INSERT_WANTS: Sql = import_rows!(
    "wants",
    "account_id, job_id, imported_at, release_id, rating, notes, added_at",
    "$2, $3, $4, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), value ->> 2, CAST(value ->> 3 AS \
     BIGINT)"
);

const INSERT_ABSENCES: Sql = insert_rows!(
    "INSERT INTO want_absences (account_id, job_id, release_id, absent_since) \
     SELECT $2, $3, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT)"
);

const LOAD_WANTS: Sql = with_ids!(
    "SELECT release_id, rating, notes, added_at, imported_at FROM wants WHERE account_id = $2 AND release_id",
    "ORDER BY release_id"
);

pub(crate) type Row = (i64, Option<i64>, String, Option<i64>, i64);

impl Store {
    /// Everything a sync of the wantlist must know, as [`Store::known`] tells it of the collection; a line's key is its
    /// release's.
    ///
    /// # Errors
    /// As every read.
    pub async fn known_wants(&self, account: AccountId) -> Result<Known> {
        let wants = keys(&self.db, account, "SELECT release_id FROM wants WHERE account_id = $1").await?;
        let absent = keys(&self.db, account, "SELECT release_id FROM want_absences WHERE account_id = $1").await?;
        let refused = keys(&self.db, account, "SELECT release_id FROM want_refusals WHERE account_id = $1").await?;
        Ok(Known {
            albums: wants.iter().copied().map(ReleaseId).collect(),
            copies: wants.into_iter().map(InstanceId).collect(),
            absent: absent.into_iter().map(InstanceId).collect(),
            refused: refused.into_iter().map(InstanceId).collect(),
            ..Known::default()
        })
    }

    /// How many releases are wanted; albums and copies are the same.
    ///
    /// # Errors
    /// As every read.
    pub async fn count_wants(&self, account: AccountId) -> Result<Counts> {
        let wants: i64 = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT count(*) FROM wants WHERE account_id = $1").bind(account.0).fetch_one(pool).await
        })?;
        Ok(Counts { albums: wants.unsigned_abs(), copies: wants.unsigned_abs() })
    }

    /// The wants that a run added.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_added_wants(&self, account: AccountId, job: &JobId) -> Result<Vec<AddedCopy>> {
        let wants = list_added(&self.db, account, job, i64::MAX).await?.into_iter();
        let added = |id: ReleaseId| AddedCopy {
            instance_id: InstanceId(id.0),
            release_id: id,
            opened_album: true,
            is_shown: true,
        };
        Ok(wants.map(added).collect())
    }

    /// These lines of the wantlist exactly as they were imported; unknown ones are left out.
    ///
    /// # Errors
    /// As every read.
    pub async fn load_want_items(&self, account: AccountId, lines: &[InstanceId]) -> Result<Vec<Item>> {
        let ids: Vec<ReleaseId> = lines.iter().map(|line| ReleaseId(line.0)).collect();
        let mut releases = releases::load(&self.db, &ids).await?;
        let rows = load_rows(&self.db, account, &ids).await?.into_iter();
        let items = rows.filter_map(|(id, rating, notes, added_at, _)| {
            let note = Note { field_id: WantRecord::NOTES, value: notes };
            let copy = Copy {
                instance_id: InstanceId(id),
                release_id: ReleaseId(id),
                folder_id: None,
                rating: rating.and_then(|rating| u8::try_from(rating).ok()),
                added_at,
                notes: Some(note).filter(|note| !note.value.is_empty()).into_iter().collect(),
            };
            Some(Item { release: releases.remove(&copy.release_id)?, copy })
        });
        Ok(items.collect())
    }

    /// Adds what a page of the wantlist brings, in one transaction. What is there already is left as it is, so the same
    /// page can be added again. `now` is when sillon learned of it, in milliseconds UTC.
    ///
    /// # Errors
    /// As every write; nothing of the page is kept then.
    pub async fn add_wants(
        &self,
        account: AccountId,
        job: &JobId,
        wants: &[Item],
        entries: &[Entry],
        now: i64,
    ) -> Result<()> {
        add(&self.db, account, job, wants, entries, &Rows::of::<()>([])?, now).await
    }
}

/// Adds wants, and since when some of them are no longer listed.
pub(crate) async fn add(
    db: &Db,
    account: AccountId,
    job: &JobId,
    wants: &[Item],
    entries: &[Entry],
    absent: &Rows,
    now: i64,
) -> Result<()> {
    let mut listed: Vec<&Release> = wants.iter().map(|item| &item.release).collect();
    listed.sort_by_key(|release| release.id);
    listed.dedup_by_key(|release| release.id);
    let ids = releases::ids(listed.iter().map(|release| release.id))?;
    let releases = item::releases(&listed)?;
    let lines = Rows::of(wants.iter().map(|Item { release, copy }| {
        let notes: Vec<&str> = copy.notes.iter().map(|note| note.value.as_str()).collect();
        (release.id, copy.rating, notes.join("\n"), copy.added_at)
    }))?;
    let entries = ledger::entry_rows(entries)?;
    transact!(db, transaction => {
        let kept: Vec<i64> =
            sqlx::query_scalar(releases::KNOWN.of(db)).bind(&ids).fetch_all(&mut *transaction).await?;
        let kept: HashSet<i64> = kept.into_iter().collect();
        sqlx::query(batch::RELEASES.of(db)).bind(&releases.json).execute(&mut *transaction).await?;
        let new: Vec<&Release> = listed.iter().copied().filter(|release| !kept.contains(&release.id.0)).collect();
        for (sql, rows) in batch::lines(&new)?.iter().filter(|(_, rows)| !rows.is_empty) {
            sqlx::query(sql.of(db)).bind(&rows.json).execute(&mut *transaction).await?;
        }
        sqlx::query(INSERT_WANTS.of(db))
            .bind(&lines.json).bind(account.0).bind(&job.0).bind(now).execute(&mut *transaction).await?;
        if !entries.is_empty {
            sqlx::query(ledger::INSERT_ENTRIES.of(db))
                .bind(&entries.json).bind(account.0).bind(&job.0).execute(&mut *transaction).await?;
        }
        if !absent.is_empty {
            sqlx::query(INSERT_ABSENCES.of(db))
                .bind(&absent.json).bind(account.0).bind(&job.0).execute(&mut *transaction).await?;
        }
    });
    Ok(())
}

impl Reader {
    /// A page of the wantlist, newest first, and how many stand in each way on the whole of it.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_wants(&self, account: AccountId, query: WantQuery) -> Result<(ListPage<Want>, WantCounts)> {
        let WantQuery { state, page, page_size } = query;
        let mut lines = standing::list(self, account).await?;
        let counts = WantCounts::of(lines.iter().map(|line| line.standing.state()));
        lines.retain(|line| state.is_none_or(|state| line.standing.state() == state));
        let total = lines.len() as u64;
        let first = usize::try_from(page.saturating_sub(1)).unwrap_or(usize::MAX);
        let size = usize::try_from(page_size).unwrap_or(usize::MAX);
        let shown: Vec<Line> = lines.into_iter().skip(first.saturating_mul(size)).take(size).collect();
        let items = load(&self.db, account, &shown).await?;
        Ok((ListPage { items, total, page, page_size }, counts))
    }

    /// These wants, in that order; what is not on the wantlist is left out.
    ///
    /// # Errors
    /// As every read.
    pub async fn load_wants(&self, account: AccountId, wants: &[ReleaseId]) -> Result<Vec<Want>> {
        if wants.is_empty() {
            return Ok(Vec::new());
        }
        let lines = standing::list(self, account).await?.into_iter();
        let mut lines: HashMap<ReleaseId, Line> = lines.map(|line| (line.release_id, line)).collect();
        let lines: Vec<Line> = wants.iter().filter_map(|id| lines.remove(id)).collect();
        load(&self.db, account, &lines).await
    }
}

/// What Discogs still lists as wanted and the collection does not hold.
pub(crate) async fn open_wants(reader: &Reader, account: AccountId) -> Result<Vec<ReleaseId>> {
    let lines = standing::list(reader, account).await?.into_iter();
    let open = lines.filter(|line| matches!(line.standing, Standing::Wanted | Standing::Pressing(_)));
    Ok(open.map(|line| line.release_id).collect())
}

async fn load(db: &Db, account: AccountId, lines: &[Line]) -> Result<Vec<Want>> {
    let ids: Vec<ReleaseId> = lines.iter().map(|line| line.release_id).collect();
    let mut releases = releases::load(db, &ids).await?;
    let rows = load_rows(db, account, &ids).await?.into_iter();
    let mut rows: HashMap<i64, Row> = rows.map(|row| (row.0, row)).collect();
    let wants = lines.iter().filter_map(|line| {
        let (_, rating, notes, added_at, created_at) = rows.remove(&line.release_id.0)?;
        Some(Want {
            release: releases.remove(&line.release_id)?,
            rating: rating.and_then(|rating| u8::try_from(rating).ok()),
            notes,
            added_at,
            created_at,
            absent_since: line.absent_since,
            standing: line.standing,
        })
    });
    Ok(wants.collect())
}

pub(crate) async fn load_rows(db: &Db, account: AccountId, wants: &[ReleaseId]) -> Result<Vec<Row>> {
    let ids = releases::ids(wants.iter().copied())?;
    Ok(read!(db, pool => sqlx::query_as(LOAD_WANTS.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?)
}

/// What a run added, newest first.
pub(crate) async fn list_added(db: &Db, account: AccountId, job: &JobId, limit: i64) -> Result<Vec<ReleaseId>> {
    let ids: Vec<i64> = read!(db, pool => {
        sqlx::query_scalar(
            "SELECT release_id FROM wants WHERE account_id = $1 AND job_id = $2 \
             ORDER BY added_at DESC NULLS LAST, release_id DESC LIMIT $3",
        )
        .bind(account.0).bind(&job.0).bind(limit).fetch_all(pool).await
    })?;
    Ok(ids.into_iter().map(ReleaseId).collect())
}

async fn keys(db: &Db, account: AccountId, sql: &'static str) -> Result<Vec<i64>> {
    Ok(read!(db, pool => sqlx::query_scalar(sql).bind(account.0).fetch_all(pool).await)?)
}
