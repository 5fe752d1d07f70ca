//! Languages: every sentence for a person stands in `locales/`, none in code.

pub mod figures;
pub mod moments;
mod negotiate;
#[cfg(test)]
mod tests;

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

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// As in `lang="…"`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// What its speakers call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::En => "English",
        }
    }

    /// From a code such as `fr` or `en-GB`.
    pub fn parse(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(primary.trim()))
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Fr => langid!("fr"),
            Self::En => langid!("en"),
        }
    }
}

/// The message of that key. A missing key shows itself; a test compares the keys of all languages.
pub fn text(lang: Lang, key: &str) -> String {
    MESSAGES.lookup(&lang.identifier(), key)
}

/// The message of that key with its figures and names.
pub fn text_with(lang: Lang, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    let values: HashMap<Cow<'static, str>, FluentValue<'_>> =
        values.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    MESSAGES.lookup_with_args(&lang.identifier(), key, &values)
}
