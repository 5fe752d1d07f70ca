//! The API's description, and the page that shows it.

mod members;
mod numbers;
mod refusals;

use crate::auth::scopes;
use crate::headers::add_viewer_policy;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use std::sync::Arc;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, PathItem};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Where the description stands.
pub const PATH: &str = "/api/v1/openapi.json";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "sillon",
        description = "A self-hosted home for a record collection. Times are RFC 3339 UTC; errors are problem \
                       documents (RFC 9457) whose `code` is stable and whose sentences follow `Accept-Language`.",
    ),
    modifiers(&Credentials),
    security((), ("password" = [])),
    tags(
        (name = "sync", description = "Bringing a Discogs collection in"),
        (name = "enrichment", description = "Filling in links, pictures, details and descriptions"),
        (name = "services", description = "The remote services"),
        (name = "collection", description = "What the collection holds"),
        (name = "wantlist", description = "What is wanted, and what of it is now in the collection"),
        (name = "exchange", description = "Taking a collection in from a file, and away as one"),
        (name = "backups", description = "Whole copies of the database, and putting them back"),
        (name = "editing", description = "What people change, and take back"),
        (name = "access", description = "Who may come in"),
        (name = "ledger", description = "What each sync found, did and left alone"),
    ),
)]
struct Head;

/// The one password, and tokens. Without either set, this machine is let in as it is.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        for (name, description) in
            [("password", "The password"), ("token", "A token (`sillon_…`) with the scope that is named")]
        {
            let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(description)).build();
            components.add_security_scheme(name, SecurityScheme::Http(bearer));
        }
    }
}

/// The description without its paths: the routes add theirs.
pub fn head() -> Document {
    Head::openapi()
}

/// Adds to the description, paths and all, what stands beside the handlers: what each call asks of a token, what any may be
/// refused with, and which members answers always have.
pub(crate) fn complete(document: &mut Document) {
    scopes::describe(document);
    refusals::describe(document);
    members::describe(document);
    numbers::describe(document);
}

/// The calls of a path, by method.
pub(crate) fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    let all = [("GET", get), ("PUT", put), ("POST", post), ("DELETE", delete), ("PATCH", patch)];
    all.into_iter().filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

/// The description under [`PATH`], and a page at `/docs` that shows it.
pub fn router<S: Clone + Send + Sync + 'static>(document: &Document) -> Router<S> {
    // Made once: it never changes while the process lives.
    let json: Arc<str> = document.to_json().unwrap_or_default().into();
    let show = move || async move { ([(CONTENT_TYPE, "application/json")], json.to_string()).into_response() };
    let viewer = SwaggerUi::new("/docs").config(Config::new([PATH]));
    add_viewer_policy(Router::from(viewer))
        .route(PATH, get(show.clone()))
        .route("/openapi.json", get(show))
        .route("/api/v1/docs", get(|| async { Redirect::permanent("/docs/") }))
}
