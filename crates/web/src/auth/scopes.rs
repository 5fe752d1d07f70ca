//! What each call asks of a token: the table beside the map of [`crate::routes`], held to it by a test.
//!
//! What is not in the table is closed to every token: pages, and what could open further doors.

use crate::openapi::operations;
use axum::http::Method;
use sillon_core::access::Scope;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::SecurityRequirement;

/// What a call asks of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing is done there: no such path, or no such method.
    Nothing,
    /// This scope.
    Scope(Scope),
    /// The owner: no token does.
    Owner,
}

const READ: Need = Need::Scope(Scope::Read);
const SYNC: Need = Need::Scope(Scope::Sync);
const WRITE: Need = Need::Scope(Scope::Write);
const OWNER: Need = Need::Owner;

/// Method and path as the map has them.
pub(crate) const NEEDS: [(&str, &str, Need); 62] = [
    ("GET", "/api/v1/services/status", READ),
    ("GET", "/api/v1/services/discogs/sync/progress", READ),
    ("GET", "/api/v1/services/discogs/sync/events", READ),
    ("GET", "/api/v1/services/discogs/wantlist/sync/progress", READ),
    ("GET", "/api/v1/services/discogs/wantlist/sync/events", READ),
    ("GET", "/api/v1/services/ai/enrich-all/progress", READ),
    ("GET", "/api/v1/services/ai/enrich-all/events", READ),
    ("GET", "/api/v1/services/ai/enrich-album/{id}/events", READ),
    ("GET", "/api/v1/schedule", READ),
    ("GET", "/api/v1/collection/albums", READ),
    ("GET", "/api/v1/collection/albums/{id}", READ),
    ("GET", "/api/v1/collection/facets", READ),
    ("GET", "/api/v1/collection/owned", READ),
    ("GET", "/api/v1/collection/artists", READ),
    ("GET", "/api/v1/collection/artists/{id}", READ),
    ("GET", "/api/v1/collection/stats", READ),
    ("GET", "/api/v1/collection/edits", READ),
    ("GET", "/api/v1/collection/export", READ),
    ("GET", "/api/v1/collection/import/progress", READ),
    ("GET", "/api/v1/collection/import/events", READ),
    ("GET", "/api/v1/wantlist", READ),
    ("GET", "/api/v1/views", READ),
    ("GET", "/api/v1/backups", READ),
    ("GET", "/api/v1/syncs", READ),
    ("GET", "/api/v1/syncs/{id}", READ),
    ("GET", "/api/v1/syncs/{id}/added", READ),
    ("GET", "/api/v1/collection/checksum", READ),
    // Not under /api, and read by programs: pictures that answers name, the description, the figures.
    ("GET", "/images/{hash}/{file}", READ),
    ("GET", "/api/v1/openapi.json", READ),
    ("GET", "/openapi.json", READ),
    ("GET", "/metrics", READ),
    ("POST", "/api/v1/services/discogs/sync", SYNC),
    ("POST", "/api/v1/services/discogs/sync/cancel", SYNC),
    ("POST", "/api/v1/services/discogs/wantlist/sync", SYNC),
    ("POST", "/api/v1/services/discogs/wantlist/sync/cancel", SYNC),
    ("POST", "/api/v1/services/ai/enrich-all", SYNC),
    ("POST", "/api/v1/services/ai/enrich-all/cancel", SYNC),
    ("POST", "/api/v1/services/ai/enrich-album/{id}", SYNC),
    ("POST", "/api/v1/collection/albums", WRITE),
    ("PATCH", "/api/v1/collection/albums/{id}", WRITE),
    ("PATCH", "/api/v1/collection/albums/{id}/copies/{instance_id}", WRITE),
    ("POST", "/api/v1/collection/albums/{id}/archive", WRITE),
    ("POST", "/api/v1/collection/albums/{id}/restore", WRITE),
    ("POST", "/api/v1/collection/edits", WRITE),
    ("POST", "/api/v1/collection/edits/{batch_id}/undo", WRITE),
    ("POST", "/api/v1/collection/import", WRITE),
    ("POST", "/api/v1/collection/import/cancel", WRITE),
    ("POST", "/api/v1/views", WRITE),
    ("PATCH", "/api/v1/views/{id}", WRITE),
    ("DELETE", "/api/v1/views/{id}", WRITE),
    ("POST", "/api/v1/backups", WRITE),
    ("POST", "/api/v1/syncs/{id}/undo", WRITE),
    ("POST", "/api/v1/syncs/{id}/take-over", WRITE),
    ("PUT", "/api/v1/schedule", WRITE),
    // Whoever holds a token must not be able to make another, or to change whom sillon speaks for.
    ("GET", "/api/v1/tokens", OWNER),
    ("POST", "/api/v1/tokens", OWNER),
    ("DELETE", "/api/v1/tokens/{id}", OWNER),
    ("DELETE", "/api/v1/sessions", OWNER),
    // Such a file holds what no answer tells, and what it replaces is everything.
    ("GET", "/api/v1/backups/{id}/file", OWNER),
    ("POST", "/api/v1/backups/{id}/restore", OWNER),
    ("PUT", "/api/v1/services/discogs/token", OWNER),
    ("DELETE", "/api/v1/services/discogs/token", OWNER),
];

/// What a call asks of a token; `matched` is the path of the map that `path` was found under.
pub(crate) fn need(method: &Method, matched: Option<&str>, path: &str) -> Need {
    let method = if method == Method::HEAD { "GET" } else { method.as_str() };
    let Some(matched) = matched else {
        return if path.starts_with("/api/") { Need::Nothing } else { Need::Owner };
    };
    let mut of_path = NEEDS.iter().filter(|(_, known, _)| *known == matched).peekable();
    if of_path.peek().is_none() {
        return Need::Owner;
    }
    of_path.find(|(known, _, _)| *known == method).map_or(Need::Nothing, |(_, _, need)| *need)
}

/// Tells in the description what each call asks.
pub(crate) fn describe(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let found = NEEDS.iter().find(|(known, of, _)| *known == method && of == path);
            let Some((_, _, need)) = found else { continue };
            let mut ways = vec![SecurityRequirement::default(), SecurityRequirement::new("password", NONE)];
            if let Need::Scope(scope) = need {
                ways.push(SecurityRequirement::new("token", [scope.as_str()]));
            }
            operation.security = Some(ways);
        }
    }
}

const NONE: [&str; 0] = [];
