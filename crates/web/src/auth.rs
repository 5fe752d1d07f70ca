//! One password for the pages and the API, where one is set.

mod attempts;
mod login;
mod password;
mod sessions;

use crate::error::WebError;
use crate::worlds::LetIn;
use attempts::{Attempt, Attempts};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use password::Password;
use secrecy::SecretString;
use sessions::Sessions;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// The cookie that holds a session's id.
const COOKIE: &str = "session";

/// Everything that watches the door. It lives as long as the process: a restart asks for the password again.
struct Door {
    password: Password,
    sessions: Mutex<Sessions>,
    /// Apart, so that a script with an old password does not lock its owner out of the form.
    by_form: Mutex<Attempts>,
    by_header: Mutex<Attempts>,
}

/// Lets only those in who have the password: by the form at `/login`, or with each request as a bearer token or basic
/// credential. Without a password everybody is let in.
pub fn guard<S: Clone + Send + Sync + 'static>(router: Router<S>, password: Option<&SecretString>) -> Router<S> {
    let Some(password) = password else { return router.merge(open_door()) };
    let door = Arc::new(Door {
        password: Password::new(password),
        sessions: Mutex::default(),
        by_form: Mutex::default(),
        by_header: Mutex::default(),
    });
    let routes = Router::new()
        .route("/login", get(login::show_form).post(login::log_in))
        .route("/logout", post(login::log_out))
        .with_state(door.clone());
    router.merge(routes).layer(from_fn_with_state(door, check))
}

fn open_door<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let home = || async { Redirect::to("/") };
    Router::new().route("/login", get(home).post(home)).route("/logout", post(home))
}

async fn check(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let is_let_in = request.extensions().get::<LetIn>().is_some();
    if is_let_in || is_open(request.uri().path()) || door.has_session(headers) {
        return next.run(request).await;
    }
    match door.header_attempt(headers) {
        Some(Attempt::Right) => next.run(request).await,
        Some(Attempt::Wrong) => WebError::WrongPassword.into_response(),
        Some(Attempt::Wait { seconds }) => WebError::TooManyAttempts { retry_after: seconds }.into_response(),
        None if is_navigation(&request) => Redirect::to(&login::path_back_to(request.uri())).into_response(),
        None => WebError::AuthenticationRequired.into_response(),
    }
}

fn is_open(path: &str) -> bool {
    matches!(path, "/healthz" | "/readyz" | "/login" | "/favicon.ico") || path.starts_with("/assets/")
}

/// Whether a person follows a link, who can be led to the form; a script that fetches is told instead.
fn is_navigation(request: &Request) -> bool {
    let mode = request.headers().get("sec-fetch-mode");
    let path = request.uri().path();
    request.method() == Method::GET
        && mode.is_none_or(|mode| mode == "navigate")
        && !crate::error::answer::wants_problem(path, request.headers())
}

impl Door {
    fn has_session(&self, headers: &HeaderMap) -> bool {
        let id = CookieJar::from_headers(headers).get(COOKIE).map(|cookie| cookie.value().to_owned());
        id.is_some_and(|id| lock(&self.sessions).find(&id, Instant::now()))
    }

    /// What the `Authorization` header is worth, if there is one.
    fn header_attempt(&self, headers: &HeaderMap) -> Option<Attempt> {
        let given = credential(headers.get(header::AUTHORIZATION)?.to_str().ok()?)?;
        Some(lock(&self.by_header).attempt(Instant::now(), || self.password.is(&given)))
    }
}

/// The password in `Bearer …` or `Basic …` (with any user name).
fn credential(header: &str) -> Option<String> {
    let (scheme, value) = header.split_once(' ')?;
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" => Some(value.trim().to_owned()),
        "basic" => {
            let pair = String::from_utf8(BASE64_STANDARD.decode(value.trim()).ok()?).ok()?;
            Some(pair.split_once(':')?.1.to_owned())
        }
        _ => None,
    }
}

/// Nothing that is held under these locks can be left half done, so a panic elsewhere takes nothing from them.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
