//! The commands, one file each.

mod backup;
mod config;
mod doctor;
mod enrich;
mod export;
mod faults;
mod import;
mod password;
mod serve;
mod sync;
mod token;
mod verify;

pub use serve::with_demo_door;

use crate::cli::{Cli, Command};
use crate::failure::Failure;
use crate::logging;
use crate::settings::{Layers, Settings};
use tokio_util::sync::CancellationToken;

/// Runs what the command line asks for.
///
/// # Errors
/// The one line that the program ends with.
pub(crate) async fn run(cli: Cli) -> Result<(), Failure> {
    let (command, flags) = cli.into_parts();
    let layers = Layers::read(&flags)?;
    match command {
        Command::Config(json) => return config::run(&layers, json),
        Command::Password => return password::run(),
        _ => {}
    }
    let settings = Settings { new_database: flags.new_database, ..Settings::from_layers(&layers)? };
    logging::start(&settings)?;
    let shutdown = on_signal();
    match command {
        Command::Serve(_) => {
            drop(layers);
            serve::run(settings, shutdown).await
        }
        Command::Demo(_) => serve::demo(&settings, shutdown).await,
        Command::Sync(sync) => sync::run(&settings, &sync, shutdown).await,
        Command::Enrich(asked) => enrich::run(&settings, &asked, shutdown).await,
        Command::Import(asked) => import::run(&settings, &asked, shutdown).await,
        Command::Export(asked) => export::run(&settings, &asked).await,
        Command::Verify(asked) => verify::run(&settings, &asked).await,
        Command::Backup(asked) => backup::run(&settings, &asked).await,
        Command::Restore(asked) => backup::restore(&settings, &asked).await,
        Command::Token(asked) => token::run(&settings, &asked).await,
        Command::Password => password::run(),
        Command::Doctor(json) => doctor::run(&settings, json).await,
        Command::Config(json) => config::run(&layers, json),
    }
}

/// Cancelled on Ctrl-C and on the signal by which services are stopped.
fn on_signal() -> CancellationToken {
    let shutdown = CancellationToken::new();
    let cancelled = shutdown.clone();
    tokio::spawn(async move {
        let interrupted = tokio::signal::ctrl_c();
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            if let Ok(mut terminated) = signal(SignalKind::terminate()) {
                tokio::select! {
                    _ = interrupted => {}
                    _ = terminated.recv() => {}
                }
                cancelled.cancel();
                return;
            }
        }
        if interrupted.await.is_ok() {
            cancelled.cancel();
        }
    });
    shutdown
}

/// Prints a result: the one place where the program writes to stdout.
#[allow(clippy::print_stdout, reason = "what a command was asked for")]
fn print(text: impl std::fmt::Display) {
    println!("{text}");
}
