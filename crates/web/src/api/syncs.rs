//! The ledger: each run's receipt.

use super::album::AlbumDocument;
use super::albums::check_page;
use super::editing::PageParams;
use super::listed::Listed;
use super::query::{Asked, Nothing, Params, filled, word};
use super::receipt::{ReceiptDetailDocument, ReceiptDocument};
use super::words::ListWord;
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::i18n::negotiate;
use crate::site::Site;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Deserialize;
use sillon_core::album::ListPage;
use sillon_core::collection::List;
use sillon_core::id::{AccountId, JobId};
use utoipa::IntoParams;

/// Which part of the ledger.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SyncsParams {
    /// 1-based; a page past the end is an empty list.
    #[param(value_type = Option<u32>, minimum = 1, default = 1)]
    page: Option<String>,
    /// `collection` or `wantlist`: which list's runs.
    #[param(value_type = Option<ListWord>, inline)]
    list: Option<String>,
    /// Runs a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 30)]
    page_size: Option<String>,
}

impl Params for SyncsParams {
    type Query = (List, u32, u32);

    fn check(self) -> Result<(List, u32, u32), WebError> {
        let words = || vec![List::Collection.as_str(), List::Wantlist.as_str()];
        let list = filled(self.list).map(|list| word("list", &list, List::parse(&list), words())).transpose()?;
        let (page, page_size) = check_page(self.page, self.page_size)?;
        Ok((list.unwrap_or_default(), page, page_size))
    }
}

/// The runs that ended, newest first
#[utoipa::path(get, path = "/api/v1/syncs", tag = "ledger", params(SyncsParams), responses(
    (status = 200, description = "One page of receipts", body = Listed<ReceiptDocument>),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list_syncs(
    State(site): State<Site>,
    headers: HeaderMap,
    Asked((list, page, page_size)): Asked<SyncsParams>,
) -> Result<Json<Listed<ReceiptDocument>>, WebError> {
    let lang = negotiate(&headers);
    let listed = site.reader.list_syncs_of(AccountId::FIRST, list, page, page_size).await?;
    let ListPage { items, total, page, page_size } = listed;
    let undone = site.reader.list_undone(AccountId::FIRST).await?;
    let items =
        items.iter().map(|receipt| ReceiptDocument::new(receipt, undone.contains(&receipt.job_id), lang)).collect();
    Ok(Json(Listed::of(ListPage { items, total, page, page_size })))
}

/// One run, line by line
#[utoipa::path(get, path = "/api/v1/syncs/{id}", tag = "ledger",
    params(("id" = String, Path, description = "Its `job_id`")), responses(
    (status = 200, description = "The receipt", body = ReceiptDetailDocument),
    (status = 404, description = "`not_found`: no such run, or it has not ended", body = Problem, content_type = "application/problem+json"),
))]
pub async fn show_sync(
    State(site): State<Site>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(()): Asked<Nothing>,
) -> Result<Json<ReceiptDetailDocument>, WebError> {
    let id = JobId(id);
    let detail = site.reader.find_sync(AccountId::FIRST, &id).await?.ok_or(WebError::NotFound)?;
    let (standing, _) = site.reader.entries_standing(AccountId::FIRST, &detail.entries).await?;
    let undone = site.reader.find_undo(AccountId::FIRST, &id).await?;
    let undoable = site.reader.list_still_there(AccountId::FIRST, &id).await?.len() as u64;
    Ok(Json(ReceiptDetailDocument::new(detail, &standing, undone, undoable, negotiate(&headers))))
}

/// The albums that a run added, newest first
#[utoipa::path(get, path = "/api/v1/syncs/{id}/added", tag = "ledger",
    params(("id" = String, Path, description = "Its `job_id`"), PageParams), responses(
    (status = 200, description = "One page of albums; those in the archive are among them", body = Listed<AlbumDocument>),
    (status = 404, description = "`not_found`: no such run, or it has not ended", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list_added(
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked((page, page_size)): Asked<PageParams>,
) -> Result<Json<Listed<AlbumDocument>>, WebError> {
    let id = JobId(id);
    site.reader.find_receipt(AccountId::FIRST, &id).await?.ok_or(WebError::NotFound)?;
    Ok(Json(Listed::of(site.reader.list_added(AccountId::FIRST, &id, page, page_size).await?)))
}
