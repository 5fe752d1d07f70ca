//! What a list of albums can be asked for.

pub mod counts;
mod facet;
pub mod search;
mod sort;
mod value;
pub mod words;
mod years;

pub use facet::Facet;
pub use sort::{Order, Sort};
pub use value::{Expected, Filter, Missing, Named, Value};
pub use years::Years;

/// Most items a page.
pub const MAX_PAGE_SIZE: u32 = 100;
/// Most filters in one question: nobody chooses more, and each is looked for.
pub const MAX_FILTERS: usize = 100;
/// Most words in one search.
pub const MAX_SEARCH_WORDS: usize = 100;
/// Most characters in one search.
pub const MAX_SEARCH_LETTERS: usize = 2_000;

/// A search as far as it is looked for: its first words, within [`MAX_SEARCH_WORDS`] and [`MAX_SEARCH_LETTERS`].
pub fn searched_part(text: &str) -> &str {
    let end = text.char_indices().nth(MAX_SEARCH_LETTERS).map_or(text.len(), |(end, _)| end);
    let text = text[..end].trim();
    let mut words = text.split_whitespace();
    // Where the first word too many begins.
    match words.nth(MAX_SEARCH_WORDS) {
        Some(word) => text[..word.as_ptr() as usize - text.as_ptr() as usize].trim_end(),
        None => text,
    }
}

/// Items a page when nothing is said.
pub const DEFAULT_PAGE_SIZE: u32 = 30;

/// A question about the albums of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlbumQuery {
    /// What somebody typed, see [`search::Search`].
    pub search: Option<String>,
    /// What albums are narrowed down by: filters of one facet are joined by "or", those of different facets by "and";
    /// what is excluded is left out whatever else it is.
    pub filters: Vec<Filter>,
    /// By what it is sorted.
    pub sort: Sort,
    /// Which end first.
    pub order: Order,
    /// Whether pressings of one master release stand together, where the first of them stands.
    pub by_master: bool,
    /// 1-based.
    pub page: u32,
    /// 1 to [`MAX_PAGE_SIZE`].
    pub page_size: u32,
}

impl Default for AlbumQuery {
    fn default() -> Self {
        Self {
            search: None,
            filters: Vec::new(),
            sort: Sort::Added,
            order: Sort::Added.natural_order(),
            by_master: false,
            page: 1,
            page_size: DEFAULT_PAGE_SIZE,
        }
    }
}

impl AlbumQuery {
    /// All albums of a value.
    pub fn of(value: Value) -> Self {
        Self { filters: vec![value.into()], ..Self::default() }
    }

    /// How many albums come before this page.
    pub fn offset(&self) -> u64 {
        u64::from(self.page.saturating_sub(1)) * u64::from(self.page_size)
    }

    /// Whether it asks for anything less than the whole collection.
    pub fn is_filtered(&self) -> bool {
        self.search.is_some() || !self.filters.is_empty()
    }

    /// Asks for one value of a facet, or for none, in the place of all that was asked of it.
    pub fn only(&mut self, facet: Facet, value: Option<Value>) {
        self.filters.retain(|filter| filter.value.facet() != facet);
        self.filters.extend(value.map(Filter::from));
    }

    /// The values of a facet that are asked for.
    pub fn chosen(&self, facet: Facet) -> impl Iterator<Item = &Value> {
        let included = self.filters.iter().filter(|filter| !filter.exclude).map(|filter| &filter.value);
        included.filter(move |value| value.facet() == facet)
    }
}

/// A question about the artists or labels of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameQuery {
    /// Words of the name, the last as a prefix.
    pub search: Option<String>,
    /// 1-based.
    pub page: u32,
    /// 1 to [`MAX_PAGE_SIZE`].
    pub page_size: u32,
}
