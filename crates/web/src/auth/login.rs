//! The form that asks for the password.

use super::attempts::Attempt;
use super::{COOKIE, Door, lock, sessions};
use crate::assets;
use crate::error::WebError;
use crate::error::answer::CHALLENGE;
use crate::i18n::{Lang, negotiate, text};
use crate::page::Theme;
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Instant;

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    lang: Lang,
    theme: Theme,
    stylesheet: String,
    next: String,
    error: Option<String>,
}

impl LoginPage {
    fn t(&self, key: &str) -> String {
        text(self.lang, key)
    }
}

/// Where to go once inside.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(super) struct Filled {
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// The form's address, with the way back.
pub(super) fn path_back_to(uri: &Uri) -> String {
    let here = uri.path_and_query().map_or("/", |here| here.as_str());
    let query = form_encode(here);
    if here == "/" { "/login".to_owned() } else { format!("/login?next={query}") }
}

pub(super) async fn show_form(
    State(door): State<Arc<Door>>,
    headers: HeaderMap,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let next = own_path(wanted.map(|Query(wanted)| wanted.next).unwrap_or_default());
    if door.has_session(&headers) { Redirect::to(&next).into_response() } else { form(&headers, next, None) }
}

pub(super) async fn log_in(State(door): State<Arc<Door>>, headers: HeaderMap, Form(filled): Form<Filled>) -> Response {
    let next = own_path(filled.next);
    let now = Instant::now();
    let attempt = lock(&door.by_form).attempt(now, || door.password.is(&filled.password));
    let error = match attempt {
        Attempt::Right => {
            let id = lock(&door.sessions).open(now);
            return (CookieJar::new().add(cookie(id)), Redirect::to(&next)).into_response();
        }
        Attempt::Wrong => WebError::WrongPassword,
        Attempt::Wait { seconds } => WebError::TooManyAttempts { retry_after: seconds },
    };
    form(&headers, next, Some(&error))
}

pub(super) async fn log_out(State(door): State<Arc<Door>>, jar: CookieJar) -> Response {
    if let Some(id) = jar.get(COOKIE) {
        lock(&door.sessions).close(id.value());
    }
    // What the shop's page kept for where there is no network goes too, and who kept it.
    let forget = [(HeaderName::from_static("clear-site-data"), "\"storage\"")];
    (forget, jar.remove(cookie(String::new())), Redirect::to("/login")).into_response()
}

fn form(headers: &HeaderMap, next: String, error: Option<&WebError>) -> Response {
    let lang = negotiate(headers);
    let said = error.map(|error| error.words(lang).sentence);
    let page = LoginPage { lang, theme: Theme::of(headers), stylesheet: assets::url("sillon.css"), next, error: said };
    let status = error.map_or(StatusCode::OK, WebError::status);
    let Ok(html) = page.render() else {
        return WebError::Internal("the login form could not be rendered".to_owned()).into_response();
    };
    let mut response = (status, [(CACHE_CONTROL, "no-store")], Html(html)).into_response();
    if let Some(seconds) = error.and_then(WebError::retry_after) {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(CHALLENGE));
    }
    response
}

fn cookie(id: String) -> Cookie<'static> {
    let mut cookie = Cookie::build((COOKIE, id)).path("/").http_only(true).same_site(SameSite::Lax).build();
    // 30 days, as the session itself.
    cookie.set_max_age(sessions::LIFETIME.try_into().ok());
    cookie
}

/// Only a path of ours: a link that carries another address must not lead there after the password was given.
fn own_path(next: String) -> String {
    let is_path = next.starts_with('/') && !next.starts_with("//");
    let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_path && is_plain { next } else { "/".to_owned() }
}

fn form_encode(path: &str) -> String {
    path.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'%' | b'&' | b'+' | b'#' | b'=' | b'?' => encoded.push_str(&format!("%{byte:02X}")),
            byte => encoded.push(char::from(byte)),
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("/albums/5?a=b%20c", "/albums/5?a=b%20c")]
    #[case("", "/")]
    #[case("https://evil.example/", "/")]
    #[case("//evil.example/", "/")]
    #[case("/\\evil.example/", "/")]
    #[case("/a\r\nb", "/")]
    fn only_a_path_of_ours_is_led_to(#[case] next: &str, #[case] path: &str) {
        assert_eq!(own_path(next.to_owned()), path);
    }

    #[rstest]
    #[case("/", "/login")]
    #[case("/albums/5", "/login?next=/albums/5")]
    #[case("/?search=a%26b&page=2", "/login?next=/%3Fsearch%3Da%2526b%26page%3D2")]
    fn the_way_back_is_kept(#[case] here: &str, #[case] login: &str) {
        let path = path_back_to(&here.parse().unwrap());
        assert_eq!(path, login);
        if here != "/" {
            let Query(wanted) = Query::<Wanted>::try_from_uri(&path.parse().unwrap()).unwrap();
            assert_eq!(wanted.next, here);
        }
    }
}
