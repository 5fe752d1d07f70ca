//! How far a facet is filled in, as a bar.

use crate::i18n::figures;
use crate::page::Page;
use sillon_core::enrich::{Coverage, Facet};

/// A facet over the whole collection.
pub(crate) struct FacetLine {
    pub(crate) code: &'static str,
    pub(crate) name: String,
    pub(crate) purpose: String,
    /// What the button says.
    pub(crate) fill: String,
    pub(crate) parts: Vec<Stretch>,
    /// `1 204 là, 12 sans réponse…`: what the bar shows.
    pub(crate) sentence: String,
    pub(crate) share: String,
    pub(crate) failed: bool,
    pub(crate) doubtful: Option<String>,
    /// Whether anybody can be asked for it.
    pub(crate) provided: bool,
    /// Whether a request for it would add something to the run at work; without a run, it starts one.
    pub(crate) is_fillable: bool,
}

/// A stretch of the bar, in percent of its whole.
pub(crate) struct Stretch {
    pub(crate) class: &'static str,
    pub(crate) start: String,
    pub(crate) width: String,
}

impl FacetLine {
    pub(crate) fn of(page: &Page, facet: Facet, coverage: &Coverage, provided: &[Facet]) -> Self {
        let counts = [
            ("cover-found", coverage.found),
            ("cover-absent", coverage.absent),
            ("cover-failed", coverage.failed),
            ("cover-missing", coverage.missing()),
        ];
        let said = counts.iter().filter(|(_, count)| *count > 0);
        let said: Vec<String> = said.map(|(key, count)| figures::counted(page.lang, key, *count)).collect();
        let code = facet.as_str();
        Self {
            code,
            name: page.t(&format!("facet-{code}")),
            purpose: page.t(&format!("facet-{code}-text")),
            fill: page.t(&format!("fill-{code}")),
            parts: stretches(coverage),
            sentence: said.join(", "),
            share: if coverage.of == 0 {
                String::new()
            } else {
                figures::percent(page.lang, coverage.found, coverage.of)
            },
            failed: coverage.failed > 0,
            doubtful: (coverage.doubtful > 0).then(|| figures::counted(page.lang, "cover-doubtful", coverage.doubtful)),
            provided: provided.contains(&facet),
            is_fillable: true,
        }
    }
}

/// Found, absent and failed one after the other; what is missing is the bed that shows.
fn stretches(coverage: &Coverage) -> Vec<Stretch> {
    let mut before = 0;
    let known = [("found", coverage.found), ("absent", coverage.absent), ("failed", coverage.failed)];
    let mut parts = Vec::new();
    for (class, count) in known {
        if count > 0 {
            parts.push(Stretch { class, start: percent(before, coverage.of), width: percent(count, coverage.of) });
        }
        before += count;
    }
    parts
}

/// With two decimals and a dot: an SVG length.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = (part.min(whole) * 10_000).checked_div(whole).unwrap_or(0);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_follow_each_other() {
        let coverage = Coverage { of: 1_000, found: 500, absent: 0, failed: 1, doubtful: 0 };
        let parts = stretches(&coverage);
        let drawn: Vec<_> = parts.iter().map(|part| (part.class, part.start.as_str(), part.width.as_str())).collect();
        assert_eq!(drawn, [("found", "0.00", "50.00"), ("failed", "50.00", "0.10")]);
        assert!(stretches(&Coverage::default()).is_empty());
    }
}
