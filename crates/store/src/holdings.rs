//! The collection as a shop asks for it: read in batches by key, straight from what was imported.

use crate::Reader;
use crate::db::Db;
use crate::dialect::Sql;
use crate::error::Result;
use crate::releases;
use sillon_core::collection::Note;
use sillon_core::credit::{Credit, render_credits};
use sillon_core::enrich::details::Identifier;
use sillon_core::format::{Format, render_formats};
use sillon_core::id::{AccountId, MasterId, ReleaseId};
use sillon_core::label::LabelLine;
use sillon_core::shop::{CopyInHand, Holding, barcode_digits};
use std::collections::HashMap;

const HELD: &str = "SELECT release_id FROM album_index WHERE account_id = $1 AND release_id > $2 \
                    ORDER BY release_id LIMIT $3";
const RELEASES: Sql =
    with_ids!("SELECT id, master_id, title, year, credits, labels, formats FROM full_releases WHERE id", "ORDER BY id");
const COPIES: Sql = with_ids!(
    "SELECT c.release_id, c.notes, absences.absent_since FROM copies AS c LEFT JOIN absences \
     ON absences.account_id = c.account_id AND absences.instance_id = c.instance_id \
     WHERE c.account_id = $2 AND c.release_id",
    "ORDER BY c.release_id, c.added_at, c.instance_id"
);
/// Only the identifiers leave the database: a whole document is many times as long.
const IDENTIFIERS: Sql = Sql {
    sqlite: with_ids!("SELECT release_id, document ->> 'identifiers' FROM release_details WHERE release_id", "").sqlite,
    postgres: with_ids!(
        "SELECT release_id, CAST(document AS JSONB) ->> 'identifiers' FROM release_details WHERE release_id",
        ""
    )
    .postgres,
};

/// Discogs' own fields for the conditions of a copy.
const MEDIA_CONDITION: i64 = 1;
const SLEEVE_CONDITION: i64 = 2;

impl Reader {
    /// What the collection holds beyond this key, `limit` releases at most in the order of their keys; none is the end.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_holdings(&self, account: AccountId, after: ReleaseId, limit: u32) -> Result<Vec<Holding>> {
        let ids: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar(HELD).bind(account.0).bind(after.0).bind(i64::from(limit)).fetch_all(pool).await
        })?;
        let ids: Vec<ReleaseId> = ids.into_iter().map(ReleaseId).collect();
        self.find_holdings(account, &ids).await
    }

    /// What the collection holds of these releases, in the order of their keys: three statements, however many.
    ///
    /// # Errors
    /// As every read.
    pub async fn find_holdings(&self, account: AccountId, ids: &[ReleaseId]) -> Result<Vec<Holding>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids = releases::ids(ids.iter().copied())?;
        let db = &self.db;
        let (mut copies, mut barcodes) = (copies(db, account, &ids).await?, barcodes(db, &ids).await?);
        type Row = (i64, Option<i64>, String, Option<i64>, String, String, String);
        let rows: Vec<Row> = read!(db, pool => sqlx::query_as(RELEASES.of(db)).bind(&ids).fetch_all(pool).await)?;
        let holdings = rows.into_iter().filter_map(|(id, master_id, title, year, credits, labels, formats)| {
            let copies = copies.remove(&id)?;
            let barcodes = barcodes.remove(&id).unwrap_or_default();
            Some(lines(&credits, &labels, &formats).map(|(artist, label, catnos, formats)| Holding {
                id: ReleaseId(id),
                master_id: master_id.map(MasterId),
                year: year.and_then(|year| i32::try_from(year).ok()),
                title,
                artist,
                formats,
                label,
                catnos,
                barcodes,
                copies,
            }))
        });
        holdings.collect()
    }

    /// A text that is another one when what [`Self::list_holdings`] reads may be: copies are only ever added, and their
    /// barcodes come with an enrichment.
    ///
    /// # Errors
    /// As every read.
    pub async fn holdings_state(&self, account: AccountId) -> Result<String> {
        let counts = self.counts(account).await?;
        let absent: i64 = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT CAST(COALESCE(sum(instance_id), 0) AS BIGINT) FROM absences WHERE account_id = $1")
                .bind(account.0).fetch_one(pool).await
        })?;
        let enriched: Option<(String, String, String)> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT id, state, progress FROM jobs WHERE account_id = $1 AND kind = 'enrich' \
                 ORDER BY created_at DESC, id DESC LIMIT 1",
            )
            .bind(account.0).fetch_optional(pool).await
        })?;
        let generation = self.generation().await?;
        Ok(format!("{generation} {} {} {absent} {enriched:?}", counts.albums, counts.copies))
    }
}

