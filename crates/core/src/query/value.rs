//! The values of facets, read from what the API and the pages are sent, and written back in one form.

use super::{Facet, Years};
use crate::fold::fold;
use crate::format::Support;
use crate::id::{ArtistId, FieldId, FolderId, LabelId};

/// An artist, label or folder, by key or by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Named<Id> {
    /// By key.
    Id(Id),
    /// By display name, compared folded and whole.
    Name(String),
}

/// One value of a facet. Names are compared whole, whatever their case and accents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// What the music is carried by.
    Support(Support),
    /// Discogs' format name or description.
    Format(String),
    /// Genre.
    Genre(String),
    /// Style.
    Style(String),
    /// First year of a decade: 1970 is 1970 to 1979.
    Decade(i32),
    /// Year of the pressing.
    Year(Years),
    /// Year of the work.
    OriginalYear(Years),
    /// Credited artist.
    Artist(Named<ArtistId>),
    /// Label.
    Label(Named<LabelId>),
    /// Where it was made or sold.
    Country(String),
    /// Where a copy is filed.
    Folder(Named<FolderId>),
    /// Best rating of the copies, 1 to 5; 0 is unrated.
    Rating(u8),
    /// What stands in a copy's field.
    Field(FieldId, String),
    /// What is not known of it.
    Missing(Missing),
}

/// Something that is not known of an album.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// No cover, neither here nor at Discogs.
    Cover,
    /// No description.
    Description,
    /// No page at Spotify.
    Link,
    /// No track list and credits.
    Details,
    /// No year of the pressing.
    Year,
}

impl Missing {
    /// Everything that may be missing.
    pub const ALL: [Self; 5] = [Self::Cover, Self::Description, Self::Link, Self::Details, Self::Year];

    /// The API's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::Description => "description",
            Self::Link => "link",
            Self::Details => "details",
            Self::Year => "year",
        }
    }

    /// From the API's word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|missing| missing.as_str() == text)
    }

    /// From what a person types, in either language and whatever its case and accents.
    pub fn from_word(word: &str) -> Option<Self> {
        match fold(word).as_str() {
            "pochette" | "image" => Some(Self::Cover),
            "texte" | "text" => Some(Self::Description),
            "lien" | "links" | "spotify" => Some(Self::Link),
            "annee" => Some(Self::Year),
            "pistes" | "tracks" => Some(Self::Details),
            other => Self::parse(other),
        }
    }
}

/// What a value may be, where what was sent is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// A year, or some in a row.
    Years,
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// A field's number, a colon, and what stands there: `4:Shelf A`.
    FieldAndValue,
}

/// A value that albums must have, or must not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Which.
    pub value: Value,
    /// Whether albums with it are left out.
    pub exclude: bool,
}

impl From<Value> for Filter {
    fn from(value: Value) -> Self {
        Self { value, exclude: false }
    }
}

impl Value {
    /// What it is a value of.
    pub fn facet(&self) -> Facet {
        match self {
            Self::Support(_) => Facet::Support,
            Self::Format(_) => Facet::Format,
            Self::Genre(_) => Facet::Genre,
            Self::Style(_) => Facet::Style,
            Self::Decade(_) => Facet::Decade,
            Self::Year(_) => Facet::Year,
            Self::OriginalYear(_) => Facet::OriginalYear,
            Self::Artist(_) => Facet::Artist,
            Self::Label(_) => Facet::Label,
            Self::Country(_) => Facet::Country,
            Self::Folder(_) => Facet::Folder,
            Self::Rating(_) => Facet::Rating,
            Self::Field(field, _) => Facet::Field(*field),
            Self::Missing(_) => Facet::Missing,
        }
    }

    /// From what is sent for a facet's parameter.
    ///
    /// # Errors
    /// What is accepted.
    pub fn parse(facet: Facet, text: &str) -> Result<Self, Expected> {
        let text = text.trim();
        let name = || text.to_owned();
        Ok(match facet {
            Facet::Support => {
                Self::Support(Support::parse(text).ok_or(Expected::OneOf(Support::ALL.map(Support::name).to_vec()))?)
            }
            Facet::Format => Self::Format(name()),
            Facet::Genre => Self::Genre(name()),
            Facet::Style => Self::Style(name()),
            Facet::Country => Self::Country(name()),
            Facet::Decade => {
                let year: Option<i32> = text.parse().ok().filter(|year| (0..=9_999).contains(year));
                Self::Decade(year.ok_or(Expected::Whole(0, 9_999))? / 10 * 10)
            }
            Facet::Year => Self::Year(Years::parse(text).ok_or(Expected::Years)?),
            Facet::OriginalYear => Self::OriginalYear(Years::parse(text).ok_or(Expected::Years)?),
            Facet::Artist => Self::Artist(named(text, ArtistId)),
            Facet::Label => Self::Label(named(text, LabelId)),
            Facet::Folder => Self::Folder(named(text, FolderId)),
            Facet::Rating => Self::Rating(text.parse().ok().filter(|stars| *stars <= 5).ok_or(Expected::Whole(0, 5))?),
            Facet::MEDIA | Facet::SLEEVE => {
                let Facet::Field(field) = facet else { return Err(Expected::FieldAndValue) };
                Self::Field(field, name())
            }
            Facet::Field(_) => return Self::parse_field(text),
            Facet::Missing => {
                Self::Missing(Missing::parse(text).ok_or(Expected::OneOf(Missing::ALL.map(Missing::as_str).to_vec()))?)
            }
        })
    }

