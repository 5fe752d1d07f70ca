//! The work itself: jobs that outlive the process, the sync with Discogs, and the progress that people watch.
//!
//! [`Engine`] is the door: the web and the command line start work and watch it through this type alone. Inside, a
//! `runner` claims jobs from the database under a lease, a `sync` reads the collection or the wantlist and adds what is new, and `enrich`
//! fills in what albums and artists lack, one lane a facet.

mod access;
mod backups;
mod board;
mod checkpoints;
mod clock;
mod config;
mod connecting;
mod drafts;
mod editing;
mod engine;
mod enrich;
mod enriching;
pub mod export;
mod faults;
mod import;
mod importing;
mod owner;
pub mod pictures;
mod proof;
mod remotes;
mod repeated;
mod runner;
mod schedule;
mod services;
mod sync;
mod syncing;
mod takeover;
mod vault;
mod views;
mod wantlist;
mod worth;

pub use access::{NewToken, TOKEN_PREFIX};
pub use backups::{Backup, Failed as BackupFailed};
pub use clock::Clock;
pub use config::{AiConfig, DiscogsConfig, EngineConfig, SpotifyConfig};
pub use connecting::ConnectError;
pub use editing::{EditError, Edited, form_key};
pub use engine::{Engine, StartError};
pub use enriching::{Enriching, Widening};
pub use import::{ImportError, Staged};
pub use schedule::today_as_served;
pub use services::{CredentialSource, ServiceStatus};
pub use takeover::{TakeOver, TakenOver};
pub use vault::{Key, VaultError};
pub use worth::Appraisal;
