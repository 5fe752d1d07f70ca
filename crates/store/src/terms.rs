//! The words a release is filtered by: its genres, styles, formats and supports.

use sillon_core::format::supports;
use sillon_core::release::Release;
use std::collections::BTreeMap;

/// The kinds of words in `release_terms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Genre,
    Style,
    /// A format's name or one of its descriptions.
    Format,
    Support,
}

impl Kind {
    /// As stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Genre => "genre",
            Self::Style => "style",
            Self::Format => "format",
            Self::Support => "support",
        }
    }
}

/// Each word of a release with the spelling that is shown, once whatever its case.
pub(crate) fn release_terms(release: &Release) -> BTreeMap<(Kind, String), &str> {
    let genres = release.genres.iter().map(|name| (Kind::Genre, name.as_str()));
    let styles = release.styles.iter().map(|name| (Kind::Style, name.as_str()));
    let formats = release.formats.iter().flat_map(|format| {
        let words = std::iter::once(&format.name).chain(&format.descriptions);
        words.map(|name| (Kind::Format, name.as_str()))
    });
    let supports = supports(&release.formats).into_iter().map(|support| (Kind::Support, support.name()));
    let all = genres.chain(styles).chain(formats).chain(supports).filter(|(_, name)| !name.is_empty());
    all.map(|(kind, name)| ((kind, term(name)), name)).collect()
}

/// What makes two spellings the same word.
pub(crate) fn term(name: &str) -> String {
    crate::keys::name_key(name)
}
