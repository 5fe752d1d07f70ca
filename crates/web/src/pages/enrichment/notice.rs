//! What a form had to say, carried over the redirect as codes.

use crate::i18n::{Lang, text, text_with};
use crate::pages::settings::notice::Notice;
use std::collections::HashMap;

/// The codes; only these can be put into the page by its URL.
const CODES: [(&str, bool); 11] = [
    ("answers", true),
    ("scheduled", true),
    ("widened", true),
    ("refused", false),
    ("premium", false),
    ("unreachable", false),
    ("none", false),
    ("limit", false),
    ("not-configured", false),
    ("running", false),
    ("gone", false),
];
const SERVICES: [&str; 3] = ["discogs", "spotify", "ai"];

/// The sentence of `?notice=…&service=…`.
pub(crate) fn notice(lang: Lang, parameters: &HashMap<String, String>) -> Option<Notice> {
    let (code, good) =
        CODES.into_iter().find(|(known, _)| parameters.get("notice").is_some_and(|code| code == known))?;
    let service = SERVICES.into_iter().find(|known| parameters.get("service").is_some_and(|name| name == known));
    let name = text(lang, &format!("service-{}", service.unwrap_or("discogs")));
    Some(Notice { good, sentence: text_with(lang, &format!("enrich-notice-{code}"), &[("service", name.into())]) })
}
