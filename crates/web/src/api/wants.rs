//! The wantlist, and what of it is now in the collection.

use super::album::Facts;
use super::albums::check_page;
use super::listed::Listed;
use super::moment::Moment;
use super::query::{Asked, Params, filled, word};
use super::words::WantWord;
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use sillon_core::id::AccountId;
use sillon_core::want::{Standing, Want, WantCounts, WantQuery, WantState};
use utoipa::{IntoParams, ToSchema};

/// Which part of the wantlist, newest first.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WantParams {
    /// `wanted`, `pressing`, `held` or `gone`; all of them when it is not given.
    #[param(value_type = Option<WantWord>, inline)]
    state: Option<String>,
    /// 1-based; a page past the end is an empty list.
    #[param(value_type = Option<u32>, minimum = 1, default = 1)]
    page: Option<String>,
    /// Wants a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 30)]
    page_size: Option<String>,
}

impl Params for WantParams {
    type Query = WantQuery;

    fn check(self) -> Result<WantQuery, WebError> {
        let words = || WantState::ALL.map(WantState::as_str).to_vec();
        let state = filled(self.state).map(|state| word("state", &state, WantState::parse(&state), words()));
        let (page, page_size) = check_page(self.page, self.page_size)?;
        Ok(WantQuery { state: state.transpose()?, page, page_size })
    }
}

/// A release on the wantlist: what an album has, and how it stands with the collection.
#[derive(Debug, Serialize, ToSchema)]
pub struct WantDocument {
    #[serde(flatten)]
    facts: Facts,
    /// `wanted`: neither it nor another pressing is in the collection; `pressing`: another pressing of the same master
    /// release is; `held`: it is; `gone`: it is not, and Discogs no longer lists it as wanted.
    #[schema(example = "wanted")]
    state: &'static str,
    /// `held` and `pressing`: that album of the collection.
    album_id: Option<i64>,
    /// What the owner wrote to it.
    notes: Option<String>,
    /// Since when Discogs no longer lists it as wanted.
    absent_since: Option<Moment>,
}

/// One page of the wantlist.
#[derive(Debug, Serialize, ToSchema)]
pub struct WantlistDocument {
    #[serde(flatten)]
    list: Listed<WantDocument>,
    /// How many stand in each way on the whole wantlist, whatever was asked for.
    counts: WantCountsDocument,
}

/// How many wants stand in each way; they add up.
#[derive(Debug, Serialize, ToSchema)]
pub struct WantCountsDocument {
    /// Still wanted.
    wanted: u64,
    /// Another pressing is in the collection.
    pressing: u64,
    /// In the collection.
    held: u64,
    /// No longer on the wantlist.
    gone: u64,
}

impl From<Want> for WantDocument {
    fn from(want: Want) -> Self {
        let album_id = match want.standing {
            Standing::Held => Some(want.release.id.0),
            Standing::Pressing(album) => Some(album.0),
            Standing::Wanted | Standing::Gone => None,
        };
        Self {
            state: want.standing.state().as_str(),
            album_id,
            notes: Some(want.notes.clone()).filter(|notes| !notes.is_empty()),
            absent_since: want.absent_since.map(Moment),
            facts: want.into(),
        }
    }
}

impl From<WantCounts> for WantCountsDocument {
    fn from(counts: WantCounts) -> Self {
        let [wanted, pressing, held, gone] = WantState::ALL.map(|state| counts.count(state));
        Self { wanted, pressing, held, gone }
    }
}

/// The wantlist
#[utoipa::path(get, path = "/api/v1/wantlist", tag = "wantlist", params(WantParams), responses(
    (status = 200, description = "One page of wants, newest first", body = WantlistDocument),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list_wants(
    State(site): State<Site>,
    Asked(query): Asked<WantParams>,
) -> Result<Json<WantlistDocument>, WebError> {
    let (page, counts) = site.reader.list_wants(AccountId::FIRST, query).await?;
    Ok(Json(WantlistDocument { list: Listed::of(page), counts: counts.into() }))
}

#[cfg(test)]
mod tests {
    use super::super::query::ask_text;
    use super::*;

    #[test]
    fn a_state_is_one_of_four_words() {
        let query = ask_text::<WantParams>("state=held&page=2&page_size=5").unwrap();
        assert_eq!(query, WantQuery { state: Some(WantState::Held), page: 2, page_size: 5 });
        assert_eq!(ask_text::<WantParams>("state=").unwrap().state, None);
        let refused = ask_text::<WantParams>("state=bought").unwrap_err().problem(crate::i18n::Lang::En);
        assert_eq!((refused.status, refused.parameter.as_deref()), (422, Some("state")));
        assert!(refused.detail.contains("pressing"), "{}", refused.detail);
    }
}
