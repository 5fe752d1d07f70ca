//! Albums as covers, as lines or as a table, with the links to the next.

use super::paging::Paging;
use super::question::Question;
use crate::i18n::{Lang, text};
use crate::page::{Column, Page, View};
use crate::pages::cover::Sleeve;
use askama::Template;
use sillon_core::album::{Album, ListPage};
use sillon_core::query::{Order, Sort};

/// The grid by itself, for the script; and part of the pages that hold one.
#[derive(Template)]
#[template(path = "grid.html")]
pub(crate) struct Grid {
    pub(crate) page: Page,
    pub(crate) view: View,
    pub(crate) sleeves: Vec<Sleeve>,
    pub(crate) table: Option<Table>,
    pub(crate) paging: Paging,
    pub(crate) total: u64,
    /// Whether albums that a sync brings belong at its top.
    pub(crate) live: bool,
}

/// Albums as rows.
pub(crate) struct Table {
    pub(crate) title: Head,
    pub(crate) heads: Vec<Head>,
    pub(crate) rows: Vec<Row>,
}

impl Table {
    pub(crate) fn heads(&self) -> impl Iterator<Item = &Head> {
        std::iter::once(&self.title).chain(&self.heads)
    }
}

/// The head of a column, which sorts where there is such an order.
pub(crate) struct Head {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) href: Option<String>,
    /// As assistive technology calls it, where the list is sorted by it.
    pub(crate) sorted: Option<&'static str>,
}

/// An album in the table.
pub(crate) struct Row {
    pub(crate) sleeve: Sleeve,
    /// Name of the column and what stands there.
    pub(crate) cells: Vec<(&'static str, String)>,
}

pub(crate) fn grid(page: &Page, place: &Question, list: &ListPage<Album>) -> Grid {
    let view = place.view.unwrap_or(page.liking.view);
    let table = (view == View::Table && !list.items.is_empty()).then(|| table(page, place, &list.items));
    Grid {
        view,
        sleeves: Sleeve::all(page.lang, &list.items),
        table,
        paging: Paging::of(page.lang, place, list.pages()),
        total: list.total,
        live: place.query.page == 1,
        page: page.clone(),
    }
}

fn table(page: &Page, place: &Question, albums: &[Album]) -> Table {
    let columns = &page.liking.columns;
    let head = |name: &'static str, sort: Option<Sort>| {
        let here = sort.filter(|sort| *sort == place.query.sort);
        let href = sort.map(|sort| match here {
            Some(_) => place.reversed().url(),
            None => place.sorted(sort, sort.natural_order()).url(),
        });
        let sorted = here.map(|_| match place.query.order {
            Order::Ascending => "ascending",
            Order::Descending => "descending",
        });
        Head { name, label: text(page.lang, &format!("column-{name}")), href, sorted }
    };
    let rows = albums.iter().map(|album| Row {
        sleeve: Sleeve::of(page.lang, album),
        cells: columns.iter().map(|column| (column.as_str(), cell(page, *column, album))).collect(),
    });
    Table {
        title: head("title", Some(Sort::Title)),
        heads: columns.iter().map(|column| head(column.as_str(), column.sort())).collect(),
        rows: rows.collect(),
    }
}

fn cell(page: &Page, column: Column, album: &Album) -> String {
    let (lang, release): (Lang, _) = (page.lang, &album.release);
    let each = |words: Vec<&str>| {
        let mut once: Vec<&str> = Vec::new();
        for word in words {
            if !word.is_empty() && !once.contains(&word) {
                once.push(word);
            }
        }
        once.join(", ")
    };
    match column {
        Column::Artist => crate::pages::cover::artist(lang, &release.credits),
        Column::Year => release.year.map(|year| year.to_string()).unwrap_or_default(),
        Column::Format => crate::pages::cover::format_line(lang, album),
        Column::Label => each(release.labels.iter().map(|line| line.display_name()).collect()),
        Column::Catno => each(release.labels.iter().map(|line| line.catno.as_str()).collect()),
        Column::Genre => release.genres.join(", "),
        Column::Style => release.styles.join(", "),
        Column::Rating => album.rating.map(|stars| "★".repeat(usize::from(stars))).unwrap_or_default(),
        Column::Copies => album.copies.to_string(),
        Column::Added => album.added_at.map(|at| page.date(&at)).unwrap_or_default(),
    }
}
