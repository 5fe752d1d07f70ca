//! JSON bodies.

use crate::error::WebError;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

/// Extracts a JSON object. A refusal never quotes it: it may hold a secret.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let (parts, body) = request.into_parts();
        let bytes =
            Bytes::from_request(Request::new(body), state).await.map_err(|rejection| match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => WebError::BodyTooLarge,
                _ => WebError::InvalidBody,
            })?;
        // What is read into a type could also be an array in the order of its members: `["no","object"]` would be a view.
        let is_object = bytes.trim_ascii_start().starts_with(b"{");
        match Json::from_request(Request::from_parts(parts, bytes.into()), state).await {
            Ok(Json(value)) if is_object => Ok(Self(value)),
            Err(JsonRejection::MissingJsonContentType(_)) => Err(WebError::UnsupportedMediaType),
            _ => Err(WebError::InvalidBody),
        }
    }
}
