#![allow(clippy::unwrap_used)]
use super::*;
use crate::Clock;
use crate::config::{DiscogsConfig, EngineConfig};
use crate::pictures::PictureStore;
use crate::vault::Key;
use sillon_clients::http::HttpConfig;
use sillon_core::fault::FaultCode;
use sillon_core::job::{ImportParams, Starter};
use tempfile::TempDir;

const FOREVER: Duration = Duration::from_secs(600);

/// Does what the job's file is called.
struct Puppet {
    store: Store,
}

impl Task for Puppet {
    const KIND: JobKind = JobKind::Import;
    type Run = String;

    fn begin(&self, job: &Job, _owner: &str, _board: &Board, _cancel: CancellationToken) -> Option<String> {
        let JobParams::Import(params) = &job.params else { return None };
        assert_ne!(params.name, "panics at the beginning");
        Some(params.name.clone())
    }

    async fn work(run: &mut String) -> Result<(), Halt> {
        match run.as_str() {
            "panics" => panic!("as it was told"),
            "panics elsewhere" => {
                tokio::task::spawn_blocking(|| panic!("on another thread")).await.unwrap();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn gates(&self) -> Vec<(Service, Gate)> {
        Vec::new()
    }

    async fn end(&self, job: &Job, run: Option<String>, end: End<'_>) -> Progress {
        assert_ne!(run.as_deref(), Some("panics at the end"));
        self.store.finish_job(&job.id, end.owner, end.state, &end.last, end.at).await.unwrap();
        end.last
    }
}

struct Stage {
    runner: Arc<Runner<Puppet>>,
    shutdown: CancellationToken,
    working: tokio::task::JoinHandle<()>,
    _folder: TempDir,
}

impl Stage {
    async fn set(lease: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let store = Store::open(&format!("sqlite://{}", path("sillon.db").display())).await.unwrap();
        let config = EngineConfig {
            discogs: DiscogsConfig {
                url: "http://127.0.0.1:1".parse().unwrap(),
                token: None,
                username: None,
                per_window: 1,
                window: FOREVER,
            },
            spotify: None,
            ai: None,
            deezer_url: "http://127.0.0.1:1".parse().unwrap(),
            image_hosts: Vec::new(),
            imports: path("imports"),
            backups: (path("backups"), 1),
            pictures: PictureStore::open(path("images")).unwrap(),
            http: HttpConfig::default(),
            longest_window: FOREVER,
            key: Key::new([7; 32]),
            lease,
            clock: Clock::system(),
        };
        let remotes = Arc::new(Remotes::new(store.clone(), config));
        let puppet = Puppet { store: store.clone() };
        let runner = Arc::new(Runner::new(puppet, AccountId::FIRST, store, remotes, Board::new(), lease));
        let shutdown = CancellationToken::new();
        let working = tokio::spawn(run(runner.clone(), shutdown.clone()));
        Self { runner, shutdown, working, _folder: folder }
    }

    /// How a job of this name ends.
    async fn perform(&self, name: &str) -> Progress {
        let params = ImportParams { staged: String::new(), name: name.to_owned(), started_by: Starter::Api };
        let (id, enqueued) = self.runner.enqueue(JobParams::Import(params)).await.unwrap();
        assert_eq!(enqueued, Enqueued::New, "the one before is over");
        let mut watch = self.runner.board().watch();
        let over = |progress: &Progress| progress.job_id.as_ref() == Some(&id) && !progress.status.is_active();
        let last = watch.wait_for(over).await.unwrap().clone();
        let row = self.runner.store.reader().last_job(AccountId::FIRST, JobKind::Import).await.unwrap().unwrap();
        assert_eq!((row.id, row.progress), (id, last.clone()), "as it is told, so it is written");
        last
    }

    async fn strike(self) {
        self.shutdown.cancel();
        self.working.await.unwrap();
    }
}

#[tokio::test]
async fn work_that_panics_has_failed_and_the_next_job_is_done() {
    let stage = Stage::set(FOREVER).await;
    for (name, said) in [("panics", "as it was told"), ("panics elsewhere", "on another thread")] {
        let last = stage.perform(name).await;
        let fault = last.error.unwrap();
        assert_eq!((last.status, fault.code), (Status::Error, FaultCode::Internal));
        assert!(fault.detail.contains(said), "{fault:?}");
        assert_eq!(stage.perform("goes well").await.status, Status::Completed);
    }
    stage.strike().await;
}

/// A bug in the runner's own part of a job: it is tried again when its lease has run out, and given up after some times.
#[tokio::test]
async fn what_panics_around_the_work_does_not_end_the_runner() {
    let stage = Stage::set(Duration::from_millis(20)).await;
    let last = stage.perform("panics at the beginning").await;
    assert_eq!((last.status, last.error.unwrap().code), (Status::Error, FaultCode::Internal));
    assert_eq!(stage.perform("goes well").await.status, Status::Completed);
    stage.strike().await;
}
