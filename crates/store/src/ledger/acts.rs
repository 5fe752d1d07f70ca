//! What a person made of a run: its undoing, and what of it was taken over.

use crate::dialect::Sql;
use crate::edits::field;
use crate::error::Result;
use crate::{Reader, albums, releases};
use sillon_core::album::{Album, ListPage};
use sillon_core::edit::{Held, Target};
use sillon_core::id::{AccountId, InstanceId, JobId, ReleaseId};
use sillon_core::receipt::Entry;
use sillon_core::takeover::{Around, Standing, standing};
use std::collections::{HashMap, HashSet};

const STILL_THERE: &str = concat!(
    "SELECT c.release_id FROM copies AS c WHERE c.account_id = $1 AND c.job_id = $2 AND c.opened_album \
     AND c.release_id NOT IN (",
    archived_albums!(),
    ") ORDER BY c.instance_id DESC"
);

const EDITED: Sql = with_ids!(
    "SELECT e.release_id, e.instance_id, e.field FROM edits AS e WHERE e.account_id = $2 AND e.undone_at IS NULL \
     AND NOT EXISTS (SELECT 1 FROM sync_acts AS a WHERE a.account_id = e.account_id AND a.batch_id = e.batch_id) \
     AND e.release_id",
    ""
);

const ABSENT: Sql = with_ids!(
    "SELECT a.instance_id FROM absences AS a JOIN copies AS c ON c.account_id = a.account_id \
     AND c.instance_id = a.instance_id WHERE a.account_id = $2 AND c.release_id",
    ""
);

/// Albums that are looked at together.
const AT_ONCE: usize = 500;

/// What a batch of edits is to the run that it came of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It put away what the run added.
    Undo,
    /// It took over what the run noted.
    Take,
}

impl Act {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Undo => "undo",
            Self::Take => "take",
        }
    }
}

/// That a run is undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunUndone {
    /// The batch, by which the undoing itself is taken back.
    pub batch_id: String,
    /// Since when, in milliseconds UTC.
    pub at: i64,
    /// How many albums went to the archive.
    pub albums: u64,
}

