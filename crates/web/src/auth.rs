//! Who is let in: a browser that showed the password, or a program that shows the password or a token with each call.

mod attempts;
mod door;
mod lasting;
mod login;
pub mod password;
pub(crate) mod scopes;
mod sessions;

pub(crate) use door::Judge;
pub use door::{Door, Lock};

use crate::error::WebError;
use crate::worlds::LetIn;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use std::sync::{Mutex, PoisonError};

/// The cookie that holds a session's id.
const COOKIE: &str = "session";

/// Lets only those in whom the door's lock lets in. Without a lock everybody is, but for a token that says too much.
pub(crate) fn guard<S: Clone + Send + Sync + 'static>(router: Router<S>, door: Door) -> Router<S> {
    let entrance = match door.lock() {
        Lock::Open => open_door(),
        Lock::Tokens | Lock::Password(_) => Router::new()
            .route("/login", get(login::show_form).post(login::log_in))
            .route("/logout", post(login::log_out))
            .route("/logout/everywhere", post(login::log_out_everywhere))
            .with_state(door.clone()),
    };
    router.merge(entrance).layer(Extension(door.clone())).layer(from_fn_with_state(door, check))
}

fn open_door<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let home = || async { Redirect::to("/") };
    Router::new()
        .route("/login", get(home).post(home))
        .route("/logout", post(home))
        .route("/logout/everywhere", post(home))
}

async fn check(State(door): State<Door>, request: Request, next: Next) -> Response {
    let is_let_in = request.extensions().get::<LetIn>().is_some();
    if is_let_in || is_open(request.uri().path()) {
        return next.run(request).await;
    }
    let (knock, pass) = (door.hear(&request), door.pass(&request));
    match door.admit(knock).await {
        Ok(()) => {
            let mut request = request;
            if pass.is_of_token() {
                request.extensions_mut().insert(ByToken);
            }
            lasting::while_valid(door, pass, next.run(request).await)
        }
        Err(WebError::AuthenticationRequired) if is_navigation(&request) => {
            Redirect::to(&login::path_back_to(request.uri())).into_response()
        }
        Err(error) => error.into_response(),
    }
}

/// Marks a request that a token opened the door to.
#[derive(Clone, Copy, Debug)]
pub struct ByToken;

/// What is answered to everybody: the same for all, and nothing of the collection.
pub(crate) fn is_open(path: &str) -> bool {
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

/// Nothing that is held under these locks can be left half done, so a panic elsewhere takes nothing from them.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
