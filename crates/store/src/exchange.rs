//! Taking in and out: what an export reads, in its orders, and what an import of our own JSON adds beside the collection.

mod learnt;
mod order;
mod records;
mod wanted;

pub use order::Shelf;

use crate::Reader;
use crate::db::Db;
use crate::dialect::Sql;
use crate::edits::Overlay;
use crate::error::{Result, StoreError};
use crate::releases;
use sillon_core::collection::{Field, Folder, Namesakes};
use sillon_core::exchange::csv::line::Row;
use sillon_core::exchange::csv::sheet::LineEnd;
use sillon_core::exchange::document::{SourceFile, SourceLine};
use sillon_core::id::{AccountId, FieldId, FolderId, InstanceId, ReleaseId};
use std::collections::HashMap;

const LINES: Sql =
    with_ids!("SELECT instance_id, file_id, position, cells FROM file_lines WHERE account_id = $2 AND instance_id", "");

pub(crate) const FOLDERS: &str = "SELECT folder_id, name FROM folders WHERE account_id = $1 ORDER BY folder_id";
pub(crate) const FIELDS: &str = "SELECT field_id, name FROM fields WHERE account_id = $1 ORDER BY field_id";

/// The folders and fields of a collection as they were imported, in the order of their keys.
pub(crate) async fn imported_directory(db: &Db, account: AccountId) -> Result<(Vec<Folder>, Vec<Field>)> {
    let folders: Vec<(i64, String)> = read!(db, pool => sqlx::query_as(FOLDERS).bind(account.0).fetch_all(pool).await)?;
    let fields: Vec<(i64, String)> = read!(db, pool => sqlx::query_as(FIELDS).bind(account.0).fetch_all(pool).await)?;
    let folders = folders.into_iter().map(|(id, name)| Folder { id: FolderId(id), name });
    let fields = fields.into_iter().map(|(id, name)| Field { id: FieldId(id), name });
    Ok((folders.collect(), fields.collect()))
}

/// Which keys of a collection's folders and fields stand for others.
pub(crate) async fn namesakes(db: &Db, account: AccountId) -> Result<Namesakes> {
    let (folders, fields) = imported_directory(db, account).await?;
    Ok(Namesakes::of(&folders, &fields))
}

impl Reader {
    /// The folders and fields of a collection as they were imported, in the order of their keys.
    ///
    /// # Errors
    /// As every read.
    pub async fn imported_directory(&self, account: AccountId) -> Result<(Vec<Folder>, Vec<Field>)> {
        imported_directory(&self.db, account).await
    }

    /// The files that brought copies, in the order of their keys.
    ///
    /// # Errors
    /// As every read.
    pub async fn source_files(&self, account: AccountId) -> Result<Vec<SourceFile>> {
        let rows: Vec<(i64, String, String, String)> = read!(&self.db, pool => {
            sqlx::query_as("SELECT file_id, name, columns, line_end FROM files WHERE account_id = $1 ORDER BY file_id")
                .bind(account.0).fetch_all(pool).await
        })?;
        let files = rows.into_iter().map(|(id, name, columns, line_end)| {
            let columns = serde_json::from_str(&columns)?;
            let line_end: LineEnd = serde_json::from_value(line_end.into())?;
            Ok(SourceFile { id, name, columns, line_end })
        });
        files.collect()
    }

    /// Copies with their releases as they are shown, in the order of these keys, each with what a line of it needs besides.
    ///
    /// # Errors
    /// As every read.
    pub async fn load_sheet(&self, account: AccountId, copies: &[InstanceId]) -> Result<Vec<Row>> {
        let db = &self.db;
        let mut lines = load_lines(db, account, copies).await?;
        let items = crate::collection::load_items(db, account, copies).await?;
        let albums = releases::ids(items.iter().map(|item| item.release.id))?;
        let overlay = Overlay::load_for_copies(db, account, &albums).await?;
        let mut rows: HashMap<InstanceId, Row> = HashMap::with_capacity(copies.len());
        for mut shown in items {
            let copy = shown.copy.instance_id;
            let imported = overlay.is_edited(shown.release.id).then(|| shown.clone());
            overlay.lay_over_release(&mut shown.release);
            overlay.lay_over_line(&mut shown.copy);
            let odd = lines.remove(&copy).map(|line| line.cells).unwrap_or_default();
            rows.insert(copy, Row { shown, imported, odd });
        }
        Ok(copies.iter().filter_map(|copy| rows.remove(copy)).collect())
    }

    /// Every album's key, in their order.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_held_releases(&self, account: AccountId) -> Result<Vec<ReleaseId>> {
        let ids: Vec<i64> = read!(&self.db, pool => {
            sqlx::query_scalar("SELECT DISTINCT release_id FROM copies WHERE account_id = $1 ORDER BY release_id")
                .bind(account.0).fetch_all(pool).await
        })?;
        Ok(ids.into_iter().map(ReleaseId).collect())
    }
}

/// Where copies stood in their files.
async fn load_lines(db: &Db, account: AccountId, copies: &[InstanceId]) -> Result<HashMap<InstanceId, SourceLine>> {
    let ids = serde_json::to_string(copies)?;
    let rows: Vec<(i64, i64, i64, Option<String>)> =
        read!(db, pool => sqlx::query_as(LINES.of(db)).bind(&ids).bind(account.0).fetch_all(pool).await)?;
    let lines = rows.into_iter().map(|(copy, file, position, cells)| {
        let cells = cells.map(|cells| serde_json::from_str(&cells)).transpose()?.unwrap_or_default();
        Ok((InstanceId(copy), SourceLine { file, position, cells }))
    });
    lines.collect::<std::result::Result<_, StoreError>>()
}
