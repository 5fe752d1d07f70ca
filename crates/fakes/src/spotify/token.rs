use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use super::{answer, error};
use crate::hall::Hall;

/// The tokens given out, and when they die.
#[derive(Debug, Default)]
pub(crate) struct Tokens(Mutex<HashMap<String, Instant>>);

impl Tokens {
    fn give(&self, life: Duration) -> String {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let token = format!("invented-access-token-{}", tokens.len() + 1);
        tokens.insert(token.clone(), Instant::now() + life);
        token
    }

    /// The refusal of a missing, unknown or dead token.
    pub(crate) fn check(&self, headers: &HeaderMap) -> Result<(), Box<Response>> {
        let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let refuse = |message| Err(Box::new(error(StatusCode::UNAUTHORIZED, message)));
        let Some(token) = header.and_then(|header| header.strip_prefix("Bearer ")) else {
            return refuse("No token provided");
        };
        let tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match tokens.get(token) {
            Some(dies) if *dies > Instant::now() => Ok(()),
            Some(_) => refuse("The access token expired"),
            None => refuse("Invalid access token"),
        }
    }
}

pub(crate) async fn token(State(hall): State<Arc<Hall>>, headers: HeaderMap, body: String) -> Response {
    let (id, secret) = &hall.settings.spotify_client;
    let expected = format!("Basic {}", BASE64_STANDARD.encode(format!("{id}:{secret}")));
    let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    if given != Some(expected.as_str()) {
        return answer(
            StatusCode::BAD_REQUEST,
            &json!({"error": "invalid_client", "error_description": "Invalid client secret"}),
        );
    }
    if !body.split('&').any(|pair| pair == "grant_type=client_credentials") {
        return answer(
            StatusCode::BAD_REQUEST,
            &json!({"error": "unsupported_grant_type", "error_description": "grant_type parameter is missing"}),
        );
    }
    let seconds = hall.settings.spotify_token_seconds;
    let token = hall.tokens.give(Duration::from_secs(seconds));
    answer(StatusCode::OK, &json!({"access_token": token, "token_type": "Bearer", "expires_in": seconds}))
}
