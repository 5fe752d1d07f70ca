//! What can be made again without a backup: triggers, indexes and views from the migrations, derived rows from the others.

use super::{DERIVED, DerivedGap, Inspection};
use crate::db::Db;
use crate::error::Result;
use crate::open::known_versions;
use crate::schema::{Deviation, ObjectKind, Schema, SchemaDifference, postgres_reference, quoted, sqlite_reference};
use crate::{Store, batch, item, releases};
use sillon_core::id::{AccountId, ReleaseId};
use sqlx::AssertSqlSafe;

/// Releases that are read at a time.
const AT_ONCE: usize = 1_000;

/// Rows of albums that are not there, or have another number of copies, as the copies say. `$1` is the account, `$2` its
/// next revision.
const ADD_ALBUMS: &str = "INSERT INTO album_index (account_id, release_id, copies, added_at, created_at, rating, revision) \
    SELECT account_id, release_id, count(*), min(added_at), min(imported_at), max(rating), $2 FROM copies \
    WHERE account_id = $1 GROUP BY account_id, release_id \
    ON CONFLICT (account_id, release_id) DO UPDATE SET copies = excluded.copies, revision = excluded.revision \
    WHERE album_index.copies <> excluded.copies";
const REMOVE_ALBUMS: &str = "DELETE FROM album_index WHERE account_id = $1 AND release_id NOT IN ( \
    SELECT release_id FROM copies WHERE account_id = $1)";
/// The account's next revision, later than that of every album: what was added is read by the lists in memory.
const RAISE_REVISION: &str = "INSERT INTO revisions (account_id, last) \
    SELECT $1, COALESCE(max(revision), 0) + 1 FROM album_index WHERE account_id = $1 \
    ON CONFLICT (account_id) DO UPDATE SET last = CASE WHEN excluded.last > revisions.last THEN excluded.last \
    ELSE revisions.last + 1 END RETURNING last";

/// What a repair did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// What was created again, replaced or removed.
    pub schema: Vec<SchemaDifference>,
    /// The derived tables whose rows were made again.
    pub derived: Vec<DerivedGap>,
}

impl Repaired {
    /// One sentence for each thing that was done.
    pub fn sentences(&self) -> Vec<String> {
        let schema = self.schema.iter().map(|SchemaDifference { deviation, kind, name, .. }| {
            let done = match deviation {
                Deviation::Missing => "created again",
                Deviation::Altered => "replaced by sillon's own",
                Deviation::Foreign => "removed",
            };
            format!("the {} {name:.80?} was {done}", kind.as_str())
        });
        let derived = self.derived.iter().map(|gap| format!("{} rows of {} were made again", gap.rows, gap.table));
        schema.chain(derived).collect()
    }
}

impl Store {
    /// Makes again what `found` says is gone and can be: triggers, indexes, views and derived tables from the migrations,
    /// derived rows from the imported ones. Imported, enriched and edited rows are not touched.
    ///
    /// # Errors
    /// Those of a write; an index that cannot be unique any more is a [`crate::StoreError::Conflict`]. Nothing is changed then.
    pub async fn repair(&self, found: &Inspection) -> Result<Repaired> {
        let mut repaired = Repaired::default();
        let faults = found.schema.iter().filter(|fault| fault.is_fault() && fault.is_repairable());
        let mut faults: Vec<SchemaDifference> = faults.cloned().collect();
        if let Db::Postgres(_) = &self.db {
            faults.retain(|fault| fault.kind != ObjectKind::Table);
        }
        // Tables and functions before what depends on them.
        faults.sort_by_key(|fault| fault.kind);
        if !faults.is_empty() {
            let reference = match &self.db {
                Db::Sqlite { .. } => Some(sqlite_reference(&known_versions()).await?),
                Db::Postgres(pool) => postgres_reference(pool).await?,
            };
            if let Some(reference) = reference {
                self.repair_schema(&faults, &reference).await?;
                repaired.schema = faults;
            }
        }
        // Counted again: what a table holds that was just created is known only now.
        let after = self.reader().inspect(false).await?;
        for gap in &after.derived {
            match gap.table {
                "artist_index" => self.rebuild_artists().await?,
                _ => self.rebuild_albums().await?,
            }
        }
        repaired.derived = after.derived;
        Ok(repaired)
    }

