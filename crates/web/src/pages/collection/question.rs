//! The collection's state in its URL: what is asked for, read politely and written back in one canonical form.

use sillon_core::id::ArtistId;
use sillon_core::query::{AlbumQuery, Facet, Filter, Named, Order, Sort, Value};
use std::collections::HashMap;
use url::form_urlencoded::Serializer;

/// Full rows at two, three, four, five, six, ten and twelve columns.
pub(crate) const PAGE_SIZE: u32 = 60;

/// What a list can be narrowed down by, in the order in which it is shown.
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
    /// `/`, or the page of an artist.
    pub(crate) path: String,
    pub(crate) query: AlbumQuery,
    /// The artist that the path stands for is no part of the query string.
    fixed_artist: bool,
}

impl Question {
    /// From a query string. What makes no sense is left out: a page always shows something.
    pub(crate) fn read(parameters: &HashMap<String, String>) -> Self {
        let text = |name: &str| parameters.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let sort = text("sort").and_then(Sort::parse).unwrap_or_default();
        let values = SHOWN.into_iter().filter_map(|facet| {
            let value = text(facet.as_str())?;
            let value = if facet == Facet::Decade { value.trim_end_matches('s') } else { value };
            Value::parse(facet, value).ok()
        });
        let query = AlbumQuery {
            search: text("search").map(str::to_owned),
            filters: values.map(Filter::from).collect(),
            by_master: text("group") == Some("master"),
            sort,
            order: text("order").and_then(Order::parse).unwrap_or_else(|| sort.natural_order()),
            page: text("page").and_then(|value| value.parse().ok()).filter(|page| *page > 0).unwrap_or(1),
            page_size: PAGE_SIZE,
        };
        Self { path: "/".to_owned(), query, fixed_artist: false }
    }

    /// The albums of one artist, on the artist's own page.
    pub(crate) fn of_artist(mut self, id: ArtistId) -> Self {
        self.path = format!("/artists/{id}");
        self.query.only(Facet::Artist, Some(Value::Artist(Named::Id(id))));
        self.fixed_artist = true;
        self
    }

    /// Every parameter but the page; what is at its default is not written.
    pub(crate) fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut written = self.filters();
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
        written
    }

    /// What narrows the list down, in the order in which it is shown.
    pub(crate) fn filters(&self) -> Vec<(&'static str, String)> {
        let search = self.query.search.iter().map(|search| ("search", search.clone()));
        let values = self.query.filters.iter();
        let values = values.filter(|filter| !self.fixed_artist || filter.value.facet() != Facet::Artist);
        search.chain(values.map(Filter::parameter)).collect()
    }

    /// The place's URL.
    pub(crate) fn url(&self) -> String {
        self.url_of(&self.path)
    }

    /// The same question asked of another path.
    pub(crate) fn url_of(&self, path: &str) -> String {
        let mut written = Serializer::new(String::new());
        written.extend_pairs(self.parameters());
        if self.query.page > 1 {
            written.append_pair("page", &self.query.page.to_string());
        }
        let written = written.finish();
        if written.is_empty() { path.to_owned() } else { format!("{path}?{written}") }
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

    /// The place without that filter.
    pub(crate) fn without(&self, filter: &str) -> Self {
        self.with(|query| match filter {
            "search" => query.search = None,
            _ => query.filters.retain(|held| held.parameter().0 != filter),
        })
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

    fn read(query: &str) -> Question {
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        Question::read(&pairs.into_owned().collect())
    }

    #[rstest]
    #[case("", "/")]
    #[case("page=1&sort=added&order=desc&search=+", "/")]
    #[case("search=nina+simone&page=3", "/?search=nina+simone&page=3")]
    #[case("genre=Funk+%2F+Soul&support=vinyle&sort=title", "/?support=Vinyle&genre=Funk+%2F+Soul&sort=title")]
    #[case("sort=title&order=desc", "/?sort=title&order=desc")]
    #[case("decade=1977s", "/?decade=1970")]
    #[case("artist=12&label=ECM", "/?artist=12&label=ECM")]
    #[case("page=0&sort=loudness&year=long&support=wax&order=up", "/")]
    #[case("page=-1&unknown=1", "/")]
    fn reads_politely_and_writes_one_form(#[case] query: &str, #[case] url: &str) {
        assert_eq!(read(query).url(), url);
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let place = read(
            "search=a%26b&artist=Nina&label=ECM&format=LP&genre=Jazz&style=Modal&year=1959&decade=1950\
                          &support=CD&sort=year&order=asc&page=2",
        );
        let url = place.url();
        assert_eq!(read(url.split_once('?').unwrap().1), place);
    }

    #[test]
    fn a_change_starts_from_the_first_page() {
        let place = read("genre=Jazz&year=1959&page=4");
        assert_eq!(place.without("genre").url(), "/?year=1959");
        let by_title = place.sorted(Sort::Title, Order::Ascending);
        assert_eq!(by_title.url(), "/?genre=Jazz&year=1959&sort=title");
        assert_eq!(by_title.at_page(3).reversed().url(), "/?genre=Jazz&year=1959&sort=title&order=desc");
        assert_eq!(by_title.reversed().reversed(), by_title);
    }

    #[test]
    fn an_artists_page_does_not_say_its_artist_twice() {
        assert_eq!(read("sort=year").of_artist(ArtistId(7)).url(), "/artists/7?sort=year");
    }
}
