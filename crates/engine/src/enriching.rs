//! The engine's door to enrichment: runs, and what a person says of what they brought.

use crate::connecting::{ConnectError, connect_error};
use crate::editing::EditError;
use crate::engine::{Engine, StartError};
use crate::enrich::note_premium_required;
use sillon_core::edit::{Reason, Refusal};
use sillon_core::enrich::draft::Draft;
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::{JobId, ReleaseId};
use sillon_core::job::{EnrichParams, EnrichRequests, JobKind, JobParams};
use sillon_core::limits::{MOST_TEXT, is_too_long};
use sillon_core::progress::{Progress, Service};
use sillon_store::{Enqueued, Revised, StoreError};
use std::time::Duration;
use tokio::sync::watch;

/// How a request for an enrichment was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Enriching {
    /// It begins at once.
    Started(JobId),
    /// It begins when the job of this kind ends that is changing the collection.
    Waiting(JobId, JobKind),
    /// The enrichment that is at work does it too.
    Widened(JobId),
}

/// What a request would add to the enrichment at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widening {
    /// Whether a request for everything would.
    pub all: bool,
    /// The facets of which a request would.
    pub facets: Vec<Facet>,
}

impl Enriching {
    /// The job that does it.
    pub fn job(&self) -> &JobId {
        match self {
            Self::Started(job) | Self::Waiting(job, _) | Self::Widened(job) => job,
        }
    }
}

/// How often, and how many times, the end of a job is looked for that takes nothing more.
const LOOK: Duration = Duration::from_millis(20);
const MOST_LOOKS: u32 = 150;

impl Engine {
    /// Asks for an enrichment; the answer is here before any call is made. One that is at work takes in what it would not do
    /// by itself.
    ///
    /// # Errors
    /// [`StartError::Running`] names the job that does all of this already; [`StartError::NotConfigured`] when there is nobody
    /// to ask.
    pub async fn start_enrichment(&self, params: EnrichParams) -> Result<Enriching, StartError> {
        self.ask_for_enrichment(params, false).await
    }

    /// Makes everything of a facet that failed due again, and asks for it.
    ///
    /// # Errors
    /// As [`Engine::start_enrichment`]; nothing that failed is no error.
    pub async fn retry_enrichment(&self, facet: Facet) -> Result<Enriching, StartError> {
        let due = self.retry_failed(facet).await?;
        self.ask_for_enrichment(EnrichParams { only: vec![facet], ..EnrichParams::default() }, due > 0).await
    }

    /// `is_new`: something became missing after the plan was made.
    async fn ask_for_enrichment(&self, params: EnrichParams, is_new: bool) -> Result<Enriching, StartError> {
        if !self.knows_whom_to_ask().await? && self.remotes().spotify.is_none() && self.remotes().ai.is_none() {
            return Err(StartError::NotConfigured);
        }
        // Before the run can begin, let alone end.
        let asked = self.drafts().ask(params.chosen_for(Facet::Descriptions));
        let taken = self.take_enrichment(params, is_new).await;
        if taken.is_err() {
            self.drafts().end(&asked, None);
        }
        taken
    }

    /// A new job, or another request of the one at work. A job that is about to end takes nothing more: its end is waited for.
    async fn take_enrichment(&self, params: EnrichParams, is_new: bool) -> Result<Enriching, StartError> {
        let (reader, account) = (self.store().reader(), self.account());
        let mut ending = None;
        for _ in 0..MOST_LOOKS {
            let (id, enqueued) = self.enrichments().enqueue(params.clone().into()).await?;
            let waits_for = reader.collection_job(account).await?;
            let Enqueued::Active(active) = enqueued else {
                let waits_for = waits_for.filter(|_| !params.is_chosen());
                return Ok(waits_for.map_or(Enriching::Started(id.clone()), |kind| Enriching::Waiting(id, kind)));
            };
            let changed_at = match is_new || waits_for.is_some() {
                true => i64::MAX,
                false => reader.collection_changed_at(account).await?.unwrap_or(i64::MIN),
            };
            let add = |requests: &mut EnrichRequests| requests.add(params.clone(), changed_at);
            match self.store().revise_enrichment(&active, None, add).await? {
                Revised::Changed(_) => return Ok(Enriching::Widened(active)),
                Revised::Unchanged(_) => return Err(StartError::Running(active)),
                Revised::Ended => ending = Some(active),
            }
            tokio::time::sleep(LOOK).await;
        }
        Err(ending.map_or(StartError::Store(StoreError::Conflict), StartError::Running))
    }

