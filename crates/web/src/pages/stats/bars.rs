//! Lying bars: a list of words, each as long as it is frequent.

use super::sentence;
use crate::i18n::figures;
use crate::page::Page;
use crate::pages::collection::question::filtered;
use crate::pages::cover::support_called;
use sillon_core::stats::Stats;

/// So many bars are worth looking at.
const MOST: usize = 12;

pub(crate) struct Bars {
    pub(crate) title: String,
    pub(crate) sentence: String,
    pub(crate) bars: Vec<Bar>,
}

pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) count: String,
    pub(crate) share: String,
    /// Of the longest, in percent: an SVG width.
    pub(crate) width: String,
    pub(crate) href: String,
}

pub(crate) fn supports(page: &Page, stats: &Stats) -> Option<Bars> {
    let named = |name: &str| support_called(page.lang, name);
    bars(page, "stats-supports", "support", &stats.supports, stats.albums, named)
}

pub(crate) fn words(page: &Page, key: &str, filter: &str, list: &[(String, u64)], whole: u64) -> Option<Bars> {
    bars(page, key, filter, list, whole, str::to_owned)
}

fn bars(
    page: &Page,
    key: &str,
    filter: &str,
    list: &[(String, u64)],
    whole: u64,
    named: impl Fn(&str) -> String,
) -> Option<Bars> {
    let (first, longest) = list.first()?;
    let bars = list.iter().take(MOST).map(|(name, count)| Bar {
        label: named(name),
        count: figures::number(page.lang, *count),
        share: figures::percent(page.lang, *count, whole),
        width: permille(*count, *longest),
        href: filtered(filter, name),
    });
    Some(Bars {
        title: page.t(&format!("{key}-title")),
        sentence: sentence(page, key, &named(first), *longest, whole),
        bars: bars.collect(),
    })
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
