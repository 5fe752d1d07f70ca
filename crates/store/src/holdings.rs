//! The collection and the wantlist as a shop asks for them: as their owner left them.

mod read;

use crate::Reader;
use crate::error::Result;
use crate::wants::open_wants;
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::shop::{Answer, Holding, Question, Search};

/// Releases that are looked at for one question; what answers beyond them is counted and not read.
const LOOKED_AT: usize = 200;
/// Releases that are read at once.
const BATCH: usize = 500;

const HELD: &str = concat!(
    "SELECT release_id FROM album_index WHERE account_id = $1 AND release_id > $2 AND release_id NOT IN (",
    archived_albums!(),
    ") ORDER BY release_id LIMIT $3"
);

impl Reader {
    /// What the collection holds beyond this key, `limit` releases at most in the order of their keys; none is the end. What
    /// is put away is left out.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_holdings(&self, account: AccountId, after: ReleaseId, limit: u32) -> Result<Vec<Holding>> {
        let ids: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar(HELD).bind(account.0).bind(after.0).bind(i64::from(limit)).fetch_all(pool).await
        })?;
        let ids: Vec<ReleaseId> = ids.into_iter().map(ReleaseId).collect();
        read::holdings(&self.db, account, &ids).await
    }

    /// What the wantlist names and the collection does not hold, in the order of keys and without copies; what Discogs no
    /// longer lists as wanted is left out.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_wanted(&self, account: AccountId) -> Result<Vec<Holding>> {
        let mut ids = open_wants(self, account).await?;
        ids.sort_unstable();
        let mut wanted = Vec::with_capacity(ids.len());
        for some in ids.chunks(BATCH) {
            wanted.extend(read::wanted(&self.db, account, some).await?);
        }
        Ok(wanted)
    }

    /// What the collection and the wantlist have of what was asked for. Only what may answer is read; where more than 200
    /// releases do, those come first whose title it says, then the others by artist.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_in_shop(&self, account: AccountId, question: &Question) -> Result<Answer> {
        let catalogue = self.catalogues.fresh(&self.db, account).await?;
        let asked = question.clone();
        let (ids, scope) = catalogue.ask(move |index| index.may_answer(&asked, LOOKED_AT)).await?;
        let mut search = Search::new(question.clone());
        read::holdings(&self.db, account, &ids).await?.into_iter().for_each(|holding| search.look_at(holding));
        self.list_wanted(account).await?.into_iter().for_each(|want| search.look_at_want(want));
        let mut answer = search.end(scope);
        let works = answer.works();
        if !works.is_empty() {
            let mut ids = catalogue.ask(move |index| index.of_works(&works)).await?;
            ids.truncate(LOOKED_AT);
            answer.add_pressings(read::holdings(&self.db, account, &ids).await?);
        }
        Ok(answer)
    }

    /// A text that is another one when what [`Self::list_holdings`] or [`Self::list_wanted`] reads may be.
    ///
    /// # Errors
    /// As every read.
    pub async fn holdings_state(&self, account: AccountId) -> Result<String> {
        const STATE: &str = "SELECT (SELECT max(revision) FROM album_index WHERE account_id = $1), \
            (SELECT max(batch_id) FROM edits WHERE account_id = $1), \
            (SELECT count(*) FROM absences WHERE account_id = $1), \
            (SELECT max(absent_since) FROM absences WHERE account_id = $1), \
            (SELECT count(*) FROM wants WHERE account_id = $1), \
            (SELECT count(*) FROM want_absences WHERE account_id = $1), \
            (SELECT max(absent_since) FROM want_absences WHERE account_id = $1)";
        // What an album is shown by gives it a revision; what is noted of the lists does not. A restored copy may have had
        // the same revision of other edits.
        type State = (Option<i64>, Option<String>, i64, Option<i64>, i64, i64, Option<i64>);
        let state: State = read!(&self.db, pool => sqlx::query_as(STATE).bind(account.0).fetch_one(pool).await)?;
        let generation = self.generation().await?;
        Ok(format!("{generation} {state:?}"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Store;
    use crate::db::Db;
    use sqlx::AssertSqlSafe;

    #[tokio::test]
    async fn each_batch_is_read_by_keys() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite://{}/plans.db", folder.path().display())).await.unwrap();
        let Db::Sqlite { readers, .. } = &store.db else { unreachable!("only SQLite is opened here") };
        for sql in [HELD, read::COPIES.sqlite, read::IDENTIFIERS.sqlite] {
            let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
            let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(sql).fetch_all(readers).await.unwrap();
            // The keys asked for are a table-valued function: it is read whole, and nothing else is.
            let scans = steps.iter().filter(|(.., step)| step.starts_with("SCAN") && !step.contains("json_each"));
            assert_eq!(scans.count(), 0, "{steps:?}");
        }
    }
}
