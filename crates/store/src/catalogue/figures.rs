//! The figures of a whole collection.

use super::counts::ranked;
use super::entry::UNDATED;
use super::index::Index;
use sillon_core::id::ArtistId;
use sillon_core::query::Facet;
use sillon_core::stats::Stats;
use std::collections::{BTreeMap, HashSet};

/// Longer series would not be read in a plot.
const MOST_BARS: usize = 24;

impl Index {
    /// Figures about all albums.
    pub(crate) fn stats(&self) -> Stats {
        let live = &self.live;
        let names = |facet: Facet, most: usize| {
            let Some(values) = self.values.get(&facet) else { return Vec::new() };
            let (_, ranked) = ranked(values, live, most, &HashSet::new());
            ranked.into_iter().map(|(slot, albums)| (values.name(slot).to_owned(), albums)).collect()
        };
        let artists = self.artists.values.counts(live);
        let artists = artists
            .filter(|(slot, _)| self.artists.values.key(*slot).is_some_and(|id| !ArtistId(*id).is_placeholder()));
        Stats {
            albums: self.len() as u64,
            copies: self.copies(),
            artists: artists.count() as u64,
            labels: self.labels.counts(live).count() as u64,
            decades: self.by_decade(live).into_iter().collect(),
            genres: names(Facet::Genre, usize::MAX),
            styles: names(Facet::Style, MOST_BARS),
            supports: names(Facet::Support, usize::MAX),
            top_labels: self
                .ids(&self.labels, live, MOST_BARS, &HashSet::new())
                .1
                .map(|(_, name, albums)| (name, albums))
                .collect(),
            added: self.by_month(),
            repressed: self.repressed(),
            first_pressings: self.years().filter(|(work, pressing)| work == pressing).count() as u64,
        }
    }

    /// Year of the work and of the pressing, of each album where both are known.
    fn years(&self) -> impl Iterator<Item = (i32, i32)> + '_ {
        let columns = &self.columns;
        let years = self.live.iter().map(|ordinal| {
            (i32::from(columns.original_years[ordinal as usize]), i32::from(columns.years[ordinal as usize]))
        });
        years.filter(|(work, pressing)| *work > 0 && *pressing > 0)
    }

    fn repressed(&self) -> Vec<(i32, i32, u64)> {
        let mut counts = BTreeMap::new();
        for (work, pressing) in self.years() {
            *counts.entry((work / 10 * 10, pressing / 10 * 10)).or_default() += 1;
        }
        counts.into_iter().map(|((work, pressing), albums)| (work, pressing, albums)).collect()
    }

    /// How many copies there are of all albums.
    pub(crate) fn copies(&self) -> u64 {
        self.live.iter().map(|ordinal| u64::from(self.columns.copies[ordinal as usize])).sum()
    }

    fn by_month(&self) -> Vec<(i64, u64)> {
        let mut months = BTreeMap::new();
        for ordinal in self.live.iter() {
            let added_at = self.columns.added_at[ordinal as usize];
            if added_at != UNDATED {
                *months.entry(month_of(added_at)).or_default() += 1;
            }
        }
        months.into_iter().collect()
    }
}

/// The first instant of an instant's month, both in milliseconds UTC.
fn month_of(instant: i64) -> i64 {
    const DAY: i64 = 86_400_000;
    let days = instant.div_euclid(DAY);
    // The calendar from days since 1970, with years that begin in March so that February ends them:
    // howardhinnant.github.io/date_algorithms.html
    let shifted = days + 719_468;
    let era_day = shifted.rem_euclid(146_097);
    let year = (era_day - era_day / 1_460 + era_day / 36_524 - era_day / 146_096) / 365;
    let year_day = era_day - (365 * year + year / 4 - year / 100);
    let month = (5 * year_day + 2) / 153;
    let month_day = year_day - (153 * month + 2) / 5;
    (days - month_day) * DAY
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const DAY: i64 = 86_400_000;

    #[rstest]
    #[case(0, 0)]
    #[case(31 * DAY - 1, 0)]
    #[case(31 * DAY, 31 * DAY)]
    #[case(59 * DAY - 1, 31 * DAY)]
    #[case(59 * DAY, 59 * DAY)]
    #[case(-1, -31 * DAY)]
    // 29 February 2024, 2 March 2024.
    #[case(1_709_164_800_000, 1_706_745_600_000)]
    #[case(1_709_337_600_000, 1_709_251_200_000)]
    fn a_month_begins_with_its_first(#[case] instant: i64, #[case] month: i64) {
        assert_eq!(month_of(instant), month);
    }
}
