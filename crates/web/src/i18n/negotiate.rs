//! Which language a reader gets.

use super::Lang;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum_extra::extract::CookieJar;

/// The cookie that holds a reader's own choice.
pub const COOKIE: &str = "lang";

/// The reader's own choice, else the language the browser likes best of those there are, else French.
pub fn negotiate(headers: &HeaderMap) -> Lang {
    let chosen = CookieJar::from_headers(headers).get(COOKIE).and_then(|cookie| Lang::parse(cookie.value()));
    let accepted = || headers.get(ACCEPT_LANGUAGE)?.to_str().ok().and_then(Lang::preferred);
    chosen.or_else(accepted).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::COOKIE as COOKIES;
    use rstest::rstest;

    #[rstest]
    #[case(None, None, Lang::Fr)]
    #[case(None, Some("de-CH,de;q=0.9"), Lang::Fr)]
    #[case(None, Some("en-GB,en;q=0.9,fr;q=0.8"), Lang::En)]
    #[case(None, Some("en;q=0.4, fr-CH;q=0.7"), Lang::Fr)]
    #[case(None, Some("de, en;q=0.5"), Lang::En)]
    #[case(None, Some("en;q=0"), Lang::Fr)]
    #[case(None, Some("en;q=nonsense,*"), Lang::Fr)]
    #[case(Some("theme=dark; lang=en"), Some("fr"), Lang::En)]
    #[case(Some("lang=tlh"), Some("en"), Lang::En)]
    fn the_reader_then_the_browser_then_french(
        #[case] cookie: Option<&str>,
        #[case] accept: Option<&str>,
        #[case] expected: Lang,
    ) {
        let mut headers = HeaderMap::new();
        cookie.map(|value| headers.insert(COOKIES, value.parse().unwrap()));
        accept.map(|value| headers.insert(ACCEPT_LANGUAGE, value.parse().unwrap()));
        assert_eq!(negotiate(&headers), expected);
    }
}
