//! What a release's own page at Discogs tells beyond the listing.

use crate::credit::Credit;
use serde::{Deserialize, Serialize};

/// A release's details. What is unknown is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// Where it was made or sold: `France`, `UK & Europe`.
    pub country: Option<String>,
    /// Date of this pressing as Discogs has it: `1999`, `1999-03-00`, `1999-03-15`.
    pub released: Option<String>,
    /// Year of the work: the master release's.
    pub original_year: Option<i32>,
    /// The contributors' notes, plain text.
    pub notes: Option<String>,
    /// Tracks and headings, in order.
    pub tracks: Vec<Track>,
    /// Who did what.
    pub credits: Vec<Part>,
    /// Barcodes, matrices, rights societies…
    pub identifiers: Vec<Identifier>,
    /// Who pressed, mastered, distributed it…
    pub companies: Vec<Company>,
    /// Videos of it.
    pub videos: Vec<Video>,
}

/// One line of the track list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Track {
    /// As printed: `A1`, `1-03`, `CD2-4`, empty for a heading.
    pub position: String,
    /// What kind of line.
    pub kind: TrackKind,
    /// Its title.
    pub title: String,
    /// As printed: `3:45`; often empty.
    pub duration: String,
    /// Its own artists, where they differ from the release's.
    pub artists: Vec<Credit>,
    /// Who did what on it.
    pub credits: Vec<Part>,
    /// The tracks of an index.
    pub sub_tracks: Vec<Track>,
}

/// What a line of the track list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackKind {
    /// A piece of music.
    #[default]
    Track,
    /// A title above those that follow.
    Heading,
    /// A piece in several parts.
    Index,
}

/// Somebody's part in a release or a track.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Part {
    /// Discogs' id; 0 for a name that has none.
    pub artist_id: i64,
    /// The name to show.
    pub name: String,
    /// `Written-By`, `Bass`, `Mastered By`…
    pub role: String,
    /// The tracks it is about, as printed: `A1 to A3`; empty for all.
    pub tracks: String,
}

/// Something printed or scratched by which a pressing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Identifier {
    /// `Barcode`, `Matrix / Runout`, `Label Code`…
    pub kind: String,
    /// As printed.
    pub value: String,
    /// Where it stands.
    pub description: String,
}

/// A company's part in a release.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Company {
    /// Discogs' id of the label or company.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// `Pressed By`, `Recorded At`…
    pub role: String,
    /// A number of theirs.
    pub catno: String,
}

/// A video of a release, elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Video {
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// In seconds.
    pub duration: Option<u32>,
}

impl Details {
    /// The digits of the first barcode of 12 or 13 digits (UPC, EAN); others find nothing elsewhere.
    pub fn barcode(&self) -> Option<String> {
        let barcodes = self.identifiers.iter().filter(|identifier| identifier.kind.eq_ignore_ascii_case("barcode"));
        let digits = barcodes.map(|barcode| barcode.value.chars().filter(char::is_ascii_digit).collect::<String>());
        digits.into_iter().find(|digits| matches!(digits.len(), 12 | 13))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(&[("Barcode", "5 012394 144777")], Some("5012394144777"))]
    #[case(&[("Barcode", "0123"), ("barcode", "724384260927")], Some("724384260927"))]
    #[case(&[("Matrix / Runout", "5012394144777")], None)]
    #[case(&[], None)]
    fn a_barcode_is_its_digits(#[case] identifiers: &[(&str, &str)], #[case] barcode: Option<&str>) {
        let identifier = |(kind, value): &(&str, &str)| Identifier {
            kind: (*kind).into(),
            value: (*value).into(),
            description: String::new(),
        };
        let details = Details { identifiers: identifiers.iter().map(identifier).collect(), ..Details::default() };
        assert_eq!(details.barcode().as_deref(), barcode);
    }
}
