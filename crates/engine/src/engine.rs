//! The door of the engine.

use crate::access::Uses;
use crate::backups::Backups;
use crate::board::Board;
use crate::checkpoints;
use crate::config::EngineConfig;
use crate::drafts::Drafts;
use crate::enrich::{EnrichTask, LinkLane};
use crate::import::{ImportTask, Staging};
use crate::remotes::Remotes;
use crate::runner::{self, Runner};
use crate::sync::{SyncTask, Tools, WantlistTask};
use crate::worth::Appraiser;
use sillon_core::id::{AccountId, JobId};
use sillon_core::job::{JobKind, JobParams};
use sillon_store::{Enqueued, Store, StoreError};
use std::sync::Arc;
use tokio::sync::{Mutex, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Starts work and watches it. Cheap to clone; all clones are one engine.
#[derive(Clone)]
pub struct Engine {
    account: AccountId,
    store: Store,
    remotes: Arc<Remotes>,
    lane: LinkLane,
    drafts: Drafts,
    syncs: Arc<Runner<SyncTask>>,
    wantlists: Arc<Runner<WantlistTask>>,
    appraiser: Appraiser,
    enrichments: Arc<Runner<EnrichTask>>,
    imports: Arc<Runner<ImportTask>>,
    staging: Staging,
    backups: Backups,
    uses: Uses,
    /// Held while an album is added by hand: a double press arrives before the first is done.
    adding: Arc<Mutex<()>>,
    tasks: TaskTracker,
    shutdown: CancellationToken,
}

/// Why a job was not started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// One is active: this one.
    #[error("one is running already")]
    Running(JobId),
    /// Another kind of job is active that would add the same copies: this one.
    #[error("another job is at work on the collection")]
    Busy(JobId),
    /// There is nobody to ask.
    #[error("nothing is configured")]
    NotConfigured,
    /// The collection was read from another account at Discogs, and nobody confirmed.
    #[error("the collection is of {kept}; the token belongs to {new}")]
    OtherAccount {
        /// The user name so far.
        kept: String,
        /// The user name that would be read now.
        new: String,
    },
    /// The database could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Engine {
    /// Opens the engine over a store without working: it answers questions and takes requests, for another process.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open(store: Store, config: EngineConfig) -> Result<Self, StoreError> {
        let account = AccountId::FIRST;
        let lease = config.lease;
        let pictures = config.pictures.clone();
        let staging = Staging::new(config.imports.clone());
        let backups = Backups::new(store.clone(), config.backups.clone());
        let remotes = Arc::new(Remotes::new(store.clone(), config));
        let (sync, wantlist, enrichment, import) = (Board::new(), Board::new(), Board::new(), Board::new());
        let boards = [
            (&sync, JobKind::Sync),
            (&wantlist, JobKind::Wantlist),
            (&enrichment, JobKind::Enrich),
            (&import, JobKind::Import),
        ];
        for (board, kind) in boards {
            if let Some(job) = store.reader().last_job(account, kind).await? {
                board.put(job.progress);
            }
        }
        let lane = LinkLane::new();
        let with = Tools { store: store.clone(), remotes: remotes.clone(), lane: lane.clone() };
        let task = WantlistTask { with: with.clone() };
        let wantlists = Runner::new(task, account, store.clone(), remotes.clone(), wantlist, lease);
        let wantlists = Arc::new(wantlists);
        let task = SyncTask { with, wantlist: wantlists.clone() };
        let syncs = Runner::new(task, account, store.clone(), remotes.clone(), sync.clone(), lease);
        let drafts = Drafts::default();
        let task =
            EnrichTask { store: store.clone(), remotes: remotes.clone(), pictures, drafts: drafts.clone(), sync };
        let enrichments = Runner::new(task, account, store.clone(), remotes.clone(), enrichment, lease);
        let task = ImportTask {
            store: store.clone(),
            remotes: remotes.clone(),
            staging: staging.clone(),
            backups: backups.clone(),
        };
        let imports = Arc::new(Runner::new(task, account, store.clone(), remotes.clone(), import, lease));
        let (syncs, enrichments) = (Arc::new(syncs), Arc::new(enrichments));
        let (appraiser, tasks, shutdown) = (Appraiser::default(), TaskTracker::new(), CancellationToken::new());
        Ok(Self {
            account,
            store,
            remotes,
            lane,
            drafts,
            syncs,
            wantlists,
            appraiser,
            enrichments,
            imports,
            staging,
            backups,
            uses: Uses::default(),
            adding: Arc::default(),
            tasks,
            shutdown,
        })
    }

    /// Opens the engine and lets it work until `shutdown`; a job that an earlier process left is taken up at once.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn start(store: Store, config: EngineConfig, shutdown: CancellationToken) -> Result<Self, StoreError> {
        let mut engine = Self::open(store, config).await?;
        engine.store.free_left_claims(engine.remotes.clock().now()).await?;
        engine.shutdown = shutdown.clone();
        let Self { account, store, remotes, lane, syncs, wantlists, enrichments, imports, tasks, .. } = &engine;
        tasks.spawn(checkpoints::keep(store.clone(), shutdown.clone()));
        lane.start(*account, store.clone(), remotes.clone(), shutdown.clone(), tasks);
        tasks.spawn(runner::run(syncs.clone(), shutdown.clone()));
        tasks.spawn(runner::run(wantlists.clone(), shutdown.clone()));
        tasks.spawn(runner::run(enrichments.clone(), shutdown.clone()));
        tasks.spawn(runner::run(imports.clone(), shutdown));
        Ok(engine)
    }

    /// Waits until everything has stopped after the shutdown: the job in hand is given back for the next start.
    pub async fn stopped(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    pub(crate) async fn enqueue<T: runner::Task>(
        &self,
        params: impl Into<JobParams>,
        runner: &Runner<T>,
    ) -> Result<JobId, StartError> {
        match runner.enqueue(params.into()).await? {
            (_, Enqueued::Active(active)) => Err(StartError::Running(active)),
            (id, Enqueued::New) => Ok(id),
        }
    }

    pub(crate) fn account(&self) -> AccountId {
        self.account
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn remotes(&self) -> &Remotes {
        &self.remotes
    }

    pub(crate) fn remotes_handle(&self) -> Arc<Remotes> {
        self.remotes.clone()
    }

    pub(crate) fn shutdown(&self) -> &CancellationToken {
        &self.shutdown
    }

    pub(crate) fn tasks(&self) -> &TaskTracker {
        &self.tasks
    }

    pub(crate) fn syncs(&self) -> &Runner<SyncTask> {
        &self.syncs
    }

    pub(crate) fn wantlists(&self) -> &Runner<WantlistTask> {
        &self.wantlists
    }

    pub(crate) fn appraiser(&self) -> &Appraiser {
        &self.appraiser
    }

    pub(crate) fn imports(&self) -> &Runner<ImportTask> {
        &self.imports
    }

    pub(crate) fn staging(&self) -> &Staging {
        &self.staging
    }

    pub(crate) fn backups(&self) -> &Backups {
        &self.backups
    }

    /// What the boards show was before a backup took the database's place.
    pub(crate) async fn follow_anew(&self) -> Result<(), StoreError> {
        self.syncs.follow_anew().await?;
        self.wantlists.follow_anew().await?;
        self.enrichments.follow_anew().await?;
        self.imports.follow_anew().await
    }

    pub(crate) fn adding(&self) -> &Mutex<()> {
        &self.adding
    }

    pub(crate) fn uses(&self) -> &Uses {
        &self.uses
    }

    pub(crate) fn enrichments(&self) -> &Runner<EnrichTask> {
        &self.enrichments
    }

    pub(crate) fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    pub(crate) fn now(&self) -> i64 {
        self.remotes.clock().now()
    }

    /// How many Spotify links are still being asked for; 0 when the lane is at rest.
    pub fn watch_links(&self) -> watch::Receiver<u64> {
        self.lane.watch()
    }
}
