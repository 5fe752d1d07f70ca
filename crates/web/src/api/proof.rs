//! The proof that nothing was touched, as the API shows it.

use super::query::{Asked, Nothing};
use crate::error::WebError;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use sillon_core::id::AccountId;
use sillon_core::proof::{Checksum, Verification};
use sillon_core::receipt::Receipt;
use utoipa::ToSchema;

/// A sum over rows that does not depend on their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChecksumDocument {
    /// How many rows.
    rows: u64,
    /// The first 128 bits of each row's SHA-256, added up.
    #[schema(example = "89fbf651741aeeaa94c3802621d691d9")]
    sum: String,
}

/// What a run proves of the imported rows that were there before it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProofDocument {
    /// `equal`; `broken` when a row that was there before was changed or removed; `none` where the run ended before anything
    /// was looked at, or is older than proofs.
    #[schema(example = "equal")]
    state: &'static str,
    /// The rows that were there, before the run.
    before: Option<ChecksumDocument>,
    /// The same rows after it.
    after: Option<ChecksumDocument>,
    /// Whether what the run before left was still so when this one began; null where that is not known.
    intact_since_last: Option<bool>,
}

/// A look at every imported row, beside what the last run left.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerificationDocument {
    /// `equal`; `changed` when a row that the last run left was changed or removed since; `none` before the first run.
    #[schema(example = "equal")]
    state: &'static str,
    /// All rows now.
    now: ChecksumDocument,
    /// What the last run left.
    standing: Option<ChecksumDocument>,
    /// The same rows now.
    found: Option<ChecksumDocument>,
    /// What else is gone or altered: triggers, tables, indexes, views, derived rows. Empty when nothing is.
    faults: Vec<String>,
}

impl From<Checksum> for ChecksumDocument {
    fn from(checksum: Checksum) -> Self {
        Self { rows: checksum.rows, sum: checksum.sum.to_string() }
    }
}

impl ProofDocument {
    /// Of this run.
    pub fn of(receipt: &Receipt) -> Self {
        let proof = receipt.proof;
        Self {
            state: match proof.map(|proof| proof.holds()) {
                Some(true) => "equal",
                Some(false) => "broken",
                None => "none",
            },
            before: proof.map(|proof| proof.before.into()),
            after: proof.map(|proof| proof.after.into()),
            intact_since_last: proof.and_then(|proof| proof.intact),
        }
    }
}

impl From<Verification> for VerificationDocument {
    fn from(found: Verification) -> Self {
        Self {
            state: match found.holds() {
                Some(true) => "equal",
                Some(false) => "changed",
                None => "none",
            },
            now: found.now.into(),
            standing: found.standing.map(Into::into),
            found: found.found.map(Into::into),
            faults: Vec::new(),
        }
    }
}

/// Sum up every imported row now
///
/// And compare those that the last run left with what it left.
#[utoipa::path(get, path = "/api/v1/collection/checksum", tag = "ledger", responses(
    (status = 200, description = "What was found", body = VerificationDocument),
))]
pub async fn show_checksum(
    State(site): State<Site>,
    Asked(()): Asked<Nothing>,
) -> Result<Json<VerificationDocument>, WebError> {
    let faults = site.reader.inspect(false).await?.sentences();
    Ok(Json(VerificationDocument { faults, ..site.reader.verify(AccountId::FIRST).await?.into() }))
}
