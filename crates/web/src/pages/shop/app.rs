//! What makes the page an application of its own: its manifest and the worker that keeps it.

use crate::assets;
use crate::i18n::text;
use crate::page::Page;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// `GET /manifest.webmanifest`, in the reader's language.
pub(crate) async fn manifest(page: Page) -> Response {
    let icon = |name: &str, sizes: &str, purpose: &str| json!({"src": assets::url(name), "sizes": sizes, "type": "image/png", "purpose": purpose});
    let manifest = json!({
        "id": "/shop",
        "start_url": "/shop",
        "scope": "/",
        "name": text(page.lang, "shop-app"),
        "short_name": text(page.lang, "app-name"),
        "description": text(page.lang, "shop-app-text"),
        "lang": page.lang.code(),
        "display": "standalone",
        "background_color": "#FBFAF7",
        "theme_color": "#FBFAF7",
        "icons": [
            {"src": assets::url("favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-maskable-512.png", "512x512", "maskable"),
        ],
    });
    let head = [
        (CONTENT_TYPE, "application/manifest+json"),
        (CACHE_CONTROL, "private, no-cache"),
        (VARY, "cookie, accept-language"),
    ];
    (head, manifest.to_string()).into_response()
}

/// `GET /sw.js`: at the root, whose pages it may then stand before. It lets all of them pass but the shop's.
pub(crate) async fn worker() -> Response {
    let Some(script) = assets::worker() else { return StatusCode::NOT_FOUND.into_response() };
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "no-cache")], script).into_response()
}
