//! More than a house would ever ask, and clients that mean no good. The process stays up, answers clearly, holds no more of the
//! system than it may, and gives back what it held.
//!
//! How fast it is under load is measured by `cargo bench -p sillon --bench load`; nothing here looks at a clock.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "what the process held is told there")]

mod child;
mod crowd;
mod flood;
mod raw;
mod sizes;
mod slow;
mod stop;

/// Connections that the machine still closes, and files that are open for a moment.
const A_FEW: usize = 16;
