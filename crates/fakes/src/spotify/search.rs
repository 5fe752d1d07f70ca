//! Search that is fuzzy and nearly always returns something, not always the right thing.

mod candidates;

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{answer, error};
use crate::hall::Hall;

#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    q: Option<String>,
    #[serde(rename = "type")]
    kinds: Option<String>,
    limit: Option<String>,
    offset: Option<String>,
}

pub(crate) async fn search(State(hall): State<Arc<Hall>>, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    if let Err(refusal) = hall.tokens.check(&headers) {
        return *refusal;
    }
    let Some(query) = asked.q.filter(|query| !query.trim().is_empty()) else {
        return error(StatusCode::BAD_REQUEST, "No search query");
    };
    let limit = asked.limit.as_deref().unwrap_or("5").parse::<usize>();
    let Some(limit) = limit.ok().filter(|limit| (1..=10).contains(limit)) else {
        return error(StatusCode::BAD_REQUEST, "Invalid limit");
    };
    let Some(offset) = asked.offset.as_deref().unwrap_or("0").parse::<usize>().ok().filter(|n| *n <= 1000) else {
        return error(StatusCode::BAD_REQUEST, "Invalid offset");
    };
    let kinds: Vec<&str> = asked.kinds.as_deref().unwrap_or_default().split(',').collect();
    if kinds.iter().any(|kind| !["album", "artist"].contains(kind)) {
        return error(StatusCode::BAD_REQUEST, "Bad search type field");
    }
    let wanted = candidates::Wanted::parse(&query);
    let (albums, artists) = hall.world.with(|world| candidates::find(&hall.catalogue, world, &wanted, &hall.host));
    let mut body = Map::new();
    for (kind, found) in [("album", albums), ("artist", artists)] {
        if kinds.contains(&kind) {
            body.insert(format!("{kind}s"), page(&found, limit, offset, &hall.host, kind));
        }
    }
    answer(StatusCode::OK, &Value::Object(body))
}

fn page(found: &[Value], limit: usize, offset: usize, host: &str, kind: &str) -> Value {
    let address = |offset: usize| format!("http://{host}/spotify/v1/search?offset={offset}&limit={limit}&type={kind}");
    let items: Vec<&Value> = found.iter().skip(offset).take(limit).collect();
    let more = offset + limit < found.len();
    json!({
        "href": address(offset), "limit": limit, "next": more.then(|| address(offset + limit)), "offset": offset,
        "previous": (offset > 0).then(|| address(offset.saturating_sub(limit))), "total": found.len(), "items": items,
    })
}