impl Reader {
    /// The albums that a run added, newest first. `page` is 1-based.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_added(
        &self,
        account: AccountId,
        job: &JobId,
        page: u32,
        page_size: u32,
    ) -> Result<ListPage<Album>> {
        let offset = i64::from(page.saturating_sub(1)) * i64::from(page_size);
        let total: i64 = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT count(*) FROM copies WHERE account_id = $1 AND job_id = $2 AND opened_album")
                .bind(account.0).bind(&job.0).fetch_one(pool).await
        })?;
        let ids: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT release_id FROM copies WHERE account_id = $1 AND job_id = $2 AND opened_album \
                 ORDER BY instance_id DESC LIMIT $3 OFFSET $4",
            )
            .bind(account.0).bind(&job.0).bind(i64::from(page_size)).bind(offset).fetch_all(pool).await
        })?;
        let ids: Vec<ReleaseId> = ids.into_iter().map(ReleaseId).collect();
        let items = albums::load(&self.db, account, &ids).await?;
        Ok(ListPage { items, total: total.unsigned_abs(), page, page_size })
    }

    /// The albums that a run added and that are not put away.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_still_there(&self, account: AccountId, job: &JobId) -> Result<Vec<ReleaseId>> {
        let ids: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar(STILL_THERE).bind(account.0).bind(&job.0).fetch_all(pool).await
        })?;
        Ok(ids.into_iter().map(ReleaseId).collect())
    }

    /// Whether a run is undone: by an act that is in force.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_undo(&self, account: AccountId, job: &JobId) -> Result<Option<RunUndone>> {
        let row: Option<(String, i64, i64)> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT e.batch_id, min(e.made_at), count(DISTINCT e.release_id) FROM sync_acts AS a \
                 JOIN edits AS e ON e.account_id = a.account_id AND e.batch_id = a.batch_id \
                 WHERE a.account_id = $1 AND a.job_id = $2 AND a.act = $3 AND e.undone_at IS NULL \
                 GROUP BY e.batch_id ORDER BY e.batch_id DESC LIMIT 1",
            )
            .bind(account.0).bind(&job.0).bind(Act::Undo.as_str()).fetch_optional(pool).await
        })?;
        Ok(row.map(|(batch_id, at, albums)| RunUndone { batch_id, at, albums: albums.unsigned_abs() }))
    }

    /// The runs that are undone.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_undone(&self, account: AccountId) -> Result<HashSet<JobId>> {
        let ids: Vec<String> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT DISTINCT a.job_id FROM sync_acts AS a WHERE a.account_id = $1 AND a.act = $2 AND EXISTS ( \
                 SELECT 1 FROM edits AS e WHERE e.account_id = a.account_id AND e.batch_id = a.batch_id \
                 AND e.undone_at IS NULL)",
            )
            .bind(account.0).bind(Act::Undo.as_str()).fetch_all(pool).await
        })?;
        Ok(ids.into_iter().map(JobId).collect())
    }

    /// What a run noted beside what it added, in the order of the receipt. `page` is 1-based.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_entries(
        &self,
        account: AccountId,
        job: &JobId,
        page: u32,
        page_size: u32,
    ) -> Result<ListPage<Entry>> {
        let offset = i64::from(page.saturating_sub(1)) * i64::from(page_size);
        let total: i64 = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT count(*) FROM sync_entries WHERE account_id = $1 AND job_id = $2")
                .bind(account.0).bind(&job.0).fetch_one(pool).await
        })?;
        let entries: Vec<String> = read!(&self.db, pool => {
            sqlx::query_scalar(
                "SELECT entry FROM sync_entries WHERE account_id = $1 AND job_id = $2 ORDER BY kind, subject \
                 LIMIT $3 OFFSET $4",
            )
            .bind(account.0).bind(&job.0).bind(i64::from(page_size)).bind(offset).fetch_all(pool).await
        })?;
        let items: std::result::Result<Vec<Entry>, _> =
            entries.iter().map(|entry| serde_json::from_str(entry)).collect();
        Ok(ListPage { items: items?, total: total.unsigned_abs(), page, page_size })
    }

    /// How each entry of a receipt of the collection stands now, in their order, and the albums that they are about.
    ///
    /// # Errors
    /// As every read.
    pub async fn entries_standing(
        &self,
        account: AccountId,
        entries: &[Entry],
    ) -> Result<(Vec<Option<Standing>>, HashMap<ReleaseId, Held>)> {
        let mut ids: Vec<ReleaseId> = entries.iter().filter_map(Entry::release_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let (mut albums, mut around) = (HashMap::new(), Around::default());
        for some in ids.chunks(AT_ONCE) {
            for held in self.load_held(account, some).await? {
                albums.insert(held.release.id, held);
            }
            let keys = releases::ids(some.iter().copied())?;
            let edited: Vec<(i64, Option<i64>, String)> = read!(&self.db, pool => {
                sqlx::query_as(EDITED.of(&self.db)).bind(&keys).bind(account.0).fetch_all(pool).await
            })?;
            for (release, copy, word) in edited {
                let target = Target { release_id: ReleaseId(release), instance_id: copy.map(InstanceId) };
                around.edited.insert((target, field(&word)?));
            }
            let absent: Vec<i64> = read!(&self.db, pool => {
                sqlx::query_scalar(ABSENT.of(&self.db)).bind(&keys).bind(account.0).fetch_all(pool).await
            })?;
            around.absent.extend(absent.into_iter().map(InstanceId));
        }
        let album = |entry: &Entry| entry.release_id().and_then(|id| albums.get(&id));
        let found = entries.iter().map(|entry| standing(entry, album(entry), &around)).collect();
        Ok((found, albums))
    }
}
