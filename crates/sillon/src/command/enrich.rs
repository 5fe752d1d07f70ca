//! `sillon enrich`: one enrichment in the foreground, one bar a facet.

use super::faults::sentence;
use super::print;
use crate::cli::Enrich;
use crate::compose::{Pace, Sillon};
use crate::failure::Failure;
use crate::settings::Settings;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use sillon_core::job::{EnrichParams, JobKind};
use sillon_core::progress::{FacetProgress, Progress, Status};
use sillon_engine::{Engine, Enriching, StartError};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use tokio_util::sync::CancellationToken;

pub(super) async fn run(settings: &Settings, asked: &Enrich, interrupted: CancellationToken) -> Result<(), Failure> {
    // Its own token: an interrupt cancels the enrichment first, and the program stops when that is written.
    let sillon = Sillon::start(settings, Pace::default(), CancellationToken::new()).await?;
    let params = EnrichParams { limit: asked.limit, only: asked.only.clone(), albums: None };
    let outcome = follow(&sillon.engine, params, &interrupted).await;
    sillon.stop().await;
    report(&outcome?, asked)
}

async fn follow(engine: &Engine, params: EnrichParams, interrupted: &CancellationToken) -> Result<Progress, Failure> {
    match engine.start_enrichment(params).await {
        Ok(Enriching::Started(_)) => {}
        Ok(Enriching::Waiting(..)) => tracing::info!("the enrichment waits for the sync or import to end"),
        Ok(Enriching::Widened(id)) => tracing::info!(%id, "an enrichment is under way: this is added to it"),
        Err(StartError::Running(id) | StartError::Busy(id)) => {
            tracing::info!(%id, "an enrichment that does this is under way already: following it")
        }
        Err(StartError::NotConfigured) => {
            return Err(Failure::usage(
                "nobody to ask is configured: set SILLON_DISCOGS_TOKEN, SILLON_SPOTIFY_CLIENT_ID and SILLON_SPOTIFY_CLIENT_SECRET, or SILLON_AI_TOKEN",
            ));
        }
        Err(error @ StartError::OtherAccount { .. }) => return Err(Failure::other(error)),
        Err(StartError::Store(error)) => return Err(error.into()),
    }
    let mut bars = Bars::new();
    let mut progress = engine.watch_enrichment();
    let mut cancelled = false;
    loop {
        let now = progress.borrow_and_update().clone();
        bars.show(&now);
        if !now.status.is_active() {
            bars.left.finish_and_clear();
            return Ok(now);
        }
        tokio::select! {
            changed = progress.changed() => {
                changed.map_err(|_| Failure::other("the enrichment ended without a word"))?;
            }
            () = interrupted.cancelled(), if !cancelled => {
                cancelled = true;
                engine.cancel_enrichment().await?;
            }
        }
    }
}

/// One bar a facet that has something to do.
struct Bars {
    all: MultiProgress,
    bars: BTreeMap<&'static str, ProgressBar>,
    /// The last line: how long it will still take.
    left: ProgressBar,
}

impl Bars {
    fn new() -> Self {
        let target =
            if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let all = MultiProgress::with_draw_target(target);
        let left = all.add(ProgressBar::no_length());
        if let Ok(style) = ProgressStyle::with_template("{wide_msg}") {
            left.set_style(style);
        }
        Self { all, bars: BTreeMap::new(), left }
    }

    fn show(&mut self, progress: &Progress) {
        for row in progress.facets.iter().filter(|row| row.total > 0) {
            let bar = self.bars.entry(row.facet.as_str()).or_insert_with(|| {
                let bar = self.all.insert_before(&self.left, ProgressBar::new(row.total));
                if let Ok(style) = ProgressStyle::with_template("{prefix:13} {bar:32} {pos}/{len}  {wide_msg}") {
                    bar.set_style(style.progress_chars("━╸─"));
                }
                bar.with_prefix(row.facet.as_str())
            });
            bar.set_length(row.total);
            bar.set_position(row.done());
            bar.set_message(counters(row));
        }
        let waits = (progress.status == Status::Waiting).then(|| waits_for(progress.waits_for));
        self.left.set_message(waits.or_else(|| progress.eta_seconds.map(left)).unwrap_or_default());
    }
}

fn waits_for(kind: Option<JobKind>) -> String {
    let job = match kind {
        Some(JobKind::Wantlist) => "wantlist sync",
        Some(JobKind::Import) => "import",
        _ => "sync",
    };
    format!("waiting for the {job} to end")
}

fn counters(row: &FacetProgress) -> String {
    let FacetProgress { found, absent, failed, left, .. } = row;
    match left {
        0 => format!("{found} found, {absent} absent, {failed} failed"),
        left => format!("{found} found, {absent} absent, {failed} failed, {left} left for later"),
    }
}

fn left(seconds: u64) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("about {seconds} s left"),
        (0, minutes, seconds) => format!("about {minutes} min {seconds} s left"),
        (hours, minutes, _) => format!("about {hours} h {minutes} min left"),
    }
}

fn report(last: &Progress, asked: &Enrich) -> Result<(), Failure> {
    if asked.json.json {
        print(serde_json::to_string(last).map_err(Failure::other)?);
    } else {
        for row in last.facets.iter().filter(|row| row.total > 0) {
            print(format_args!("{}: {}, of {}", row.facet.as_str(), counters(row), row.total));
        }
        for stopped in &last.stopped {
            let (service, fault) = (stopped.service.as_str(), &stopped.fault);
            print(format_args!("{service}: {}", sentence(fault.code, &fault.detail)));
        }
    }
    match (last.status, &last.error) {
        (Status::Completed, _) => Ok(()),
        (Status::Cancelled, _) => Err(Failure::other("the enrichment was cancelled; what was kept stays")),
        (_, Some(fault)) => Err(Failure::other(sentence(fault.code, &fault.detail))),
        (_, None) => Err(Failure::other("the enrichment did not end well")),
    }
}
