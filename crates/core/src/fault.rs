//! What went wrong, as a code and figures: the sentence for a person is made where their language is known.

use serde::{Deserialize, Serialize};

/// Why a job ended early. Stored with the job, so that its message can be shown in any language, any day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What happened.
    pub code: FaultCode,
    /// A short technical detail (a status, a field's path); never a secret, not meant for translation.
    pub detail: String,
}

impl Fault {
    /// A fault with its technical detail.
    pub fn new(code: FaultCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    /// The collection was read from the account `kept`; now another, `new`, would be read.
    pub fn other_account(kept: &str, new: &str) -> Self {
        Self::new(FaultCode::OtherAccount, format!("{kept}{ACCOUNTS}{new}"))
    }

    /// The user names of [`Fault::other_account`]: of the account so far, of the other one.
    pub fn accounts(&self) -> Option<(&str, &str)> {
        self.detail.split_once(ACCOUNTS).filter(|_| self.code == FaultCode::OtherAccount)
    }
}

/// Between two user names, which have no spaces.
const ACCOUNTS: &str = " → ";

/// The kinds of faults, named by what a person would do about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// Discogs refuses the token: give another.
    TokenRefused,
    /// The collection is private and not the token's: make it public or use its owner's token.
    CollectionPrivate,
    /// The wantlist is private and not the token's.
    WantlistPrivate,
    /// No such user at Discogs: mend the user name.
    UserUnknown,
    /// The collection was read from another account at Discogs: confirm, or give the other token back.
    OtherAccount,
    /// Discogs did not answer, or answered nonsense, again and again: try later.
    DiscogsUnavailable,
    /// The listing kept changing while it was read. Only in receipts of earlier versions: such a run is completed with a note now.
    ListingMoved,
    /// The database could not be written: see the detail (a full disk, a read-only folder).
    StorageFailed,
    /// No token is set.
    NotConfigured,
    /// A provider refuses its credential: mend it in the settings.
    CredentialRefused,
    /// Spotify serves only apps whose owner has a Premium account: it does not pass with time.
    PremiumRequired,
    /// A provider asked for a long pause: what is left goes on after it.
    ProviderResting,
    /// A provider did not answer, again and again.
    ProviderUnavailable,
    /// As many requests were made today as the settings allow.
    BudgetSpent,
    /// The file is not what an import takes: see the detail.
    FileRefused,
    /// Rows that were there before a run read otherwise after it, or are gone: bring a backup back.
    RowsChanged,
    /// The work panicked: a bug to report.
    Internal,
}

impl FaultCode {
    /// The stable code, as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TokenRefused => "token_refused",
            Self::CollectionPrivate => "collection_private",
            Self::WantlistPrivate => "wantlist_private",
            Self::OtherAccount => "other_account",
            Self::UserUnknown => "user_unknown",
            Self::DiscogsUnavailable => "discogs_unavailable",
            Self::ListingMoved => "listing_moved",
            Self::StorageFailed => "storage_failed",
            Self::NotConfigured => "not_configured",
            Self::CredentialRefused => "credential_refused",
            Self::PremiumRequired => "premium_required",
            Self::ProviderResting => "provider_resting",
            Self::ProviderUnavailable => "provider_unavailable",
            Self::BudgetSpent => "budget_spent",
            Self::FileRefused => "file_refused",
            Self::RowsChanged => "rows_changed",
            Self::Internal => "internal",
        }
    }
}
