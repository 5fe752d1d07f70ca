//! A page that says what went wrong and leads out.

use super::{Page, html};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sillon_store::StoreError;

/// What keeps a page from being shown.
#[derive(Debug)]
pub(crate) enum PageFault {
    /// There is no such thing.
    NotFound(Box<Page>),
    /// The database did not answer as it should.
    Store(Box<Page>, StoreError),
}

impl PageFault {
    /// For `map_err`: the page is needed to speak the reader's language.
    pub(crate) fn store(page: &Page) -> impl FnOnce(StoreError) -> Self + use<> {
        let page = Box::new(page.clone());
        move |error| Self::Store(page, error)
    }

    pub(crate) fn missing(page: &Page) -> Self {
        Self::NotFound(Box::new(page.clone()))
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    title: String,
    sentence: String,
}

impl IntoResponse for PageFault {
    fn into_response(self) -> Response {
        let (page, status, key) = match self {
            Self::NotFound(page) => (page, StatusCode::NOT_FOUND, "error-not-found"),
            Self::Store(page, StoreError::Busy) => (page, StatusCode::SERVICE_UNAVAILABLE, "error-busy"),
            Self::Store(page, error) => {
                tracing::error!(%error, "a page could not be read from the database");
                (page, StatusCode::INTERNAL_SERVER_ERROR, "error-store")
            }
        };
        let (title, sentence) = (page.t(&format!("{key}-title")), page.t(key));
        let mut answer = html(&ErrorPage { page: *page, title, sentence });
        *answer.status_mut() = status;
        answer
    }
}
