//! Bringing a file in: it waits in the data folder until it was read through, and only then the first row is written.

mod batch;
mod reading;
mod staging;
mod task;

use crate::backups::Backups;
use crate::board::Board;
use crate::faults::Halt;
use crate::remotes::Remotes;
use batch::Batch;
use reading::{Known, read_in, survey};
use sillon_core::backup::Reason;
use sillon_core::collection::List;
use sillon_core::credit::render_credits;
use sillon_core::exchange::Remark;
use sillon_core::exchange::plan::Plan;
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::id::AccountId;
use sillon_core::job::{Job, JobParams, SyncParams};
use sillon_core::progress::{Phase, Progress};
use sillon_core::receipt::{Origin, Receipt};
use sillon_store::{Beside, Counts, PageChanges, Store, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

pub(crate) use staging::Staging;
pub use staging::{ImportError, Staged};
pub(crate) use task::ImportTask;

/// Batches that are read ahead of the database.
const AHEAD: usize = 2;

/// A run in the making.
pub(crate) struct ImportRun {
    job: Job,
    path: PathBuf,
    name: String,
    store: Store,
    remotes: Arc<Remotes>,
    backups: Backups,
    board: Board,
    cancel: CancellationToken,
    origin: Origin,
    remarks: Vec<Remark>,
    before: Counts,
    albums: u64,
    copies: u64,
    passed: u64,
}

impl ImportRun {
    pub(crate) async fn work(&mut self) -> Result<(), Halt> {
        self.board.change(|progress| progress.phase = Phase::Collection);
        self.store.begin_proof(self.job.account_id, &self.job.id, self.remotes.clock().now()).await?;
        self.before = self.store.counts(self.job.account_id).await?;
        if self.job.attempts > 1 {
            let added = self.store.list_added(self.job.account_id, &self.job.id).await?;
            self.before = self.before.before(&added);
            self.copies = added.len() as u64;
            self.albums = added.iter().filter(|copy| copy.opened_album).count() as u64;
        }
        let known = Known::load(&self.store, self.job.account_id).await?;
        let (plan, known) = plan(self.path.clone(), self.name.clone(), known).await;
        self.origin = plan.origin.clone();
        self.remarks = plan.remarks.clone();
        if let Some(problem) = plan.problems.first() {
            return Err(Halt::Failed(Fault::new(FaultCode::FileRefused, problem.to_string())));
        }
        self.back_up().await?;
        self.board.change(|progress| progress.total = plan.copies);
        tracing::info!("Import : {} : {} exemplaires", self.name, plan.copies);
        let (sender, mut batches) = mpsc::channel(AHEAD);
        let (path, name) = (self.path.clone(), self.name.clone());
        let reading = tokio::task::spawn_blocking(move || read_in(&path, &name, known, &sender));
        while let Some(batch) = batches.recv().await {
            self.add(batch).await?;
            if self.cancel.is_cancelled() {
                return Err(Halt::Stopped);
            }
        }
        match reading.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(problem)) => Err(Halt::Failed(Fault::new(FaultCode::FileRefused, problem.to_string()))),
            Err(panic) => Err(Halt::Failed(Fault::new(FaultCode::Internal, panic.to_string()))),
        }
    }

    /// Without a backup of what was before, no row is written. One that was killed half-way made it, or has written nothing.
    async fn back_up(&self) -> Result<(), Halt> {
        if self.copies > 0 || !self.backups.are_possible() {
            return Ok(());
        }
        let made = tokio::select! {
            made = self.backups.make(Reason::Import, self.remotes.clock().now()) => made,
            () = self.cancel.cancelled() => return Err(Halt::Stopped),
        };
        made.map(drop).map_err(|error| {
            let detail = format!("no backup could be made before: {error}");
            Halt::Failed(Fault::new(FaultCode::StorageFailed, detail))
        })
    }

    async fn add(&mut self, batch: Batch) -> Result<(), Halt> {
        let (account, now) = (self.job.account_id, self.remotes.clock().now());
        if !batch.folders.is_empty() || !batch.fields.is_empty() {
            self.store.add_directory(account, &batch.folders, &batch.fields, now).await?;
        }
        if !batch.files.is_empty() {
            self.store.add_source_files(account, &batch.files, now).await?;
        }
        let beside = Beside {
            lines: &batch.lines,
            recognised: &batch.recognised,
            supplements: &batch.supplements,
            copy_supplements: &batch.copy_supplements,
            absent: &batch.absent,
        };
        let (new_albums, new_copies) = (batch.new_albums.as_slice(), batch.new_copies.as_slice());
        if !(new_albums.is_empty() && new_copies.is_empty() && batch.recognised.is_empty()) {
            let changes = PageChanges { new_albums, new_copies, entries: &[], beside };
            self.store.add_page(account, &self.job.id, &changes, now).await?;
        }
        if !batch.learnt.is_empty() || !batch.artists.is_empty() {
            self.store.add_learnt(account, &batch.learnt, &batch.artists).await?;
        }
        if !batch.edits.is_empty() {
            self.store.add_edits(account, &batch.edits).await?;
        }
        if !batch.wants.is_empty() {
            self.store.add_want_records(account, &self.job.id, &batch.wants, now).await?;
        }
        if !batch.views.is_empty() {
            self.store.add_views(account, &batch.views).await?;
        }
        for valuation in &batch.valuations {
            self.store.add_valuation(account, valuation).await?;
        }
        self.albums += new_albums.len() as u64;
        self.copies += (new_albums.len() + new_copies.len()) as u64;
        self.passed += batch.passed;
        if let Some(item) = new_albums.last() {
            let line = format!("{} – {}", render_credits(&item.release.credits), item.release.title);
            self.board.change(|progress| progress.current_album = Some(line));
        }
        self.board.change(|progress| self.show(progress));
        Ok(())
    }

    fn show(&self, progress: &mut Progress) {
        progress.current = self.passed;
        progress.synced = self.albums;
        progress.copies_added = self.copies.saturating_sub(self.albums);
        progress.skipped = self.passed.saturating_sub(self.albums);
    }

    async fn into_receipt(self, last: Progress) -> Receipt {
        let after = self.store.counts(self.job.account_id).await.unwrap_or(self.before);
        Receipt {
            origin: self.origin,
            remarks: self.remarks,
            albums_before: self.before.albums,
            albums_after: after.albums,
            copies_before: self.before.copies,
            copies_after: after.copies,
            ..blank_receipt(&self.job, last)
        }
    }
}

