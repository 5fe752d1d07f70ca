//! Tokens of the API, and the sessions of browsers. The owner alone: no token makes another.

use super::body::Body;
use super::moment::Moment;
use super::query::{Asked, Nothing};
use super::words::{FilledName, ScopeWord};
use crate::auth::Door;
use crate::error::problem::Problem;
use crate::error::{Accepted, WebError};
use crate::site::Site;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use sillon_core::access::{ApiToken, Scope};
use sillon_core::id::AccountId;
use sillon_engine::NewToken;
use utoipa::ToSchema;

/// Every token, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokensDocument {
    /// The tokens.
    items: Vec<TokenDocument>,
}

/// A token as it is listed; what it opens is never shown again.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenDocument {
    /// Its key.
    id: String,
    /// What a person calls it.
    name: String,
    /// What it may do: `read`, `sync`, `write`, each with those before it.
    #[schema(example = json!(["read", "sync"]))]
    scopes: Vec<&'static str>,
    /// When it was made.
    created_at: Moment,
    /// When it was last seen, to the minute.
    last_used_at: Option<Moment>,
}

/// A token that was just made.
#[derive(Serialize, ToSchema)]
pub struct MadeDocument {
    /// What to send as `Authorization: Bearer …`. It is shown this once.
    #[schema(example = "sillon_…")]
    token: String,
    /// As it is listed.
    #[serde(flatten)]
    listed: TokenDocument,
}

/// A token to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTokenBody {
    /// What it is called, 1 to 80 characters, each name once.
    #[schema(value_type = FilledName)]
    name: String,
    /// What it may do: one or more of `read`, `sync`, `write`; each includes those before it.
    #[schema(value_type = Vec<ScopeWord>, min_items = 1, example = json!(["sync"]))]
    scopes: Vec<String>,
}

impl From<ApiToken> for TokenDocument {
    fn from(token: ApiToken) -> Self {
        let ApiToken { id, name, scope, created_at, last_used_at } = token;
        let scopes = scope.included().map(Scope::as_str).collect();
        Self { id, name, scopes, created_at: Moment(created_at), last_used_at: last_used_at.map(Moment) }
    }
}

/// The tokens
#[utoipa::path(get, path = "/api/v1/tokens", tag = "access", responses(
    (status = 200, description = "All of them, the newest first", body = TokensDocument),
    (status = 403, description = "`owner_only`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list_tokens(
    State(site): State<Site>,
    Asked(()): Asked<Nothing>,
) -> Result<Json<TokensDocument>, WebError> {
    let tokens = site.reader.list_api_tokens(AccountId::FIRST).await?;
    Ok(Json(TokensDocument { items: tokens.into_iter().map(Into::into).collect() }))
}

/// Make a token
///
/// It is shown in this answer and never again: only its SHA-256 is kept.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "access", request_body = NewTokenBody, responses(
    (status = 201, description = "The token", body = MadeDocument),
    (status = 403, description = "`owner_only`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`invalid_fields`, `invalid_parameter` or `invalid_body`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn add_token(
    State(site): State<Site>,
    Asked(()): Asked<Nothing>,
    Body(body): Body<NewTokenBody>,
) -> Result<(StatusCode, Json<MadeDocument>), WebError> {
    let scope = furthest(&body.scopes)?;
    let NewToken { token, listed } = site.engine.add_api_token(&body.name, scope).await?;
    let made = MadeDocument { token: token.expose_secret().to_owned(), listed: listed.into() };
    Ok((StatusCode::CREATED, Json(made)))
}

/// Revoke a token
///
/// It opens nothing from now on.
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "access",
    params(("id" = String, Path, description = "Its key")), responses(
    (status = 204, description = "Revoked"),
    (status = 403, description = "`owner_only`", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn revoke_token(
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(()): Asked<Nothing>,
) -> Result<StatusCode, WebError> {
    site.engine.revoke_api_token(&id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sign every browser out
///
/// Each is asked for the password again. Tokens go on.
#[utoipa::path(delete, path = "/api/v1/sessions", tag = "access", responses(
    (status = 204, description = "Signed out"),
    (status = 403, description = "`owner_only`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn sign_out(Extension(door): Extension<Door>, Asked(()): Asked<Nothing>) -> StatusCode {
    door.close_sessions();
    StatusCode::NO_CONTENT
}

fn furthest(scopes: &[String]) -> Result<Scope, WebError> {
    let refused = |value: &str| WebError::InvalidParameter {
        name: "scopes".to_owned(),
        value: value.chars().take(40).collect(),
        accepted: Accepted::OneOf(Scope::ALL.map(Scope::as_str).to_vec()),
    };
    let read = scopes.iter().map(|text| Scope::parse(text).ok_or_else(|| refused(text)));
    let scopes = read.collect::<Result<Vec<Scope>, _>>()?;
    scopes.into_iter().max().ok_or_else(|| refused(""))
}
