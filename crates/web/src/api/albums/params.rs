//! What a list of albums can be asked for, as it is sent.

use super::super::query::{Params, filled, flag, refuse, searched, whole, word};
use super::super::words::{
    ExcludeForm, FieldForm, GroupWord, MissingWord, OrderWord, SortWord, SupportWord, YearsForm,
};
use crate::error::{Accepted, WebError};
use serde::Deserialize;
use sillon_core::query::{
    AlbumQuery, DEFAULT_PAGE_SIZE, Expected, Facet, Filter, MAX_FILTERS, MAX_PAGE_SIZE, Order, Sort, Value,
};
use utoipa::IntoParams;

/// Which albums, in which order. The values of one parameter are joined by "or", parameters by "and"; an empty one is as good
/// as none. At most 100 different values are taken in all.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
#[derive(Default)]
pub struct AlbumParams {
    /// 1-based; a page past the end is an empty list.
    #[param(value_type = Option<u32>, minimum = 1, default = 1)]
    page: Option<String>,
    /// Albums a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 30)]
    page_size: Option<String>,
    /// Words that all must occur, in artists, titles, labels, catalogue numbers, tracks, notes and barcodes; the last may be
    /// unfinished; at most 100 words and 2,000 characters. Also `"a phrase"`, `-without`, and `field:value`, as in `label:ecm year:1970-79 -genre:rock`.
    search: Option<String>,
    /// An artist's id, or the whole name, whatever its case and accents.
    #[param(value_type = Option<Vec<String>>)]
    artist: Vec<String>,
    /// Discogs' format name or description: `Vinyl`, `LP`.
    #[param(value_type = Option<Vec<String>>)]
    format: Vec<String>,
    /// Genre.
    #[param(value_type = Option<Vec<String>>)]
    genre: Vec<String>,
    /// Style.
    #[param(value_type = Option<Vec<String>>)]
    style: Vec<String>,
    /// A label's id, or the whole name, whatever its case and accents.
    #[param(value_type = Option<Vec<String>>)]
    label: Vec<String>,
    /// Year of the pressing, or some in a row: `1959`, `1970-79`, `1970-`.
    #[param(value_type = Option<Vec<YearsForm>>, inline)]
    year: Vec<String>,
    /// A year of the decade: 1970 is 1970 to 1979.
    #[param(value_type = Option<Vec<u32>>, minimum = 0, maximum = 9999)]
    decade: Vec<String>,
    /// Year of the work, or some in a row, where it is known.
    #[param(value_type = Option<Vec<YearsForm>>, inline)]
    original_year: Vec<String>,
    /// What carries the music: `Vinyle`, `CD`, `Cassette`, `Digital`…
    #[param(value_type = Option<Vec<SupportWord>>, inline)]
    support: Vec<String>,
    /// Where it was made or sold, where it is known.
    #[param(value_type = Option<Vec<String>>)]
    country: Vec<String>,
    /// A folder's id, or its whole name.
    #[param(value_type = Option<Vec<String>>)]
    folder: Vec<String>,
    /// Condition of the media: `Near Mint (NM or M-)`.
    #[param(value_type = Option<Vec<String>>)]
    media: Vec<String>,
    /// Condition of the sleeve.
    #[param(value_type = Option<Vec<String>>)]
    sleeve: Vec<String>,
    /// Best rating of the copies; 0 is unrated.
    #[param(value_type = Option<Vec<u32>>, minimum = 0, maximum = 5)]
    rating: Vec<String>,
    /// What one of the owner's fields holds: its number, a colon and the text, `4:Shelf A`.
    #[param(value_type = Option<Vec<FieldForm>>, inline)]
    field: Vec<String>,
    /// What is not known: `cover`, `description`, `link`, `details` or `year`.
    #[param(value_type = Option<Vec<MissingWord>>, inline)]
    missing: Vec<String>,
    /// What is left out: one of the parameters above, a colon and its value, `genre:Rock`.
    #[param(value_type = Option<Vec<ExcludeForm>>, inline)]
    exclude: Vec<String>,
    /// `added`, `artist`, `title`, `year`, `original_year`, `label` or `rating`.
    #[param(value_type = Option<SortWord>, inline)]
    sort: Option<String>,
    /// `asc` or `desc`. Default: dates and ratings descending, names and original year ascending.
    #[param(value_type = Option<OrderWord>, inline)]
    order: Option<String>,
    /// `master`: pressings of one master release stand together, where the first of them stands.
    #[param(value_type = Option<GroupWord>, inline)]
    group: Option<String>,
    /// Whether the answer tells how many albums have each format, genre, style… too.
    #[param(value_type = Option<bool>, default = false)]
    facets: Option<String>,
}

