//! The decisions of a sync, apart from every call and every row.

pub mod diff;
pub mod drift;
pub mod known;
pub mod listing;
pub mod owner;
pub mod readings;
pub mod retries;
pub mod supplement;
