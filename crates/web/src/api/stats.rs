//! Figures about the whole collection.

use super::query::{Asked, Nothing};
use super::value::ValueDocument;
use crate::error::WebError;
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use sillon_core::id::AccountId;
use sillon_core::query::counts::FacetCounts;
use sillon_core::query::{AlbumQuery, Facet, Value};
use sillon_core::stats::Stats;
use sillon_core::valuation::Valuation;
use utoipa::ToSchema;

/// Totals, and series for plots.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct StatsDocument {
    /// Albums.
    albums: u64,
    /// Copies.
    copies: u64,
    /// Artists with at least one album, stand-ins such as Various left out.
    artists: u64,
    /// Labels with at least one album.
    labels: u64,
    /// Albums a decade, oldest first; unknown years are left out.
    decades: Vec<DecadeCount>,
    /// Albums a genre, most first.
    genres: Vec<NameCount>,
    /// Albums a style, most first, at most 24.
    styles: Vec<NameCount>,
    /// Albums a support, most first.
    supports: Vec<NameCount>,
    /// Albums a label, most first, at most 24.
    top_labels: Vec<NameCount>,
    /// Albums a format and a description of one (`LP`, `Reissue`), most first, at most 60.
    formats: Vec<NameCount>,
    /// Albums an artist, most first, at most 60.
    top_artists: Vec<NameCount>,
    /// Albums a country, most first, at most 60; known where the details are.
    countries: Vec<NameCount>,
    /// Albums a rating, best first; 0 is unrated.
    ratings: Vec<RatingCount>,
    /// Albums that lack something: `cover`, `description`, `link`, `details`, `year`.
    missing: Vec<NameCount>,
    /// Albums of which the year of the work and of the pressing are known, oldest first.
    pressed: Vec<PressedCount>,
    /// Of those, albums pressed in the year of the work.
    first_pressings: u64,
    /// Albums added a month, oldest first.
    added: Vec<MonthCount>,
    /// What Discogs says that the collection would fetch; null before it was asked, and where it tells nobody.
    value: Option<ValueDocument>,
}

/// Albums of a decade.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DecadeCount {
    /// Its first year.
    #[schema(example = 1970)]
    decade: i32,
    /// How many albums.
    albums: u64,
}

/// Albums of that name.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NameCount {
    /// Which.
    name: String,
    /// How many albums.
    albums: u64,
}

/// Albums of that rating.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RatingCount {
    /// 1 to 5; 0 is unrated.
    rating: u8,
    /// How many albums.
    albums: u64,
}

/// Albums of works of a decade that were pressed in a decade.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PressedCount {
    /// First year of the work's decade.
    #[schema(example = 1950)]
    original_decade: i32,
    /// First year of the pressing's.
    #[schema(example = 1970)]
    decade: i32,
    /// How many albums.
    albums: u64,
}

/// Albums added in a month.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MonthCount {
    /// Year and month.
    #[schema(example = "2024-03")]
    month: String,
    /// How many albums.
    albums: u64,
}

impl StatsDocument {
    /// The figures, each facet's counts, and what was said of the value so far, oldest first.
    pub fn new(stats: Stats, facets: &[FacetCounts], valuations: &[Valuation]) -> Self {
        let values =
            |facet| facets.iter().filter(move |counts| counts.facet == facet).flat_map(|counts| &counts.values);
        let named = |facet| values(facet).map(|value| NameCount { name: value.name.clone(), albums: value.albums });
        let rated = values(Facet::Rating).filter_map(|counted| match counted.value {
            Value::Rating(rating) => Some(RatingCount { rating, albums: counted.albums }),
            _ => None,
        });
        let pressed = stats.repressed.iter();
        Self {
            formats: named(Facet::Format).collect(),
            top_artists: named(Facet::Artist).collect(),
            countries: named(Facet::Country).collect(),
            ratings: rated.collect(),
            missing: named(Facet::Missing).collect(),
            pressed: pressed
                .map(|(work, pressing, albums)| PressedCount {
                    original_decade: *work,
                    decade: *pressing,
                    albums: *albums,
                })
                .collect(),
            first_pressings: stats.first_pressings,
            value: ValueDocument::of(valuations),
            albums: stats.albums,
            copies: stats.copies,
            artists: stats.artists,
            labels: stats.labels,
            decades: stats.decades.into_iter().map(|(decade, albums)| DecadeCount { decade, albums }).collect(),
            genres: by_name(stats.genres),
            styles: by_name(stats.styles),
            supports: by_name(stats.supports),
            top_labels: by_name(stats.top_labels),
            added: stats.added.into_iter().filter_map(|(month, albums)| month_count(month, albums)).collect(),
        }
    }
}

fn by_name(series: Vec<(String, u64)>) -> Vec<NameCount> {
    series.into_iter().map(|(name, albums)| NameCount { name, albums }).collect()
}

fn month_count(first_instant: i64, albums: u64) -> Option<MonthCount> {
    let instant = Timestamp::from_millisecond(first_instant).ok()?;
    Some(MonthCount { month: instant.to_zoned(TimeZone::UTC).strftime("%Y-%m").to_string(), albums })
}

/// Figures about the whole collection
#[utoipa::path(get, path = "/api/v1/collection/stats", tag = "collection", responses(
    (status = 200, description = "Totals and series", body = StatsDocument),
))]
pub async fn show_stats(State(site): State<Site>, Asked(()): Asked<Nothing>) -> Result<Json<StatsDocument>, WebError> {
    let stats = site.reader.stats(AccountId::FIRST).await?;
    let facets = site.reader.facets(AccountId::FIRST, &AlbumQuery::default()).await?;
    let valuations = site.reader.list_valuations(AccountId::FIRST).await?;
    Ok(Json(StatsDocument::new(stats, &facets, &valuations)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_named_in_utc() {
        // The last millisecond of February 2024, and the first of March.
        let months = [1_709_251_199_999, 1_709_251_200_000].map(|at| month_count(at, 3).unwrap().month);
        assert_eq!(months, ["2024-02", "2024-03"]);
        assert_eq!(month_count(i64::MAX, 1), None);
    }
}
