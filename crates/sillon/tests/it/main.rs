//! Stories: the real program over the stand-in services, as people, scripts and browsers meet it. One binary.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a story that cannot go on has failed")]

mod api;
mod backups;
mod browser;
mod cli;
mod described;
mod dice;
mod doors;
mod editing;
mod enrich;
mod environment;
mod exchange;
mod faults;
mod harness;
mod house;
mod kills;
mod ledger;
mod limits;
mod linking;
mod listing;
mod load;
mod model;
mod outage;
mod postgres;
mod process;
mod recorded;
mod restart;
mod rows;
mod schedule;
mod secrets;
mod shop;
mod sync;
mod wantlist;
mod worlds;
mod worth;
