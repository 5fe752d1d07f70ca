//! What a caller wants changed, as it is sent.

use crate::api::albums::AlbumParams;
use crate::api::query::ask;
use crate::api::words::{FieldKey, FilledTitle, NameText, NoteText, WordText};
use crate::error::WebError;
use crate::site::Site;
use serde::Deserialize;
use serde_json::Value;
use sillon_core::edit::{AlbumPatch, ArtistDraft, BulkChange, CopyPatch, FormatDraft, Given, LabelDraft};
use sillon_core::id::{AccountId, ArtistId, FieldId, LabelId, ReleaseId};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Changes to an album: what is not mentioned stays, `null` empties a field.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AlbumBody {
    /// Its title; never empty.
    #[schema(value_type = FilledTitle)]
    #[serde(default)]
    title: Given<String>,
    /// Its artists, in the order of the sleeve.
    #[schema(value_type = Option<Vec<ArtistBody>>, max_items = 50)]
    #[serde(default)]
    artists: Given<Vec<ArtistBody>>,
    /// Year of the pressing.
    #[schema(value_type = Option<i32>, minimum = 1860, maximum = 2100)]
    #[serde(default)]
    year: Given<i64>,
    /// Year of the work.
    #[schema(value_type = Option<i32>, minimum = 1860, maximum = 2100)]
    #[serde(default)]
    original_year: Given<i64>,
    /// Where it was made or sold.
    #[schema(value_type = Option<WordText>)]
    #[serde(default)]
    country: Given<String>,
    /// Its labels.
    #[schema(value_type = Option<Vec<LabelBody>>, max_items = 50)]
    #[serde(default)]
    labels: Given<Vec<LabelBody>>,
    /// Its formats.
    #[schema(value_type = Option<Vec<FormatBody>>, max_items = 50)]
    #[serde(default)]
    formats: Given<Vec<FormatBody>>,
    /// Its genres.
    #[schema(value_type = Option<Vec<WordText>>, max_items = 50)]
    #[serde(default)]
    genres: Given<Vec<String>>,
    /// Its styles.
    #[schema(value_type = Option<Vec<WordText>>, max_items = 50)]
    #[serde(default)]
    styles: Given<Vec<String>>,
}

/// An artist, by name; or with more to say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum ArtistBody {
    /// The name: who bears it already is meant, else it is somebody new.
    #[schema(value_type = NameText)]
    Name(String),
    /// In full.
    Full {
        /// The artist's key, where it is known.
        #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
        artist_id: Option<i64>,
        /// The artist's name.
        #[schema(value_type = NameText)]
        name: String,
        /// The name as printed on this release, where it is another.
        #[schema(value_type = Option<NameText>)]
        anv: Option<String>,
        /// What stands between this artist and the next.
        #[schema(value_type = Option<WordText>)]
        join: Option<String>,
    },
}

/// A label.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelBody {
    /// The label's key, where it is known.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    id: Option<i64>,
    /// Its name.
    #[schema(value_type = NameText)]
    name: String,
    /// Catalogue number.
    #[schema(value_type = Option<WordText>)]
    catno: Option<String>,
}

/// A format.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormatBody {
    /// `Vinyl`, `CD`…
    #[schema(value_type = WordText)]
    name: String,
    /// How many.
    #[schema(minimum = 1, maximum = 999, default = 1)]
    qty: Option<i64>,
    /// `LP`, `Album`…
    #[schema(value_type = Vec<WordText>, max_items = 50)]
    #[serde(default)]
    descriptions: Vec<String>,
    /// Colour, weight, packaging.
    #[schema(value_type = Option<NameText>)]
    text: Option<String>,
}

/// Changes to a copy: what is not mentioned stays, `null` empties a field.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyBody {
    /// One of the collection's folders.
    #[schema(value_type = Option<i64>)]
    #[serde(default)]
    folder_id: Given<i64>,
    /// 1 to 5; 0 and null are unrated.
    #[schema(value_type = Option<u8>, maximum = 5)]
    #[serde(default)]
    rating: Given<i64>,
    /// The collection's own fields, by their keys: 1 is the media condition, 2 the sleeve's, 3 the notes, unless their owner
    /// changed them.
    #[schema(value_type = BTreeMap<FieldKey, NoteText>)]
    #[serde(default)]
    fields: BTreeMap<String, Given<String>>,
}

/// An album by hand: as a change to an album, with a title at least.
#[derive(Debug, Deserialize)]
pub struct NewAlbumBody {
    #[serde(flatten)]
    album: Value,
    /// Its copy.
    #[serde(default)]
    copy: CopyBody,
}

/// One change to many albums.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionBody {
    /// The albums by their keys; or…
    albums: Option<Vec<i64>>,
    /// …those that this question finds: the parameters of `GET /collection/albums`.
    filter: Option<BTreeMap<String, Values>>,
    /// What to change.
    change: SelectionChange,
}

/// One value of a parameter, or several.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub(super) enum Values {
    One(String),
    Several(Vec<String>),
}

impl Values {
    fn each(self) -> Vec<String> {
        match self {
            Self::One(value) => vec![value],
            Self::Several(values) => values,
        }
    }
}

