//! What the collection would fetch: asked of Discogs once a day at most, and never waited for.

use crate::engine::Engine;
use crate::remotes::Remotes;
use sillon_clients::ClientError;
use sillon_core::id::AccountId;
use sillon_core::sync::owner::Owner;
use sillon_core::valuation::{Valuation, Worth, day_of};
use sillon_store::{Store, StoreError};
use std::sync::Arc;
use tokio::sync::Mutex;

/// When Discogs was last asked in vain, and why: `<milliseconds> <reason>`.
const REFUSED: &str = "discogs.worth.refused";
/// Not asked again for so long after that, in milliseconds.
const PAUSE: i64 = 3_600_000;

/// How it stands with today's figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appraisal {
    /// Kept already.
    Known,
    /// Being asked for; the next look may find it.
    Asked,
    /// Asked in vain less than an hour ago.
    Refused,
    /// There is no token: Discogs tells the owner alone.
    NoToken,
}

/// One question at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Appraiser(Arc<Mutex<()>>);

impl Engine {
    /// Sees to it that today's figure is asked for, if it is not known, and returns at once. Days are UTC.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn appraise(&self) -> Result<Appraisal, StoreError> {
        let Some(credential) = self.remotes().credential(self.account()).await? else { return Ok(Appraisal::NoToken) };
        let (today, now) = (day_of(self.now()), self.now());
        let known = self.store().reader().list_valuations(self.account()).await?;
        if known.last().is_some_and(|last| last.day >= today) {
            return Ok(Appraisal::Known);
        }
        let refused = self.store().setting(self.account(), REFUSED).await?;
        let refused_at = refused.and_then(|refused| refused.split(' ').next()?.parse::<i64>().ok());
        if refused_at.is_some_and(|at| (0..PAUSE).contains(&(now - at))) {
            return Ok(Appraisal::Refused);
        }
        if let Ok(turn) = self.appraiser().0.clone().try_lock_owned() {
            let (store, remotes, account) = (self.store().clone(), self.remotes_handle(), self.account());
            let shutdown = self.shutdown().clone();
            self.tasks().spawn(async move {
                tokio::select! {
                    () = shutdown.cancelled() => {}
                    () = ask(&store, &remotes, account, credential.token) => {}
                }
                drop(turn);
            });
        }
        Ok(Appraisal::Asked)
    }

    /// The same, for a schedule: only where somebody looked at the statistics once.
    pub(crate) async fn appraise_again(&self) -> Result<(), StoreError> {
        if !self.store().reader().list_valuations(self.account()).await?.is_empty() {
            self.appraise().await?;
        }
        Ok(())
    }

    /// Waits until nothing is being asked.
    pub async fn appraised(&self) {
        drop(self.appraiser().0.lock().await);
    }
}

/// Asks and keeps the answer. That it was in vain is noted, and quiet: a figure a day later is as good.
async fn ask(store: &Store, remotes: &Remotes, account: AccountId, token: secrecy::SecretString) {
    let now = remotes.clock().now();
    let kept = match fetch(remotes, account, token).await {
        Ok(Ok(worth)) => store.add_valuation(account, &Valuation { day: day_of(now), worth }).await,
        Ok(Err(error)) => {
            tracing::debug!(%error, "Discogs does not say what the collection would fetch");
            store.set_setting(account, REFUSED, Some(&format!("{now} {error}")), now).await
        }
        Err(error) => Err(error),
    };
    if let Err(error) = kept {
        tracing::warn!(error = &error as &dyn std::error::Error, "what the collection would fetch was not kept");
    }
}

async fn fetch(
    remotes: &Remotes,
    account: AccountId,
    token: secrecy::SecretString,
) -> Result<Result<Worth, ClientError>, StoreError> {
    let client = remotes.discogs(Some(token.clone()));
    let username = match (remotes.username(), remotes.identity(account, &token).await?) {
        (Some(username), _) => username.to_owned(),
        (None, Some(owner)) => owner.username,
        (None, None) => match client.fetch_identity().await {
            Ok(identity) => {
                let owner = Owner { id: identity.id, username: identity.username };
                remotes.keep_identity(account, &token, &owner).await?;
                owner.username
            }
            Err(error) => return Ok(Err(error)),
        },
    };
    Ok(client.fetch_worth(&username).await)
}
