//! By what a list is sorted.

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
    /// Year of the work; unknown years last.
    OriginalYear,
    /// First label, then catalogue number.
    Label,
    /// Best rating; unrated last.
    Rating,
}

impl Sort {
    /// Every sort, in the order in which pages offer them.
    pub const ALL: [Self; 7] =
        [Self::Added, Self::Artist, Self::Title, Self::Year, Self::OriginalYear, Self::Label, Self::Rating];

    /// The API's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Artist => "artist",
            Self::Title => "title",
            Self::Year => "year",
            Self::OriginalYear => "original_year",
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

    /// The order that a person expects of it: newest and best first, names from a to z, works as they came about.
    pub fn natural_order(self) -> Order {
        match self {
            Self::Added | Self::Year | Self::Rating => Order::Descending,
            Self::Artist | Self::Title | Self::OriginalYear | Self::Label => Order::Ascending,
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
