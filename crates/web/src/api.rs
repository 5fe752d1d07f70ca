//! The JSON API: what stands in the contract, one file a thing. The map of its paths is [`crate::routes`].

pub mod accepted;
pub mod album;
pub mod albums;
pub mod artists;
pub mod body;
pub mod editing;
pub mod enrichment;
pub mod entry;
pub mod listed;
pub mod moment;
pub mod owned;
pub mod path;
pub mod progress;
pub mod query;
pub mod receipt;
pub mod services;
pub mod stats;
pub mod sync;
pub mod syncs;
pub mod token;
pub mod views;
