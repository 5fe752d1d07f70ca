//! The one place where an error becomes an answer, and where its source is logged.

use super::WebError;

use crate::i18n::{Lang, negotiate};
use crate::page::Theme;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// How to enter. "Basic" is taken too, but not named: browsers would answer a script's request with a window of their own.
pub const CHALLENGE: &str = "Bearer realm=\"sillon\"";

/// Renders an error for a person, in a language and a look.
pub(crate) type RenderPage = fn(&WebError, Lang, Theme) -> Response;

impl IntoResponse for WebError {
    /// Only the status, with the error attached: `answer` gives it words.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Gives every error of the layers below its words: a problem document for programs, a page for people.
pub(crate) async fn answer(render: RenderPage, request: Request, next: Next) -> Response {
    let for_program = wants_problem(request.uri().path(), request.headers());
    let (lang, theme) = (negotiate(request.headers()), Theme::of(request.headers()));
    let response = next.run(request).await;
    match error_of(&response) {
        Some(error) => keep_headers(response, render_error(&error, (lang, theme), for_program, render), &error),
        None => response,
    }
}

/// An error as an answer, where no layer below is at work.
pub(crate) fn render_error(
    error: &WebError,
    (lang, theme): (Lang, Theme),
    for_program: bool,
    render: RenderPage,
) -> Response {
    log(error);
    let mut response = if for_program { error.problem(lang).into_response() } else { render(error, lang, theme) };
    *response.status_mut() = error.status();
    let headers = response.headers_mut();
    if let Some(seconds) = error.retry_after() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if error.status() == StatusCode::UNAUTHORIZED {
        let challenge = match error {
            WebError::InvalidToken => "Bearer realm=\"sillon\", error=\"invalid_token\"",
            _ => CHALLENGE,
        };
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    headers.insert(header::VARY, HeaderValue::from_static("accept, accept-language, cookie"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Whether errors under this path are for programs.
pub fn wants_problem(path: &str, headers: &HeaderMap) -> bool {
    let is_api = path == "/api" || path.starts_with("/api/");
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let asks_for_json = accept.contains("json") && !accept.contains("html");
    is_api || asks_for_json || matches!(path, "/healthz" | "/readyz" | "/metrics")
}

/// The error that a layer below answered with: ours where it is attached, else what the framework's bare status means.
fn error_of(response: &Response) -> Option<Arc<WebError>> {
    if let Some(error) = response.extensions().get::<Arc<WebError>>() {
        return Some(error.clone());
    }
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_bare = kind.is_none_or(|kind| kind.starts_with("text/plain"));
    let is_error = status.is_client_error() || status.is_server_error();
    (is_bare && is_error).then(|| Arc::new(of_status(status)))
}

fn of_status(status: StatusCode) -> WebError {
    match status {
        StatusCode::NOT_FOUND => WebError::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => WebError::MethodNotAllowed,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => WebError::UnsupportedMediaType,
        StatusCode::PAYLOAD_TOO_LARGE => WebError::BodyTooLarge,
        StatusCode::UNPROCESSABLE_ENTITY => WebError::InvalidBody,
        StatusCode::UNAUTHORIZED => WebError::AuthenticationRequired,
        StatusCode::FORBIDDEN => WebError::CrossSite,
        StatusCode::SERVICE_UNAVAILABLE => WebError::Timeout,
        status if status.is_client_error() => WebError::BadRequest,
        status => WebError::Internal(format!("a layer answered {status}")),
    }
}

/// What the layers below said besides the body: `Allow`, cookies.
fn keep_headers(from: Response, mut to: Response, error: &WebError) -> Response {
    for name in [header::ALLOW, header::SET_COOKIE] {
        for value in from.headers().get_all(&name) {
            to.headers_mut().append(name.clone(), value.clone());
        }
    }
    debug_assert_eq!(to.status(), error.status());
    to
}

fn log(error: &WebError) {
    let code = error.code();
    if error.status().is_server_error() && !matches!(error, WebError::TooCostly) {
        let source = std::error::Error::source(error).map(ToString::to_string);
        tracing::error!(code, source, "request failed: {error}");
    } else {
        tracing::debug!(code, "request refused: {error}");
    }
}
