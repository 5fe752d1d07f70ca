//! Where something was learnt, in words.

use crate::i18n::{Lang, moments, text, text_with};
use crate::page::Page;
use sillon_core::enrich::Origin;

/// A source by its name: services have one, models are called as their service calls them.
pub(crate) fn source_name(lang: Lang, source: &str) -> String {
    match source {
        "discogs" => text(lang, "service-discogs"),
        "spotify" => text(lang, "service-spotify"),
        "deezer" => text(lang, "service-deezer"),
        model => model.to_owned(),
    }
}

/// `Discogs, le 23 novembre 2026`.
pub(crate) fn told(page: &Page, origin: &Origin) -> String {
    let date = moments::date(page.lang, &page.zone, origin.updated_at);
    match origin.source.as_str() {
        "person" => text_with(page.lang, "origin-person", &[("date", date.into())]),
        source => {
            let source = source_name(page.lang, source);
            text_with(page.lang, "origin-of", &[("source", source.into()), ("date", date.into())])
        }
    }
}

/// Whether a stored address may stand in a link: others could run a script.
pub(crate) fn is_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
