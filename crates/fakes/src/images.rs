//! The image host: a sleeve, a portrait or a label for every address, drawn when first asked for.

mod cache;
mod canvas;
mod family;
mod finish;
mod palette;
mod portrait;
mod sheet;
mod subject;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::hall::Hall;
pub(crate) use cache::Sleeves;
pub use sheet::contact_sheet;
use subject::Subject;

pub(crate) fn routes() -> Router<Arc<Hall>> {
    Router::new().route("/{kind}/{id}/{file}", get(picture)).route("/st/{hash}/images/spacer.gif", get(spacer))
}

/// One transparent pixel, as the site serves it where there is no picture.
async fn spacer() -> Response {
    const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00\x21\xf9\x04\x01\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01\x44\x00\x3b";
    ([(CONTENT_TYPE, "image/gif")], GIF).into_response()
}

async fn picture(State(hall): State<Arc<Hall>>, Path((kind, id, file)): Path<(String, String, String)>) -> Response {
    let size = file.strip_suffix(".jpeg").and_then(|size| size.parse::<u32>().ok());
    let Some(size) = size.filter(|size| (16..=1_200).contains(size)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let size = size.min(hall.settings.widest_picture);
    let address = format!("{kind}/{id}/{size}");
    let bytes = match hall.sleeves.known(&address) {
        Some(bytes) => bytes,
        None => {
            let Some(subject) = hall.world.with(|world| Subject::of(world, &kind, &id)) else {
                return StatusCode::NOT_FOUND.into_response();
            };
            let drawn = tokio::task::spawn_blocking(move || subject.draw(size)).await;
            let Ok(Some(bytes)) = drawn else {
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            };
            hall.sleeves.keep(address, bytes)
        }
    };
    let headers = [(CONTENT_TYPE, "image/jpeg"), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, bytes).into_response()
}
