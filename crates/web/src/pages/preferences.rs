//! A reader's own language and theme, kept in two cookies.

use crate::i18n::{COOKIE, Lang};
use crate::page::{THEME_COOKIE, Theme};
use axum::Form;
use axum::response::Redirect;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;

/// What the forms post; what makes no sense changes nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    lang: String,
    theme: String,
    back: String,
}

/// `POST /preferences`, then back to where one was.
pub(crate) async fn save(jar: CookieJar, Form(chosen): Form<Preferences>) -> (CookieJar, Redirect) {
    let lang = Lang::parse(&chosen.lang).map(|lang| lasting(COOKIE, lang.code()));
    let theme = Theme::parse(&chosen.theme).map(|theme| lasting(THEME_COOKIE, theme.as_str()));
    let jar = [lang, theme].into_iter().flatten().fold(jar, CookieJar::add);
    (jar, Redirect::to(inside(&chosen.back)))
}

fn lasting(name: &'static str, value: &'static str) -> Cookie<'static> {
    let mut cookie = Cookie::new(name, value);
    cookie.set_path("/");
    cookie.set_same_site(SameSite::Lax);
    cookie.set_http_only(false);
    cookie.make_permanent();
    cookie
}

/// Only ever to a place of our own: `//elsewhere` and `/\elsewhere` are other hosts to a browser.
pub(super) fn inside(back: &str) -> &str {
    let bytes = back.as_bytes();
    let own = bytes.first() == Some(&b'/') && !matches!(bytes.get(1), Some(b'/' | b'\\'));
    let clean = bytes.iter().all(|byte| (0x21..0x7f).contains(byte));
    if own && clean { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::{LOCATION, SET_COOKIE};
    use axum::response::IntoResponse;
    use rstest::rstest;

    #[rstest]
    #[case("/settings#display", "/settings#display")]
    #[case("/?genre=Jazz&page=2", "/?genre=Jazz&page=2")]
    #[case("//evil.example", "/")]
    #[case("/\\evil.example", "/")]
    #[case("https://evil.example", "/")]
    #[case("/\r\nset-cookie: a=b", "/")]
    #[case("", "/")]
    fn leads_back_inside_only(#[case] back: &str, #[case] target: &str) {
        assert_eq!(inside(back), target);
    }

    #[tokio::test]
    async fn keeps_what_makes_sense() {
        let chosen = Preferences { lang: "en".into(), theme: "neon".into(), back: "/stats".into() };
        let answer = save(CookieJar::new(), Form(chosen)).await.into_response();
        let cookies: Vec<_> = answer.headers().get_all(SET_COOKIE).iter().collect();
        assert_eq!(cookies.len(), 1);
        assert!(cookies[0].to_str().unwrap().starts_with("lang=en; "));
        assert_eq!(answer.headers()[LOCATION], "/stats");
    }
}
