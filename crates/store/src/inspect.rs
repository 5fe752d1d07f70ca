//! Whether the database is whole: its schema against the migrations', derived rows against what they are derived from, and the
//! pages of the file.

mod repair;

use crate::Reader;
use crate::db::Db;
use crate::dialect::Sql;
use crate::error::Result;
use crate::open::known_versions;
use crate::schema::sqlite_reference;
use crate::schema::{Deviation, Found, ObjectKind, SchemaDifference, found_on_postgres, postgres_reference};
pub use repair::Repaired;

/// Albums of the collection without their row in `album_index`, or with another number of copies; and rows without an album.
const ALBUMS_LACKING: &str = "SELECT count(*) FROM (SELECT account_id, release_id, count(*) AS copies FROM copies \
    GROUP BY account_id, release_id) AS held LEFT JOIN album_index AS a ON a.account_id = held.account_id \
    AND a.release_id = held.release_id WHERE a.release_id IS NULL OR a.copies <> held.copies";
const ALBUMS_SURPLUS: &str = "SELECT count(*) FROM album_index AS a WHERE NOT EXISTS (SELECT 1 FROM copies AS c \
    WHERE c.account_id = a.account_id AND c.release_id = a.release_id)";

/// Artists of held releases that are not in `artist_index`.
const ARTISTS_LACKING: Sql = Sql {
    sqlite: "SELECT count(*) FROM (SELECT DISTINCT c.account_id, CAST(credit.value ->> 'artist_id' AS INTEGER) \
        FROM copies AS c JOIN releases AS r ON r.id = c.release_id, json_each(r.credits) AS credit \
        EXCEPT SELECT account_id, artist_id FROM artist_index)",
    postgres: "SELECT count(*) FROM (SELECT DISTINCT c.account_id, CAST(credit.value ->> 'artist_id' AS BIGINT) \
        FROM copies AS c JOIN releases AS r ON r.id = c.release_id, \
        jsonb_array_elements(CAST(r.credits AS JSONB)) AS credit (value) \
        EXCEPT SELECT account_id, artist_id FROM artist_index) AS lacking",
};

/// Accounts whose albums have a later revision than the newest that was given.
const REVISIONS_LACKING: &str = "SELECT count(*) FROM (SELECT a.account_id, max(a.revision) AS newest FROM album_index AS a \
    GROUP BY a.account_id) AS given LEFT JOIN revisions AS r ON r.account_id = given.account_id \
    WHERE r.last IS NULL OR r.last < given.newest";

/// Tables that can be made again from the others.
const DERIVED: [&str; 3] = ["album_index", "artist_index", "revisions"];

/// Derived rows that are not as what they are derived from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedGap {
    /// The table.
    pub table: &'static str,
    /// Rows that are missing, surplus or wrong.
    pub rows: u64,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// What of the schema is not as the migrations make it.
    pub schema: Vec<SchemaDifference>,
    /// Whether the schema could be compared: a PostgreSQL user without the right to create a schema cannot.
    pub compared: bool,
    /// Derived tables that do not agree with the rest.
    pub derived: Vec<DerivedGap>,
    /// What SQLite says of a damaged file.
    pub damage: Option<String>,
}

impl SchemaDifference {
    /// Whether something that protects or holds data is gone or altered, or a trigger was added. A further table, view or index
    /// is somebody else's business.
    pub fn is_fault(&self) -> bool {
        self.deviation != Deviation::Foreign || self.kind == ObjectKind::Trigger
    }

    /// Whether [`crate::Store::repair`] can mend it without losing anything.
    pub fn is_repairable(&self) -> bool {
        match self.kind {
            ObjectKind::Table => self.deviation == Deviation::Missing && DERIVED.contains(&self.name.as_str()),
            _ => true,
        }
    }
}

impl Inspection {
    /// Whether nothing is gone, altered or damaged.
    pub fn is_whole(&self) -> bool {
        self.damage.is_none() && self.derived.is_empty() && !self.schema.iter().any(SchemaDifference::is_fault)
    }

