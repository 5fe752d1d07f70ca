//! Tokens of the API: made, judged, revoked.
//!
//! A token is 256 random bits. Nobody can guess one or find it from its digest, so one SHA-256 is enough: a slow hash
//! guards secrets that people think up, and would only cost each call its time. It is looked up by the digest; how long
//! that takes tells of the digest, from which nothing leads back.

use crate::editing::EditError;
use crate::engine::Engine;
use crate::vault::Key;
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use sillon_core::access::{ApiToken, Scope};
use sillon_core::edit::{Reason, Refusal};
use sillon_core::id::AccountId;
use sillon_store::{Store, StoreError};
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

/// How every token begins, so that it is known for one wherever it turns up.
pub const TOKEN_PREFIX: &str = "sillon_";

/// The last use is written no more often than this, in milliseconds.
const BETWEEN_NOTES: i64 = 60_000;
/// Longer names would not stand in a line.
const LONGEST_NAME: usize = 80;

/// When each token's last use was noted, so that a busy one does not queue for the database with each call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Uses(Arc<Mutex<HashMap<String, i64>>>);

/// A token that was just made; this is the only time that it is seen.
#[derive(Debug)]
pub struct NewToken {
    /// What opens the API.
    pub token: SecretString,
    /// As it is listed.
    pub listed: ApiToken,
}

impl Engine {
    /// Makes a token.
    ///
    /// # Errors
    /// See [`EditError`]; a name that another token has is refused.
    pub async fn add_api_token(&self, name: &str, scope: Scope) -> Result<NewToken, EditError> {
        add(self.store(), self.account(), name, scope, self.now()).await
    }

    /// Forgets a token: it opens nothing from now on.
    ///
    /// # Errors
    /// See [`EditError`].
    pub async fn revoke_api_token(&self, id: &str) -> Result<(), EditError> {
        Ok(self.store().remove_api_token(self.account(), id).await?)
    }

    /// The token that this text is, if it is one. Its use is noted, beside the call.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn judge_api_token(&self, given: &str) -> Result<Option<ApiToken>, StoreError> {
        if !given.starts_with(TOKEN_PREFIX) {
            return Ok(None);
        }
        let found = self.store().reader().find_api_token(self.account(), &digest(given)).await?;
        if let Some(token) = &found {
            self.note_use(token);
        }
        Ok(found)
    }

    fn note_use(&self, token: &ApiToken) {
        let now = self.now();
        if !self.uses().is_due(token, now) {
            return;
        }
        let (store, account, id) = (self.store().clone(), self.account(), token.id.clone());
        // Nobody waits for it: a call must not fail because the disk is full.
        self.tasks().spawn(async move {
            if let Err(error) = store.mark_api_token_used(account, &id, now).await {
                tracing::debug!(%error, "the last use of a token was not noted");
            }
        });
    }
}

impl Uses {
    fn is_due(&self, token: &ApiToken, now: i64) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = noted.get(&token.id).copied().or(token.last_used_at);
        let is_due = last.is_none_or(|last| now >= last.saturating_add(BETWEEN_NOTES));
        if is_due {
            noted.insert(token.id.clone(), now);
        }
        is_due
    }
}

async fn add(store: &Store, account: AccountId, name: &str, scope: Scope, now: i64) -> Result<NewToken, EditError> {
    let name = match name.trim() {
        "" => return Err(refused(Reason::Missing)),
        name if name.chars().count() > LONGEST_NAME => return Err(refused(Reason::TooLong(LONGEST_NAME))),
        name => name.to_owned(),
    };
    let token = generate();
    let id = uuid::Uuid::now_v7().to_string();
    let listed = ApiToken { id, name, scope, created_at: now, last_used_at: None };
    match store.add_api_token(account, &listed, &digest(&token)).await {
        Ok(()) => Ok(NewToken { token: token.into(), listed }),
        Err(StoreError::Conflict) => Err(refused(Reason::Taken)),
        Err(error) => Err(error.into()),
    }
}

fn generate() -> String {
    Key::generate().iter().fold(TOKEN_PREFIX.to_owned(), |mut token, byte| {
        // Writing to a String cannot fail.
        let _ = write!(token, "{byte:02x}");
        token
    })
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

fn refused(reason: Reason) -> EditError {
    EditError::Refused(vec![Refusal { field: "name".to_owned(), reason }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_256_random_bits_after_its_prefix() {
        let (one, other) = (generate(), generate());
        assert!(one != other && one.len() == TOKEN_PREFIX.len() + 64 && one.starts_with(TOKEN_PREFIX));
    }

    #[test]
    fn the_last_use_is_noted_once_a_minute() {
        let uses = Uses::default();
        let token =
            ApiToken { id: "a".into(), name: "a".into(), scope: Scope::Read, created_at: 0, last_used_at: Some(1_000) };
        assert!(!uses.is_due(&token, 60_999));
        assert!(uses.is_due(&token, 61_000) && !uses.is_due(&token, 61_001));
        assert!(!uses.is_due(&token, 120_999) && uses.is_due(&token, 121_000));
    }
}
