//! How the list is shown: sizes of covers, lines, the table and its columns, pressings together.

use super::question::Question;
use crate::page::{Column, Page, View};

/// The menu of views.
pub(crate) struct Viewing {
    /// Where one comes back to.
    pub(crate) back: String,
    pub(crate) views: Vec<Way>,
    /// The columns of the table; empty where there is none.
    pub(crate) columns: Vec<Way>,
    /// The same list with pressings of one master together, or apart.
    pub(crate) grouping: String,
    pub(crate) grouped: bool,
}

/// Something that can be chosen.
pub(crate) struct Way {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

impl Viewing {
    pub(crate) fn of(page: &Page, place: &Question) -> Self {
        let view = place.view.unwrap_or(page.liking.view);
        let columns = Column::ALL.into_iter().filter(|_| view == View::Table).map(|column| Way {
            name: column.as_str(),
            label: page.t(&format!("column-{}", column.as_str())),
            chosen: page.liking.columns.contains(&column),
        });
        let views = View::ALL.into_iter().map(|other| Way {
            name: other.as_str(),
            label: page.t(&format!("view-{}", other.as_str())),
            chosen: other == view,
        });
        Self {
            // What is chosen now goes before what the address says.
            back: place.as_liked().url(),
            views: views.collect(),
            columns: columns.collect(),
            grouping: place.regrouped().url(),
            grouped: place.query.by_master,
        }
    }
}
