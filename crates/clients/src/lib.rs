//! Outbound HTTP: Discogs, Spotify, Deezer, chat models and the hosts of pictures, each behind its gate.
//!
//! Nothing else in the workspace speaks to the outside. What comes back is in the core's words; what goes wrong is a
//! [`ClientError`], named by what the caller will do about it. Retries, limits and waits are dealt with here: a caller
//! asks once and gets an answer or a reason, and may watch [`Gate::watch_wait`] meanwhile.

pub mod ai;
pub mod deezer;
pub mod discogs;
mod error;
mod gate;
pub mod http;
mod lenient;
pub mod pictures;
pub mod spotify;

pub use error::ClientError;
pub use gate::{Gate, GateConfig, GateWait};
