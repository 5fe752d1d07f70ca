//! Two worlds behind one address: the real collection, and an invented one that a newcomer can look around in. Each
//! browser chooses for itself, and nothing of the one ever enters the other: they share no database.

use crate::error::WebError;
use crate::error::answer::{render_error, wants_problem};
use crate::error::page::error_page;
use crate::i18n::negotiate;
use crate::page::Theme;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use futures::future::BoxFuture;
use std::convert::Infallible;
use std::sync::Arc;
use tokio::sync::OnceCell;
use tower::ServiceExt;

const COOKIE: &str = "world";
const DEMO: &str = "demo";

/// A router, made when it is first asked for.
type Make = dyn Fn() -> BoxFuture<'static, Result<Router, String>> + Send + Sync;

/// Marks a request that only asks whether the real world's guards let it in.
#[derive(Clone, Copy)]
struct Knock;

/// Marks a request that the real world's guards have let in, and the answer that says so: the demo asks nobody again.
#[derive(Clone, Copy)]
pub struct LetIn;

/// What a browser asks at a door; the world's own layers have let it through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Enter,
    Leave,
}

/// `POST /demo` and `POST /demo/leave`. They stand in each world, behind its guards and its password; what they answer
/// is carried out by [`worlds`], and without it leads back to the collection.
pub fn doors<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let door = |wish: Wish| post(move || async move { (axum::Extension(wish), Redirect::to("/")) });
    Router::new().route("/demo", door(Wish::Enter)).route("/demo/leave", door(Wish::Leave))
}

/// Stands innermost in each world: whoever knocks and comes this far is let in.
pub async fn open_to_a_knock(request: Request, next: Next) -> Response {
    match request.extensions().get::<Knock>() {
        Some(Knock) => (axum::Extension(LetIn), StatusCode::NO_CONTENT).into_response(),
        None => next.run(request).await,
    }
}

/// Sends each request to the world that its browser chose, once the real world's guards and password have let it in.
/// The demo is made once, by the first who enters.
pub fn worlds(
    real: Router,
    demo: impl Fn() -> BoxFuture<'static, Result<Router, String>> + Send + Sync + 'static,
) -> Router {
    let worlds = Arc::new(Worlds { real, demo: OnceCell::new(), make: Box::new(demo) });
    Router::new().fallback(move |request: Request| {
        let worlds = worlds.clone();
        async move { worlds.answer(request).await }
    })
}

struct Worlds {
    real: Router,
    demo: OnceCell<Router>,
    make: Box<Make>,
}

impl Worlds {
    async fn answer(&self, request: Request) -> Response {
        let chosen =
            CookieJar::from_headers(request.headers()).get(COOKIE).is_some_and(|cookie| cookie.value() == DEMO);
        let (path, headers) = (request.uri().path().to_owned(), request.headers().clone());
        // There is one password, and it is the real world's.
        let at_the_entrance = matches!(path.as_str(), "/login" | "/logout" | "/logout/everywhere");
        let response = match self.demo.get().filter(|_| chosen) {
            Some(demo) if !at_the_entrance => self.visit(demo, request).await,
            None if chosen => with_cookie(run(&self.real, request).await, &leave_cookie()),
            _ => run(&self.real, request).await,
        };
        match response.extensions().get::<Wish>() {
            Some(Wish::Enter) => match self.demo.get_or_try_init(|| (self.make)()).await {
                Ok(_) => with_cookie(response, &enter_cookie()),
                Err(why) => failed(why, &path, &headers),
            },
            Some(Wish::Leave) => with_cookie(response, &leave_cookie()),
            None => response,
        }
    }
}

impl Worlds {
    /// The demo's answer, or the refusal of the real world's guards.
    async fn visit(&self, demo: &Router, request: Request) -> Response {
        let (mut parts, body) = request.into_parts();
        let mut knock = Request::from_parts(parts.clone(), Body::empty());
        knock.extensions_mut().insert(Knock);
        let answer = run(&self.real, knock).await;
        if answer.extensions().get::<LetIn>().is_none() {
            return answer;
        }
        parts.extensions.insert(LetIn);
        run(demo, Request::from_parts(parts, body)).await
    }
}

async fn run(world: &Router, request: Request) -> Response {
    let answered: Result<Response, Infallible> = world.clone().oneshot(request).await;
    match answered {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

fn failed(why: String, path: &str, headers: &HeaderMap) -> Response {
    let error = WebError::DemoFailed(why);
    render_error(&error, (negotiate(headers), Theme::of(headers)), wants_problem(path, headers), error_page)
}

fn with_cookie(mut response: Response, cookie: &Cookie<'_>) -> Response {
    // Made of fixed words: always a header.
    if let Ok(value) = cookie.to_string().parse() {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

fn enter_cookie() -> Cookie<'static> {
    Cookie::build((COOKIE, DEMO)).path("/").http_only(true).same_site(SameSite::Lax).build()
}

fn leave_cookie() -> Cookie<'static> {
    let mut cookie = enter_cookie();
    cookie.make_removal();
    cookie
}

#[cfg(test)]
mod tests;