    /// From `4:Shelf A`: a field's number, and what stands there.
    ///
    /// # Errors
    /// [`Expected::FieldAndValue`].
    pub fn parse_field(text: &str) -> Result<Self, Expected> {
        let (field, value) = text.split_once(':').ok_or(Expected::FieldAndValue)?;
        let field = field.trim().parse().map_err(|_| Expected::FieldAndValue)?;
        Ok(Self::Field(FieldId(field), value.trim().to_owned()))
    }

    /// What is sent for it: the parameter's name and its value.
    pub fn parameter(&self) -> (&'static str, String) {
        let text = match self {
            Self::Support(support) => support.name().to_owned(),
            Self::Format(name) | Self::Genre(name) | Self::Style(name) | Self::Country(name) => name.clone(),
            Self::Decade(first) => first.to_string(),
            Self::Year(years) | Self::OriginalYear(years) => years.to_string(),
            Self::Artist(Named::Id(id)) => id.to_string(),
            Self::Label(Named::Id(id)) => id.to_string(),
            Self::Folder(Named::Id(id)) => id.to_string(),
            Self::Artist(Named::Name(name)) | Self::Label(Named::Name(name)) | Self::Folder(Named::Name(name)) => {
                written(name)
            }
            Self::Rating(stars) => stars.to_string(),
            Self::Field(field, value) if self.facet().as_str() == "field" => format!("{field}:{value}"),
            Self::Field(_, value) => value.clone(),
            Self::Missing(missing) => missing.as_str().to_owned(),
        };
        (self.facet().as_str(), text)
    }
}

impl Filter {
    /// From what is sent for `exclude`: a facet's name, a colon and a value: `genre:Rock`, `field:4:Shelf A`.
    ///
    /// # Errors
    /// What is accepted: of the facet's value, else the facets.
    pub fn parse_excluded(text: &str) -> Result<Self, Expected> {
        let names = || Expected::OneOf(Facet::NAMED.map(Facet::as_str).into_iter().chain(["field"]).collect());
        let (facet, value) = text.split_once(':').ok_or_else(names)?;
        let value = match facet.trim() {
            "field" => Value::parse_field(value)?,
            facet => Value::parse(Facet::parse(facet).ok_or_else(names)?, value)?,
        };
        Ok(Self { value, exclude: true })
    }

    /// What is sent for it: the parameter's name and its value.
    pub fn parameter(&self) -> (&'static str, String) {
        let (name, value) = self.value.parameter();
        if self.exclude { ("exclude", format!("{name}:{value}")) } else { (name, value) }
    }
}

/// A number is a key; in quotes it is a name: `"808"`.
fn named<Id>(text: &str, id: impl FnOnce(i64) -> Id) -> Named<Id> {
    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    if let Some(name) = quoted.filter(|name| name.parse::<i64>().is_ok()) {
        return Named::Name(name.to_owned());
    }
    text.parse().map_or_else(|_| Named::Name(text.to_owned()), |number| Named::Id(id(number)))
}

fn written(name: &str) -> String {
    if name.parse::<i64>().is_ok() { format!("\"{name}\"") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("genre:Funk / Soul")]
    #[case("field:4:Shelf: A")]
    #[case("media:Near Mint (NM or M-)")]
    #[case("year:1970-1979")]
    #[case("rating:0")]
    #[case("missing:cover")]
    #[case("artist:72")]
    #[case("artist:\"808\"")]
    #[case("folder:Jazz")]
    fn what_is_excluded_is_written_as_it_is_read(#[case] text: &str) {
        let filter = Filter::parse_excluded(text).unwrap();
        assert_eq!(filter.parameter(), ("exclude", text.to_owned()));
    }

    #[rstest]
    #[case("loudness:11")]
    #[case("rating:6")]
    #[case("rating:-1")]
    #[case("support:wax")]
    #[case("year:soon")]
    #[case("decade:70s")]
    #[case("missing:hope")]
    #[case("field:x")]
    #[case("genre")]
    fn what_makes_no_sense_is_refused(#[case] text: &str) {
        assert!(Filter::parse_excluded(text).is_err());
    }

    #[test]
    fn the_first_decade_reads_as_it_is_written() {
        let first = Value::parse(Facet::Decade, "5").unwrap();
        assert_eq!(Value::parse(Facet::Decade, &first.parameter().1), Ok(first));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(which in 0..Facet::NAMED.len(), text in "[a-zA-Z0-9: é/-]{1,12}") {
            if let Ok(value) = Value::parse(Facet::NAMED[which], &text) {
                let (_, written) = value.parameter();
                prop_assert_eq!(Value::parse(Facet::NAMED[which], &written), Ok(value));
            }
        }

        #[test]
        fn what_is_left_out_reads_as_it_is_written(name in prop::sample::select(vec!["genre", "label", "field", "year", "rating"]),
                                                   text in "[0-9\":]{0,4}\\PC{0,8}") {
            if let Ok(filter) = Filter::parse_excluded(&format!("{name}:{text}")) {
                let (parameter, written) = filter.parameter();
                prop_assert_eq!(parameter, "exclude");
                prop_assert_eq!(Filter::parse_excluded(&written), Ok(filter));
            }
        }
    }
}
