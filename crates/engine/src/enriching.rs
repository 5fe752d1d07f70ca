//! The engine's door to enrichment: runs, and what a person says of what they brought.

use crate::connecting::{ConnectError, connect_error};
use crate::engine::{Engine, StartError};
use sillon_core::enrich::draft::Draft;
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::{JobId, ReleaseId};
use sillon_core::job::{EnrichParams, JobKind};
use sillon_core::progress::{Progress, Service};
use sillon_store::StoreError;
use tokio::sync::watch;

impl Engine {
    /// Asks for an enrichment; the answer is here before any call is made.
    ///
    /// # Errors
    /// [`StartError::Running`] names the job that is active; [`StartError::NotConfigured`] when there is nobody to ask.
    pub async fn start_enrichment(&self, params: EnrichParams) -> Result<JobId, StartError> {
        if !self.knows_whom_to_ask().await? && self.remotes().spotify.is_none() && self.remotes().ai.is_none() {
            return Err(StartError::NotConfigured);
        }
        // Before the run can begin, let alone end.
        let asked = self.drafts().ask(params.chosen_for(Facet::Descriptions));
        let started = self.enqueue(params, self.enrichments()).await;
        if started.is_err() {
            self.drafts().end(&asked, None);
        }
        started
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
        self.store().retry_failed(facet, None, self.now()).await
    }

    /// Puts a person's description in the place of the shown one, locked against every model.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn edit_text(&self, release: ReleaseId, body: &str, language: &str) -> Result<(), StoreError> {
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
        self.store().add_text(self.account(), &text).await.map(drop)
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
