//! What the lists of artists and of labels are asked for, and the way from page to page.

use super::collection::paging::Paging;
use crate::i18n::Lang;
use sillon_core::query::{NameQuery, searched_part};
use std::collections::HashMap;
use url::form_urlencoded::Serializer;

/// From a query string. What makes no sense is left out: a page always shows something.
pub(super) fn read(parameters: &HashMap<String, String>, page_size: u32) -> NameQuery {
    let search =
        parameters.get("search").map(|words| searched_part(words).to_owned()).filter(|words| !words.is_empty());
    let page = parameters.get("page").and_then(|number| number.parse().ok()).filter(|number| *number > 0).unwrap_or(1);
    NameQuery { search, page, page_size }
}

/// The links under the list at `path`.
pub(super) fn paging(lang: Lang, path: &str, query: &NameQuery, pages: u64) -> Paging {
    Paging::with(lang, query.page, pages, |number| {
        let mut written = Serializer::new(String::new());
        written.extend_pairs(query.search.iter().map(|words| ("search", words.as_str())));
        if number > 1 {
            written.append_pair("page", &number.to_string());
        }
        let written = written.finish();
        if written.is_empty() { path.to_owned() } else { format!("{path}?{written}") }
    })
}
