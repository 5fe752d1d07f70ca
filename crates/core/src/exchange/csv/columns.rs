//! The columns of a file: discogs.com's own, and one for each field that the owner made.

use crate::collection::{Field, Namesakes, default_fields};
use crate::exchange::keys;
use crate::id::FieldId;
use serde::{Deserialize, Serialize};

/// What a field's column is called: `Collection Cost`.
const FIELD: &str = "Collection ";

/// A column; stored by its name in the header.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Column {
    /// `Catalog#`.
    Catno,
    /// `Artist`.
    Artist,
    /// `Title`.
    Title,
    /// `Label`.
    Label,
    /// `Format`.
    Format,
    /// `Rating`.
    Rating,
    /// `Released`.
    Released,
    /// `release_id`.
    ReleaseId,
    /// `CollectionFolder`.
    Folder,
    /// `Date Added`.
    DateAdded,
    /// A field of that name: `Collection Media Condition`, `Collection Cost`.
    Field(String),
}

const NAMED: [(&str, Column); 10] = [
    ("Catalog#", Column::Catno),
    ("Artist", Column::Artist),
    ("Title", Column::Title),
    ("Label", Column::Label),
    ("Format", Column::Format),
    ("Rating", Column::Rating),
    ("Released", Column::Released),
    ("release_id", Column::ReleaseId),
    ("CollectionFolder", Column::Folder),
    ("Date Added", Column::DateAdded),
];

impl Column {
    /// As in the header.
    pub fn name(&self) -> String {
        match self {
            Self::Field(name) => format!("{FIELD}{name}"),
            named => NAMED.iter().find(|(_, column)| column == named).map_or("", |(name, _)| name).to_owned(),
        }
    }

    /// From the header, in any case. Of a field that every collection has, the usual spelling is taken.
    pub fn parse(name: &str) -> Option<Self> {
        let same = |known: &str| known.eq_ignore_ascii_case(name);
        if let Some((_, column)) = NAMED.iter().find(|(known, _)| same(known)) {
            return Some(column.clone());
        }
        let (prefix, field) = name.split_at_checked(FIELD.len())?;
        if !prefix.eq_ignore_ascii_case(FIELD) || field.trim().is_empty() {
            return None;
        }
        let usual = default_fields().into_iter().find(|usual| usual.name.eq_ignore_ascii_case(field));
        Some(Self::Field(usual.map_or_else(|| field.to_owned(), |usual| usual.name)))
    }
}

impl From<Column> for String {
    fn from(column: Column) -> Self {
        column.name()
    }
}

impl TryFrom<String> for Column {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::parse(&name).ok_or_else(|| format!("unknown column {name:?}"))
    }
}

/// The columns of a file, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Columns(pub Vec<Column>);

impl Columns {
    /// The columns that discogs.com writes for these fields: the three of every collection first.
    pub fn standard(fields: &[Field]) -> Self {
        let mut names: Vec<String> = Vec::new();
        let first = default_fields().into_iter().map(|usual| {
            fields.iter().find(|field| field.id == usual.id).map_or(usual.name.clone(), |field| field.name.clone())
        });
        let namesakes = Namesakes::of(&[], fields);
        let once = |field: &&Field| field.id.0 > 3 && namesakes.field(field.id) == field.id;
        let mut further: Vec<&Field> = fields.iter().filter(once).collect();
        further.sort_by_key(|field| field.id);
        names.extend(first.chain(further.into_iter().map(|field| field.name.clone())));
        let named = NAMED.iter().map(|(_, column)| column.clone());
        Self(named.chain(names.into_iter().map(Column::Field)).collect())
    }

    /// The names of the fields among them.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|column| match column {
            Column::Field(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Each column with how many of the same name are before it: an owner may give two fields the same name.
    pub fn numbered(&self) -> impl Iterator<Item = (&Column, usize)> {
        self.0
            .iter()
            .enumerate()
            .map(|(at, column)| (column, self.0[..at].iter().filter(|before| *before == column).count()))
    }
}

/// The fields of a file that the collection does not know yet, with keys of their own.
pub fn new_fields(columns: &Columns, known: &[Field]) -> Vec<Field> {
    let fields = columns.numbered().filter_map(|(column, nth)| match column {
        Column::Field(name) => Some((name, nth)),
        _ => None,
    });
    let new = fields.filter(|(name, nth)| {
        let of_name = known.iter().filter(|field| field.name == **name);
        numbered_ids(name, known).len() <= *nth
            && !of_name.into_iter().any(|field| field.id == keys::nth_field_id(name, *nth))
    });
    new.map(|(name, nth)| Field { id: keys::nth_field_id(name, nth), name: name.clone() }).collect()
}

/// The keys of the n-th field of a name, counted from 0, the one that Discogs gave first. There are several when a file
/// brought it and Discogs numbered it later.
pub fn field_ids(name: &str, nth: usize, known: &[Field]) -> Vec<FieldId> {
    let mut ids: Vec<FieldId> = numbered_ids(name, known).get(nth).copied().into_iter().collect();
    let own = keys::nth_field_id(name, nth);
    if ids.is_empty() || known.iter().any(|field| field.id == own) {
        ids.push(own);
    }
    let namesakes = Namesakes::of(&[], known);
    ids.extend(ids.clone().into_iter().map(|id| namesakes.field(id)));
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The fields of a name that Discogs numbered, in the order of their numbers.
fn numbered_ids(name: &str, known: &[Field]) -> Vec<FieldId> {
    let usual = default_fields();
    // Its number may have been given another name since.
    let usual = usual.iter().filter(|usual| !known.iter().any(|field| field.id == usual.id));
    let named = known.iter().chain(usual).filter(|field| field.name == name && !field.id.is_local());
    let mut ids: Vec<FieldId> = named.map(|field| field.id).collect();
    ids.sort_unstable();
    ids
}
