//! Whose list is read, and with what.

use super::SyncRun;
use crate::faults::{Halt, discogs_fault};
use crate::remotes::Remotes;
use secrecy::SecretString;
use sillon_clients::ClientError;
use sillon_clients::discogs::Discogs;
use sillon_core::collection::{List, Page, default_fields};
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::id::AccountId;
use sillon_store::Store;
use std::sync::Arc;

/// Somebody's lists at Discogs and the way to them.
pub(super) struct Source {
    pub(super) client: Discogs,
    pub(super) username: String,
    pub(super) token: Option<SecretString>,
    /// The name was remembered, not asked for in this run: the user may have another by now.
    remembered: bool,
}

impl SyncRun {
    /// The settings' user name, else the token's owner: remembered from an earlier run, else asked for.
    pub(super) async fn find_source(&self) -> Result<Source, Halt> {
        let token = self.remotes.credential(self.account()).await?.map(|credential| credential.token);
        let client = self.remotes.discogs(token.clone());
        if let Some(username) = self.remotes.username() {
            return Ok(Source { client, username: username.to_owned(), token, remembered: false });
        }
        let Some(token) = token else {
            return Err(Halt::Failed(Fault::new(FaultCode::NotConfigured, "")));
        };
        if let Some(username) = self.remotes.identity(self.account(), &token).await? {
            return Ok(Source { client, username, token: Some(token), remembered: true });
        }
        let username = self.ask_identity(&client, &token).await?;
        Ok(Source { client, username, token: Some(token), remembered: false })
    }

    async fn ask_identity(&self, client: &Discogs, token: &SecretString) -> Result<String, Halt> {
        let asked = self.unless_stopped(client.fetch_identity()).await?;
        let identity = asked.map_err(|error| match error {
            // No collection was asked for yet: only the token can be meant.
            ClientError::Forbidden { .. } => self.fault(&ClientError::Unauthorized, true),
            error => self.fault(&error, true),
        })?;
        self.remotes.keep_identity(self.account(), token, &identity.username).await?;
        Ok(identity.username)
    }

    /// The first page of the listing. A remembered user name that Discogs no longer knows is asked for again, once.
    pub(super) async fn first_page(&self, source: &mut Source) -> Result<Page, Halt> {
        let asked = self.unless_stopped(source.client.fetch_page(self.list(), &source.username, 1)).await?;
        match (asked, &source.token) {
            (Err(ClientError::NotFound), Some(token)) if source.remembered => {
                source.username = self.ask_identity(&source.client, token).await?;
                source.remembered = false;
                let again = self.unless_stopped(source.client.fetch_page(self.list(), &source.username, 1)).await?;
                again.map_err(|error| self.fault(&error, true))
            }
            (asked, token) => asked.map_err(|error| self.fault(&error, token.is_some())),
        }
        .inspect(|_| self.remotes.discogs_health.set(true))
    }

    /// What a person is told of a failed call.
    pub(super) fn fault(&self, error: &ClientError, with_token: bool) -> Halt {
        let mut fault = discogs_fault(error, with_token);
        if (self.list(), fault.code) == (List::Wantlist, FaultCode::CollectionPrivate) {
            fault.code = FaultCode::WantlistPrivate;
        }
        self.remotes.discogs_health.set(fault.code != FaultCode::DiscogsUnavailable);
        Halt::Failed(fault)
    }

    /// Waits for a call, but not for one that nobody wants any more.
    pub(super) async fn unless_stopped<T>(&self, call: impl Future<Output = T>) -> Result<T, Halt> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Halt::Stopped),
            answer = call => Ok(answer),
        }
    }
}

/// Fetches and keeps the names of folders and fields. Only their owner may see them; a collection without them is
/// shown with the names that every collection starts with.
pub(super) async fn keep_directory(
    account: AccountId,
    client: Discogs,
    username: String,
    store: Store,
    remotes: Arc<Remotes>,
) {
    let (folders, fields) = tokio::join!(client.fetch_folders(&username), client.fetch_fields(&username));
    let folders = folders.unwrap_or_else(|error| {
        tracing::debug!(%error, "the folders' names are not to be had");
        Vec::new()
    });
    let fields = fields.unwrap_or_else(|error| {
        tracing::debug!(%error, "the fields' names are not to be had");
        default_fields()
    });
    if let Err(error) = store.add_directory(account, &folders, &fields, remotes.clock().now()).await {
        tracing::warn!(error = &error as &dyn std::error::Error, "the names of folders and fields were not kept");
    }
}
