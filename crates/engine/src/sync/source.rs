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
use sillon_core::sync::owner::Owner;
use sillon_store::Store;
use std::sync::Arc;

/// Somebody's lists at Discogs and the way to them.
pub(super) struct Source {
    pub(super) client: Discogs,
    pub(super) username: String,
    /// Whose account it is, as far as it is known.
    pub(super) owner: Owner,
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
            let owner = Owner { id: None, username: username.to_owned() };
            self.check_owner(&owner).await?;
            return Ok(Source { client, username: username.to_owned(), owner, token, remembered: false });
        }
        let Some(token) = token else {
            return Err(Halt::Failed(Fault::new(FaultCode::NotConfigured, "")));
        };
        if let Some(owner) = self.remotes.identity(self.account(), &token).await? {
            self.check_owner(&owner).await?;
            return Ok(Source {
                client,
                username: owner.username.clone(),
                owner,
                token: Some(token),
                remembered: true,
            });
        }
        let owner = self.ask_identity(&client, &token).await?;
        Ok(Source { client, username: owner.username.clone(), owner, token: Some(token), remembered: false })
    }

    /// Ends the run before its first row where the collection is another account's and nobody confirmed.
    async fn check_owner(&self, owner: &Owner) -> Result<(), Halt> {
        let Some(kept) = self.remotes.other_than(self.account(), owner).await? else { return Ok(()) };
        if self.remotes.is_confirmed(self.account(), owner).await? {
            return Ok(());
        }
        Err(Halt::Failed(Fault::other_account(&kept.username, &owner.username)))
    }

    /// Keeps whose collection this is, now that its first page was read.
    pub(super) async fn keep_owner(&self, source: &Source) -> Result<(), Halt> {
        if !self.params.dry_run {
            self.remotes.keep_owner(self.account(), &source.owner).await?;
        }
        Ok(())
    }

    async fn ask_identity(&self, client: &Discogs, token: &SecretString) -> Result<Owner, Halt> {
        let asked = self.call(|| client.fetch_identity()).await?;
        let identity = asked.map_err(|error| match error {
            // No collection was asked for yet: only the token can be meant.
            ClientError::Forbidden { .. } => self.fault(&ClientError::Unauthorized, true),
            error => self.fault(&error, true),
        })?;
        let owner = Owner { id: identity.id, username: identity.username };
        self.remotes.keep_identity(self.account(), token, &owner).await?;
        self.check_owner(&owner).await?;
        Ok(owner)
    }

    /// The first page of the listing. A remembered user name that Discogs no longer knows is asked for again, once.
    pub(super) async fn first_page(&self, source: &mut Source) -> Result<Page, Halt> {
        let asked = self.call(|| source.client.fetch_page(self.list(), &source.username, 1)).await?;
        match (asked, &source.token) {
            (Err(ClientError::NotFound), Some(token)) if source.remembered => {
                source.owner = self.ask_identity(&source.client, token).await?;
                source.username.clone_from(&source.owner.username);
                source.remembered = false;
                let again = self.call(|| source.client.fetch_page(self.list(), &source.username, 1)).await?;
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
