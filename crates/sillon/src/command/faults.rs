//! Faults as sentences of the command line.

use sillon_core::fault::FaultCode;

/// What happened and what to do, as the end of a command's one line.
pub(super) fn sentence(code: FaultCode, detail: &str) -> String {
    match code {
        FaultCode::TokenRefused => {
            "Discogs refuses the token: make another at https://www.discogs.com/settings/developers and set SILLON_DISCOGS_TOKEN".to_owned()
        }
        FaultCode::CollectionPrivate => {
            "this collection is private: use its owner's token, or make it public in Discogs' privacy settings".to_owned()
        }
        FaultCode::WantlistPrivate => {
            "this wantlist is private: use its owner's token, or make it public in Discogs' privacy settings".to_owned()
        }
        FaultCode::OtherAccount => {
            let (kept, new) = detail.split_once(" → ").unwrap_or((detail, "NAME"));
            format!("so far this was the collection of {kept}; this token belongs to {new}: give the first token back, or put both into one collection with `sillon sync --confirm {new}`")
        }
        FaultCode::UserUnknown => "Discogs knows no such user: mend SILLON_DISCOGS_USERNAME".to_owned(),
        FaultCode::DiscogsUnavailable => {
            format!("Discogs gave no usable answer ({detail}); what was saved stays: try again later")
        }
        FaultCode::ListingMoved => {
            "the collection kept changing at Discogs while it was read; what was found is saved: run the sync again".to_owned()
        }
        FaultCode::StorageFailed => format!("the database could not be written ({detail}); what was saved before stays"),
        FaultCode::NotConfigured => "no Discogs token is set: set SILLON_DISCOGS_TOKEN".to_owned(),
        FaultCode::CredentialRefused => format!("the credential is refused ({detail}): mend it in the settings"),
        FaultCode::PremiumRequired => {
            "Spotify answers only apps whose owner has a Premium account: links wait until that or the credentials change".to_owned()
        }
        FaultCode::ProviderResting => "it asked for a long pause: what is left goes on after it".to_owned(),
        FaultCode::ProviderUnavailable => format!("no usable answer ({detail}): try again later"),
        FaultCode::BudgetSpent => "today's requests are spent: what is left goes on tomorrow, or raise SILLON_AI_PER_DAY".to_owned(),
        FaultCode::FileRefused => format!("{detail}; nothing of the file was kept"),
        FaultCode::RowsChanged => {
            format!("rows that were there before the run were changed while it ran ({detail}): look at the receipt, and bring the last backup back")
        }
        FaultCode::Internal => format!("a fault of sillon's own ({detail}): please report it"),
    }
}
