//! Languages: every sentence for a person stands in `locales/`, none in code.

pub mod figures;
mod lang;
pub mod listing;
pub mod moments;
mod negotiate;
#[cfg(test)]
mod tests;

pub use lang::Lang;
pub use negotiate::{COOKIE, negotiate};

use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, langid, static_loader};
use std::borrow::Cow;
use std::collections::HashMap;

static_loader! {
    static MESSAGES = {
        locales: "./locales",
        fallback_language: "en",
        // Isolation marks would show up in titles and attributes.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

fn identifier(lang: Lang) -> LanguageIdentifier {
    match lang {
        Lang::Fr => langid!("fr"),
        Lang::En => langid!("en"),
    }
}

/// The message of that key. A missing key shows itself; a test compares the keys of all languages.
pub fn text(lang: Lang, key: &str) -> String {
    MESSAGES.lookup(&identifier(lang), key)
}

/// The message of that key with its figures and names.
pub fn text_with(lang: Lang, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    let values: HashMap<Cow<'static, str>, FluentValue<'_>> =
        values.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    MESSAGES.lookup_with_args(&identifier(lang), key, &values)
}
