//! When works came about against when they were pressed: a square for each pair of decades, the fuller the more albums.

use crate::i18n::{figures, text_with};
use crate::page::Page;
use crate::pages::collection::filters::decade_name;
use sillon_core::query::Years;
use sillon_core::stats::Stats;
use url::form_urlencoded::Serializer;

/// A square and its gap, in the plot's own units.
const STEP: i32 = 44;
/// Room for the names of the decades.
const MARGIN: i32 = 56;

pub(crate) struct Matrix {
    pub(crate) sentence: String,
    pub(crate) width: i32,
    pub(crate) height: i32,
    /// Where names of decades stand: of the works, across; of the pressings, downwards.
    pub(crate) across: Vec<(i32, String)>,
    pub(crate) down: Vec<(i32, String)>,
    pub(crate) squares: Vec<Square>,
}

pub(crate) struct Square {
    pub(crate) x: i32,
    pub(crate) y: i32,
    /// Never so pale that it is not seen, nor so full that the figure on it could not be read.
    pub(crate) opacity: String,
    pub(crate) work: String,
    pub(crate) pressing: String,
    pub(crate) label: String,
    pub(crate) count: String,
    pub(crate) href: String,
}

pub(super) fn matrix(page: &Page, stats: &Stats) -> Option<Matrix> {
    let lang = page.lang;
    let most = stats.repressed.iter().map(|(.., albums)| *albums).max()?;
    let known: u64 = stats.repressed.iter().map(|(.., albums)| albums).sum();
    let works = decades(stats.repressed.iter().map(|(work, ..)| *work));
    let pressings = decades(stats.repressed.iter().map(|(_, pressing, _)| *pressing));
    let place = |decades: &[i32], decade: i32| {
        let at = decades.iter().position(|known| *known == decade).unwrap_or_default();
        MARGIN + i32::try_from(at).unwrap_or_default() * STEP
    };
    let squares = stats.repressed.iter().map(|(work, pressing, albums)| {
        let share = albums * 100 / most;
        let values = [("work", decade_name(lang, *work).into()), ("pressing", decade_name(lang, *pressing).into())];
        Square {
            x: place(&works, *work),
            y: place(&pressings, *pressing) - MARGIN,
            opacity: format!("{:.2}", 0.10 + 0.005 * f64::from(u32::try_from(share).unwrap_or(100))),
            work: decade_name(lang, *work),
            pressing: decade_name(lang, *pressing),
            label: text_with(lang, "stats-repressed-square", &values),
            count: figures::number(lang, *albums),
            href: href(*work, *pressing),
        }
    });
    let values = [
        ("count", stats.first_pressings.into()),
        ("shown", figures::number(lang, stats.first_pressings).into()),
        ("share", figures::percent(lang, stats.first_pressings, known).into()),
    ];
    let room = |decades: &[i32]| i32::try_from(decades.len()).unwrap_or_default() * STEP;
    let named = |decades: &[i32], margin| {
        decades.iter().map(|decade| (place(decades, *decade) - margin, decade.to_string())).collect()
    };
    Some(Matrix {
        sentence: text_with(lang, "stats-repressed", &values),
        width: MARGIN + room(&works),
        height: room(&pressings) + 28,
        across: named(&works, 0),
        down: named(&pressings, MARGIN),
        squares: squares.collect(),
    })
}

fn href(work: i32, pressing: i32) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("decade", &pressing.to_string());
    query.append_pair("original_year", &Years::decade(work).to_string());
    format!("/?{}", query.finish())
}

/// From the first to the last, those without an album too, so that distances are true.
fn decades(known: impl Iterator<Item = i32> + Clone) -> Vec<i32> {
    let (Some(first), Some(last)) = (known.clone().min(), known.max()) else { return Vec::new() };
    (first..=last).step_by(10).collect()
}