/// The receipt of a run of which nothing is left but its row.
fn blank_receipt(job: &Job, last: Progress) -> Receipt {
    let JobParams::Import(params) = &job.params else {
        return Receipt::blank(job.id.clone(), List::Collection, SyncParams::default(), last);
    };
    let origin = Origin::Csv { file: params.name.clone() };
    let params = SyncParams::by(params.started_by);
    Receipt { origin, ..Receipt::blank(job.id.clone(), List::Collection, params, last) }
}

/// What the collection holds, for a plan.
pub(crate) async fn load_known(store: &Store, account: AccountId) -> Result<Known, StoreError> {
    Known::load(store, account).await
}

/// Reads a file through without writing anything. What comes with the plan is what [`read_in`] needs to know of the same file.
pub(crate) async fn plan(path: PathBuf, name: String, mut known: Known) -> (Plan, Known) {
    let shown = name.clone();
    let surveyed = tokio::task::spawn_blocking(move || (survey(&path, &name, &mut known), known));
    surveyed.await.unwrap_or_else(|panic| {
        tracing::error!(%panic, "the file could not be read through");
        let reason = "sillon made a mistake while reading it".to_owned();
        let problem = sillon_core::exchange::ProblemKind::Unreadable { reason }.whole();
        let plan = Plan { origin: Origin::Csv { file: shown }, problems: vec![problem], ..Plan::default() };
        (plan, Known::default())
    })
}

/// Whether the file begins as a JSON document does: ours, or another program's.
fn is_json(path: &Path) -> std::io::Result<bool> {
    Ok(matches!(beginning(path)?.first(), Some(b'{' | b'[')))
}

/// Whether a JSON document says that sillon wrote it: its first member is `sillon`.
fn begins_as_ours(path: &Path) -> std::io::Result<bool> {
    let start = beginning(path)?;
    Ok(start.strip_prefix(b"{").is_some_and(|inner| inner.trim_ascii_start().starts_with(b"\"sillon\"")))
}

/// The first bytes that are no white space.
fn beginning(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut start = Vec::new();
    std::fs::File::open(path)?.take(1024).read_to_end(&mut start)?;
    Ok(start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start).trim_ascii_start().to_vec())
}
