//! Statistics: a few plots, each under a sentence that says what it shows.

mod bars;
mod columns;
mod matrix;
mod worth;

use crate::error::WebError;
use crate::i18n::{figures, text_with};
use crate::page::{Page, Section, html};
use crate::site::Site;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use bars::Bars;
use columns::Columns;
use matrix::Matrix;
use sillon_core::id::AccountId;
use sillon_core::query::AlbumQuery;
use sillon_core::query::counts::FacetCounts;
use sillon_core::stats::Stats;
use sillon_engine::Appraisal;
use worth::WorthPlot;
#[cfg(test)]
pub(crate) use worth::plot as worth_plot;

#[derive(Template)]
#[template(path = "stats.html")]
pub(crate) struct StatsPage {
    page: Page,
    empty: bool,
    totals: Vec<Total>,
    columns: Vec<Columns>,
    bars: Vec<Bars>,
    matrix: Option<Matrix>,
    /// What is not known of how many.
    lacking: Option<Bars>,
    worth: Option<WorthPlot>,
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
    let facets = site.reader.facets(AccountId::FIRST, &AlbumQuery::default()).await?;
    // Asked for in the background: the page shows what is known.
    let appraisal = if stats.albums > 0 { site.engine.appraise().await? } else { Appraisal::Known };
    let valuations = site.reader.list_valuations(AccountId::FIRST).await?;
    let worth = worth::plot(&page, &valuations, appraisal);
    Ok(html(&view(page, &stats, &facets, worth)))
}

pub(crate) fn view(page: Page, stats: &Stats, facets: &[FacetCounts], worth: Option<WorthPlot>) -> StatsPage {
    let lang = page.lang;
    let total = |count: u64, key: &str, href| Total {
        figure: figures::number(lang, count),
        word: figures::counted(lang, key, count),
        href,
    };
    let columns = [columns::growth(&page, stats), columns::decades(&page, stats)];
    let bars = bars::PLOTS.iter().filter_map(|(facet, key)| {
        let counts = facets.iter().find(|counts| counts.facet == *facet)?;
        bars::bars(&page, key, counts, stats.albums)
    });
    StatsPage {
        empty: stats.albums == 0,
        totals: vec![
            total(stats.albums, "word-albums", Some("/")),
            total(stats.copies, "word-copies", None),
            total(stats.artists, "word-artists", Some("/artists")),
            total(stats.labels, "word-labels", Some("/labels")),
        ],
        columns: columns.into_iter().flatten().collect(),
        bars: bars.collect(),
        matrix: matrix::matrix(&page, stats),
        lacking: bars::lacking(&page, facets, stats.albums),
        worth,
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
