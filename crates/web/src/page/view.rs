//! How a reader likes lists of albums: as covers of a size, as lines, or as a table with chosen columns.

use axum_extra::extract::CookieJar;
use sillon_core::query::Sort;

/// The cookie that holds the chosen view.
pub(crate) const VIEW_COOKIE: &str = "view";
/// The cookie that holds the chosen columns of tables, with dots between.
pub(crate) const COLUMNS_COOKIE: &str = "columns";

/// How albums are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// Small covers.
    Small,
    /// Covers.
    #[default]
    Medium,
    /// Large covers.
    Large,
    /// A line each, with a small cover.
    List,
    /// A dense table.
    Table,
}

impl View {
    pub(crate) const ALL: [Self; 5] = [Self::Small, Self::Medium, Self::Large, Self::List, Self::Table];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::List => "list",
            Self::Table => "table",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.as_str() == text)
    }
}

/// A column of the table, besides the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Artist,
    Year,
    Format,
    Label,
    Catno,
    Genre,
    Style,
    Rating,
    Copies,
    Added,
}

impl Column {
    pub(crate) const ALL: [Self; 10] = [
        Self::Artist,
        Self::Year,
        Self::Format,
        Self::Label,
        Self::Catno,
        Self::Genre,
        Self::Style,
        Self::Rating,
        Self::Copies,
        Self::Added,
    ];

    const USUAL: [Self; 6] = [Self::Artist, Self::Year, Self::Format, Self::Label, Self::Catno, Self::Added];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Artist => "artist",
            Self::Year => "year",
            Self::Format => "format",
            Self::Label => "label",
            Self::Catno => "catno",
            Self::Genre => "genre",
            Self::Style => "style",
            Self::Rating => "rating",
            Self::Copies => "copies",
            Self::Added => "added",
        }
    }

    /// By what its head sorts.
    pub(crate) fn sort(self) -> Option<Sort> {
        match self {
            Self::Artist => Some(Sort::Artist),
            Self::Year => Some(Sort::Year),
            Self::Label => Some(Sort::Label),
            Self::Rating => Some(Sort::Rating),
            Self::Added => Some(Sort::Added),
            Self::Format | Self::Catno | Self::Genre | Self::Style | Self::Copies => None,
        }
    }

    /// Those that a text names, in their own order.
    pub(crate) fn parse_all(text: &str) -> Vec<Self> {
        Self::ALL.into_iter().filter(|column| text.split('.').any(|word| word == column.as_str())).collect()
    }
}

/// What a reader chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Liking {
    pub(crate) view: View,
    pub(crate) columns: Vec<Column>,
}

impl Default for Liking {
    fn default() -> Self {
        Self { view: View::default(), columns: Column::USUAL.to_vec() }
    }
}

impl Liking {
    pub(crate) fn of(jar: &CookieJar) -> Self {
        let usual = Self::default();
        Self {
            view: jar.get(VIEW_COOKIE).and_then(|cookie| View::parse(cookie.value())).unwrap_or(usual.view),
            columns: jar.get(COLUMNS_COOKIE).map_or(usual.columns, |cookie| Column::parse_all(cookie.value())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum_extra::extract::cookie::Cookie;

    #[test]
    fn what_makes_no_sense_is_as_usual() {
        let jar = CookieJar::new().add(Cookie::new(VIEW_COOKIE, "hologram"));
        assert_eq!(Liking::of(&jar), Liking::default());
        let jar = jar.add(Cookie::new(COLUMNS_COOKIE, "year.nonsense.artist"));
        assert_eq!(Liking::of(&jar).columns, [Column::Artist, Column::Year]);
    }
}
