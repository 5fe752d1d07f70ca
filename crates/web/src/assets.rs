//! The style sheet, the script and the mark: part of the executable, under a URL that changes with their content.

mod icon;

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "static"]
struct Static;

/// The style sheet is written in parts and read as one: later parts may override earlier ones.
const SHEET: [&str; 15] = [
    "material",
    "ground",
    "frame",
    "covers",
    "places",
    "figures",
    "enrichment",
    "editing",
    "exchange",
    "ledger",
    "backups",
    "wantlist",
    "shop",
    "narrow",
    "print",
];

/// It is served at the root, whose pages it may stand before, and not among the assets.
const WORKER: &str = "sw.js";

/// One hash for all files, so that they can name each other by relative paths.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Static::iter().collect();
    names.sort();
    let mixed = names.iter().filter_map(|name| Static::get(name)).fold([0_u8; 32], |mixed, file| {
        let hash = file.metadata.sha256_hash();
        // Rotating keeps two swapped files from cancelling out.
        std::array::from_fn(|at| mixed[(at + 1) % 32].wrapping_mul(31) ^ hash[at])
    });
    hex(&mixed[..8])
});

/// The URL of a file in `static/`.
pub fn url(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

/// `/assets/{version}/{*name}`, and the favicon where browsers look for it unasked.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(
            "/assets/{version}/{*name}",
            get(|Path((version, name)), headers: HeaderMap| serve(version, name, headers)),
        )
        .route("/favicon.ico", get(|headers: HeaderMap| serve(String::new(), "favicon.svg".to_owned(), headers)))
}

async fn serve(version: String, name: String, headers: HeaderMap) -> Response {
    let Some(content) = load(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let tag = format!("\"{}-{}\"", *VERSION, content.len());
    // A page from before an update may still ask under the old version: answer, but let nobody keep it.
    let cache = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-cache" };
    let head = [(CACHE_CONTROL, cache.to_owned()), (ETAG, tag.clone())];
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    (head, [(CONTENT_TYPE, content_type(&name))], content).into_response()
}

fn load(name: &str) -> Option<Cow<'static, [u8]>> {
    match name {
        "sillon.css" => Some(Cow::Owned(sheet().into_bytes())),
        name => match icon::load(name) {
            Some(icon) => Some(Cow::Owned(icon)),
            None => Static::get(name).map(|file| file.data),
        },
    }
}

/// What the URLs of this version's files have in them.
pub(crate) fn version() -> &'static str {
    &VERSION
}

/// Every script, the style sheet and the mark: what a page needs to stand by itself.
pub(crate) fn offline() -> Vec<String> {
    let scripts = Static::iter().filter(|name| name.ends_with(".js") && name != WORKER);
    let names = scripts.chain(["sillon.css".into(), "favicon.svg".into()]);
    names.map(|name| url(&name)).collect()
}

/// The worker that keeps the shop's page, with the two lines that it stands on.
pub(crate) fn worker() -> Option<String> {
    let script = Static::get(WORKER)?;
    let script = String::from_utf8_lossy(&script.data).into_owned();
    let assets = serde_json::to_string(&offline()).ok()?;
    Some(format!("const VERSION = \"{}\";\nconst ASSETS = {assets};\n{script}", version()))
}

/// The whole style sheet.
pub(crate) fn sheet() -> String {
    let parts = SHEET.iter().filter_map(|part| Static::get(&format!("sheet/{part}.css")));
    parts.map(|part| String::from_utf8_lossy(&part.data).into_owned()).collect()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    async fn ask(uri: &str, tag: Option<&str>) -> Response {
        let mut request = Request::get(uri);
        if let Some(tag) = tag {
            request = request.header(IF_NONE_MATCH, tag);
        }
        router::<()>().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn files_are_kept_for_ever_under_their_version_only() {
        let current = ask(&url("sillon.js"), None).await;
        assert_eq!(current.headers()[CONTENT_TYPE], "text/javascript; charset=utf-8");
        assert!(current.headers()[CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        let old = ask("/assets/0/sillon.js", None).await;
        assert_eq!((old.status(), &old.headers()[CACHE_CONTROL]), (StatusCode::OK, &"no-cache".parse().unwrap()));
        let tag = old.headers()[ETAG].to_str().unwrap();
        assert_eq!(ask("/assets/0/sillon.js", Some(tag)).await.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(ask("/assets/0/../Cargo.toml", None).await.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn browsers_find_the_mark_unasked() {
        assert_eq!(ask("/favicon.ico", None).await.headers()[CONTENT_TYPE], "image/svg+xml");
    }
}
