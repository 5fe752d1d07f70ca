//! Taking the collection away, or some of it.

use super::albums::AlbumParams;
use super::query::{ask, refuse, word};
use super::words::FileWord;
use crate::error::problem::Problem;
use crate::error::{Accepted, WebError};
use crate::site::Site;
use axum::body::Body;
use axum::extract::{FromRequestParts, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use futures::TryStreamExt;
use jiff::Zoned;
use sillon_core::id::AccountId;
use sillon_core::query::AlbumQuery;
use sillon_engine::export::{ExportFormat, export};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

/// The parameters of the list of albums, without those of a page. There `format` is what albums are made of, here it is the
/// file's.
pub struct ExportParams;

/// The parameter that only an export has.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "described for all who read the API")]
struct Format {
    /// `csv` (discogs.com's own columns), `json` (everything, always whole) or `markdown` (for reading).
    #[param(value_type = Option<FileWord>, inline)]
    format: Option<String>,
}

const FORMAT: &str = "format";

/// What the list calls `format`.
pub(crate) const ALBUM_FORMAT: &str = "album_format";

/// Parameters of a list that say nothing of an export.
const OF_A_PAGE: [&str; 3] = ["page", "page_size", "facets"];

impl IntoParams for ExportParams {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let of_albums = AlbumParams::into_params(&place).into_iter();
        let of_albums = of_albums.filter(|parameter| !OF_A_PAGE.contains(&parameter.name.as_str()));
        let renamed = of_albums.map(|mut parameter| {
            if parameter.name == FORMAT {
                ALBUM_FORMAT.clone_into(&mut parameter.name);
            }
            parameter
        });
        Format::into_params(&place).into_iter().chain(renamed).collect()
    }
}

/// What is to be taken away.
#[derive(Debug, PartialEq, Eq)]
pub struct ExportQuestion {
    format: ExportFormat,
    /// Which albums, in which order; none is the whole collection.
    albums: Option<AlbumQuery>,
}

impl ExportQuestion {
    /// From the pairs of a query string.
    fn read(sent: Vec<(String, String)>) -> Result<Self, WebError> {
        let names: Vec<String> = ExportParams::into_params(|| None).into_iter().map(|known| known.name).collect();
        let (mut format, mut of_albums) = (None, Vec::new());
        for (name, value) in sent {
            match name.as_str() {
                FORMAT if format.is_some() => return Err(refuse(FORMAT, &value, Accepted::Once)),
                FORMAT => format = Some(value),
                ALBUM_FORMAT => of_albums.push((FORMAT.to_owned(), value)),
                _ if names.contains(&name) => of_albums.push((name, value)),
                _ => return Err(refuse(&name, &value, Accepted::Names(names))),
            }
        }
        let words = || ExportFormat::ALL.map(ExportFormat::as_str).to_vec();
        let format = format.map(|format| word(FORMAT, &format, ExportFormat::parse(&format), words()));
        let format = format.transpose()?.unwrap_or(ExportFormat::Csv);
        let albums = Some(ask::<AlbumParams>(of_albums)?.query).filter(|query| *query != AlbumQuery::default());
        if albums.is_some() && !format.takes_selection() {
            return Err(refuse(FORMAT, format.as_str(), Accepted::WholeCollection));
        }
        Ok(Self { format, albums })
    }
}

impl<S: Sync> FromRequestParts<S> for ExportQuestion {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        let Query(sent) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map_err(|_| WebError::BadRequest)?;
        Self::read(sent)
    }
}

/// The collection, or some of its albums, as a file
///
/// Without parameters the whole collection. With those of the list of albums (its `format` is `album_format` here) only these: a CSV in the list's order, Markdown by
/// artist. JSON is always whole.
#[utoipa::path(get, path = "/api/v1/collection/export", tag = "exchange", params(ExportParams), responses(
    (status = 200, description = "The file, streamed; the same bytes as `sillon export`", content(
        (String = "text/csv"), (String = "text/markdown"), (serde_json::Value = "application/json"),
    )),
    (status = 422, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn show_export(
    State(site): State<Site>,
    ExportQuestion { format, albums }: ExportQuestion,
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
    use super::*;
    use crate::i18n::Lang;
    use rstest::rstest;

    fn read(query: &str) -> Result<ExportQuestion, WebError> {
        ExportQuestion::read(url::form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    #[test]
    fn a_format_is_one_of_three_and_nothing_else_is_the_whole_collection() {
        let whole = |format| ExportQuestion { format, albums: None };
        assert_eq!(read("").unwrap(), whole(ExportFormat::Csv));
        assert_eq!(read("format=markdown&search=").unwrap(), whole(ExportFormat::Markdown));
        assert_eq!(read("format=json&sort=added").unwrap(), whole(ExportFormat::Json));
        let problem = read("format=xls").unwrap_err().problem(Lang::En);
        assert_eq!((problem.status, problem.parameter.as_deref()), (422, Some("format")));
        assert!(problem.detail.contains("csv, json, markdown"), "{}", problem.detail);
    }

    #[test]
    fn it_takes_what_a_list_takes() {
        let asked = read("search=ecm&genre=Jazz&genre=Rock&album_format=LP&sort=year&format=csv").unwrap();
        let query = asked.albums.unwrap();
        assert_eq!((query.search.as_deref(), query.filters.len()), (Some("ecm"), 3));
    }

    #[rstest]
    #[case("page=2", "page")]
    #[case("page_size=5", "page_size")]
    #[case("facets=true", "facets")]
    #[case("format=csv&format=LP", "format")]
    #[case("year=soon", "year")]
    #[case("format=json&genre=Jazz", "format")]
    fn what_it_does_not_take_is_named(#[case] query: &str, #[case] parameter: &str) {
        let problem = read(query).unwrap_err().problem(Lang::En);
        assert_eq!((problem.status, problem.parameter.as_deref()), (422, Some(parameter)), "{}", problem.detail);
    }
}
