//! The store on both databases. The PostgreSQL half is ignored unless asked for: `./check` starts a server for it.
#![allow(clippy::unwrap_used)]

#[macro_use]
mod support;
mod access;
mod albums;
mod artists;
mod backup;
mod collection;
mod edits;
mod enrichments;
mod exchange;
mod find;
mod finding;
mod foreign;
mod holdings;
mod inspect;
mod jobs;
mod ledger;
mod migrate;
mod open;
mod power;
mod proof;
mod recovery;
mod schema;
mod texts;
mod valuations;
mod wants;