    async fn repair_schema(&self, faults: &[SchemaDifference], reference: &Schema) -> Result<()> {
        transact!(&self.db, transaction => {
            // SQLite reads the schema again that another program changed: only when a table is read, not when one is made.
            let _: i64 = sqlx::query_scalar("SELECT count(*) FROM _sqlx_migrations").fetch_one(&mut *transaction).await?;
            for fault in faults {
                let SchemaDifference { deviation, kind, name, table } = fault;
                if *deviation != Deviation::Missing {
                    sqlx::query(AssertSqlSafe(drop_statement(&self.db, *kind, name, table))).execute(&mut *transaction).await?;
                }
                let made = reference.objects.get(&(*kind, name.clone())).and_then(|object| object.sql.clone());
                // An index that a constraint makes comes and goes with its table.
                if let Some(sql) = made {
                    sqlx::query(AssertSqlSafe(sql)).execute(&mut *transaction).await?;
                }
                if *kind == ObjectKind::Table && DERIVED.contains(&name.as_str()) {
                    let indexes = reference.objects.iter().filter(|((kind, _), object)| {
                        *kind == ObjectKind::Index && object.table == *name && !is_named(faults, &object.table)
                    });
                    for sql in indexes.filter_map(|(_, object)| object.sql.clone()) {
                        sqlx::query(AssertSqlSafe(sql)).execute(&mut *transaction).await?;
                    }
                }
            }
        });
        Ok(())
    }

    async fn rebuild_albums(&self) -> Result<()> {
        transact!(&self.db, transaction => {
            let accounts: Vec<i64> = sqlx::query_scalar("SELECT account_id FROM copies UNION SELECT account_id FROM album_index")
                .fetch_all(&mut *transaction).await?;
            for account in accounts {
                let revision: i64 = sqlx::query_scalar(RAISE_REVISION).bind(account).fetch_one(&mut *transaction).await?;
                sqlx::query(REMOVE_ALBUMS).bind(account).execute(&mut *transaction).await?;
                sqlx::query(ADD_ALBUMS).bind(account).bind(revision).execute(&mut *transaction).await?;
            }
        });
        Ok(())
    }

    async fn rebuild_artists(&self) -> Result<()> {
        let db = &self.db;
        let held: Vec<(i64, i64)> = read!(db, pool => {
            sqlx::query_as("SELECT DISTINCT account_id, release_id FROM copies ORDER BY account_id, release_id")
                .fetch_all(pool).await
        })?;
        for some in held.chunk_by(|one, other| one.0 == other.0).flat_map(|of_account| of_account.chunks(AT_ONCE)) {
            let Some(account) = some.first().map(|(account, _)| AccountId(*account)) else { continue };
            let ids: Vec<ReleaseId> = some.iter().map(|(_, release)| ReleaseId(*release)).collect();
            // As imported, and as filled in since: artists of either are shown.
            let (imported, full) = (releases::load_imported(db, &ids).await?, releases::load(db, &ids).await?);
            let all: Vec<_> = imported.values().chain(full.values()).collect();
            let rows = item::artist_index(&all)?;
            transact!(db, transaction => {
                sqlx::query(batch::ARTIST_INDEX.of(db)).bind(&rows.json).bind(account.0).execute(&mut *transaction).await?;
            });
        }
        Ok(())
    }
}

fn is_named(faults: &[SchemaDifference], table: &str) -> bool {
    faults.iter().any(|fault| fault.kind == ObjectKind::Index && fault.table == table)
}

fn drop_statement(db: &Db, kind: ObjectKind, name: &str, table: &str) -> String {
    match (db, kind) {
        // Triggers of PostgreSQL are named within their table; a function is replaced, for triggers stand on it.
        (Db::Postgres(_), ObjectKind::Trigger) => format!("DROP TRIGGER {} ON {}", quoted(name), quoted(table)),
        (Db::Postgres(_), ObjectKind::Function) => "SELECT 1".to_owned(),
        _ => format!("DROP {} {}", kind.as_str(), quoted(name)),
    }
}
