//! Statistics: a few plots, each under a sentence that says what it shows.

mod bars;
mod columns;

use crate::error::WebError;
use crate::i18n::{figures, text_with};
use crate::page::{Page, Section, html};
use crate::site::Site;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use bars::Bars;
use columns::Columns;
use sillon_core::id::AccountId;
use sillon_core::stats::Stats;

#[derive(Template)]
#[template(path = "stats.html")]
pub(crate) struct StatsPage {
    page: Page,
    empty: bool,
    totals: Vec<Total>,
    columns: Vec<Columns>,
    bars: Vec<Bars>,
}

struct Total {
    figure: String,
    word: String,
    href: Option<&'static str>,
}

/// `GET /stats`.
pub(crate) async fn show(State(site): State<Site>, page: Page) -> Result<Response, WebError> {
    let page = page.at(Section::Stats);
    let stats = site.reader.stats(AccountId::FIRST).await?;
    Ok(html(&view(page, &stats)))
}

pub(crate) fn view(page: Page, stats: &Stats) -> StatsPage {
    let lang = page.lang;
    let total = |count: u64, key: &str, href| Total {
        figure: figures::number(lang, count),
        word: figures::counted(lang, key, count),
        href,
    };
    let columns = [columns::growth(&page, stats), columns::decades(&page, stats)];
    let bars = [
        bars::supports(&page, stats),
        bars::words(&page, "stats-genres", "genre", &stats.genres, stats.albums),
        bars::words(&page, "stats-styles", "style", &stats.styles, stats.albums),
        bars::words(&page, "stats-labels", "label", &stats.top_labels, stats.albums),
    ];
    StatsPage {
        empty: stats.albums == 0,
        totals: vec![
            total(stats.albums, "word-albums", Some("/")),
            total(stats.copies, "word-copies", None),
            total(stats.artists, "word-artists", Some("/artists")),
            total(stats.labels, "word-labels", None),
        ],
        columns: columns.into_iter().flatten().collect(),
        bars: bars.into_iter().flatten().collect(),
        page,
    }
}

/// The sentence over a plot: its greatest value, as a figure and as a share.
fn sentence(page: &Page, key: &str, name: &str, count: u64, whole: u64) -> String {
    let lang = page.lang;
    let values = [
        ("name", name.to_owned().into()),
        ("count", count.into()),
        ("shown", figures::number(lang, count).into()),
        ("share", figures::percent(lang, count, whole).into()),
    ];
    text_with(lang, key, &values)
}
