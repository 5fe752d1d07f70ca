//! Facets: what albums are counted and narrowed down by.

use crate::fold::fold;
use crate::id::FieldId;

/// One dimension of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// What the music is carried by.
    Support,
    /// Discogs' format names and descriptions: `Vinyl`, `LP`.
    Format,
    /// Genre.
    Genre,
    /// Style.
    Style,
    /// Ten years of pressings.
    Decade,
    /// Year of the pressing.
    Year,
    /// Year of the work.
    OriginalYear,
    /// Credited artist.
    Artist,
    /// Label.
    Label,
    /// Where it was made or sold.
    Country,
    /// Where a copy is filed.
    Folder,
    /// Best rating of the copies.
    Rating,
    /// What a copy's owner filled in: 1 is the media's condition, 2 the sleeve's.
    Field(FieldId),
    /// What is not known of it.
    Missing,
}

/// The condition of the media, as Discogs numbers its fields.
const MEDIA: FieldId = FieldId(1);
/// The condition of the sleeve.
const SLEEVE: FieldId = FieldId(2);

impl Facet {
    /// The condition of the media.
    pub const MEDIA: Self = Self::Field(MEDIA);
    /// The condition of the sleeve.
    pub const SLEEVE: Self = Self::Field(SLEEVE);

    /// Every facet that has a name of its own, in the order in which pages offer them. Custom fields are not among them.
    pub const NAMED: [Self; 15] = [
        Self::Support,
        Self::Format,
        Self::Genre,
        Self::Style,
        Self::Decade,
        Self::Year,
        Self::OriginalYear,
        Self::Artist,
        Self::Label,
        Self::Country,
        Self::Folder,
        Self::MEDIA,
        Self::SLEEVE,
        Self::Rating,
        Self::Missing,
    ];

    /// The API's word, also of the parameter that asks for its values.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Format => "format",
            Self::Genre => "genre",
            Self::Style => "style",
            Self::Decade => "decade",
            Self::Year => "year",
            Self::OriginalYear => "original_year",
            Self::Artist => "artist",
            Self::Label => "label",
            Self::Country => "country",
            Self::Folder => "folder",
            Self::Rating => "rating",
            Self::Field(MEDIA) => "media",
            Self::Field(SLEEVE) => "sleeve",
            Self::Field(_) => "field",
            Self::Missing => "missing",
        }
    }

    /// From the API's word.
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|facet| facet.as_str() == name)
    }

    /// From what a person types before a colon, in either language and whatever its case and accents.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match fold(word).as_str() {
            "annee" => Self::Year,
            "original" | "originale" | "origine" => Self::OriginalYear,
            "decennie" => Self::Decade,
            "pays" => Self::Country,
            "dossier" => Self::Folder,
            "disque" | "condition" | "etat" => Self::MEDIA,
            "pochette" => Self::SLEEVE,
            "etoiles" | "stars" => Self::Rating,
            "manque" | "sans" | "without" => Self::Missing,
            other => return Self::parse(other),
        })
    }
}
