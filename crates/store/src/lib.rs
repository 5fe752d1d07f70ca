//! The database: the only crate that speaks SQL.
//!
//! [`Store`] reads and writes and stays with the engine; [`Reader`] only reads and is what the pages are made with. Both
//! run on SQLite and on PostgreSQL with the same statements: those that must differ stand in `dialect`.
//!
//! What was imported (releases, artists, labels, copies, wants and their lines) is only ever inserted: triggers refuse anything
//! else to everybody. The tables `*_index`, `release_search` and `release_facets` are derived from it.

#[macro_use]
mod db;
#[macro_use]
mod dialect;
mod albums;
mod artists;
mod batch;
mod beside;
mod collection;
mod enrichments;
mod error;
mod exchange;
mod facets;
mod filter;
mod holdings;
mod item;
mod jobs;
mod keys;
mod known;
mod ledger;
mod open;
mod releases;
mod search;
mod settings;
mod stats;
mod valuations;
mod wants;

pub use collection::{AddedCopy, Beside, Counts, PageChanges};
pub use enrichments::{Absence, Claim, Finding};
pub use error::{Result, StoreError};
pub use jobs::{Enqueued, Renewal};
pub use ledger::SyncDetail;

/// Reads and writes. Cheap to clone. Never handed to the web.
#[derive(Clone, Debug)]
pub struct Store {
    db: db::Db,
}

/// Reads only; on SQLite over read-only connections. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reader {
    db: db::Db,
}