/// One of these.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SelectionChange {
    /// The folder of each copy.
    FolderId(Option<i64>),
    /// The rating of each copy.
    Rating(Option<i64>),
    /// The collection's own fields of each copy, by their keys.
    Fields(BTreeMap<String, Option<String>>),
    /// A genre to add.
    AddGenre(String),
    /// A genre to take away.
    RemoveGenre(String),
    /// A style to add.
    AddStyle(String),
    /// A style to take away.
    RemoveStyle(String),
    /// Into the archive, or back.
    Archived(bool),
}

impl From<AlbumBody> for AlbumPatch {
    fn from(body: AlbumBody) -> Self {
        Self {
            title: body.title,
            artists: each(body.artists, artist),
            year: body.year,
            original_year: body.original_year,
            country: body.country,
            labels: each(body.labels, label),
            formats: each(body.formats, format),
            genres: body.genres,
            styles: body.styles,
        }
    }
}

fn each<A, B>(given: Given<Vec<A>>, read: fn(A) -> B) -> Given<Vec<B>> {
    match given {
        Given::Untouched => Given::Untouched,
        Given::Cleared => Given::Cleared,
        Given::Value(all) => Given::Value(all.into_iter().map(read).collect()),
    }
}

fn artist(body: ArtistBody) -> ArtistDraft {
    match body {
        ArtistBody::Name(name) => ArtistDraft { name, ..ArtistDraft::default() },
        ArtistBody::Full { artist_id, name, anv, join } => ArtistDraft {
            artist_id: artist_id.map(ArtistId),
            name,
            anv: anv.unwrap_or_default(),
            join: join.unwrap_or_default(),
        },
    }
}

fn label(body: LabelBody) -> LabelDraft {
    LabelDraft { label_id: body.id.map(LabelId), name: body.name, catno: body.catno.unwrap_or_default() }
}

fn format(body: FormatBody) -> FormatDraft {
    let FormatBody { name, qty, descriptions, text } = body;
    FormatDraft { name, qty, descriptions, text: text.unwrap_or_default() }
}

impl CopyBody {
    /// The patch.
    pub(super) fn read(self) -> Result<CopyPatch, WebError> {
        Ok(CopyPatch { folder_id: self.folder_id, rating: self.rating, fields: keyed(self.fields)? })
    }
}

impl NewAlbumBody {
    /// The album and its copy.
    pub(super) fn read(self) -> Result<(AlbumPatch, CopyPatch), WebError> {
        let album: AlbumBody = serde_json::from_value(self.album).map_err(|_| WebError::InvalidBody)?;
        let mut album = AlbumPatch::from(album);
        if album.title == Given::Untouched {
            album.title = Given::Cleared;
        }
        Ok((album, self.copy.read()?))
    }
}

impl SelectionBody {
    /// The albums and what to change of each.
    pub(super) async fn read(self, site: &Site) -> Result<(Vec<ReleaseId>, BulkChange), WebError> {
        let change = self.change.read(site).await?;
        let albums = match (self.albums, self.filter) {
            (Some(albums), None) => albums.into_iter().map(ReleaseId).collect(),
            (None, Some(filter)) => {
                let sent = filter.into_iter().flat_map(|(name, values)| {
                    values.each().into_iter().map(move |value| (name.clone(), value)).collect::<Vec<_>>()
                });
                let question = ask::<AlbumParams>(sent.collect())?;
                site.reader.list_album_ids(AccountId::FIRST, &question.query).await?
            }
            _ => return Err(WebError::InvalidBody),
        };
        Ok((albums, change))
    }
}

impl SelectionChange {
    async fn read(self, site: &Site) -> Result<BulkChange, WebError> {
        let given = |value: Option<i64>| value.map_or(Given::Cleared, Given::Value);
        let patch = match self {
            Self::FolderId(folder) => CopyPatch { folder_id: given(folder), ..CopyPatch::default() },
            Self::Rating(rating) => CopyPatch { rating: given(rating), ..CopyPatch::default() },
            Self::Fields(fields) => {
                let fields = fields.into_iter().map(|(id, value)| (id, value.map_or(Given::Cleared, Given::Value)));
                CopyPatch { fields: keyed(fields.collect())?, ..CopyPatch::default() }
            }
            Self::AddGenre(word) => return Ok(BulkChange::AddGenre(word)),
            Self::RemoveGenre(word) => return Ok(BulkChange::RemoveGenre(word)),
            Self::AddStyle(word) => return Ok(BulkChange::AddStyle(word)),
            Self::RemoveStyle(word) => return Ok(BulkChange::RemoveStyle(word)),
            Self::Archived(archived) => return Ok(BulkChange::Archive(archived)),
        };
        Ok(site.engine.check_copies(patch).await?)
    }
}

fn keyed(fields: BTreeMap<String, Given<String>>) -> Result<BTreeMap<FieldId, Given<String>>, WebError> {
    let keyed =
        fields.into_iter().map(|(id, value)| Ok((FieldId(id.parse().map_err(|_| WebError::InvalidBody)?), value)));
    keyed.collect()
}
