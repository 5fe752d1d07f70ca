//! Taking the collection away.

use super::query::{Asked, Params, word};
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::site::Site;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::TryStreamExt;
use jiff::Zoned;
use serde::Deserialize;
use sillon_core::id::AccountId;
use sillon_engine::export::{ExportFormat, export};
use utoipa::IntoParams;

/// As what.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `csv` (discogs.com's own columns), `json` (everything) or `markdown` (for reading).
    #[param(value_type = Option<String>, default = "csv")]
    format: Option<String>,
}

impl Params for ExportQuery {
    type Query = ExportFormat;

    fn check(self) -> Result<ExportFormat, WebError> {
        let words = || ExportFormat::ALL.map(ExportFormat::as_str).to_vec();
        let format = self.format.map(|format| word("format", &format, ExportFormat::parse(&format), words()));
        Ok(format.transpose()?.unwrap_or(ExportFormat::Csv))
    }
}

/// The whole collection as a file
#[utoipa::path(get, path = "/api/v1/collection/export", tag = "exchange", params(ExportQuery), responses(
    (status = 200, description = "The file, streamed; the same bytes as `sillon export`", body = String, content_type = "text/csv"),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn show_export(State(site): State<Site>, Asked(format): Asked<ExportQuery>) -> Response {
    let bytes = export(site.reader, AccountId::FIRST, format, None).inspect_err(|error| {
        tracing::error!(error = error as &dyn std::error::Error, "the export broke off");
    });
    let day = Zoned::now().strftime("%Y%m%d").to_string();
    let file = format!("attachment; filename=\"sillon-collection-{day}.{}\"", format.extension());
    let head = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (CONTENT_DISPOSITION, file),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (head, Body::from_stream(bytes)).into_response()
}

#[cfg(test)]
mod tests {
    use super::super::query::ask_text;
    use super::*;

    #[test]
    fn a_format_is_one_of_three() {
        assert_eq!(ask_text::<ExportQuery>("").unwrap(), ExportFormat::Csv);
        assert_eq!(ask_text::<ExportQuery>("format=markdown").unwrap(), ExportFormat::Markdown);
        let problem = ask_text::<ExportQuery>("format=xls").unwrap_err().problem(crate::i18n::Lang::En);
        assert_eq!((problem.status, problem.parameter.as_deref()), (422, Some("format")));
        assert!(problem.detail.contains("csv, json, markdown"), "{}", problem.detail);
    }
}
