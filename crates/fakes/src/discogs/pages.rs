use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::message;

/// `?page=&per_page=&sort=&sort_order=`, each as it came.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    page: Option<String>,
    per_page: Option<String>,
    pub(crate) sort: Option<String>,
    pub(crate) sort_order: Option<String>,
    token: Option<String>,
}

/// One page of a listing of `items`.
#[derive(Debug)]
pub(crate) struct Page {
    number: usize,
    size: usize,
    pages: usize,
    items: usize,
}

impl Page {
    /// Sizes above 100 are clamped without a word; a page past the end is a 404, but for the first.
    pub(crate) fn of(asked: &Asked, items: usize) -> Result<Self, Box<Response>> {
        let number = |text: &Option<String>, default| match text {
            None => Some(default),
            Some(text) => text.parse::<usize>().ok().filter(|number| *number > 0),
        };
        let invalid = |name| {
            let words = format!("Invalid {name}: must be a positive integer.");
            Box::new(message(StatusCode::UNPROCESSABLE_ENTITY, &words))
        };
        let page = number(&asked.page, 1).ok_or_else(|| invalid("page"))?;
        let size = number(&asked.per_page, 50).ok_or_else(|| invalid("per_page"))?.min(100);
        let pages = items.div_ceil(size).max(1);
        if page > pages {
            let words = format!("Page {page} (requested) is outside of valid range: 1 to {pages}.");
            return Err(Box::new(message(StatusCode::NOT_FOUND, &words)));
        }
        Ok(Self { number: page, size, pages, items })
    }

    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        let start = (self.number - 1) * self.size;
        start..(start + self.size).min(self.items)
    }

    /// The `pagination` object: no `urls` on a single page, no `first` on the first, no `last` on the last. A token that came
    /// in the query comes back in every URL, as Discogs does it.
    pub(crate) fn pagination(&self, address: &str, asked: &Asked) -> Value {
        let mut extra = String::new();
        for (name, value) in [("sort", &asked.sort), ("sort_order", &asked.sort_order), ("token", &asked.token)] {
            if let Some(value) = value {
                extra.push_str(&format!("&{name}={value}"));
            }
        }
        let size = self.size;
        let mut urls = Map::new();
        let mut link = |name: &str, page: usize| {
            urls.insert(name.to_owned(), format!("{address}?page={page}&per_page={size}{extra}").into());
        };
        if self.number > 1 {
            link("first", 1);
            link("prev", self.number - 1);
        }
        if self.number < self.pages {
            link("next", self.number + 1);
            link("last", self.pages);
        }
        json!({"page": self.number, "pages": self.pages, "per_page": size, "items": self.items, "urls": urls})
    }
}
