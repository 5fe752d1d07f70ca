//! The schema as the migrations of this program make it, and how a database differs from that. Nothing here runs a text that
//! was read from a database: what is created is created from the migrations.

mod postgres;
mod sqlite;

use std::collections::BTreeMap;
use std::fmt;

pub(crate) use postgres::{found as found_on_postgres, reference as postgres_reference};
pub(crate) use sqlite::{BACKUP_RECORDS, Found, quoted, reference as sqlite_reference};

/// What a schema is made of, in the order in which it is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// A function that triggers call; on PostgreSQL alone.
    Function,
    /// A table with its columns and constraints.
    Table,
    /// An index.
    Index,
    /// A view.
    View,
    /// A trigger.
    Trigger,
}

impl ObjectKind {
    /// Its name in SQL, and in SQLite's list of a schema.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Table => "table",
            Self::Index => "index",
            Self::View => "view",
            Self::Trigger => "trigger",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Table, Self::Index, Self::View, Self::Trigger].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// How an object differs from what the migrations make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deviation {
    /// The migrations make it and it is not there.
    Missing,
    /// It is there with another definition.
    Altered,
    /// It is there and no migration makes it.
    Foreign,
}

/// One object that is not as the migrations make it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaDifference {
    /// How it differs.
    pub deviation: Deviation,
    /// What it is.
    pub kind: ObjectKind,
    /// Its name.
    pub name: String,
    /// The table that it belongs to; its own name for a table or a view.
    pub table: String,
}

impl fmt::Display for SchemaDifference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { deviation, kind, name, table } = self;
        let kind = kind.as_str();
        // A name from a stranger's file may hold anything: quoted, on one line, and not without end.
        let name: String = name.chars().take(80).collect();
        let on = if table == &self.name { String::new() } else { format!(" on {:.80?}", table.as_str()) };
        match deviation {
            Deviation::Missing => write!(out, "the {kind} {name:?}{on} is missing"),
            Deviation::Altered => write!(out, "the {kind} {name:?}{on} has another definition"),
            Deviation::Foreign => write!(out, "the {kind} {name:?}{on} is not sillon's"),
        }
    }
}

/// The first few of several differences, as one sentence.
pub(crate) fn sentence(differences: &[SchemaDifference]) -> String {
    const SHOWN: usize = 5;
    let mut said: Vec<String> = differences.iter().take(SHOWN).map(ToString::to_string).collect();
    if differences.len() > SHOWN {
        said.push(format!("and {} more", differences.len() - SHOWN));
    }
    said.join(", ")
}

/// One object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Object {
    /// The table that it belongs to.
    pub(crate) table: String,
    /// The statement that makes it; none for an index that a constraint makes.
    pub(crate) sql: Option<String>,
}

/// All objects of a database, by kind and name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Schema {
    pub(crate) objects: BTreeMap<(ObjectKind, String), Object>,
}

impl Schema {
    /// How `found` differs from this one.
    pub(crate) fn differences(&self, found: &Self) -> Vec<SchemaDifference> {
        let of = |deviation, (kind, name): &(ObjectKind, String), object: &Object| SchemaDifference {
            deviation,
            kind: *kind,
            name: name.clone(),
            table: object.table.clone(),
        };
        let mut differences = Vec::new();
        for (key, object) in &self.objects {
            match found.objects.get(key) {
                None => differences.push(of(Deviation::Missing, key, object)),
                Some(other) if other != object => differences.push(of(Deviation::Altered, key, object)),
                Some(_) => {}
            }
        }
        let foreign = found.objects.iter().filter(|(key, _)| !self.objects.contains_key(*key));
        differences.extend(foreign.map(|(key, object)| of(Deviation::Foreign, key, object)));
        differences
    }

    /// The names of the tables, each with the statement that makes it.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (&str, &str)> {
        self.of_kinds(&[ObjectKind::Table]).map(|(_, name, sql)| (name, sql))
    }

    /// Objects of these kinds that have a statement of their own, in the order in which they are created.
    pub(crate) fn of_kinds(&self, kinds: &[ObjectKind]) -> impl Iterator<Item = (ObjectKind, &str, &str)> {
        let chosen = self.objects.iter().filter(move |((kind, _), _)| kinds.contains(kind));
        chosen.filter_map(|((kind, name), object)| Some((*kind, name.as_str(), object.sql.as_deref()?)))
    }
}
