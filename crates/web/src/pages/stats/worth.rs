//! What the collection would fetch: a line for the median in a band from the lowest to the highest.

use crate::i18n::{figures, moments, text_with};
use crate::page::Page;
use jiff::tz::TimeZone;
use sillon_core::valuation::{DAY, Valuation};
use sillon_engine::Appraisal;
use std::fmt::Write;

/// The plot's height in its own units; the days stand under it.
const HEIGHT: i64 = 200;
/// A plot is not narrower and not wider than this, without its labels.
const WIDTH: (i64, i64) = (200, 1080);
/// So wide for each day that was asked for, where there is room.
const STEP: i64 = 36;
/// Room for a day's name under the axis.
const TICK: i64 = 170;
/// More points would not be seen, nor read in the table.
const MOST: usize = 180;

/// The section: its sentence, and the plot from two days on.
pub(crate) struct WorthPlot {
    pub(crate) sentence: String,
    pub(crate) note: String,
    pub(crate) drawing: Option<Drawing>,
}

/// The SVG and the table that says the same.
pub(crate) struct Drawing {
    pub(crate) width: i64,
    /// Room at the right for the last figures.
    pub(crate) whole: i64,
    pub(crate) band: String,
    pub(crate) line: String,
    pub(crate) points: Vec<Point>,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) ends: Vec<Ending>,
}

pub(crate) struct Point {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) day: String,
    pub(crate) minimum: String,
    pub(crate) median: String,
    pub(crate) maximum: String,
    /// `23 novembre 2026 : 10 562 $`.
    pub(crate) words: String,
}

pub(crate) struct Tick {
    pub(crate) x: i64,
    pub(crate) label: String,
    pub(crate) anchor: &'static str,
}

/// A figure beside the end of its line.
pub(crate) struct Ending {
    pub(crate) y: i64,
    pub(crate) label: String,
    pub(crate) main: bool,
}

/// `None` before anything was said and while nothing needs to be.
pub(crate) fn plot(page: &Page, valuations: &[Valuation], appraisal: Appraisal) -> Option<WorthPlot> {
    let said = match appraisal {
        Appraisal::Known => None,
        Appraisal::Asked => Some("value-asked"),
        Appraisal::Refused => Some("value-refused"),
        Appraisal::NoToken => Some("value-no-token"),
    };
    let Some(last) = valuations.last() else {
        return said.map(|key| WorthPlot { sentence: String::new(), note: page.t(key), drawing: None });
    };
    let currency = &last.worth.currency;
    let days: Vec<&Valuation> = valuations.iter().filter(|day| day.worth.currency == *currency).collect();
    let asked = page.named("value-as-of", day_name(page, last.day));
    let note = said.map_or_else(|| asked.clone(), |key| format!("{asked} {}", page.t(key)));
    Some(WorthPlot { sentence: sentence(page, &days, last), note, drawing: drawing(page, &thinned(&days)) })
}

fn sentence(page: &Page, days: &[&Valuation], last: &Valuation) -> String {
    let worth = &last.worth;
    let money = |hundredths| figures::money(page.lang, hundredths, &worth.currency);
    let first = days.first().filter(|first| first.day < last.day);
    let change = first.map_or(0, |first| worth.median - first.worth.median);
    let key = match (first, change) {
        (None, _) => "value-one",
        (_, 1..) => "value-up",
        (_, 0) => "value-same",
        (_, _) => "value-down",
    };
    let values = [
        ("median", money(worth.median).into()),
        ("minimum", money(worth.minimum).into()),
        ("maximum", money(worth.maximum).into()),
        ("change", money(change.abs()).into()),
        ("day", first.map_or_else(String::new, |first| day_name(page, first.day)).into()),
    ];
    text_with(page.lang, key, &values)
}

/// At most so many days, evenly, the last always among them.
fn thinned<'a>(days: &[&'a Valuation]) -> Vec<&'a Valuation> {
    let step = days.len().div_ceil(MOST).max(1);
    let mut kept: Vec<&Valuation> = days.iter().rev().step_by(step).copied().collect();
    kept.reverse();
    kept
}

fn drawing(page: &Page, days: &[&Valuation]) -> Option<Drawing> {
    let ([first, .., last], Ok(count)) = (days, i64::try_from(days.len())) else { return None };
    let width = (count * STEP).clamp(WIDTH.0, WIDTH.1);
    let span = ((last.day - first.day) / DAY).max(1);
    let highest = days.iter().map(|day| day.worth.maximum).max().unwrap_or(1).max(1);
    let x = |day: i64| (day - first.day) / DAY * width / span;
    let y = |hundredths: i64| HEIGHT - hundredths.max(0).saturating_mul(HEIGHT) / highest;
    let path = |of: fn(&Valuation) -> i64| {
        days.iter().fold(String::new(), |mut path, day| {
            // Writing to a text cannot fail.
            let _ = write!(path, "{}{},{}", if path.is_empty() { "" } else { " " }, x(day.day), y(of(day)));
            path
        })
    };
    let back = days.iter().rev().map(|day| format!("{},{}", x(day.day), y(day.worth.minimum)));
    let band = format!("{} {}", path(|day| day.worth.maximum), back.collect::<Vec<_>>().join(" "));
    let money = |hundredths| figures::money(page.lang, hundredths, &last.worth.currency);
    let point = |day: &&Valuation| {
        let (name, median) = (day_name(page, day.day), money(day.worth.median));
        let words = [("day", name.clone().into()), ("median", median.clone().into())];
        Point {
            x: x(day.day),
            y: y(day.worth.median),
            words: text_with(page.lang, "value-point", &words),
            day: name,
            minimum: money(day.worth.minimum),
            median,
            maximum: money(day.worth.maximum),
        }
    };
    let ends = [(last.worth.maximum, false), (last.worth.median, true), (last.worth.minimum, false)];
    Some(Drawing {
        width,
        whole: width + 120,
        band,
        line: path(|day| day.worth.median),
        points: days.iter().map(point).collect(),
        ticks: ticks(page, days, width, x),
        ends: apart(ends.map(|(sum, main)| Ending { y: y(sum) + 4, label: money(sum), main }).into()),
    })
}

