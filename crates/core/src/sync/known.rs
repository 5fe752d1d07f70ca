//! What the database knows, held as sets while a run goes on.

use crate::id::{InstanceId, ReleaseId};
use std::collections::HashSet;

/// What is known, asked of the database once a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Every copy ever imported.
    pub copies: HashSet<InstanceId>,
    /// Every album: the releases of those copies.
    pub albums: HashSet<ReleaseId>,
    /// Those of the copies that the last whole listing did not show.
    pub absent: HashSet<InstanceId>,
    /// Items that could not be read in the last whole listing, by the copy they name; none of them is in `copies`.
    pub refused: HashSet<InstanceId>,
}

impl Known {
    /// How many items of a listing are accounted for before it is read: the copies it showed last time, and the items
    /// of it that cannot be read.
    pub fn accounted(&self) -> u64 {
        (self.copies.len() - self.absent.len() + self.refused.len()) as u64
    }
}
