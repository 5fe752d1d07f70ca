//! The collection's state in its URL: what is asked for, read politely and written back in one canonical form.

use crate::page::View;
use sillon_core::query::{AlbumQuery, Facet, Filter, MAX_FILTERS, Order, Sort, Value, searched_part};
use url::form_urlencoded::Serializer;

/// Full rows at two, three, four, five, six, ten and twelve columns.
pub(crate) const PAGE_SIZE: u32 = 60;

/// What a list can be narrowed down by, in the order in which it is shown; the owner's fields and what is left out follow.
const SHOWN: [Facet; 15] = [
    Facet::Artist,
    Facet::Label,
    Facet::Support,
    Facet::Format,
    Facet::Genre,
    Facet::Style,
    Facet::Decade,
    Facet::Year,
    Facet::OriginalYear,
    Facet::Country,
    Facet::Folder,
    Facet::MEDIA,
    Facet::SLEEVE,
    Facet::Rating,
    Facet::Missing,
];

/// A place in the collection: a list of albums, filtered, sorted, at a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// `/`, or the page of an artist, a label, a genre…
    pub(crate) path: String,
    pub(crate) query: AlbumQuery,
    /// How the list is to be shown, where the URL says so; else it is as the reader likes it.
    pub(crate) view: Option<View>,
    /// What the path stands for is no part of the query string.
    fixed: Option<Value>,
}

impl Question {
    /// From the pairs of a query string. What makes no sense is left out: a page always shows something.
    pub(crate) fn read<'a>(parameters: impl IntoIterator<Item = (&'a String, &'a String)>) -> Self {
        let sent: Vec<(&str, &str)> = parameters.into_iter().map(|(name, value)| (&**name, value.trim())).collect();
        let all = |name: &str| {
            let name = name.to_owned();
            sent.iter().filter(move |(known, value)| *known == name && !value.is_empty()).map(|(_, value)| *value)
        };
        let text = |name: &str| all(name).next();
        let sort = text("sort").and_then(Sort::parse).unwrap_or_default();
        let values = SHOWN.into_iter().flat_map(|facet| {
            all(facet.as_str()).filter_map(move |value| {
                let value = if facet == Facet::Decade { value.trim_end_matches('s') } else { value };
                Value::parse(facet, value).ok().map(Filter::from)
            })
        });
        let own = all("field").filter_map(|value| Value::parse_field(value).ok().map(Filter::from));
        let excluded = all("exclude").filter_map(|value| Filter::parse_excluded(value).ok());
        let mut filters: Vec<Filter> = Vec::new();
        for filter in values.chain(own).chain(excluded) {
            if filters.len() < MAX_FILTERS && !filters.contains(&filter) {
                filters.push(filter);
            }
        }
        let query = AlbumQuery {
            search: text("search").map(|search| searched_part(search).to_owned()),
            filters,
            by_master: text("group") == Some("master"),
            sort,
            order: text("order").and_then(Order::parse).unwrap_or_else(|| sort.natural_order()),
            page: text("page").and_then(|value| value.parse().ok()).filter(|page| *page > 0).unwrap_or(1),
            page_size: PAGE_SIZE,
        };
        Self { path: "/".to_owned(), query, view: text("view").and_then(View::parse), fixed: None }
    }

    /// The albums of one value, on a page of its own.
    pub(crate) fn of(mut self, path: String, value: Value) -> Self {
        self.path = path;
        self.query.filters.retain(|filter| filter.exclude || filter.value.facet() != value.facet());
        self.query.filters.insert(0, value.clone().into());
        self.fixed = Some(value);
        self
    }

    /// Every parameter but the page; what is at its default is not written.
    pub(crate) fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut written: Vec<_> = self.query.search.iter().map(|search| ("search", search.clone())).collect();
        written.extend(self.filters().map(Filter::parameter));
        let AlbumQuery { sort, order, by_master, .. } = self.query;
        if by_master {
            written.push(("group", "master".to_owned()));
        }
        if sort != Sort::default() {
            written.push(("sort", sort.as_str().to_owned()));
        }
        if order != sort.natural_order() {
            written.push(("order", order.as_str().to_owned()));
        }
        written.extend(self.view.map(|view| ("view", view.as_str().to_owned())));
        written
    }

    /// What narrows the list down besides the path.
    pub(crate) fn filters(&self) -> impl Iterator<Item = &Filter> {
        let fixed = self.fixed.as_ref();
        self.query.filters.iter().filter(move |filter| filter.exclude || Some(&filter.value) != fixed)
    }

    /// Whether the list is narrowed down further than by its path.
    pub(crate) fn is_filtered(&self) -> bool {
        self.query.search.is_some() || self.filters().next().is_some()
    }

    /// The place's URL.
    pub(crate) fn url(&self) -> String {
        self.url_of(&self.path)
    }

    /// The same question asked of another path; what the path stands for is then said.
    pub(crate) fn url_of(&self, path: &str) -> String {
        let mut written = Serializer::new(String::new());
        if path != self.path {
            written.extend_pairs(self.fixed.iter().map(Value::parameter));
        }
        written.extend_pairs(self.parameters());
        if self.query.page > 1 {
            written.append_pair("page", &self.query.page.to_string());
        }
        let written = written.finish();
        if written.is_empty() { path.to_owned() } else { format!("{path}?{written}") }
    }

    /// The same question on another path.
    pub(crate) fn at_path(&self, path: &str) -> Self {
        let (fixed, path) = (self.fixed.clone().filter(|_| path == self.path), path.to_owned());
        Self { path, fixed, ..self.clone() }
    }

    pub(crate) fn at_page(&self, page: u32) -> Self {
        let mut other = self.clone();
        other.query.page = page;
        other
    }

    /// The place with one thing changed, from its first page.
    pub(crate) fn with(&self, change: impl FnOnce(&mut AlbumQuery)) -> Self {
        let mut other = self.at_page(1);
        change(&mut other.query);
        other
    }

    /// The place without a filter.
    pub(crate) fn without(&self, filter: &Filter) -> Self {
        self.with(|query| query.filters.retain(|held| held != filter))
    }

    /// The place with a filter more, in the place of its opposite.
    pub(crate) fn and(&self, filter: Filter) -> Self {
        let mut other = self.with(|query| {
            query.filters.retain(|held| held.value != filter.value);
            query.filters.push(filter);
        });
        // One form, whatever was pressed first.
        let rank =
            |filter: &Filter| SHOWN.iter().position(|facet| *facet == filter.value.facet()).unwrap_or(SHOWN.len());
        other.query.filters.sort_by_key(|filter| (filter.exclude, rank(filter)));
        other
    }

    pub(crate) fn search(&self, search: Option<String>) -> Self {
        self.with(|query| query.search = search)
    }

    /// The place shown as the reader likes it, whatever the URL said.
    pub(crate) fn as_liked(&self) -> Self {
        Self { view: None, ..self.clone() }
    }

    /// The place with pressings of one master together, or apart again.
    pub(crate) fn regrouped(&self) -> Self {
        self.with(|query| query.by_master = !query.by_master)
    }

    /// The place with the other end first.
    pub(crate) fn reversed(&self) -> Self {
        self.with(|query| {
            query.order = match query.order {
                Order::Ascending => Order::Descending,
                Order::Descending => Order::Ascending,
            };
        })
    }

    pub(crate) fn sorted(&self, sort: Sort, order: Order) -> Self {
        self.with(|query| (query.sort, query.order) = (sort, order))
    }
}

