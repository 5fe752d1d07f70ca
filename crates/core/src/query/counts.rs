//! How many albums have each value of a facet.

use super::{Facet, Value};

/// The values of one facet, counted over the albums that a question finds without its own filters of that facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    /// Which.
    pub facet: Facet,
    /// What the owner calls it, where it is a field.
    pub name: Option<String>,
    /// Its values: decades in their order, ratings from the best, everything else most albums first. What is asked for
    /// is among them even where no album has it.
    pub values: Vec<ValueCount>,
    /// How many values there are in all; `values` holds the first of them.
    pub total: u64,
}

/// How many albums have a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueCount {
    /// Which.
    pub value: Value,
    /// Its name to show, without disambiguation.
    pub name: String,
    /// So many albums.
    pub albums: u64,
    /// Whether the question asks for it.
    pub chosen: bool,
}

impl FacetCounts {
    /// A facet without a value.
    pub fn none(facet: Facet) -> Self {
        Self { facet, name: None, values: Vec::new(), total: 0 }
    }
}
