//! The JSON API: what stands in the contract, one file a thing. The map of its paths is [`crate::routes`].

pub mod accepted;
pub mod album;
pub mod albums;
pub mod artists;
pub mod body;
pub mod draft;
pub mod enrichment;
pub mod entry;
pub mod export;
pub mod import;
pub mod listed;
pub mod moment;
pub mod path;
pub mod plan;
pub mod progress;
pub mod query;
pub mod receipt;
pub mod schedule;
pub mod services;
pub mod stats;
pub mod sync;
pub mod syncs;
pub mod token;
pub mod value;
pub mod wantlist;
pub mod wants;
