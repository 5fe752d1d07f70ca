//! The engine's door to the credentials: taken, checked, forgotten.

use crate::engine::Engine;
use crate::enrich::note_premium_required;
use crate::services::CredentialSource;
use secrecy::{ExposeSecret, SecretString};
use sillon_clients::ClientError;
use sillon_clients::discogs::Identity;
use sillon_core::credential::{BadCredential, clean_credential};
use sillon_core::sync::owner::Owner;
use sillon_store::StoreError;

/// Why a token was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The service does not know it.
    #[error("the credential is refused")]
    Refused,
    /// It has characters that no token has; nobody was asked.
    #[error(transparent)]
    Characters(#[from] BadCredential),
    /// Nothing was given.
    #[error("no token is given")]
    Empty,
    /// The service could not be asked.
    #[error("no answer: {0}")]
    Unreachable(String),
    /// Spotify answers only apps whose owner has a Premium account: its words.
    #[error("the owner of the Spotify app needs a Premium account ({0})")]
    PremiumRequired(String),
    /// The settings give a token, which goes before one from the page.
    #[error("the token is set by the environment or the settings file")]
    Fixed,
    /// The database could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Engine {
    /// Whether there is somebody's collection to read.
    pub(crate) async fn knows_whom_to_ask(&self) -> Result<bool, StoreError> {
        Ok(self.remotes().username().is_some() || self.remotes().credential(self.account()).await?.is_some())
    }

    /// Asks Discogs whose token it is and keeps it, sealed, without what was pasted around it. Returns the user's name.
    ///
    /// # Errors
    /// See [`ConnectError`]; nothing is kept then.
    pub async fn connect_discogs(&self, token: SecretString) -> Result<String, ConnectError> {
        let current = self.remotes().credential(self.account()).await?;
        if current.is_some_and(|credential| credential.source == CredentialSource::Settings) {
            return Err(ConnectError::Fixed);
        }
        let token = SecretString::from(clean_credential(token.expose_secret())?);
        if token.expose_secret().is_empty() {
            return Err(ConnectError::Empty);
        }
        let identity = self.ask_identity(token.clone()).await?;
        self.remotes().keep(self.account(), &token, &identity).await?;
        Ok(identity.username)
    }

    /// Asks Discogs whose the token in force is, for a check of the settings.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub async fn check_discogs(&self) -> Result<Option<String>, ConnectError> {
        match self.remotes().credential(self.account()).await? {
            Some(credential) => Ok(Some(self.ask_identity(credential.token).await?.username)),
            None => Ok(None),
        }
    }

    /// Asks Spotify for anything, for a check of the settings; `None` where it is not configured.
    pub async fn check_spotify(&self) -> Option<Result<(), ConnectError>> {
        let answer = self.remotes().spotify.as_ref()?.check().await;
        self.remotes().spotify_health.set(answer.is_ok());
        let required = matches!(answer, Err(ClientError::SubscriptionRequired { .. }));
        if required || answer.is_ok() {
            // Without its note the next run asks once more, and no harm is done.
            let noted = note_premium_required(self.store(), self.account(), self.remotes(), required).await;
            if let Err(error) = noted {
                tracing::debug!(error = &error as &dyn std::error::Error, "Spotify's refusal could not be noted");
            }
        }
        Some(answer.map_err(connect_error))
    }

    async fn ask_identity(&self, token: SecretString) -> Result<Owner, ConnectError> {
        let asked = self.remotes().discogs(Some(token)).fetch_identity().await;
        self.remotes().discogs_health.set(asked.is_ok() || matches!(asked, Err(ClientError::Unauthorized)));
        asked.map(|Identity { id, username }| Owner { id, username }).map_err(connect_error)
    }

    /// Forgets the token that was given on the page. The collection stays.
    ///
    /// # Errors
    /// [`ConnectError::Fixed`] when the settings give the token.
    pub async fn disconnect_discogs(&self) -> Result<(), ConnectError> {
        let current = self.remotes().credential(self.account()).await?;
        if current.is_some_and(|credential| credential.source == CredentialSource::Settings) {
            return Err(ConnectError::Fixed);
        }
        Ok(self.remotes().forget(self.account()).await?)
    }
}

/// What a failed check means to a person.
pub(crate) fn connect_error(error: ClientError) -> ConnectError {
    match error {
        ClientError::Unauthorized | ClientError::Forbidden { .. } => ConnectError::Refused,
        ClientError::SubscriptionRequired { message } => ConnectError::PremiumRequired(message),
        other => ConnectError::Unreachable(other.to_string()),
    }
}
