//! Taking the collection away, or some of it.

use super::albums::AlbumParams;
use super::query::{Asked, Params, refuse, word};
use crate::error::problem::Problem;
use crate::error::{Accepted, WebError};
use crate::site::Site;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::TryStreamExt;
use jiff::Zoned;
use serde::Deserialize;
use sillon_core::id::AccountId;
use sillon_core::query::AlbumQuery;
use sillon_engine::export::{ExportFormat, export};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

/// As what, and which albums: those of the list that the same parameters give. An export has no pages.
#[derive(Deserialize)]
pub struct ExportParams {
    format: Option<String>,
    #[serde(flatten)]
    albums: AlbumParams,
}

/// The parameter that only an export has.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "described for all who read the API")]
struct Format {
    /// `csv` (discogs.com's own columns), `json` (everything, always whole) or `markdown` (for reading).
    #[param(value_type = Option<String>, default = "csv")]
    format: Option<String>,
}

/// Parameters of a list that say nothing of an export.
const OF_A_PAGE: [&str; 3] = ["page", "page_size", "facets"];

impl IntoParams for ExportParams {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let of_albums = AlbumParams::into_params(&place).into_iter();
        let of_albums = of_albums.filter(|parameter| !OF_A_PAGE.contains(&parameter.name.as_str()));
        Format::into_params(&place).into_iter().chain(of_albums).collect()
    }
}

/// What is to be taken away.
#[derive(Debug, PartialEq, Eq)]
pub struct ExportQuestion {
    format: ExportFormat,
    /// Which albums, in which order; none is the whole collection.
    albums: Option<AlbumQuery>,
}

impl Params for ExportParams {
    type Query = ExportQuestion;

    const REPEATED: &'static [&'static str] = AlbumParams::REPEATED;

    fn check(self) -> Result<ExportQuestion, WebError> {
        let words = || ExportFormat::ALL.map(ExportFormat::as_str).to_vec();
        let format = self.format.map(|format| word("format", &format, ExportFormat::parse(&format), words()));
        let format = format.transpose()?.unwrap_or(ExportFormat::Csv);
        let albums = Some(self.albums.check()?.query).filter(|query| *query != AlbumQuery::default());
        if albums.is_some() && !format.takes_selection() {
            return Err(refuse("format", format.as_str(), Accepted::WholeCollection));
        }
        Ok(ExportQuestion { format, albums })
    }
}

/// The collection, or some of its albums, as a file
///
/// Without parameters the whole collection. With those of the list of albums only these: a CSV in the list's order, Markdown by
/// artist. JSON is always whole.
#[utoipa::path(get, path = "/api/v1/collection/export", tag = "exchange", params(ExportParams), responses(
    (status = 200, description = "The file, streamed; the same bytes as `sillon export`", body = String, content_type = "text/csv"),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn show_export(
    State(site): State<Site>,
    Asked(ExportQuestion { format, albums }): Asked<ExportParams>,
) -> Result<Response, WebError> {
    let selected = match albums {
        Some(query) => Some(site.reader.list_album_ids(AccountId::FIRST, &query).await?),
        None => None,
    };
    let bytes = export(site.reader, AccountId::FIRST, format, selected).inspect_err(|error| {
        tracing::error!(error = error as &dyn std::error::Error, "the export broke off");
    });
    let day = Zoned::now().strftime("%Y%m%d").to_string();
    let file = format!("attachment; filename=\"sillon-collection-{day}.{}\"", format.extension());
    let head = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (CONTENT_DISPOSITION, file),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((head, Body::from_stream(bytes)).into_response())
}

#[cfg(test)]
mod tests {
    use super::super::query::ask_text;
    use super::*;
    use crate::i18n::Lang;
    use rstest::rstest;

    #[test]
    fn a_format_is_one_of_three_and_nothing_else_is_the_whole_collection() {
        let whole = |format| ExportQuestion { format, albums: None };
        assert_eq!(ask_text::<ExportParams>("").unwrap(), whole(ExportFormat::Csv));
        assert_eq!(ask_text::<ExportParams>("format=markdown&search=").unwrap(), whole(ExportFormat::Markdown));
        assert_eq!(ask_text::<ExportParams>("format=json&sort=added").unwrap(), whole(ExportFormat::Json));
        let problem = ask_text::<ExportParams>("format=xls").unwrap_err().problem(Lang::En);
        assert_eq!((problem.status, problem.parameter.as_deref()), (422, Some("format")));
        assert!(problem.detail.contains("csv, json, markdown"), "{}", problem.detail);
    }

    #[test]
    fn it_takes_what_a_list_takes() {
        let asked = ask_text::<ExportParams>("search=ecm&genre=Jazz&genre=Rock&sort=year").unwrap();
        let query = asked.albums.unwrap();
        assert_eq!((query.search.as_deref(), query.filters.len()), (Some("ecm"), 2));
    }

    #[rstest]
    #[case("page=2", "page")]
    #[case("page_size=5", "page_size")]
    #[case("facets=true", "facets")]
    #[case("year=soon", "year")]
    #[case("format=json&genre=Jazz", "format")]
    fn what_it_does_not_take_is_named(#[case] query: &str, #[case] parameter: &str) {
        let problem = ask_text::<ExportParams>(query).unwrap_err().problem(Lang::En);
        assert_eq!((problem.status, problem.parameter.as_deref()), (422, Some(parameter)), "{}", problem.detail);
    }
}
