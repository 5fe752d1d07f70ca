//! The words of the field and the pure decisions made with them.
//!
//! Nothing here waits, reads a clock or touches the outside: what a sync would do, how a credit reads, how a text is
//! folded for search, are functions from values to values. Every other crate imports this one; it imports none of them.

pub mod access;
pub mod album;
pub mod artist;
pub mod backup;
pub mod collection;
pub mod credential;
pub mod credit;
pub mod edit;
pub mod enrich;
pub mod exchange;
pub mod fault;
pub mod fold;
pub mod format;
pub mod id;
pub mod job;
pub mod label;
pub mod limits;
pub mod progress;
pub mod proof;
pub mod query;
pub mod receipt;
pub mod release;
pub mod schedule;
pub mod shop;
pub mod spelling;
pub mod stats;
pub mod sync;
pub mod takeover;
pub mod valuation;
pub mod view;
pub mod want;
