//! From a template to an answer.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, VARY};
use axum::response::{Html, IntoResponse, Response};

/// The template as a page. What it shows changes with the collection, the language and the cookies: it is asked for
/// anew each time; but a browser may keep it as it was left, so that Back leads to the same covers at the same height.
pub(crate) fn html(template: &impl Template) -> Response {
    match template.render() {
        Ok(body) => {
            let head = [(CACHE_CONTROL, "private, no-cache"), (VARY, "cookie, accept-language")];
            (head, Html(body)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a template could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
