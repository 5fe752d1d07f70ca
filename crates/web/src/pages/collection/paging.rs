//! From page to page, by plain links.

use super::question::Question;
use crate::i18n::{Lang, figures};

/// The links under a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paging {
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) steps: Vec<Step>,
}

/// A page's number, or the gap between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) shown: String,
    /// None for the page one is at, and for a gap.
    pub(crate) href: Option<String>,
    pub(crate) current: bool,
}

impl Paging {
    pub(crate) fn of(lang: Lang, place: &Question, pages: u64) -> Self {
        Self::with(lang, place.query.page, pages, |page| place.at_page(page).url())
    }

    pub(crate) fn with(lang: Lang, page: u32, pages: u64, url: impl Fn(u32) -> String) -> Self {
        let last = u32::try_from(pages).unwrap_or(u32::MAX);
        if last < 2 {
            return Self::default();
        }
        let mut steps = Vec::new();
        let mut before = 0;
        for shown in numbers(page, last) {
            if shown > before + 1 {
                steps.push(Step { shown: "…".to_owned(), href: None, current: false });
            }
            let current = shown == page;
            let href = (!current).then(|| url(shown));
            steps.push(Step { shown: figures::number(lang, u64::from(shown)), href, current });
            before = shown;
        }
        let previous = (page > 1).then(|| url((page - 1).min(last)));
        Self { previous, next: (page < last).then(|| url(page + 1)), steps }
    }
}

/// The first, the last, and those around the page.
fn numbers(page: u32, last: u32) -> Vec<u32> {
    let near = page.saturating_sub(1)..=page.saturating_add(1);
    let mut numbers: Vec<u32> = near.chain([1, last]).filter(|number| (1..=last).contains(number)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(1, 1, "")]
    #[case(1, 2, "[1] 2")]
    #[case(1, 9, "[1] 2 … 9")]
    #[case(5, 9, "1 … 4 [5] 6 … 9")]
    #[case(3, 4, "1 2 [3] 4")]
    #[case(9, 9, "1 … 8 [9]")]
    #[case(50, 9, "1 … 9")]
    fn shows_the_ends_and_the_neighbours(#[case] page: u32, #[case] pages: u64, #[case] expected: &str) {
        let paging = Paging::with(Lang::Fr, page, pages, |page| format!("?{page}"));
        let shown = paging.steps.iter().map(|step| match step.current {
            true => format!("[{}]", step.shown),
            false => step.shown.clone(),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
        assert_eq!(paging.next.is_some(), u64::from(page) < pages);
    }

    #[test]
    fn a_page_past_the_end_leads_back_to_the_last() {
        let paging = Paging::with(Lang::Fr, 50, 9, |page| format!("?{page}"));
        assert_eq!((paging.previous.as_deref(), paging.next), (Some("?9"), None));
    }
}