/// The first and the last day, and those between for which there is room.
fn ticks(page: &Page, days: &[&Valuation], width: i64, x: impl Fn(i64) -> i64) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Vec::new();
    for (at, day) in days.iter().enumerate() {
        let (x, is_last) = (x(day.day), at + 1 == days.len());
        let anchor = if at == 0 {
            "start"
        } else if is_last {
            "end"
        } else {
            "middle"
        };
        let before = ticks.last().map_or(-TICK, |tick| tick.x);
        if at == 0 || (is_last && x >= TICK) || (x - before >= TICK && width - x >= TICK * 3 / 2) {
            ticks.push(Tick { x, label: day_name(page, day.day), anchor });
        }
    }
    ticks
}

/// Figures that would cover each other are moved apart, the upper ones up.
fn apart(mut ends: Vec<Ending>) -> Vec<Ending> {
    const LINE: i64 = 15;
    for at in (0..ends.len().saturating_sub(1)).rev() {
        ends[at].y = ends[at].y.min(ends[at + 1].y - LINE);
    }
    ends
}

/// A day is Discogs' answer on a day of UTC: it has that name everywhere.
fn day_name(page: &Page, day: i64) -> String {
    moments::date(page.lang, &TimeZone::UTC, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::pages::sample;
    use sillon_core::valuation::Worth;

    fn said(day: i64, median: i64) -> Valuation {
        let worth = Worth { minimum: median / 2, median, maximum: median * 2, currency: "EUR".into() };
        Valuation { day: (20_000 + day) * DAY, worth }
    }

    fn shown(days: &[Valuation], appraisal: Appraisal) -> Option<WorthPlot> {
        plot(&sample::page(Lang::En), days, appraisal)
    }

    #[test]
    fn before_the_first_answer_it_says_what_is_going_on() {
        assert!(shown(&[], Appraisal::Known).is_none());
        for appraisal in [Appraisal::Asked, Appraisal::Refused, Appraisal::NoToken] {
            let plot = shown(&[], appraisal).unwrap();
            assert!(plot.sentence.is_empty() && !plot.note.is_empty() && plot.drawing.is_none());
        }
    }

    #[test]
    fn one_day_is_a_sentence_and_two_are_a_line() {
        let one = shown(&[said(0, 1_000_000)], Appraisal::Known).unwrap();
        assert!(one.sentence.contains("€10,000, between €5,000 and €20,000"), "{}", one.sentence);
        assert!(one.drawing.is_none());
        let two = shown(&[said(0, 1_000_000), said(10, 1_050_000)], Appraisal::Known).unwrap();
        assert!(two.sentence.ends_with("€500 more than on 4 October 2024."), "{}", two.sentence);
        let drawing = two.drawing.unwrap();
        assert_eq!((drawing.line.as_str(), drawing.points.len()), ("0,105 200,100", 2));
        assert_eq!(drawing.band, "0,10 200,0 200,150 0,153");
        let less = shown(&[said(0, 1_050_000), said(10, 1_000_000)], Appraisal::Known).unwrap();
        assert!(less.sentence.contains("€500 less than on"), "{}", less.sentence);
    }

    #[test]
    fn years_of_days_are_thinned_and_their_names_keep_apart() {
        let days: Vec<Valuation> = (0..2_000).map(|day| said(day, 1_000_000 + day * 100)).collect();
        let drawing = shown(&days, Appraisal::Asked).unwrap().drawing.unwrap();
        assert!((100..=MOST).contains(&drawing.points.len()));
        assert_eq!((drawing.points.last().unwrap().x, drawing.width), (WIDTH.1, WIDTH.1));
        assert!(drawing.ticks.windows(2).all(|pair| pair[1].x - pair[0].x >= TICK));
        assert!(drawing.ticks.len() > 4);
        assert!(drawing.ends.windows(2).all(|pair| pair[1].y - pair[0].y >= 15));
    }

    #[test]
    fn a_change_of_currency_begins_a_new_line() {
        let mut days = vec![said(0, 1_000_000), said(1, 1_000_000), said(2, 1_000_000)];
        days[0].worth.currency = "USD".into();
        assert_eq!(shown(&days, Appraisal::Known).unwrap().drawing.unwrap().points.len(), 2);
    }
}
