//! `/images/{hash}/{file}`: the pictures that are kept at home. A hash names its content, so an answer holds for ever.

use crate::error::WebError;
use crate::site::Site;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use sillon_engine::pictures::Size;
use tokio_util::io::ReaderStream;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Behind a password it is the browser's to keep, and nobody's on the way.
const FOR_EVER_FOR_ONE: &str = "private, max-age=31536000, immutable";

/// An original holds what a stranger put into it: whatever it is opened as, it can do nothing.
const INERT: &str = "default-src 'none'; sandbox";

/// `160.jpg`, `320.jpg`, `640.jpg` or `original`, as it was kept.
pub(crate) async fn show_image(
    State(site): State<Site>,
    Path((hash, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let size = size_called(&name).ok_or(WebError::NotFound)?;
    let opened = site.pictures.open_file(&hash, size).await;
    let opened = opened.map_err(|error| WebError::Internal(format!("a kept picture cannot be read: {error}")))?;
    let picture = opened.ok_or(WebError::NotFound)?;
    let tag = format!("\"{hash}-{name}\"");
    let life = if site.config.lock.is_shut() { FOR_EVER_FOR_ONE } else { FOR_EVER };
    let head = fixed_head(life, &tag);
    if headers.get(IF_NONE_MATCH).is_some_and(|known| knows(known.as_bytes(), &tag)) {
        return Ok((StatusCode::NOT_MODIFIED, head).into_response());
    }
    let kind = [(CONTENT_TYPE, picture.media_type.to_owned()), (CONTENT_LENGTH, picture.bytes.to_string())];
    Ok((head, kind, Body::from_stream(ReaderStream::new(picture.file))).into_response())
}

fn fixed_head(life: &str, tag: &str) -> [(HeaderName, String); 4] {
    [
        (CACHE_CONTROL, life.to_owned()),
        (ETAG, tag.to_owned()),
        (CONTENT_SECURITY_POLICY, INERT.to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ]
}

fn size_called(name: &str) -> Option<Size> {
    match name {
        "160.jpg" => Some(Size::Small),
        "320.jpg" => Some(Size::Medium),
        "640.jpg" => Some(Size::Large),
        "original" => Some(Size::Original),
        _ => None,
    }
}

/// Whether `If-None-Match` lists the tag; caches on the way may have called it weak.
pub(crate) fn knows(known: &[u8], tag: &str) -> bool {
    let mut listed = known.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    listed.any(|one| one == b"*" || one.strip_prefix(b"W/").unwrap_or(one) == tag.as_bytes())
}