/// The collection narrowed down by one filter.
pub(crate) fn filtered(name: &str, value: &str) -> String {
    format!("/?{}", Serializer::new(String::new()).append_pair(name, value).finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use sillon_core::id::ArtistId;
    use sillon_core::query::Named;

    fn read(query: &str) -> Question {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Question::read(pairs.iter().map(|(name, value)| (name, value)))
    }

    #[rstest]
    #[case("", "/")]
    #[case("page=1&sort=added&order=desc&search=+", "/")]
    #[case("search=nina+simone&page=3", "/?search=nina+simone&page=3")]
    #[case("genre=Funk+%2F+Soul&support=vinyle&sort=title", "/?support=Vinyle&genre=Funk+%2F+Soul&sort=title")]
    #[case("sort=title&order=desc", "/?sort=title&order=desc")]
    #[case("decade=1977s", "/?decade=1970")]
    #[case("artist=12&label=ECM", "/?artist=12&label=ECM")]
    #[case("exclude=genre:Rock&genre=Jazz&genre=Pop&genre=Jazz", "/?genre=Jazz&genre=Pop&exclude=genre%3ARock")]
    #[case("field=4:Shelf+A&rating=0&group=master&view=table", "/?rating=0&field=4%3AShelf+A&group=master&view=table")]
    #[case("page=0&sort=loudness&year=long&support=wax&order=up&view=hologram&exclude=hope:less", "/")]
    #[case("page=-1&unknown=1", "/")]
    fn reads_politely_and_writes_one_form(#[case] query: &str, #[case] url: &str) {
        assert_eq!(read(query).url(), url);
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let place = read(
            "search=a%26b&artist=Nina&label=ECM&format=LP&genre=Jazz&genre=Pop&style=Modal&year=1959&decade=1950\
             &support=CD&media=Mint+(M)&missing=cover&field=4:a&exclude=style:Bop&group=master&sort=year&order=asc\
             &view=list&page=2",
        );
        let url = place.url();
        assert_eq!(read(url.split_once('?').unwrap().1), place);
    }

    #[test]
    fn a_change_starts_from_the_first_page() {
        let place = read("genre=Jazz&year=1959&page=4");
        assert_eq!(place.without(&Value::Genre("Jazz".into()).into()).url(), "/?year=1959");
        let by_title = place.sorted(Sort::Title, Order::Ascending);
        assert_eq!(by_title.url(), "/?genre=Jazz&year=1959&sort=title");
        assert_eq!(by_title.at_page(3).reversed().url(), "/?genre=Jazz&year=1959&sort=title&order=desc");
        assert_eq!(by_title.reversed().reversed(), by_title);
    }

    #[test]
    fn a_value_is_asked_for_or_left_out_but_never_both() {
        let rock = |exclude| Filter { value: Value::Genre("Rock".into()), exclude };
        let place = read("year=1959").and(rock(false));
        assert_eq!(place.url(), "/?genre=Rock&year=1959");
        assert_eq!(place.and(rock(true)).url(), "/?year=1959&exclude=genre%3ARock");
        assert_eq!(place.and(rock(true)).and(rock(false)), place);
    }

    #[test]
    fn a_page_of_its_own_does_not_say_twice_whose_it_is() {
        let place = read("sort=year&artist=9").of("/artists/7".into(), Value::Artist(Named::Id(ArtistId(7))));
        assert_eq!(place.url(), "/artists/7?sort=year");
        assert!(!place.is_filtered());
        assert_eq!(place.url_of("/albums/random"), "/albums/random?artist=7&sort=year");
    }
}
