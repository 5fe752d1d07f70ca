//! What a list of albums can be asked for.

use crate::format::Support;
use crate::id::{ArtistId, LabelId};

/// Most items a page.
pub const MAX_PAGE_SIZE: u32 = 100;
/// Items a page when nothing is said.
pub const DEFAULT_PAGE_SIZE: u32 = 30;

/// By what a list is sorted. Ties are broken by the album's key, so that pages never overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// When it came into the collection.
    #[default]
    Added,
    /// First artist, articles ignored; then year and title.
    Artist,
    /// Title, articles ignored.
    Title,
    /// Year of the pressing; unknown years last.
    Year,
    /// First label, then catalogue number.
    Label,
    /// Best rating; unrated last.
    Rating,
}

impl Sort {
    /// Every sort, in the order in which pages offer them.
    pub const ALL: [Self; 6] = [Self::Added, Self::Artist, Self::Title, Self::Year, Self::Label, Self::Rating];

    /// The API's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Artist => "artist",
            Self::Title => "title",
            Self::Year => "year",
            Self::Label => "label",
            Self::Rating => "rating",
        }
    }

    /// From the API's word; `added_at` and `date_added` are understood too.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "added_at" | "date_added" => Some(Self::Added),
            _ => Self::ALL.into_iter().find(|sort| sort.as_str() == text),
        }
    }

    /// The order that a person expects of it: newest and best first, names from a to z.
    pub fn natural_order(self) -> Order {
        match self {
            Self::Added | Self::Year | Self::Rating => Order::Descending,
            Self::Artist | Self::Title | Self::Label => Order::Ascending,
        }
    }
}

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// a to z, oldest first.
    Ascending,
    /// z to a, newest first.
    Descending,
}

impl Order {
    /// The API's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }

    /// From the API's word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Ascending, Self::Descending].into_iter().find(|order| order.as_str() == text)
    }
}

/// An artist or label, by key or by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named<Id> {
    /// By key.
    Id(Id),
    /// By display name, compared folded and whole.
    Name(String),
}

/// A question about the albums of a collection. Filters are joined by "and".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlbumQuery {
    /// Words that all must occur, the last as a prefix; in artists, titles, labels and catalogue numbers.
    pub search: Option<String>,
    /// Credited artist.
    pub artist: Option<Named<ArtistId>>,
    /// Label.
    pub label: Option<Named<LabelId>>,
    /// Discogs' format name or description (`Vinyl`, `LP`), whatever its case.
    pub format: Option<String>,
    /// Genre, whatever its case.
    pub genre: Option<String>,
    /// Style, whatever its case.
    pub style: Option<String>,
    /// Year of the pressing.
    pub year: Option<i32>,
    /// First year of a decade: 1970 is 1970 to 1979.
    pub decade: Option<i32>,
    /// Support.
    pub support: Option<Support>,
    /// By what it is sorted.
    pub sort: Sort,
    /// Which end first.
    pub order: Order,
    /// 1-based.
    pub page: u32,
    /// 1 to [`MAX_PAGE_SIZE`].
    pub page_size: u32,
}

impl Default for AlbumQuery {
    fn default() -> Self {
        Self {
            search: None,
            artist: None,
            label: None,
            format: None,
            genre: None,
            style: None,
            year: None,
            decade: None,
            support: None,
            sort: Sort::Added,
            order: Sort::Added.natural_order(),
            page: 1,
            page_size: DEFAULT_PAGE_SIZE,
        }
    }
}

impl AlbumQuery {
    /// How many albums come before this page.
    pub fn offset(&self) -> u64 {
        u64::from(self.page.saturating_sub(1)) * u64::from(self.page_size)
    }

    /// Whether it asks for anything less than the whole collection.
    pub fn is_filtered(&self) -> bool {
        let Self { search, artist, label, format, genre, style, year, decade, support, .. } = self;
        search.is_some()
            || artist.is_some()
            || label.is_some()
            || format.is_some()
            || genre.is_some()
            || style.is_some()
            || year.is_some()
            || decade.is_some()
            || support.is_some()
    }
}

/// A question about the artists of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArtistQuery {
    /// Words of the name, the last as a prefix.
    pub search: Option<String>,
    /// 1-based.
    pub page: u32,
    /// 1 to [`MAX_PAGE_SIZE`].
    pub page_size: u32,
}
