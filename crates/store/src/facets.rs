//! The marks a release is filtered by: whose it is, what it is, each as one word of the index `release_facets`.

use crate::keys::name_key;
use sillon_core::credit::display_name;
use sillon_core::format::{Support, supports};
use sillon_core::id::{ArtistId, LabelId, MasterId};
use sillon_core::release::Release;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Something that a filter asks of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Facet<'a> {
    Artist(ArtistId),
    /// An artist's name, without its disambiguation.
    ArtistName(&'a str),
    Label(LabelId),
    /// A label's name, without its disambiguation.
    LabelName(&'a str),
    Master(MasterId),
    Genre(&'a str),
    Style(&'a str),
    /// A format's name or one of its descriptions.
    Format(&'a str),
    Support(Support),
}

impl Facet<'_> {
    /// Its word: `artist_72`, `genre_funk_20__2f__20_soul`. Letters, digits and `_` only, which no index cuts; two facets
    /// share a word only when they are the same whatever the case and the accents.
    pub(crate) fn word(self) -> String {
        match self {
            Self::Artist(id) => format!("artist_{id}"),
            Self::Label(id) => format!("label_{id}"),
            Self::Master(id) => format!("master_{id}"),
            Self::ArtistName(name) => spell("by_", name),
            Self::LabelName(name) => spell("on_", name),
            Self::Genre(name) => spell("genre_", name),
            Self::Style(name) => spell("style_", name),
            Self::Format(name) => spell("format_", name),
            Self::Support(support) => spell("support_", support.name()),
        }
    }
}

/// Every mark of a release, as one text of words.
pub(crate) fn release_marks(release: &Release) -> String {
    let credits = release.credits.iter();
    let labels = release.labels.iter();
    let formats = release.formats.iter().flat_map(|format| std::iter::once(&format.name).chain(&format.descriptions));
    let facets = release
        .master_id
        .map(Facet::Master)
        .into_iter()
        .chain(credits.flat_map(|line| [Facet::Artist(line.artist_id), Facet::ArtistName(display_name(&line.name))]))
        .chain(labels.flat_map(|line| [Facet::Label(line.label_id), Facet::LabelName(line.display_name())]))
        .chain(release.genres.iter().map(|name| Facet::Genre(name)))
        .chain(release.styles.iter().map(|name| Facet::Style(name)))
        .chain(formats.map(|name| Facet::Format(name)))
        .chain(supports(&release.formats).into_iter().map(Facet::Support));
    let words: BTreeSet<String> = facets.map(Facet::word).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// A folded name whose every other sign is spelt `_code_`.
fn spell(kind: &str, name: &str) -> String {
    let key = name_key(name);
    let mut word = String::with_capacity(kind.len() + key.len() + 8);
    word.push_str(kind);
    for letter in key.chars() {
        if letter.is_ascii_alphanumeric() {
            word.push(letter);
        } else {
            // Writing into a String cannot fail.
            let _ = write!(word, "_{:x}_", u32::from(letter));
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(Facet::Artist(ArtistId(72)), "artist_72")]
    #[case(Facet::ArtistName("Björk"), "by_bjork")]
    #[case(Facet::Genre("Funk / Soul"), "genre_funk_20__2f__20_soul")]
    #[case(Facet::Style("Кино"), "style__43a__438__43d__43e_")]
    #[case(Facet::Format("12\""), "format_12_22_")]
    fn a_facet_is_one_word(#[case] facet: Facet, #[case] word: &str) {
        assert_eq!(facet.word(), word);
    }

    proptest! {
        #[test]
        fn two_names_share_a_word_only_when_they_fold_alike(one in "[a-c_2 é/]{0,4}", other in "[A-C_2 é/]{0,4}") {
            let same = name_key(&one) == name_key(&other);
            prop_assert_eq!(Facet::Genre(&one).word() == Facet::Genre(&other).word(), same);
        }

        #[test]
        fn no_index_cuts_a_word(name in "\\PC{0,40}") {
            let word = Facet::LabelName(&name).word();
            prop_assert!(word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'), "{}", word);
        }
    }
}