    /// Whether [`crate::Store::repair`] can mend all of it; else a backup is needed.
    pub fn is_repairable(&self) -> bool {
        self.damage.is_none() && self.faults().all(SchemaDifference::is_repairable)
    }

    fn faults(&self) -> impl Iterator<Item = &SchemaDifference> {
        self.schema.iter().filter(|difference| difference.is_fault())
    }

    /// One sentence for each thing that is wrong.
    pub fn sentences(&self) -> Vec<String> {
        let damage = self.damage.iter().map(|said| format!("the database file is damaged: {said}"));
        let schema = self.faults().map(ToString::to_string);
        let derived = self
            .derived
            .iter()
            .map(|gap| format!("{} rows of the derived table {} are missing or wrong", gap.rows, gap.table));
        damage.chain(schema).chain(derived).collect()
    }

    /// One sentence for each object that is there beside sillon's.
    pub fn notes(&self) -> Vec<String> {
        let foreign = self.schema.iter().filter(|difference| !difference.is_fault());
        let notes = foreign.map(|difference| format!("{difference}: a backup leaves it out"));
        let uncompared = "the schema was not compared: the database user may not create a schema to compare with";
        notes.chain((!self.compared).then(|| uncompared.to_owned())).collect()
    }
}

impl Reader {
    /// Compares the schema with the migrations' and counts derived rows; with `every_page`, SQLite checks its whole file too.
    ///
    /// # Errors
    /// A database that does not answer. One that answers with damage is no error.
    pub async fn inspect(&self, every_page: bool) -> Result<Inspection> {
        let mut inspection = Inspection::default();
        match &self.db {
            Db::Sqlite { readers, .. } => {
                let mut connection = readers.acquire().await?;
                if every_page {
                    let checked: std::result::Result<String, _> =
                        sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut *connection).await;
                    match checked {
                        Ok(said) if said == "ok" => {}
                        Ok(said) => inspection.damage = Some(said.lines().last().unwrap_or_default().to_owned()),
                        Err(error) => inspection.damage = Some(damage_of(error)?),
                    }
                }
                match Found::read(&mut connection, "main").await {
                    Ok(found) => {
                        inspection.schema = sqlite_reference(&known_versions()).await?.differences(&found.schema);
                        inspection.compared = true;
                    }
                    Err(error) if inspection.damage.is_none() => return Err(error),
                    Err(_) => {}
                }
            }
            Db::Postgres(pool) => {
                if let Some(reference) = postgres_reference(pool).await? {
                    inspection.schema = reference.differences(&found_on_postgres(pool).await?);
                    inspection.compared = true;
                }
            }
        }
        // Rows of a table that is not there, or not as it should be, cannot be counted.
        let is_table_fault = |fault: &SchemaDifference| fault.kind == ObjectKind::Table && fault.is_fault();
        if inspection.damage.is_none() && !inspection.schema.iter().any(is_table_fault) {
            inspection.derived = self.derived_gaps().await?;
        }
        Ok(inspection)
    }

    async fn derived_gaps(&self) -> Result<Vec<DerivedGap>> {
        let db = &self.db;
        let mut gaps = Vec::new();
        let counts = [
            ("album_index", ALBUMS_LACKING),
            ("album_index", ALBUMS_SURPLUS),
            ("artist_index", ARTISTS_LACKING.of(db)),
            ("revisions", REVISIONS_LACKING),
        ];
        for (table, sql) in counts {
            let rows: i64 = read!(db, pool => sqlx::query_scalar(sql).fetch_one(pool).await)?;
            if rows > 0 {
                gaps.push(DerivedGap { table, rows: rows.unsigned_abs() });
            }
        }
        Ok(gaps)
    }
}

/// What SQLite says of a file that it cannot read; other errors are no damage.
fn damage_of(error: sqlx::Error) -> Result<String> {
    let code = error.as_database_error().and_then(|cause| cause.code()?.parse::<i32>().ok());
    match code.map(|code| code & 0xff) {
        // malformed; not a database
        Some(11 | 26) => Ok(error.to_string()),
        _ => Err(error.into()),
    }
}
