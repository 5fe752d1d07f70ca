//! Standing bars: a figure for each decade or month.

use super::sentence;
use crate::i18n::{figures, moments};
use crate::page::Page;
use crate::pages::collection::filters::decade_name;
use crate::pages::collection::question::PAGE_SIZE;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sillon_core::stats::Stats;

/// The plot's height in its own units; the labels stand under it.
const HEIGHT: u64 = 160;
/// Room for all bars on a wide page; on a narrow one the plot is scrolled.
const WIDTH: u64 = 1200;
/// A bar and its gap are not wider and not narrower than this.
const STEP: (u64, u64) = (16, 72);
/// From this step on there is room for figures over the bars.
const ROOMY: u64 = 26;
/// So many months are drawn singly; longer histories by year.
const MONTHS: usize = 36;

pub(crate) struct Columns {
    pub(crate) title: String,
    pub(crate) sentence: String,
    pub(crate) head: String,
    pub(crate) width: u64,
    pub(crate) columns: Vec<Column>,
}

pub(crate) struct Column {
    pub(crate) x: u64,
    pub(crate) y: u64,
    pub(crate) width: u64,
    pub(crate) height: u64,
    /// Middle of the bar.
    pub(crate) middle: u64,
    pub(crate) label: String,
    /// Under the axis; empty where it would be crowded.
    pub(crate) tick: String,
    pub(crate) count: String,
    /// Whether there is room for the figure over the bar.
    pub(crate) figure: bool,
    pub(crate) href: String,
    /// Whether it is the highest.
    pub(crate) most: bool,
}

struct Value {
    label: String,
    tick: String,
    count: u64,
    href: String,
}

pub(crate) fn decades(page: &Page, stats: &Stats) -> Option<Columns> {
    let (most, count) = stats.decades.iter().max_by_key(|(_, count)| *count)?;
    // A decade without a record is part of the picture.
    let (first, last) = (stats.decades.first()?.0, stats.decades.last()?.0);
    let count_of = |decade| stats.decades.iter().find(|(known, _)| *known == decade).map_or(0, |(_, count)| *count);
    let values = (first..=last).step_by(10).map(|decade| Value {
        label: decade_name(page.lang, decade),
        tick: decade.to_string(),
        count: count_of(decade),
        href: format!("/decades/{decade}"),
    });
    let known = stats.decades.iter().map(|(_, count)| count).sum();
    Some(Columns {
        title: page.t("stats-decades-title"),
        sentence: sentence(page, "stats-decades", &decade_name(page.lang, *most), *count, known),
        head: page.t("filter-decade"),
        ..plot(page, values.collect())
    })
}

/// How the collection came together: albums added a month, or a year when there are many months.
pub(crate) fn growth(page: &Page, stats: &Stats) -> Option<Columns> {
    let months = months(stats)?;
    let by_year = months.len() > MONTHS;
    let total: u64 = months.iter().map(|(.., count)| count).sum();
    let mut values: Vec<Value> = Vec::new();
    let mut newer = total;
    for (at, year, month, count) in months {
        newer -= count;
        let label = if by_year { year.to_string() } else { moments::month(page.lang, &TimeZone::UTC, at) };
        // The list is newest first: the page on which this month begins.
        let at_page = newer / u64::from(PAGE_SIZE) + 1;
        let href = if at_page > 1 { format!("/?page={at_page}") } else { "/".to_owned() };
        match values.last_mut() {
            Some(same) if same.label == label => (same.count, same.href) = (same.count + count, href),
            _ => {
                let tick = if by_year || month == 1 { year.to_string() } else { String::new() };
                values.push(Value { label, tick, count, href });
            }
        }
    }
    let most = values.iter().max_by_key(|value| value.count)?;
    let sentence = sentence(page, "stats-growth", &most.label, most.count, total);
    let head = page.t(if by_year { "stats-year" } else { "stats-month" });
    Some(Columns { title: page.t("stats-growth-title"), sentence, head, ..plot(page, values) })
}

/// Every month from the first to the last, also those in which nothing came: instant, year, month, count.
fn months(stats: &Stats) -> Option<Vec<(i64, i16, i8, u64)>> {
    let month_of = |at: i64| {
        let date = Timestamp::from_millisecond(at).ok()?.to_zoned(TimeZone::UTC).date();
        Some(date.first_of_month())
    };
    let mut counts = std::collections::BTreeMap::new();
    for (at, count) in &stats.added {
        *counts.entry(month_of(*at)?).or_insert(0_u64) += count;
    }
    let (first, last) = (*counts.first_key_value()?.0, *counts.last_key_value()?.0);
    let series = first.series(jiff::Span::new().months(1)).take_while(|month| *month <= last);
    let months = series.filter_map(|month| {
        let at = month.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond();
        Some((at, month.year(), month.month(), counts.get(&month).copied().unwrap_or(0)))
    });
    Some(months.collect())
}

fn plot(page: &Page, values: Vec<Value>) -> Columns {
    let highest = values.iter().map(|value| value.count).max().unwrap_or(0).max(1);
    let step = (WIDTH / values.len().max(1) as u64).clamp(STEP.0, STEP.1);
    let width = step * values.len() as u64;
    let columns = values.into_iter().enumerate().map(|(position, value)| {
        let height = (value.count * HEIGHT).div_ceil(highest);
        let x = position as u64 * step + 2;
        Column {
            x,
            y: HEIGHT - height,
            width: step - 4,
            height,
            middle: x + step / 2 - 2,
            label: value.label,
            tick: value.tick,
            count: figures::number(page.lang, value.count),
            figure: step >= ROOMY && value.count > 0,
            href: value.href,
            most: value.count == highest,
        }
    });
    Columns { title: String::new(), sentence: String::new(), head: String::new(), width, columns: columns.collect() }
}
