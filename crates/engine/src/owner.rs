//! Whose collection it is: the account at Discogs that it was read from is kept, and another one is asked about before its
//! first row is added.
//!
//! A request is answered before any call is made. So it is refused at once where a token's owner is known (asked when it was
//! given, or by an earlier run); else the run asks and ends before its first row, and the next request is refused at once.
//! A confirmation is a setting: it names the user whose list may be added, counts for the request that gave it, and is taken
//! away by the next. After a confirmed run the new account is the kept one; the collection then holds both people's records.

use crate::engine::{Engine, StartError};
use crate::remotes::Remotes;
use sillon_core::id::AccountId;
use sillon_core::sync::owner::Owner;
use sillon_store::StoreError;

/// The account that was read, as JSON.
const OWNER: &str = "discogs.account";
/// The user name that the last request confirmed.
const CONFIRMED: &str = "discogs.confirmed";

impl Remotes {
    /// The account that was read so far; of a database that kept none yet, the one whose token was last in use.
    async fn owner(&self, account: AccountId) -> Result<Option<Owner>, StoreError> {
        let kept = self.store().setting(account, OWNER).await?;
        match kept.and_then(|kept| serde_json::from_str(&kept).ok()) {
            Some(owner) => Ok(Some(owner)),
            None => Ok(self.last_identity(account).await?.map(|(_, owner)| owner)),
        }
    }

    /// Whom the next run would read, as far as that is known without a call.
    async fn next_owner(&self, account: AccountId) -> Result<Option<Owner>, StoreError> {
        if let Some(username) = self.username() {
            return Ok(Some(Owner { id: None, username: username.to_owned() }));
        }
        match self.credential(account).await? {
            Some(credential) => self.identity(account, &credential.token).await,
            None => Ok(None),
        }
    }

    /// The account so far, when it is another than this one and there are rows of it.
    pub(crate) async fn other_than(&self, account: AccountId, new: &Owner) -> Result<Option<Owner>, StoreError> {
        let kept = self.owner(account).await?.filter(|kept| !kept.is_same(new));
        let is_empty = match kept {
            Some(_) => {
                let (copies, wants) = (self.store().counts(account).await?, self.store().count_wants(account).await?);
                copies.copies == 0 && wants.copies == 0
            }
            None => true,
        };
        Ok(kept.filter(|_| !is_empty))
    }

    /// Whether the last request confirmed this account.
    pub(crate) async fn is_confirmed(&self, account: AccountId, new: &Owner) -> Result<bool, StoreError> {
        Ok(self.store().setting(account, CONFIRMED).await?.is_some_and(|username| new.is_named(&username)))
    }

    /// Keeps the account that is read.
    pub(crate) async fn keep_owner(&self, account: AccountId, owner: &Owner) -> Result<(), StoreError> {
        let kept = self.owner(account).await?;
        let owner = owner.clone().or_id_of(kept.as_ref());
        let stored = self.store().setting(account, OWNER).await?;
        let Ok(text) = serde_json::to_string(&owner) else { return Ok(()) };
        if stored.as_deref() == Some(text.as_str()) {
            return Ok(());
        }
        self.store().set_setting(account, OWNER, Some(&text), self.clock().now()).await
    }

    /// Before another token's owner is remembered: keeps whose collection it was, in a database that kept none yet.
    pub(crate) async fn keep_owner_so_far(&self, account: AccountId) -> Result<(), StoreError> {
        if self.store().setting(account, OWNER).await?.is_some() {
            return Ok(());
        }
        match self.last_identity(account).await? {
            Some((_, owner)) if self.store().counts(account).await?.copies > 0 => {
                self.keep_owner(account, &owner).await
            }
            _ => Ok(()),
        }
    }
}

impl Engine {
    /// The user names of the account so far and of the other one that the next sync would read; `None` where they are one
    /// person, or it is not known yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account_question(&self) -> Result<Option<(String, String)>, StoreError> {
        let Some(new) = self.remotes().next_owner(self.account()).await? else { return Ok(None) };
        let kept = self.remotes().other_than(self.account(), &new).await?;
        Ok(kept.map(|kept| (kept.username, new.username)))
    }

    /// Notes what a request confirms, and refuses it where another account is known to be read without that.
    pub(crate) async fn check_account(&self, confirm: Option<&str>) -> Result<(), StartError> {
        let confirm = confirm.map(str::trim);
        if self.store().setting(self.account(), CONFIRMED).await?.as_deref() != confirm {
            self.store().set_setting(self.account(), CONFIRMED, confirm, self.now()).await?;
        }
        match self.account_question().await? {
            Some((kept, new)) if !confirm.is_some_and(|name| name.eq_ignore_ascii_case(&new)) => {
                Err(StartError::OtherAccount { kept, new })
            }
            _ => Ok(()),
        }
    }
}
