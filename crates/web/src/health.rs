//! For whoever watches the process.

use crate::error::WebError;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

/// `GET /healthz`: the process lives.
pub async fn show_health() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

/// `GET /readyz`: the database answers; it was migrated when it was opened.
pub async fn show_readiness(State(site): State<Site>) -> Result<Json<Value>, WebError> {
    site.reader.ping().await.map_err(|error| WebError::NotReady(error.to_string()))?;
    Ok(Json(json!({"status": "ready"})))
}
