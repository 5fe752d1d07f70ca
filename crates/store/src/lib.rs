//! The database: the only crate that speaks SQL.
//!
//! [`Store`] reads and writes and stays with the engine; [`Reader`] only reads and is what the pages are made with. Both
//! run on SQLite and on PostgreSQL with the same statements: those that must differ stand in `dialect`.
//!
//! What was imported (releases, artists, labels, copies, wants and their lines) is only ever inserted: triggers refuse anything
//! else to everybody. The tables `*_index` are derived from it, and so is the `catalogue`, in memory.

#[macro_use]
mod db;
#[macro_use]
mod dialect;
mod access;
mod albums;
mod artists;
mod backup;
mod batch;
mod beside;
mod catalogue;
mod checkpoint;
mod checksum;
mod collection;
mod edits;
mod enrichments;
mod error;
mod exchange;
mod holdings;
mod inspect;
mod item;
mod jobs;
mod keys;
mod known;
mod labels;
mod ledger;
mod open;
mod place;
mod read_only;
mod releases;
mod schema;
mod seals;
mod settings;
mod stats;
mod valuations;
mod views;
mod wants;

pub use backup::{BackupError, DatabaseFile, Record, Restored, Settle, read_record};
pub use catalogue::Budget;
pub use checkpoint::LogState;
pub use collection::{AddedCopy, Beside, Counts, PageChanges};
pub use enrichments::{Absence, Claim, Finding, lane_owner};
pub use error::{Result, StoreError};
pub use exchange::Shelf;
pub use inspect::{DerivedGap, Inspection, Repaired};
pub use jobs::{Enqueued, Renewal, Revised};
pub use ledger::{Act, RunUndone, SyncDetail};
pub use schema::{Deviation, ObjectKind, SchemaDifference};

/// Reads and writes. Cheap to clone. Never handed to the web.
#[derive(Clone, Debug)]
pub struct Store {
    db: db::Db,
    catalogues: catalogue::Catalogues,
}

/// Reads only; on SQLite over read-only connections. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reader {
    db: db::Db,
    catalogues: catalogue::Catalogues,
}
