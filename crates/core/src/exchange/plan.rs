//! What an import would do.

use super::problem::Problem;
use super::remark::Remark;
use crate::receipt::Origin;
use serde::{Deserialize, Serialize};

/// So many problems of a file are told.
pub const MOST_PROBLEMS: usize = 20;

/// So many of the new albums are named.
pub const NAMED: usize = 12;

/// What a file holds, and what of it the collection lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What kind of file it is, and what it is called.
    pub origin: Origin,
    /// Copies in the file.
    pub copies: u64,
    /// Albums that would be added.
    pub new_albums: u64,
    /// Copies that would be added, those of new albums too.
    pub new_copies: u64,
    /// Copies that are there already.
    pub known: u64,
    /// Wants that would be added.
    pub new_wants: u64,
    /// Edits that would be added.
    pub new_edits: u64,
    /// The first of the new albums: artist and title.
    pub named: Vec<(String, String)>,
    /// What is worth knowing of the file, once each.
    #[serde(default)]
    pub remarks: Vec<Remark>,
    /// What is wrong with the file, the first 20; with any, nothing of it is imported.
    pub problems: Vec<Problem>,
}

impl Plan {
    /// Whether it would add anything.
    pub fn brings_anything(&self) -> bool {
        self.new_copies + self.new_wants + self.new_edits > 0
    }

    /// Whether nothing speaks against it.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}
