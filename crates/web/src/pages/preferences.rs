//! A reader's own language, theme and view, kept in cookies.

use crate::i18n::{COOKIE, Lang};
use crate::page::{COLUMNS_COOKIE, Column, THEME_COOKIE, Theme, VIEW_COOKIE, View};
use axum::Form;
use axum::response::Redirect;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

/// `POST /preferences`, then back to where one was. What makes no sense changes nothing.
pub(crate) async fn save(jar: CookieJar, Form(sent): Form<Vec<(String, String)>>) -> (CookieJar, Redirect) {
    let all = |name: &'static str| sent.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str());
    let one = |name| all(name).next().unwrap_or_default();
    let lang = Lang::parse(one("lang")).map(|lang| lasting(COOKIE, lang.code()));
    let theme = Theme::parse(one("theme")).map(|theme| lasting(THEME_COOKIE, theme.as_str()));
    let view = View::parse(one("view")).map(|view| lasting(VIEW_COOKIE, view.as_str()));
    // Boxes that are not ticked are not sent: the form says that it is about them.
    let columns = all("columns").next().map(|_| {
        let chosen: Vec<&str> = all("column").collect();
        let columns = Column::parse_all(&chosen.join(".")).into_iter().map(Column::as_str);
        lasting(COLUMNS_COOKIE, columns.collect::<Vec<_>>().join("."))
    });
    let jar = [lang, theme, view, columns].into_iter().flatten().fold(jar, CookieJar::add);
    (jar, Redirect::to(inside(one("back"))))
}

fn lasting(name: &'static str, value: impl Into<std::borrow::Cow<'static, str>>) -> Cookie<'static> {
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
        let chosen = [("lang", "en"), ("theme", "neon"), ("view", "wall"), ("back", "/stats")];
        let answer = send(&chosen).await;
        let cookies: Vec<_> = answer.headers().get_all(SET_COOKIE).iter().collect();
        assert_eq!(cookies.len(), 1);
        assert!(cookies[0].to_str().unwrap().starts_with("lang=en; "));
        assert_eq!(answer.headers()[LOCATION], "/stats");
    }

    #[tokio::test]
    async fn keeps_the_columns_that_are_ticked() {
        let answer = send(&[("columns", ""), ("column", "year"), ("column", "loudness"), ("column", "artist")]).await;
        assert!(answer.headers()[SET_COOKIE].to_str().unwrap().starts_with("columns=artist.year; "));
        assert!(send(&[("columns", "")]).await.headers()[SET_COOKIE].to_str().unwrap().starts_with("columns=; "));
    }

    async fn send(form: &[(&str, &str)]) -> axum::response::Response {
        let sent = form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        save(CookieJar::new(), Form(sent)).await.into_response()
    }
}