    /// What the enrichment at work would still take in: whether all, and which facets. All of it where none is at work.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn widening(&self) -> Result<Widening, StoreError> {
        let (reader, account) = (self.store().reader(), self.account());
        let job = reader.last_job(account, JobKind::Enrich).await?.filter(|job| job.state.is_active());
        let Some(JobParams::Enrich(requests)) = job.map(|job| job.params) else {
            return Ok(Widening { all: true, facets: Facet::ALL.into() });
        };
        let changed_at = match reader.collection_job(account).await? {
            Some(_) => i64::MAX,
            None => reader.collection_changed_at(account).await?.unwrap_or(i64::MIN),
        };
        let adds =
            |only: Vec<Facet>| requests.clone().add(EnrichParams { only, ..EnrichParams::default() }, changed_at);
        Ok(Widening {
            all: adds(Vec::new()),
            facets: Facet::ALL.into_iter().filter(|facet| adds(vec![*facet])).collect(),
        })
    }

    /// The description of an album that a person asked for, as far as it is written.
    pub fn draft(&self, release: ReleaseId) -> Draft {
        let draft = self.drafts().read(release);
        let is_left = draft.state.is_active() && !self.enrichment_progress().status.is_active();
        if is_left { Draft::default() } else { draft }
    }

    /// The present state first, then each change. Who goes away changes nothing of the work.
    pub fn watch_draft(&self, release: ReleaseId) -> watch::Receiver<Draft> {
        self.drafts().watch(release)
    }

    /// Asks the running enrichment to stop. What was kept stays.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn cancel_enrichment(&self) -> Result<Option<JobId>, StoreError> {
        let cancelled = self.store().request_cancel(self.account(), JobKind::Enrich).await?;
        self.enrichments().wake();
        Ok(cancelled)
    }

    /// The last or present enrichment.
    pub fn enrichment_progress(&self) -> Progress {
        self.enrichments().board().read()
    }

    /// The present state first, then each change.
    pub fn watch_enrichment(&self) -> watch::Receiver<Progress> {
        self.enrichments().board().watch()
    }

    /// Whether there is anybody to ask for a facet.
    pub fn provides(&self, facet: Facet) -> bool {
        self.remotes().provides(facet)
    }

    /// Asks the chat model's service for anything, for a check of the settings; `None` where it is not configured.
    pub async fn check_ai(&self) -> Option<Result<(), ConnectError>> {
        let answer = self.remotes().ai.as_ref()?.fetch_models().await;
        self.remotes().note_health(Service::Ai, answer.is_ok());
        Some(answer.map(drop).map_err(connect_error))
    }

    /// A person's word on an album's Spotify link: this address, or none of those offered.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn choose_link(&self, release: ReleaseId, url: Option<&str>) -> Result<(), StoreError> {
        self.store().choose(Facet::Links, Subject::Release(release), url, self.now()).await
    }

    /// Makes everything of a facet that failed due again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn retry_failed(&self, facet: Facet) -> Result<u64, StoreError> {
        if facet == Facet::Links {
            note_premium_required(self.store(), self.account(), self.remotes(), false).await?;
        }
        self.store().retry_failed(facet, None, self.now()).await
    }

    /// Puts a person's description in the place of the shown one, locked against every model.
    ///
    /// # Errors
    /// [`EditError::Refused`] for a text that is too long to be kept; else when the database cannot be written.
    pub async fn edit_text(&self, release: ReleaseId, body: &str, language: &str) -> Result<(), EditError> {
        if is_too_long(body) {
            let refusal = Refusal { field: "body".to_owned(), reason: Reason::TooLong(MOST_TEXT) };
            return Err(EditError::Refused(vec![refusal]));
        }
        let text = Text {
            id: uuid::Uuid::now_v7().to_string(),
            release_id: release,
            body: body.to_owned(),
            language: language.to_owned(),
            author: Author::Person,
            state: TextState::Shown,
            doubts: None,
            locked: true,
            written_at: self.now(),
        };
        self.drafts().forget(release);
        self.store().add_text(self.account(), &text).await?;
        Ok(())
    }

    /// Shows a text that was kept aside, or a former one, again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such text.
    pub async fn show_text(&self, release: ReleaseId, id: &str) -> Result<(), StoreError> {
        self.drafts().forget(release);
        self.store().show_text(self.account(), release, id, self.now()).await
    }

    /// Takes a text away; it is kept, and no model writes another by itself.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such text.
    pub async fn remove_text(&self, release: ReleaseId, id: &str) -> Result<(), StoreError> {
        self.drafts().forget(release);
        self.store().remove_text(self.account(), release, id, self.now()).await
    }

    /// Locks the shown description against every model, or unlocks it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when none is shown.
    pub async fn lock_text(&self, release: ReleaseId, locked: bool) -> Result<(), StoreError> {
        self.store().lock_text(self.account(), release, locked).await
    }

    /// Lets another description be written at the next run; the shown one becomes a former one then.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn ask_again(&self, facet: Facet, release: ReleaseId) -> Result<(), StoreError> {
        self.store().ask_again(facet, Subject::Release(release), self.now()).await
    }
}
