//! A release: one edition, as Discogs' collection listing describes it.

use crate::credit::Credit;
use crate::format::Format;
use crate::id::{MasterId, ReleaseId};
use crate::label::LabelLine;
use serde::{Deserialize, Serialize};

/// One edition. What is unknown is `None` or empty, never 0 or `none`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Its key: Discogs' release id.
    pub id: ReleaseId,
    /// The master release it belongs to.
    pub master_id: Option<MasterId>,
    /// As printed; never re-cased.
    pub title: String,
    /// Year of this pressing, not of the work.
    pub year: Option<i32>,
    /// Cover of about 600 px at Discogs. Signed: never to be edited.
    pub cover_url: Option<String>,
    /// Cover of about 150 px at Discogs.
    pub thumb_url: Option<String>,
    /// Who made it, in the order of the sleeve.
    pub credits: Vec<Credit>,
    /// Labels with their catalogue numbers, in Discogs' order.
    pub labels: Vec<LabelLine>,
    /// Formats, in Discogs' order.
    pub formats: Vec<Format>,
    /// Genres: Discogs' fifteen.
    pub genres: Vec<String>,
    /// Styles: finer than genres.
    pub styles: Vec<String>,
}

impl Release {
    /// One of which nothing is known.
    pub fn blank(id: ReleaseId) -> Self {
        Self {
            id,
            master_id: None,
            title: String::new(),
            year: None,
            cover_url: None,
            thumb_url: None,
            credits: Vec::new(),
            labels: Vec::new(),
            formats: Vec::new(),
            genres: Vec::new(),
            styles: Vec::new(),
        }
    }
}
