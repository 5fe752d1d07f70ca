//! What to take back where nothing was found, and how many albums that leads to.

use super::filters::{Names, chips};
use super::question::Question;
use crate::error::WebError;
use crate::i18n::{Lang, figures, text_with};
use crate::site::Site;
use sillon_core::id::AccountId;
use sillon_core::query::{AlbumQuery, Filter};
use std::cmp::Reverse;

/// How many filters and words are left out, one at a time, to count what is found without each.
const TRIED: usize = 24;
/// More ways back would not be read.
const MOST: usize = 6;

/// One thing taken back.
pub(crate) struct Way {
    /// What is taken back, and nothing else.
    pub(crate) what: Question,
    pub(crate) place: Question,
    pub(crate) albums: u64,
}

/// A way as a link.
pub(crate) struct Wider {
    pub(crate) label: String,
    pub(crate) count: String,
    pub(crate) href: String,
}

/// For each facet that narrows a list down, for each value that is left out, and for the words: the list without it, where
/// that finds something; most first.
pub(crate) async fn ways(site: &Site, place: &Question) -> Result<Vec<Way>, WebError> {
    let mut ways = Vec::new();
    for what in parts(place).into_iter().take(TRIED) {
        let AlbumQuery { search, filters, .. } = &what.query;
        let wider = place.with(|query| {
            query.filters.retain(|filter| !filters.contains(filter));
            query.search.take_if(|_| search.is_some());
        });
        let one = AlbumQuery { page_size: 1, ..wider.query.clone() };
        let albums = site.reader.list_albums(AccountId::FIRST, &one).await?.list.total;
        if albums > 0 {
            ways.push(Way { what, place: wider, albums });
        }
    }
    ways.sort_by_key(|way| Reverse(way.albums));
    ways.truncate(MOST);
    Ok(ways)
}

/// What a question is made of. Values of one facet are alternatives: without one of them still less would be found.
fn parts(place: &Question) -> Vec<Question> {
    let mut groups: Vec<Vec<Filter>> = Vec::new();
    for filter in place.filters() {
        let same = |group: &&mut Vec<Filter>| {
            !filter.exclude && group.iter().all(|held| !held.exclude && held.value.facet() == filter.value.facet())
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(filter.clone()),
            None => groups.push(vec![filter.clone()]),
        }
    }
    let only = |search: Option<String>, filters| place.with(|query| (query.search, query.filters) = (search, filters));
    let words = place.query.search.clone().map(|words| only(Some(words), Vec::new()));
    words.into_iter().chain(groups.into_iter().map(|filters| only(None, filters))).collect()
}

pub(crate) fn links(lang: Lang, ways: &[Way], names: &Names) -> Vec<Wider> {
    let link = |way: &Way| {
        let labels: Vec<String> = chips(lang, &way.what, names).into_iter().map(|chip| chip.label).collect();
        let is_left_out = way.what.query.filters.iter().any(|filter| filter.exclude);
        let key = if is_left_out { "widen-with" } else { "widen-without" };
        Wider {
            label: text_with(lang, key, &[("name", labels.join(", ").into())]),
            count: figures::counted(lang, "albums", way.albums),
            href: way.place.url(),
        }
    };
    ways.iter().map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_taken_back_together_and_the_rest_one_by_one() {
        let query = "search=x&genre=Jazz&genre=Rock&year=1959&exclude=style:Bop&exclude=style:Cool&sort=title";
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let place = crate::pages::collection::read(&pairs);
        let parts: Vec<String> = parts(&place).iter().map(Question::url).collect();
        assert_eq!(
            parts,
            [
                "/?search=x&sort=title",
                "/?genre=Jazz&genre=Rock&sort=title",
                "/?year=1959&sort=title",
                "/?exclude=style%3ABop&sort=title",
                "/?exclude=style%3ACool&sort=title",
            ]
        );
    }
}
