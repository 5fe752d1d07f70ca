//! What a form had to say, carried over the redirect as a code.

use crate::i18n::{Lang, text};

/// One sentence at the top of a section.
pub(crate) struct Notice {
    pub(crate) good: bool,
    pub(crate) sentence: String,
}

/// The codes; only these can be put into the page by its URL.
const CODES: [(&str, bool); 10] = [
    ("connected", true),
    ("scheduled", true),
    ("forgotten", true),
    ("empty", false),
    ("refused", false),
    ("unreachable", false),
    ("fixed", false),
    ("limit", false),
    ("not-configured", false),
    ("importing", false),
];

impl Notice {
    pub(crate) fn of(lang: Lang, code: &str) -> Option<Self> {
        let (code, good) = CODES.into_iter().find(|(known, _)| *known == code)?;
        Some(Self { good, sentence: text(lang, &format!("notice-{code}")) })
    }

    /// Of the forms on an album's page.
    pub(crate) fn of_album(lang: Lang, code: &str) -> Option<Self> {
        let codes = [
            ("started", true),
            ("running", false),
            ("not-configured", false),
            ("empty", false),
            ("too-long", false),
            ("gone", false),
        ];
        let (code, good) = codes.into_iter().find(|(known, _)| *known == code)?;
        Some(Self { good, sentence: text(lang, &format!("enrich-notice-{code}")) })
    }
}