/// A question about albums, and what beside them is asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct AlbumQuestion {
    /// Which albums.
    pub query: AlbumQuery,
    /// Whether facets are counted.
    pub facets: bool,
}

impl Params for AlbumParams {
    type Query = AlbumQuestion;

    const REPEATED: &'static [&'static str] = &[
        "artist",
        "format",
        "genre",
        "style",
        "label",
        "year",
        "decade",
        "original_year",
        "support",
        "country",
        "folder",
        "media",
        "sleeve",
        "rating",
        "field",
        "missing",
        "exclude",
    ];

    fn check(self) -> Result<AlbumQuestion, WebError> {
        let (page, page_size) = check_page(self.page, self.page_size)?;
        let sort = filled(self.sort).map(|sort| word("sort", &sort, Sort::parse(&sort), sort_words())).transpose()?;
        let sort = sort.unwrap_or_default();
        let order = filled(self.order).map(|order| word("order", &order, Order::parse(&order), vec!["asc", "desc"]));
        let group =
            filled(self.group).map(|group| word("group", &group, (group == "master").then_some(true), vec!["master"]));
        let facets = filled(self.facets).map(|facets| flag("facets", &facets)).transpose()?;
        let asked = [
            (Facet::Artist, self.artist),
            (Facet::Label, self.label),
            (Facet::Support, self.support),
            (Facet::Format, self.format),
            (Facet::Genre, self.genre),
            (Facet::Style, self.style),
            (Facet::Decade, self.decade),
            (Facet::Year, self.year),
            (Facet::OriginalYear, self.original_year),
            (Facet::Country, self.country),
            (Facet::Folder, self.folder),
            (Facet::MEDIA, self.media),
            (Facet::SLEEVE, self.sleeve),
            (Facet::Rating, self.rating),
            (Facet::Missing, self.missing),
        ];
        let mut filters: Vec<Filter> = Vec::new();
        for (facet, text) in
            asked.into_iter().flat_map(|(facet, texts)| texts.into_iter().map(move |text| (facet, text)))
        {
            read(facet.as_str(), text, |text| Value::parse(facet, text).map(Filter::from), &mut filters)?;
        }
        for text in self.field {
            read("field", text, |text| Value::parse_field(text).map(Filter::from), &mut filters)?;
        }
        for text in self.exclude {
            read("exclude", text, Filter::parse_excluded, &mut filters)?;
        }
        let query = AlbumQuery {
            search: searched("search", self.search)?,
            filters,
            sort,
            order: order.transpose()?.unwrap_or_else(|| sort.natural_order()),
            by_master: group.transpose()?.unwrap_or_default(),
            page,
            page_size,
        };
        Ok(AlbumQuestion { query, facets: facets.unwrap_or_default() })
    }
}

/// Reads one value, unless it is empty or there already.
fn read(
    name: &str,
    text: String,
    parse: impl Fn(&str) -> Result<Filter, Expected>,
    filters: &mut Vec<Filter>,
) -> Result<(), WebError> {
    let Some(text) = filled(Some(text)) else { return Ok(()) };
    let filter = parse(&text).map_err(|expected| refuse(name, &text, accepted(expected)))?;
    if filters.contains(&filter) {
        return Ok(());
    }
    if filters.len() >= MAX_FILTERS {
        return Err(refuse(name, &text, Accepted::Filters(MAX_FILTERS)));
    }
    filters.push(filter);
    Ok(())
}

fn accepted(expected: Expected) -> Accepted {
    match expected {
        Expected::Whole(least, most) => Accepted::Whole(least, Some(most)),
        Expected::Years => Accepted::Years,
        Expected::OneOf(words) => Accepted::OneOf(words),
        Expected::FieldAndValue => Accepted::FieldAndValue,
    }
}

/// The two parameters of every list.
pub(in crate::api) fn check_page(page: Option<String>, page_size: Option<String>) -> Result<(u32, u32), WebError> {
    let page = filled(page).map(|page| whole("page", &page, 1, u32::MAX)).transpose()?;
    let page_size = filled(page_size).map(|size| whole("page_size", &size, 1, MAX_PAGE_SIZE)).transpose()?;
    Ok((page.unwrap_or(1), page_size.unwrap_or(DEFAULT_PAGE_SIZE)))
}

fn sort_words() -> Vec<&'static str> {
    Sort::ALL.map(Sort::as_str).to_vec()
}

#[cfg(test)]
mod tests;