async fn copies(db: &Db, account: AccountId, ids: &str) -> Result<HashMap<i64, Vec<CopyInHand>>> {
    let rows: Vec<(i64, String, Option<i64>)> =
        read!(db, pool => sqlx::query_as(COPIES.of(db)).bind(ids).bind(account.0).fetch_all(pool).await)?;
    let mut copies: HashMap<i64, Vec<CopyInHand>> = HashMap::new();
    for (release, notes, absent_since) in rows {
        let mut copy = CopyInHand { is_absent: absent_since.is_some(), ..CopyInHand::default() };
        for Note { field_id, value } in serde_json::from_str::<Vec<Note>>(&notes)? {
            match field_id.0 {
                MEDIA_CONDITION => copy.media = value,
                SLEEVE_CONDITION => copy.sleeve = value,
                _ => {}
            }
        }
        copies.entry(release).or_default().push(copy);
    }
    Ok(copies)
}

async fn barcodes(db: &Db, ids: &str) -> Result<HashMap<i64, Vec<String>>> {
    let rows: Vec<(i64, Option<String>)> =
        read!(db, pool => sqlx::query_as(IDENTIFIERS.of(db)).bind(ids).fetch_all(pool).await)?;
    let known = rows.into_iter().filter_map(|(id, identifiers)| Some((id, identifiers?)));
    known
        .map(|(id, identifiers)| {
            let identifiers: Vec<Identifier> = serde_json::from_str(&identifiers)?;
            let barcodes = identifiers.iter().filter(|identifier| identifier.kind.eq_ignore_ascii_case("barcode"));
            Ok((id, each_once(barcodes.filter_map(|barcode| barcode_digits(&barcode.value)))))
        })
        .collect()
}

/// Artist, first label, catalogue numbers, formats.
fn lines(credits: &str, labels: &str, formats: &str) -> Result<(String, String, Vec<String>, String)> {
    let credits: Vec<Credit> = serde_json::from_str(credits)?;
    let labels: Vec<LabelLine> = serde_json::from_str(labels)?;
    let formats: Vec<Format> = serde_json::from_str(formats)?;
    let label = labels.first().map(|label| label.display_name().to_owned()).unwrap_or_default();
    let catnos = each_once(labels.into_iter().map(|label| label.catno).filter(|catno| !catno.is_empty()));
    Ok((render_credits(&credits), label, catnos, render_formats(&formats)))
}

fn each_once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Store;
    use sqlx::AssertSqlSafe;

    #[tokio::test]
    async fn each_batch_is_read_by_keys() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite://{}/plans.db", folder.path().display())).await.unwrap();
        let Db::Sqlite { readers, .. } = &store.db else { unreachable!("only SQLite is opened here") };
        for sql in [HELD, RELEASES.sqlite, COPIES.sqlite, IDENTIFIERS.sqlite] {
            let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
            let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(sql).fetch_all(readers).await.unwrap();
            // The keys asked for are a table-valued function: it is read whole, and nothing else is.
            let scans = steps.iter().filter(|(.., step)| step.starts_with("SCAN") && !step.contains("json_each"));
            assert_eq!(scans.count(), 0, "{steps:?}");
        }
    }
}
