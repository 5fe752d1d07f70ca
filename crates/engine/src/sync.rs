//! One sync, of the collection or of the wantlist: the listing is read newest first, what is new is added a page at a time,
//! and everything else is only noted.

mod ahead;
mod books;
mod count;
mod pause;
mod reading;
mod source;
mod task;
mod unreadable;

use crate::board::Board;
use crate::enrich::LinkLane;
use crate::faults::Halt;
use crate::remotes::Remotes;
use books::Books;
use count::Count;
use reading::Ended;
use sillon_core::collection::{List, Page};
use sillon_core::id::AccountId;
use sillon_core::job::{Job, SyncParams};
use sillon_core::progress::{Phase, Progress};
use sillon_core::receipt::{Entry, Receipt};
use sillon_core::sync::known::Known;
use sillon_core::sync::readings::{Baseline, Next, Readings};
use sillon_store::{Counts, Store, StoreError};
use source::Source;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

/// How long the end of a run waits for the links beside it, while they are coming in.
const GRACE_FOR_LINKS: Duration = Duration::from_millis(400);

pub(crate) use task::{SyncTask, Tools, WantlistTask};

/// A run in the making: what it is told, and what it has learnt so far.
pub(crate) struct SyncRun {
    job: Job,
    params: SyncParams,
    books: Books,
    store: Store,
    remotes: Arc<Remotes>,
    board: Board,
    lane: LinkLane,
    cancel: CancellationToken,
    known: Known,
    before: Counts,
    count: Count,
    entries: Vec<Entry>,
    listing_whole: bool,
    /// New albums that the limit left for another run.
    put_off: u64,
    /// What the last run left to go by, until this one leaves something.
    baseline: Option<Baseline>,
    calls_before: (u64, u64),
}

impl SyncRun {
    pub(crate) fn new(
        job: Job,
        list: List,
        params: SyncParams,
        with: Tools,
        board: Board,
        cancel: CancellationToken,
    ) -> Self {
        let Tools { store, remotes, lane } = with;
        let calls_before = (remotes.discogs_calls(), remotes.spotify_gate.calls());
        let (known, count) = (Known::default(), Count::new(params.limit));
        let before = Counts { albums: 0, copies: 0 };
        let (entries, listing_whole) = (Vec::new(), false);
        let books = Books { list, account: job.account_id, job: job.id.clone(), store: store.clone() };
        Self {
            job,
            params,
            books,
            store,
            remotes,
            board,
            lane,
            cancel,
            known,
            before,
            count,
            entries,
            listing_whole,
            put_off: 0,
            baseline: None,
            calls_before,
        }
    }

    /// Works until the listing is accounted for, the limit is reached, or somebody says stop.
    pub(crate) async fn work(&mut self) -> Result<(), Halt> {
        self.board.change(|progress| progress.phase = Phase::Identity);
        // Whatever was there is summed up before the first row is written: beside the first page's call, not beside the question of
        // what is known, which that call waits for.
        let (account, store, now) = (self.account(), self.store.clone(), self.remotes.clock().now());
        let job = self.job.id.clone();
        let (calling, called) = oneshot::channel();
        let prove = async {
            let _called_or_failed = called.await;
            store.begin_proof(account, &job, now).await
        };
        let (begun, proof) = tokio::join!(self.begin(calling), prove);
        let (mut source, first) = begun?;
        proof?;
        self.read_enough(&mut source, first).await?;
        if let Some(baseline) = &mut self.baseline {
            baseline.with_token = source.token.is_some();
        }
        self.board.change(|progress| progress.phase = Phase::Finishing);
        if self.list() == List::Collection {
            self.lane.settle(GRACE_FOR_LINKS).await;
        }
        self.show();
        Ok(())
    }

    /// Reads the listing until reading it again would bring nothing more.
    async fn read_enough(&mut self, source: &mut Source, mut first: Page) -> Result<(), Halt> {
        let now = self.remotes.clock().now();
        // What a token shows, a run without one did not see: the first run with one reads the whole listing.
        let baseline = self.baseline.take().filter(|baseline| baseline.with_token || source.token.is_none());
        let mut readings = Readings::new(&self.known, baseline, self.params.full, now, &first);
        loop {
            match self.read(source, &mut readings, first).await? {
                Ended::Limit => return Ok(()),
                Ended::AccountedFor => {
                    self.count.settle(self.known.accounted());
                    self.baseline = Some(readings.baseline_after_stop(&self.known, self.remotes.clock().now()));
                    return Ok(());
                }
                Ended::End => match readings.finish() {
                    Next::Again => {
                        tracing::debug!(reading = readings.number(), "the listing is read again");
                        first = self.first_page(source).await?;
                        readings.begin_again(&self.known, &first);
                    }
                    next => return self.conclude(&readings, next).await,
                },
            }
        }
    }

