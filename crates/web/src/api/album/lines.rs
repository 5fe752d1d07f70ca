//! The lines of an album's page: formats, labels, credits.

use serde::Serialize;
use sillon_core::credit::Credit;
use sillon_core::format::Format;
use sillon_core::label::LabelLine;
use utoipa::ToSchema;

/// One format line.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormatDocument {
    /// Discogs' format name.
    #[schema(example = "Vinyl")]
    name: String,
    /// How many.
    qty: u32,
    /// `LP`, `Album`, `Reissue`…
    descriptions: Vec<String>,
    /// Colour, weight, packaging; null when nothing is said.
    text: Option<String>,
}

/// One label with its catalogue number.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelDocument {
    /// The label's key.
    id: i64,
    /// Its name, without disambiguation.
    name: String,
    /// Catalogue number; null when there is none.
    catno: Option<String>,
}

/// One artist of the credit.
#[derive(Debug, Serialize, ToSchema)]
pub struct CreditDocument {
    /// The artist's key; `/collection/artists/{id}` tells more.
    artist_id: i64,
    /// The name to show: as printed on this release.
    display_name: String,
    /// The artist's name at Discogs, with its disambiguation.
    name: String,
    /// Artist name variation; null when the name is the artist's own.
    anv: Option<String>,
    /// What stands between this artist and the next.
    join: Option<String>,
}

impl From<Format> for FormatDocument {
    fn from(format: Format) -> Self {
        Self { name: format.name, qty: format.qty, descriptions: format.descriptions, text: filled(format.text) }
    }
}

impl From<LabelLine> for LabelDocument {
    fn from(label: LabelLine) -> Self {
        Self { id: label.label_id.0, name: label.display_name().to_owned(), catno: filled(label.catno) }
    }
}

impl From<Credit> for CreditDocument {
    fn from(credit: Credit) -> Self {
        Self {
            artist_id: credit.artist_id.0,
            display_name: credit.display_name().to_owned(),
            name: credit.name,
            anv: filled(credit.anv),
            join: filled(credit.join),
        }
    }
}

/// A text with something in it.
pub(super) fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
