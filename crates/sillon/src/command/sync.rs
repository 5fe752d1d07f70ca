//! `sillon sync`: one sync in the foreground, of the collection or of the wantlist.

use super::faults::sentence;
use super::print;
use crate::cli::Sync;
use crate::compose::{Pace, Sillon};
use crate::failure::Failure;
use crate::settings::Settings;
use indicatif::{ProgressBar, ProgressStyle};
use sillon_core::collection::List;
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::job::{Starter, SyncParams};
use sillon_core::progress::{Progress, Status, WaitReason};
use sillon_engine::{Engine, StartError};
use sillon_web::i18n::{Lang, listing, moments};
use std::io::IsTerminal;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

pub(super) async fn run(settings: &Settings, asked: &Sync, interrupted: CancellationToken) -> Result<(), Failure> {
    // Its own token: an interrupt cancels the sync first, and the program stops when that is written.
    let sillon = Sillon::start(settings, Pace::default(), CancellationToken::new()).await?;
    let outcome = sync(&sillon.engine, asked, &interrupted).await;
    sillon.stop().await;
    let (last, wants) = outcome?;
    report(&last, asked)?;
    match wants {
        Some(wants) => report_wants(&wants, asked),
        None => Ok(()),
    }
}

/// The run that was asked for, and the wantlist's that followed it, where a person chose that.
async fn sync(
    engine: &Engine,
    asked: &Sync,
    interrupted: &CancellationToken,
) -> Result<(Progress, Option<Progress>), Failure> {
    let params =
        SyncParams { limit: asked.limit, dry_run: asked.dry_run, full: asked.full, started_by: Starter::Command };
    if asked.wantlist {
        let started = engine.start_wantlist_of(params, asked.confirm.as_deref()).await;
        return Ok((follow(engine, List::Wantlist, started.map(drop), interrupted).await?, None));
    }
    let started = engine.start_sync_of(params, asked.confirm.as_deref()).await;
    let last = follow(engine, List::Collection, started.map(drop), interrupted).await?;
    if asked.dry_run {
        return Ok((last, None));
    }
    let follows = last.status == Status::Completed && engine.wantlist_follows().await?;
    let wants = match follows {
        true => Some(follow(engine, List::Wantlist, Ok(()), interrupted).await?),
        false => None,
    };
    wait_for_links(engine, interrupted).await;
    Ok((last, wants))
}

/// A wait from which on its end is told, in milliseconds.
const LONG_WAIT: i64 = 600_000;

/// Shows a run until its end.
async fn follow(
    engine: &Engine,
    list: List,
    started: Result<(), StartError>,
    interrupted: &CancellationToken,
) -> Result<Progress, Failure> {
    match started {
        Ok(()) => {}
        Err(StartError::Running(id)) => tracing::info!(%id, "a sync is under way already: following it"),
        Err(StartError::Busy(_)) => {
            return Err(Failure::other("a file is being imported: wait for its end, then sync"));
        }
        Err(StartError::NotConfigured) => {
            return Err(Failure::usage(
                "no Discogs token is set: make one at https://www.discogs.com/settings/developers and set SILLON_DISCOGS_TOKEN, or give it on the Settings page",
            ));
        }
        Err(StartError::OtherAccount { kept, new }) => {
            return Err(Failure::usage(sentence(FaultCode::OtherAccount, &Fault::other_account(&kept, &new).detail)));
        }
        Err(StartError::Store(error)) => return Err(error.into()),
    }
    let bar = bar();
    let mut progress = match list {
        List::Collection => engine.watch_sync(),
        List::Wantlist => engine.watch_wantlist(),
    };
    let mut cancelled = false;
    let mut told_until = 0;
    loop {
        let now = progress.borrow_and_update().clone();
        show(&bar, &now);
        let until = now.waiting.map_or(0, |wait| wait.until);
        if bar.is_hidden() && until > told_until && until - jiff::Timestamp::now().as_millisecond() >= LONG_WAIT {
            told_until = until;
            #[allow(clippy::print_stderr, reason = "told where there is no progress bar to show it")]
            {
                eprintln!("{}; the sync goes on by itself then", waiting(until));
            }
        }
        if !now.status.is_active() {
            bar.finish_and_clear();
            return Ok(now);
        }
        tokio::select! {
            changed = progress.changed() => changed.map_err(|_| Failure::other("the sync ended without a word"))?,
            () = interrupted.cancelled(), if !cancelled => {
                cancelled = true;
                match list {
                    List::Collection => engine.cancel_sync().await?,
                    List::Wantlist => engine.cancel_wantlist().await?,
                };
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
        Some(wait) if wait.reason == WaitReason::RateLimit => waiting(wait.until),
        Some(_) => "waiting before another try".to_owned(),
        None => progress.current_album.clone().unwrap_or_default(),
    };
    bar.set_message(message);
}

/// A short wait is only said to be one; a long one is told by its end, in the time of this machine.
fn waiting(until: i64) -> String {
    let now = jiff::Timestamp::now().as_millisecond();
    if until - now < LONG_WAIT {
        return "waiting for Discogs' limit".to_owned();
    }
    let time = moments::clock_from(Lang::En, &jiff::tz::TimeZone::system(), now, until);
    format!("Discogs asks us to wait until {time}")
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
                let what = if asked.wantlist { "wants" } else { "albums" };
                let Progress { synced, skipped, errors, .. } = last;
                print(format_args!("{synced} {what} {verb}, {skipped} already there, {errors} errors"));
                if let Some((compared, known)) = last.comparison() {
                    print(format_args!("compared {compared} of {known}"));
                }
                if let Some(filled) = last.filled.filter(|filled| *filled > 0) {
                    let verb = if last.dry_run { "would be completed" } else { "completed" };
                    print(format_args!("{filled} {verb} with what Discogs tells now"));
                }
                if let Some(note) = &last.listing {
                    print(listing::note(Lang::En, note));
                }
            }
            Ok(())
        }
        (Status::Cancelled, _) => Err(Failure::other("the sync was cancelled; what was saved stays")),
        (_, Some(fault)) => Err(Failure::other(sentence(fault.code, &fault.detail))),
        (_, None) => Err(Failure::other("the sync did not end well")),
    }
}

/// The wantlist that followed; as JSON a run is one document, the one that was asked for.
fn report_wants(last: &Progress, asked: &Sync) -> Result<(), Failure> {
    let asked = Sync { limit: None, wantlist: true, ..asked.clone() };
    if asked.json.json && last.status == Status::Completed { Ok(()) } else { report(last, &asked) }
}
