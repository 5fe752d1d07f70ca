//! The Discogs token: given, never shown.

use super::body::Body;
use super::query::{Asked, Nothing};
use crate::error::WebError;
use crate::error::problem::Problem;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A personal access token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenBody {
    /// From <https://www.discogs.com/settings/developers>.
    #[schema(write_only)]
    token: String,
}

/// Whose token it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Connected {
    /// The user's name at Discogs.
    username: String,
}

/// Give a Discogs token
///
/// Quotes, invisible characters and a pasted prefix around it are removed. Discogs is asked whose it is; then it is stored encrypted and never shown again.
#[utoipa::path(put, path = "/api/v1/services/discogs/token", tag = "services", request_body = TokenBody, responses(
    (status = 200, description = "Kept", body = Connected),
    (status = 409, description = "`token_fixed`: it is set by the environment or the settings file", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`token_refused`, `token_characters`, `invalid_body` or `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
    (status = 502, description = "`discogs_unreachable`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn set_token(
    State(site): State<Site>,
    Asked(()): Asked<Nothing>,
    Body(TokenBody { token }): Body<TokenBody>,
) -> Result<Json<Connected>, WebError> {
    let username = site.engine.connect_discogs(SecretString::from(token)).await?;
    Ok(Json(Connected { username }))
}

/// Forget the stored token
#[utoipa::path(delete, path = "/api/v1/services/discogs/token", tag = "services", responses(
    (status = 204, description = "Forgotten"),
    (status = 409, description = "`token_fixed`: it is set by the environment or the settings file", body = Problem, content_type = "application/problem+json"),
))]
pub async fn forget_token(State(site): State<Site>, Asked(()): Asked<Nothing>) -> Result<StatusCode, WebError> {
    site.engine.disconnect_discogs().await?;
    Ok(StatusCode::NO_CONTENT)
}
