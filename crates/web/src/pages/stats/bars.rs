//! Lying bars: a list of words, each as long as it is frequent.

use super::sentence;
use crate::i18n::figures;
use crate::page::Page;
use crate::pages::collection::filters::value_name;
use crate::pages::collection::question::filtered;
use crate::pages::topic;
use sillon_core::query::Facet;
use sillon_core::query::counts::FacetCounts;

/// So many bars are worth looking at.
const MOST: usize = 12;

/// The plots, in their order, each with its messages.
pub(super) const PLOTS: [(Facet, &str); 8] = [
    (Facet::Support, "stats-supports"),
    (Facet::Format, "stats-formats"),
    (Facet::Genre, "stats-genres"),
    (Facet::Style, "stats-styles"),
    (Facet::Label, "stats-labels"),
    (Facet::Artist, "stats-artists"),
    (Facet::Country, "stats-countries"),
    (Facet::Rating, "stats-ratings"),
];

pub(crate) struct Bars {
    pub(crate) title: String,
    pub(crate) sentence: String,
    pub(crate) bars: Vec<Bar>,
    /// The page that lists all of them.
    pub(crate) all: Option<&'static str>,
}

pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) count: String,
    pub(crate) share: String,
    /// Of the longest, in percent: an SVG width.
    pub(crate) width: String,
    pub(crate) most: bool,
    pub(crate) href: String,
}

pub(super) fn bars(page: &Page, key: &str, counts: &FacetCounts, whole: u64) -> Option<Bars> {
    let most = counts.values.iter().rev().max_by_key(|value| value.albums)?;
    let bars = counts.values.iter().take(MOST).map(|counted| {
        let (name, written) = counted.value.parameter();
        Bar {
            label: value_name(page.lang, &counted.value, &counted.name),
            count: figures::number(page.lang, counted.albums),
            share: figures::percent(page.lang, counted.albums, whole),
            width: permille(counted.albums, most.albums),
            most: counted.value == most.value,
            href: topic::path(&counted.value).unwrap_or_else(|| filtered(name, &written)),
        }
    });
    let name = value_name(page.lang, &most.value, &most.name);
    Some(Bars {
        title: page.t(&format!("{key}-title")),
        sentence: sentence(page, key, &name, most.albums, whole),
        bars: bars.collect(),
        all: match counts.facet {
            Facet::Artist => Some("/artists"),
            Facet::Label => Some("/labels"),
            _ => None,
        },
    })
}

/// What is not known, measured against all albums.
pub(super) fn lacking(page: &Page, facets: &[FacetCounts], whole: u64) -> Option<Bars> {
    let counts = facets.iter().find(|counts| counts.facet == Facet::Missing)?;
    let mut plot = bars(page, "stats-lacking", counts, whole)?;
    for (bar, counted) in plot.bars.iter_mut().zip(&counts.values) {
        bar.width = permille(counted.albums, whole);
    }
    Some(plot)
}

/// A part in percent with one decimal, with a dot.
pub(crate) fn permille(part: u64, whole: u64) -> String {
    let permille = part.saturating_mul(1000) / whole.max(1);
    format!("{}.{}", permille / 10, permille % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_shares_of_the_longest() {
        assert_eq!(permille(1, 3), "33.3");
        assert_eq!(permille(3, 3), "100.0");
        assert_eq!(permille(0, 0), "0.0");
    }
}
