//! An error as people read it, where no page of its own could be reached.

use super::{WebError, Words};
use crate::assets;
use crate::i18n::{Lang, text};
use crate::page::Theme;
use askama::Template;
use axum::response::{Html, IntoResponse, Response};

#[derive(Template)]
#[template(path = "problem.html")]
struct ErrorPage {
    lang: Lang,
    theme: Theme,
    words: Words,
    home: String,
    stylesheet: String,
}

/// Title, sentence, way out. It needs nothing but words, so that it can be shown whatever is broken.
pub(crate) fn error_page(error: &WebError, lang: Lang, theme: Theme) -> Response {
    let (words, home, stylesheet) = (error.words(lang), text(lang, "problem-home"), assets::url("sillon.css"));
    let page = ErrorPage { lang, theme, words, home, stylesheet };
    let html = page.render().unwrap_or_else(|_| error.code().to_owned());
    (error.status(), Html(html)).into_response()
}
