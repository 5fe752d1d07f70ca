//! An album as a cover with a few words under it.

use super::picture::Picture;
use crate::i18n::figures::counted;
use crate::i18n::{Lang, text};
use sillon_core::album::Album;
use sillon_core::credit::{Credit, render_credits};
use sillon_core::enrich::Image;
use sillon_core::format::{Format, Support, supports};
use sillon_core::release::Release;

/// How many tints there are for sleeves without a cover.
const TINTS: i64 = 12;

/// What stands in a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sleeve {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) artist: String,
    /// `1978 · Vinyle, LP`.
    pub(crate) facts: String,
    pub(crate) cover: Option<Picture>,
    pub(crate) thumb: Option<Picture>,
    pub(crate) tint: i64,
    /// What slides out of the sleeve: `vinyl`, `cd` or nothing.
    pub(crate) disc: &'static str,
}

impl Sleeve {
    pub(crate) fn of(lang: Lang, album: &Album) -> Self {
        let mut sleeve = Self::of_release(lang, &album.release, album.cover.as_ref());
        if album.copies > 1 {
            let copies = counted(lang, "copies-short", u64::from(album.copies));
            let dot = if sleeve.facts.is_empty() { "" } else { " · " };
            sleeve.facts.push_str(&format!("{dot}{copies}"));
        }
        sleeve
    }

    /// A release, whether the collection holds it or not; `kept`: its cover as it is kept here.
    pub(crate) fn of_release(lang: Lang, release: &Release, kept: Option<&Image>) -> Self {
        let carriers = supports(&release.formats);
        let mut words: Vec<String> = Vec::new();
        words.extend(release.year.map(|year| year.to_string()));
        let medium = medium(lang, &release.formats, &carriers);
        words.extend((!medium.is_empty()).then_some(medium));
        Self {
            id: release.id.0,
            title: release.title.clone(),
            artist: artist(lang, &release.credits),
            facts: words.join(" · "),
            cover: Picture::of(kept, release.cover_url.as_ref(), 600),
            thumb: Picture::of(kept, release.thumb_url.as_ref().or(release.cover_url.as_ref()), 150),
            tint: tint(release.id.0),
            disc: match carriers.first() {
                Some(Support::Vinyl | Support::Shellac) => "vinyl",
                Some(Support::Cd | Support::Cdr | Support::Sacd | Support::Dvd | Support::BluRay) => "cd",
                _ => "none",
            },
        }
    }

    /// `Artist – Title`, where an album stands in a sentence.
    pub(crate) fn named(lang: Lang, release: &Release) -> String {
        format!("{} – {}", artist(lang, &release.credits), release.title)
    }

    pub(crate) fn all(lang: Lang, albums: &[Album]) -> Vec<Self> {
        albums.iter().map(|album| Self::of(lang, album)).collect()
    }
}

/// The same id always has the same tint.
pub(crate) fn tint(id: i64) -> i64 {
    // Neighbouring ids are often neighbours in the grid: spread them.
    (id.wrapping_mul(7)).rem_euclid(TINTS)
}

/// The credit as one line; stand-ins are said in the reader's language.
pub(crate) fn artist(lang: Lang, credits: &[Credit]) -> String {
    match credits {
        [] => text(lang, "artist-unknown"),
        [only] if only.artist_id.is_placeholder() && only.anv.is_empty() => placeholder(lang, only),
        _ => render_credits(credits),
    }
}

pub(crate) fn placeholder(lang: Lang, credit: &Credit) -> String {
    use sillon_core::id::ArtistId;
    match credit.artist_id {
        ArtistId::VARIOUS => text(lang, "artist-various"),
        _ => text(lang, "artist-unknown"),
    }
}

/// A support in the reader's language.
pub(crate) fn support_name(lang: Lang, support: Support) -> String {
    match support {
        Support::Vinyl => text(lang, "support-vinyl"),
        Support::Digital => text(lang, "support-digital"),
        Support::Reel => text(lang, "support-reel"),
        Support::EightTrack => text(lang, "support-eight-track"),
        Support::Other => text(lang, "support-other"),
        named => named.name().to_owned(),
    }
}

/// A support by the API's word.
pub(crate) fn support_called(lang: Lang, name: &str) -> String {
    Support::parse(name).map_or_else(|| name.to_owned(), |support| support_name(lang, support))
}

/// An album's medium and size.
pub(crate) fn format_line(lang: Lang, album: &Album) -> String {
    medium(lang, &album.release.formats, &supports(&album.release.formats))
}

/// `Vinyle, LP` or `2 × LP`: the first real medium and its size.
fn medium(lang: Lang, formats: &[Format], carriers: &[Support]) -> String {
    const SIZES: [&str; 9] = ["LP", "EP", "Single", "Maxi-Single", "Mini-Album", "12\"", "10\"", "7\"", "Compilation"];
    let names = carriers.iter().filter(|support| **support != Support::Other);
    let mut words: Vec<String> = names.take(2).map(|support| support_name(lang, *support)).collect();
    if let [_] = words.as_slice() {
        let media = formats.iter().filter(|format| format.name != "All Media" && format.name != "Box Set");
        let discs = media.fold(0, |discs: u32, format| discs.saturating_add(format.qty));
        let size =
            formats.iter().flat_map(|format| &format.descriptions).find(|word| SIZES.contains(&word.as_str())).cloned();
        match (discs, size) {
            (2.., Some(size)) if size != "Compilation" => words.push(format!("{discs}\u{a0}×\u{a0}{size}")),
            (2.., _) => words = vec![format!("{discs}\u{a0}×\u{a0}{}", words.concat())],
            (_, Some(size)) => words.push(size),
            (_, None) => {}
        }
    }
    words.join(", ")
}
