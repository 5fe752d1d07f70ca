//! "Do I have this, or another pressing of it?"

use super::album::AlbumDocument;
use super::query::{Asked, Params, searched};
use crate::error::WebError;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use sillon_core::album::Owned;
use sillon_core::id::AccountId;
use utoipa::{IntoParams, ToSchema};

/// What somebody holds in their hands.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OwnedParams {
    /// A barcode, a catalogue number, or words of artist and title.
    q: Option<String>,
}

impl Params for OwnedParams {
    type Query = String;

    fn check(self) -> Result<String, WebError> {
        Ok(searched("q", self.q)?.unwrap_or_default())
    }
}

/// What the collection holds of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnedDocument {
    /// By what it was found: `barcode`, `catno` or `title`; null where the collection does not hold it.
    #[schema(example = "barcode")]
    matched_by: Option<&'static str>,
    /// What was searched for instead, because nothing was found with a word as it was typed.
    corrected: Option<String>,
    /// The albums that it says, by artist, at most 50.
    exact: Vec<AlbumDocument>,
    /// Other pressings of the same works, oldest first, at most 50.
    pressings: Vec<AlbumDocument>,
}

impl From<Owned> for OwnedDocument {
    fn from(owned: Owned) -> Self {
        Self {
            matched_by: owned.matched_by.map(|by| by.as_str()),
            corrected: owned.corrected,
            exact: owned.exact.into_iter().map(Into::into).collect(),
            pressings: owned.pressings.into_iter().map(Into::into).collect(),
        }
    }
}

/// Whether the collection holds something, or another pressing of it
///
/// A barcode is compared by its digits, with or without zeros before them; a catalogue number without what stands between its
/// letters and digits.
#[utoipa::path(get, path = "/api/v1/collection/owned", tag = "collection", params(OwnedParams), responses(
    (status = 200, description = "What the collection holds of it", body = OwnedDocument),
))]
pub async fn find_owned(
    State(site): State<Site>,
    Asked(text): Asked<OwnedParams>,
) -> Result<Json<OwnedDocument>, WebError> {
    Ok(Json(site.reader.find_owned(AccountId::FIRST, &text).await?.into()))
}
