//! Deezer's open search for artists.

mod artists;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::hall::Hall;

/// The moving window in which only so many calls are answered.
pub(crate) const WINDOW: Duration = Duration::from_secs(5);
pub(crate) const QUOTA: u32 = 4;
const MISSING_PARAMETER: u32 = 501;
const UNKNOWN_PATH: u32 = 600;
const MOST: usize = 100;

pub(crate) fn routes() -> Router<Arc<Hall>> {
    Router::new()
        .route("/search/artist", get(search))
        .fallback(|| async { answer(&refusal(UNKNOWN_PATH, "Unknown path components")) })
}

/// What an error looks like; its status is that of a success.
pub(crate) fn refusal(code: u32, message: &str) -> Value {
    let kind = match code {
        MISSING_PARAMETER => "MissingParameterException",
        UNKNOWN_PATH => "InvalidQueryException",
        _ => "Exception",
    };
    json!({"error": {"type": kind, "message": message, "code": code}})
}

pub(crate) fn quota() -> Response {
    answer(&refusal(QUOTA, "Quota limit exceeded"))
}

#[derive(Debug, Deserialize)]
struct Asked {
    q: Option<String>,
    limit: Option<usize>,
}

async fn search(State(hall): State<Arc<Hall>>, Query(asked): Query<Asked>) -> Response {
    let Some(words) = asked.q.filter(|words| !words.trim().is_empty()) else {
        return answer(&refusal(MISSING_PARAMETER, "Missing parameters: q"));
    };
    let found = hall.world.with(|world| artists::find(&hall.catalogue, world, &words, &hall.host));
    let shown: Vec<&Value> = found.iter().take(asked.limit.unwrap_or(25).min(MOST)).collect();
    answer(&json!({"data": shown, "total": found.len()}))
}

fn answer(body: &Value) -> Response {
    ([("content-type", "application/json; charset=utf-8")], body.to_string()).into_response()
}