    /// Who is asked, what is known, and the first page; nothing is written that counts.
    async fn begin(&mut self, calling: oneshot::Sender<()>) -> Result<(Source, Page), Halt> {
        self.wait_out_pause().await?;
        let mut source = self.find_source().await?;
        let (known, checked_in) = self.load_known().await?;
        self.known = known;
        let phase = match self.list() {
            List::Collection => Phase::Collection,
            List::Wantlist => Phase::Wantlist,
        };
        self.board.change(|progress| progress.phase = phase);
        drop(calling);
        let first = self.first_page(&mut source).await?;
        self.keep_owner(&source).await?;
        let (items, known, millis) = (first.items, self.known.albums.len(), checked_in.as_secs_f64() * 1000.0);
        match self.list() {
            List::Collection => {
                tracing::info!("Discogs Optimisé : {items} albums dans la collection");
                tracing::info!("Discogs : Check rapide : {known} connus en {millis:.1} ms");
            }
            List::Wantlist => tracing::info!("Discogs : {items} envies, {known} connues en {millis:.1} ms"),
        }
        Ok((source, first))
    }

    /// «Check rapide»: what is known, asked once and held as sets; and what an earlier attempt of this job added.
    async fn load_known(&mut self) -> Result<(Known, Duration), StoreError> {
        let began = Instant::now();
        let known = self.books.known().await?;
        let took = began.elapsed();
        self.baseline = self.books.baseline(&known, self.remotes.clock().now()).await?;
        self.before = self.books.counts().await?;
        if self.job.attempts > 1 {
            let added = self.books.list_added().await?;
            self.before = self.before.before(&added);
            added.iter().for_each(|copy| self.count.resume(copy));
        }
        Ok((known, took))
    }

    fn account(&self) -> AccountId {
        self.job.account_id
    }

    fn list(&self) -> List {
        self.books.list
    }

    /// Puts the counts on the board.
    fn show(&self) {
        let calls = self.calls();
        self.board.change(|progress| {
            self.count.show(progress);
            (progress.api_calls.discogs, progress.api_calls.spotify) = calls;
        });
    }

    fn calls(&self) -> (u32, u32) {
        let since = |now: u64, before: u64| u32::try_from(now.saturating_sub(before)).unwrap_or(u32::MAX);
        let (discogs, spotify) = self.calls_before;
        (since(self.remotes.discogs_calls(), discogs), since(self.remotes.spotify_gate.calls(), spotify))
    }

    /// Keeps what this run leaves for the next to go by. Where that fails, the next reads the whole listing.
    async fn keep_baseline(&self) {
        let Some(baseline) = self.baseline.filter(|_| !self.params.dry_run) else { return };
        if let Err(error) = self.books.keep_baseline(&baseline, self.remotes.clock().now()).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "what is known of the listing was not kept");
        }
    }

    /// The run's receipt and the ledger's entries that are written with it.
    pub(crate) async fn receipt(&mut self, mut last: Progress) -> (Receipt, Vec<Entry>) {
        (last.api_calls.discogs, last.api_calls.spotify) = self.calls();
        let after = self.books.counts().await.unwrap_or(Counts { ..self.before });
        let absent = self.entries.iter().filter(|entry| matches!(entry, Entry::Absent { .. })).count() as u64;
        let receipt = Receipt {
            albums_before: self.before.albums,
            albums_after: after.albums,
            copies_before: self.before.copies,
            copies_after: after.copies,
            listing_whole: self.listing_whole,
            absent: if self.listing_whole { absent } else { self.known.absent.len() as u64 },
            drifted: self.count.drifted(),
            refused: self.count.refused(),
            ..Receipt::blank(self.job.id.clone(), self.books.list, self.params, last)
        };
        let mut entries = std::mem::take(&mut self.entries);
        entries.extend(self.count.unreadable().entries());
        (receipt, entries)
    }
}
