//! Stories: the real program over the stand-in services, as people, scripts and browsers meet it. One binary.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a story that cannot go on has failed")]

mod api;
mod backups;
mod browser;
mod cli;
mod database_page;
mod described;
mod dice;
mod doors;
mod editing;
mod enrich;
mod environment;
mod exchange;
mod faults;
mod folder;
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
mod read_only;
mod recorded;
mod restart;
mod rows;
mod schedule;
mod secrets;
mod shop;
mod sync;
mod wantlist;
mod whole_file;
mod worlds;
mod worth;
