//! The columns of a file: discogs.com's own, and one for each field that the owner made.

use crate::collection::{Field, Namesakes, default_fields};
use crate::exchange::keys;
use crate::exchange::problem::{ProblemKind, shorten};
use crate::id::FieldId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

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

/// Without these it is no collection.
const NEEDED: [Column; 4] = [Column::ReleaseId, Column::Artist, Column::Title, Column::Folder];

impl Column {
    /// As in the header.
    pub fn name(&self) -> String {
        match self {
            Self::Field(name) => format!("{FIELD}{name}"),
            named => NAMED.iter().find(|(_, column)| column == named).map_or("", |(name, _)| name).to_owned(),
        }
    }

    /// From the header.
    pub fn parse(name: &str) -> Option<Self> {
        let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, column)| column.clone());
        named.or_else(|| {
            let field = name.strip_prefix(FIELD).filter(|field| !field.trim().is_empty())?;
            Some(Self::Field(field.to_owned()))
        })
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
    /// Reads a header.
    ///
    /// # Errors
    /// A column that is missing, unknown or there twice.
    pub fn parse<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, ProblemKind> {
        let mut columns: Vec<Column> = Vec::new();
        for name in names {
            let column = Column::parse(name).ok_or_else(|| ProblemKind::UnknownColumn { name: shorten(name) })?;
            if columns.contains(&column) {
                return Err(ProblemKind::ColumnTwice { name: shorten(name) });
            }
            columns.push(column);
        }
        match NEEDED.iter().find(|needed| !columns.contains(needed)) {
            Some(missing) => Err(ProblemKind::MissingColumn { name: missing.name() }),
            None => Ok(Self(columns)),
        }
    }

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
        for name in first.chain(further.into_iter().map(|field| field.name.clone())) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
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
}

/// The fields of a file that the collection does not know yet, with keys of ours.
pub fn new_fields(columns: &Columns, known: &[Field]) -> Vec<Field> {
    let usual = default_fields();
    let known: BTreeSet<&str> = known.iter().chain(&usual).map(|field| field.name.as_str()).collect();
    let new = columns.fields().filter(|name| !known.contains(name));
    new.map(|name| Field { id: keys::field_id(name), name: name.to_owned() }).collect()
}

/// The keys of a field's name: several when a file brought it and Discogs numbered it later.
pub fn field_ids(name: &str, known: &[Field]) -> Vec<FieldId> {
    let mut ids: Vec<FieldId> = known.iter().filter(|field| field.name == name).map(|field| field.id).collect();
    for usual in default_fields().iter().filter(|field| field.name == name) {
        // Its number may have been given another name since.
        if !known.iter().any(|field| field.id == usual.id) {
            ids.push(usual.id);
        }
    }
    if ids.is_empty() {
        ids.push(keys::field_id(name));
    }
    let namesakes = Namesakes::of(&[], known);
    ids.extend(ids.clone().into_iter().map(|id| namesakes.field(id)));
    ids.sort_unstable();
    ids.dedup();
    ids
}
