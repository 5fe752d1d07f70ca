//! What was learnt beyond the collection: one row for each album or artist and facet.

mod claims;
mod coverage;
mod kept;
mod marks;
mod texts;
mod wanting;

pub(crate) use claims::FREE;
pub use claims::{Claim, lane_owner};
pub(crate) use kept::{details_of, images_of, origins_of, pictures_of};
pub use marks::{Absence, Finding};
pub(crate) use texts::shown_texts;
#[cfg(test)]
pub(crate) use {kept::IMAGES, kept::PICTURES, texts::SHOWN};
