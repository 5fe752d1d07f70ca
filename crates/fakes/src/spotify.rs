//! Spotify's token and search.

mod search;
mod token;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::hall::Hall;
pub(crate) use token::Tokens;

pub(crate) fn routes() -> Router<Arc<Hall>> {
    Router::new()
        .route("/v1/search", get(search::search))
        .fallback(|| async { error(StatusCode::NOT_FOUND, "Service not found") })
}

pub(crate) fn accounts_routes() -> Router<Arc<Hall>> {
    Router::new().route("/api/token", post(token::token))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [("content-type", "application/json")], body.to_string()).into_response()
}

fn error(status: StatusCode, message: &str) -> Response {
    answer(status, &json!({"error": {"status": status.as_u16(), "message": message}}))
}
