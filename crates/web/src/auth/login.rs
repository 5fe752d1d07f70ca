//! The form that asks for the password.

use super::attempts::Way;
use super::{COOKIE, Door, Lock, sessions};
use crate::assets;
use crate::error::WebError;
use crate::error::answer::CHALLENGE;
use crate::i18n::{Lang, negotiate, text};
use crate::page::Theme;
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    lang: Lang,
    theme: Theme,
    stylesheet: String,
    next: String,
    error: Option<String>,
    /// Whether there is a password to ask for.
    is_open: bool,
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
    #[serde(default, deserialize_with = "secret")]
    password: SecretString,
    #[serde(default)]
    next: String,
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretString, D::Error> {
    String::deserialize(deserializer).map(SecretString::from)
}

/// The form's address, with the way back.
pub(super) fn path_back_to(uri: &Uri) -> String {
    let here = uri.path_and_query().map_or("/", |here| here.as_str());
    let query = form_encode(here);
    if here == "/" { "/login".to_owned() } else { format!("/login?next={query}") }
}

pub(super) async fn show_form(
    State(door): State<Door>,
    headers: HeaderMap,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let next = own_path(wanted.map(|Query(wanted)| wanted.next).unwrap_or_default());
    match door.lock() {
        Lock::Password(_) if door.has_session(&headers) => Redirect::to(&next).into_response(),
        Lock::Password(_) => form(&headers, next, None),
        Lock::Open | Lock::Tokens => form(&headers, next, Some(&WebError::PasswordNotSet)),
    }
}

pub(super) async fn log_in(
    State(door): State<Door>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Form(filled): Form<Filled>,
) -> Response {
    let next = own_path(filled.next);
    let outcome = match door.lock() {
        Lock::Password(password) => door.try_password(password, filled.password, Way::Form, &visitor).await,
        Lock::Open | Lock::Tokens => Err(WebError::PasswordNotSet),
    };
    match outcome {
        Ok(()) => {
            let cookie = cookie(door.open_session(&headers), visitor);
            (CookieJar::new().add(cookie), Redirect::to(&next)).into_response()
        }
        Err(error) => form(&headers, next, Some(&error)),
    }
}

pub(super) async fn log_out(
    State(door): State<Door>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Response {
    door.close_session(&headers);
    left(&headers, visitor)
}

/// For every browser that is signed in, this one too.
pub(super) async fn log_out_everywhere(
    State(door): State<Door>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Response {
    door.close_sessions();
    left(&headers, visitor)
}

fn left(headers: &HeaderMap, visitor: Visitor) -> Response {
    // What the shop's page kept for where there is no network goes too, and who kept it.
    let forget = [(HeaderName::from_static("clear-site-data"), "\"storage\"")];
    let jar = CookieJar::from_headers(headers).remove(cookie(String::new(), visitor));
    (forget, jar, Redirect::to("/login")).into_response()
}

fn form(headers: &HeaderMap, next: String, error: Option<&WebError>) -> Response {
    let lang = negotiate(headers);
    let said = error.map(|error| error.words(lang).sentence);
    let is_open = !matches!(error, Some(WebError::PasswordNotSet));
    let page = LoginPage {
        lang,
        theme: Theme::of(headers),
        stylesheet: assets::url("sillon.css"),
        next,
        error: said,
        is_open,
    };
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

fn cookie(id: String, visitor: Visitor) -> Cookie<'static> {
    let cookie = Cookie::build((COOKIE, id)).path("/").http_only(true).same_site(SameSite::Lax);
    let mut cookie = cookie.secure(visitor.by_tls).build();
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
