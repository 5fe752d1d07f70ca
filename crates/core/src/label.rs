//! Labels and catalogue numbers.

use crate::credit::display_name;
use crate::id::LabelId;
use serde::{Deserialize, Serialize};

/// One label of a release with the catalogue number it gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelLine {
    /// Which label.
    pub label_id: LabelId,
    /// The label's name at Discogs, with its disambiguation.
    pub name: String,
    /// Catalogue number; empty when there is none (Discogs writes `none`).
    pub catno: String,
}

impl LabelLine {
    /// The label's name without the disambiguation.
    pub fn display_name(&self) -> &str {
        display_name(&self.name)
    }
}

/// A label in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelCard {
    /// Its key.
    pub id: LabelId,
    /// Name without disambiguation.
    pub name: String,
    /// How many albums.
    pub albums: u64,
}
