//! `sillon sync`: one sync in the foreground.

use super::faults::sentence;
use super::print;
use crate::cli::Sync;
use crate::compose::{Pace, Sillon};
use crate::failure::Failure;
use crate::settings::Settings;
use indicatif::{ProgressBar, ProgressStyle};
use sillon_core::job::SyncParams;
use sillon_core::progress::{Progress, Status, WaitReason};
use sillon_engine::{Engine, StartError};
use std::io::IsTerminal;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

pub(super) async fn run(settings: &Settings, asked: &Sync, interrupted: CancellationToken) -> Result<(), Failure> {
    // Its own token: an interrupt cancels the sync first, and the program stops when that is written.
    let sillon = Sillon::start(settings, Pace::default(), CancellationToken::new()).await?;
    let params = SyncParams { limit: asked.limit, dry_run: asked.dry_run };
    let outcome = follow(&sillon.engine, params, &interrupted).await;
    if outcome.is_ok() && !asked.dry_run {
        wait_for_links(&sillon.engine, &interrupted).await;
    }
    sillon.stop().await;
    let last = outcome?;
    report(&last, asked)
}

async fn follow(engine: &Engine, params: SyncParams, interrupted: &CancellationToken) -> Result<Progress, Failure> {
    match engine.start_sync(params).await {
        Ok(_) => {}
        Err(StartError::Running(id)) => tracing::info!(%id, "a sync is under way already: following it"),
        Err(StartError::Busy(_)) => {
            return Err(Failure::other("a file is being imported: wait for its end, then sync"));
        }
        Err(StartError::NotConfigured) => {
            return Err(Failure::usage(
                "no Discogs token is set: make one at https://www.discogs.com/settings/developers and set SILLON_DISCOGS_TOKEN, or give it on the Settings page",
            ));
        }
        Err(StartError::Store(error)) => return Err(error.into()),
    }
    let bar = bar();
    let mut progress = engine.watch_sync();
    let mut cancelled = false;
    loop {
        let now = progress.borrow_and_update().clone();
        show(&bar, &now);
        if !now.status.is_active() {
            bar.finish_and_clear();
            return Ok(now);
        }
        tokio::select! {
            changed = progress.changed() => changed.map_err(|_| Failure::other("the sync ended without a word"))?,
            () = interrupted.cancelled(), if !cancelled => {
                cancelled = true;
                engine.cancel_sync().await?;
            }
        }
    }
}

/// Lets the album links come in that are being asked for, until they are or somebody interrupts.
async fn wait_for_links(engine: &Engine, interrupted: &CancellationToken) {
    let mut left = engine.watch_links();
    tokio::select! {
        _at_rest = left.wait_for(|left| *left == 0) => {}
        () = interrupted.cancelled() => {}
    }
}

fn bar() -> ProgressBar {
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len}  {wide_msg}") {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn show(bar: &ProgressBar, progress: &Progress) {
    bar.set_length(progress.total);
    bar.set_position(progress.current);
    let message = match &progress.waiting {
        Some(wait) if wait.reason == WaitReason::RateLimit => "waiting for Discogs' limit".to_owned(),
        Some(_) => "waiting before another try".to_owned(),
        None => progress.current_album.clone().unwrap_or_default(),
    };
    bar.set_message(message);
}

fn report(last: &Progress, asked: &Sync) -> Result<(), Failure> {
    if asked.json.json {
        let figures = serde_json::to_string(last).map_err(Failure::other)?;
        print(figures);
    }
    match (last.status, &last.error) {
        (Status::Completed, _) => {
            if !asked.json.json {
                let verb = if last.dry_run { "would be added" } else { "added" };
                let Progress { synced, skipped, errors, .. } = last;
                print(format_args!("{synced} albums {verb}, {skipped} already there, {errors} errors"));
            }
            Ok(())
        }
        (Status::Cancelled, _) => Err(Failure::other("the sync was cancelled; what was saved stays")),
        (_, Some(fault)) => Err(Failure::other(sentence(fault.code, &fault.detail))),
        (_, None) => Err(Failure::other("the sync did not end well")),
    }
}
