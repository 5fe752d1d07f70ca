//! sillon: a self-hosted home for a record collection.
//!
//! This crate is the composition root: it reads the command line and the settings, puts the parts together, and says in
//! one line what went wrong where something did. It is a library too, so that tests and benchmarks start exactly the
//! program that people run.

pub mod cli;
mod command;
pub mod compose;
pub mod demo;
pub mod failure;
mod logging;
pub mod serve;
pub mod settings;

use clap::Parser;
use std::process::ExitCode;

pub use command::with_demo_door;

/// The program.
pub fn main() -> ExitCode {
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        // clap's own words, on the stream and with the code that it chooses: 0 for help, 2 for a wrong usage.
        Err(error) => error.exit(),
    };
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| failure::Failure::other(format!("the runtime cannot start: {error}")))
        .and_then(|runtime| runtime.block_on(command::run(cli)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
