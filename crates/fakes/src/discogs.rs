//! Discogs' API, as far as it is read.

mod artist;
mod item;
mod listing;
mod master;
mod pages;
mod release;
mod tracklist;
mod user;

use std::sync::Arc;

use axum::Router;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};

use crate::hall::Hall;
use crate::world::World;

pub(crate) use release::barcode;

pub(crate) fn routes() -> Router<Arc<Hall>> {
    Router::new()
        .route("/oauth/identity", get(user::identity))
        .route("/users/{user}", get(user::profile))
        .route("/users/{user}/collection/folders", get(user::folders))
        .route("/users/{user}/collection/folders/{folder}/releases", get(listing::collection))
        .route("/users/{user}/collection/releases/{release}", get(listing::instances))
        .route("/users/{user}/collection/fields", get(user::fields))
        .route("/users/{user}/collection/value", get(user::value))
        .route("/users/{user}/wants", get(listing::wants))
        .route("/releases/{release}", get(release::release))
        .route("/masters/{master}", get(master::master))
        .route("/masters/{master}/versions", get(master::versions))
        .route("/artists/{artist}", get(artist::artist))
        .method_not_allowed_fallback(|| async { error(StatusCode::METHOD_NOT_ALLOWED) })
        .fallback(|| async { error(StatusCode::NOT_FOUND) })
}

/// Whom the credentials of a call belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    Nobody,
    Token,
    Wrong,
}

/// Reads `Authorization: Discogs token=…` or `?token=…`.
pub(crate) fn caller(hall: &Hall, headers: &HeaderMap, query: &str) -> Caller {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = match header {
        Some(header) => header.strip_prefix("Discogs token=").or(Some("")),
        None => query.split('&').find_map(|pair| pair.strip_prefix("token=")),
    };
    match token {
        None => Caller::Nobody,
        Some(token) if token == hall.settings.token => Caller::Token,
        Some(_) => Caller::Wrong,
    }
}

/// What Discogs says with a status.
pub(crate) fn wording(status: u16) -> &'static str {
    match status {
        400 => "Invalid request.",
        401 => "Invalid consumer token.",
        403 => "You don't have permission to access this resource.",
        404 => "The requested resource was not found.",
        405 => "Method not allowed.",
        422 => "Invalid value.",
        429 => "You are making requests too quickly.",
        500 => "An internal server error occurred. (Malformed query?)",
        _ => "The service is temporarily unavailable.",
    }
}

pub(crate) fn error(status: StatusCode) -> Response {
    message(status, wording(status.as_u16()))
}

fn message(status: StatusCode, words: &str) -> Response {
    answer(status, &json!({ "message": words }))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    let kind = [("content-type", "application/json")];
    (status, kind, body.to_string()).into_response()
}

fn found(body: &Value) -> Response {
    answer(StatusCode::OK, body)
}

fn unauthenticated() -> Response {
    let mut refusal = message(StatusCode::UNAUTHORIZED, "You must authenticate to access this resource.");
    let realm = HeaderValue::from_static("OAuth realm=\"https://api.discogs.com\"");
    refusal.headers_mut().insert(WWW_AUTHENTICATE, realm);
    refusal
}

/// What the caller may see, and where links and pictures point.
#[derive(Debug, Clone)]
pub(crate) struct View {
    /// As the collection's owner.
    owner: bool,
    /// Pictures are for callers with a token.
    pictures: bool,
    host: String,
}

impl View {
    fn link(&self, path: &str) -> String {
        format!("http://{}/discogs{path}", self.host)
    }

    fn picture(&self, kind: &str, id: &str, size: u32) -> String {
        match self.pictures {
            true => format!("http://{}/images/{kind}/{id}/{size}.jpeg", self.host),
            false => String::new(),
        }
    }
}

/// A view for a caller of anything, or the refusal of a wrong token.
fn view(hall: &Hall, headers: &HeaderMap, query: &str) -> Result<View, Box<Response>> {
    let caller = caller(hall, headers, query);
    if caller == Caller::Wrong {
        return Err(Box::new(error(StatusCode::UNAUTHORIZED)));
    }
    Ok(View {
        owner: caller == Caller::Token && hall.world.with(|world| world.owner),
        pictures: caller == Caller::Token,
        host: hall.host.clone(),
    })
}

/// A view of the user's collection, or the refusal: of an unknown user, a wrong token, a private collection.
fn visit(hall: &Hall, headers: &HeaderMap, query: &str, user: &str) -> Result<View, Box<Response>> {
    let view = view(hall, headers, query)?;
    let (known, private) = hall.world.with(|world| (knows(world, user), world.private));
    if !known {
        return Err(Box::new(message(StatusCode::NOT_FOUND, "User does not exist or may have been deleted.")));
    }
    if hall.settings.auth_required && !view.pictures {
        return Err(Box::new(unauthenticated()));
    }
    if private && !view.owner {
        return Err(Box::new(error(StatusCode::FORBIDDEN)));
    }
    Ok(view)
}

fn knows(world: &World, user: &str) -> bool {
    world.username.eq_ignore_ascii_case(user)
}
