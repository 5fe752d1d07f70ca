//! Keys in a path.

use super::query::refuse;
use crate::error::{Accepted, WebError};
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

/// Extracts the `{id}` of a path.
#[derive(Clone, Copy, Debug)]
pub struct Key(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let Path(id) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| WebError::BadRequest)?;
        id.parse().map(Self).map_err(|_| refuse("id", &id, Accepted::Whole(1, None)))
    }
}
