//! `sillon import`: a file brought in, in the foreground.

use super::faults::sentence;
use super::print;
use crate::cli::Import;
use crate::compose::{Pace, Sillon};
use crate::failure::Failure;
use crate::settings::Settings;
use futures::stream::try_unfold;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use sillon_core::exchange::plan::Plan;
use sillon_core::job::Starter;
use sillon_core::progress::{Progress, Status};
use sillon_engine::{Engine, ImportError, StartError};
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio_util::sync::CancellationToken;

/// Read at a time.
const PIECE: usize = 128 * 1024;

/// What `--json` prints.
#[derive(Serialize)]
struct Report<'a> {
    plan: &'a Plan,
    /// None of a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<&'a Progress>,
}

pub(super) async fn run(settings: &Settings, asked: &Import, interrupted: CancellationToken) -> Result<(), Failure> {
    let source = open(&asked.file).await?;
    // Its own token: an interrupt cancels the import first, and the program stops when that is written.
    let sillon = Sillon::start(settings, Pace::default(), CancellationToken::new()).await?;
    let outcome = bring_in(&sillon.engine, asked, source, &interrupted).await;
    sillon.stop().await;
    outcome
}

async fn open(file: &Path) -> Result<Box<dyn AsyncRead + Send + Unpin>, Failure> {
    if file.as_os_str() == "-" {
        return Ok(Box::new(tokio::io::stdin()));
    }
    match tokio::fs::File::open(file).await {
        Ok(opened) => Ok(Box::new(opened)),
        Err(error) => Err(Failure::usage(format!("{} cannot be read: {error}", file.display()))),
    }
}

async fn bring_in(
    engine: &Engine,
    asked: &Import,
    source: Box<dyn AsyncRead + Send + Unpin>,
    interrupted: &CancellationToken,
) -> Result<(), Failure> {
    let name = asked.file.file_name().map_or_else(|| "stdin".into(), |name| name.to_string_lossy());
    let pieces = try_unfold(source, |mut source| async move {
        let mut piece = vec![0; PIECE];
        let read = source.read(&mut piece).await?;
        piece.truncate(read);
        Ok::<_, std::io::Error>((read > 0).then_some((piece, source)))
    });
    let staged = engine.stage(&name, std::pin::pin!(pieces), u64::MAX).await.map_err(refusal)?;
    let plan = &staged.plan;
    if !asked.json.json {
        plan.remarks.iter().for_each(|remark| print(format_args!("{remark}")));
    }
    let Some(key) = staged.key else {
        if asked.json.json {
            print_json(&Report { plan, progress: None })?;
        }
        let more = plan.problems.len().saturating_sub(1);
        let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
        let first = plan.problems.first().map(ToString::to_string).unwrap_or_default();
        return Err(Failure::other(format!("{}: {first}{more}; nothing of the file was kept", asked.file.display())));
    };
    if asked.dry_run {
        engine.unstage(&key).await;
        if asked.json.json {
            return print_json(&Report { plan, progress: None });
        }
        let further = plan.new_copies - plan.new_albums;
        let Plan { copies, new_albums, known, new_wants, new_edits, .. } = plan;
        let beside = match (new_wants, new_edits) {
            (0, 0) => String::new(),
            (wants, edits) => format!("; {wants} wants, {edits} edits"),
        };
        print(format_args!(
            "{copies} copies in the file: {new_albums} albums would be added, {further} further copies, {known} already there{beside}"
        ));
        return Ok(());
    }
    match engine.start_import(&key, &name, Starter::Command).await {
        Ok(_) => {}
        Err(error) => {
            engine.unstage(&key).await;
            return Err(match error {
                StartError::Running(_) => Failure::other("a file is being imported already: wait for its end"),
                StartError::Busy(_) => Failure::other("a sync is running: wait for its end, then import"),
                StartError::NotConfigured => Failure::other("the file is gone: import it again"),
                error @ StartError::OtherAccount { .. } => Failure::other(error),
                StartError::Store(error) => error.into(),
            });
        }
    }
    let last = follow(engine, interrupted).await?;
    report(plan, &last, asked)
}

fn refusal(error: ImportError) -> Failure {
    match error {
        ImportError::Store(error) => error.into(),
        other => Failure::other(other),
    }
}

async fn follow(engine: &Engine, interrupted: &CancellationToken) -> Result<Progress, Failure> {
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len}  {wide_msg}") {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    let mut progress = engine.watch_import();
    let mut cancelled = false;
    loop {
        let now = progress.borrow_and_update().clone();
        bar.set_length(now.total);
        bar.set_position(now.current);
        bar.set_message(now.current_album.clone().unwrap_or_default());
        if !now.status.is_active() {
            bar.finish_and_clear();
            return Ok(now);
        }
        tokio::select! {
            changed = progress.changed() => changed.map_err(|_| Failure::other("the import ended without a word"))?,
            () = interrupted.cancelled(), if !cancelled => {
                cancelled = true;
                engine.cancel_import().await?;
            }
        }
    }
}

fn report(plan: &Plan, last: &Progress, asked: &Import) -> Result<(), Failure> {
    if asked.json.json {
        print_json(&Report { plan, progress: Some(last) })?;
    }
    match (last.status, &last.error) {
        (Status::Completed, _) => {
            if !asked.json.json {
                let Progress { synced, copies_added, .. } = last;
                let known = plan.copies.saturating_sub(synced + copies_added);
                print(format_args!("{synced} albums added, {copies_added} further copies, {known} already there"));
            }
            Ok(())
        }
        (Status::Cancelled, _) => {
            Err(Failure::other("the import was cancelled; what was added stays, and the same file brings the rest"))
        }
        (_, Some(fault)) => Err(Failure::other(sentence(fault.code, &fault.detail))),
        (_, None) => Err(Failure::other("the import did not end well")),
    }
}

fn print_json(report: &Report<'_>) -> Result<(), Failure> {
    print(serde_json::to_string(report).map_err(Failure::other)?);
    Ok(())
}
