//! What there is to say of a listing at Discogs that does not show what it announces, or was compared in part.

use super::{Lang, figures, text, text_with};
use sillon_core::collection::List;
use sillon_core::receipt::{ListingNote, Receipt};

/// `Discogs announces 238 copies and lists 236.`, and what else is known of it.
pub fn note(lang: Lang, note: &ListingNote) -> String {
    let number = |value: u64| figures::number(lang, value);
    let (announced, listed) = (number(note.announced), number(note.listed));
    let counts = [("announced", announced.into()), ("listed", listed.into())];
    let of = |key: &str| format!("listing-{}-{key}", note.list.as_str());
    let mut sentences = vec![text_with(lang, &of("announced"), &counts)];
    for (key, pages) in [("listing-missing-pages", &note.missing_pages), ("listing-empty-pages", &note.empty_pages)] {
        if !pages.is_empty() {
            sentences.push(about_pages(lang, key, note.pages, pages));
        }
    }
    if note.unlisted() > 0 {
        sentences.push(figures::counted(lang, &of("unlisted"), note.unlisted()));
    }
    if note.repeated > 0 {
        sentences.push(figures::counted(lang, &of("repeated"), note.repeated));
    }
    if !note.is_stable {
        sentences.push(figures::counted(lang, "listing-unstable", u64::from(note.readings)));
    }
    sentences.join(" ")
}

fn about_pages(lang: Lang, key: &str, announced: u32, pages: &[u32]) -> String {
    let listed: Vec<String> = pages.iter().map(ToString::to_string).collect();
    let count = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    text_with(
        lang,
        key,
        &[("pages", i64::from(announced).into()), ("count", count.into()), ("listed", listed.join(", ").into())],
    )
}

/// `Compared 100 of 236 copies with Discogs.`; `None` where nothing was to be compared.
pub fn comparison(lang: Lang, receipt: &Receipt) -> Option<String> {
    let (compared, known) = receipt.progress.comparison()?;
    let key = match receipt.list {
        List::Collection => "compared-collection",
        List::Wantlist => "compared-wantlist",
    };
    let (compared, known) = (figures::number(lang, compared), figures::number(lang, known));
    Some(text_with(lang, key, &[("compared", compared.into()), ("known", known.into())]))
}

/// `8 copies got what they lacked.`; `None` where none did.
pub fn filled(lang: Lang, receipt: &Receipt) -> Option<String> {
    let filled = receipt.progress.filled.filter(|filled| *filled > 0)?;
    let key = match (receipt.list, receipt.params.dry_run) {
        (List::Collection, false) => "filled-collection",
        (List::Collection, true) => "would-fill-collection",
        (List::Wantlist, false) => "filled-wantlist",
        (List::Wantlist, true) => "would-fill-wantlist",
    };
    Some(figures::counted(lang, key, filled))
}

/// That the listing was not read whole, in a receipt whose note does not say why.
pub fn not_judged(lang: Lang, receipt: &Receipt) -> Option<String> {
    let is_of_listing = receipt.origin.file().is_none() && !receipt.listing_whole;
    is_of_listing.then(|| text(lang, "listing-not-whole"))
}
