//! Reads the document, however it is laid out, holding one record at a time.

use super::bounded::{Bounded, Seen};
use super::{AlbumRecord, ArtistRecord, EditRecord, SourceFile, VERSION, WantRecord, ranges};
use crate::collection::{Field, Folder};
use crate::edit::Edit;
use crate::exchange::problem::{Problem, ProblemKind, clip};
use crate::id::InstanceId;
use crate::valuation::Valuation;
use crate::view::SavedView;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de::DeserializeOwned};
use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;
use std::io::{BufReader, Read};
use std::marker::PhantomData;

/// A part of the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A folder.
    Folder(Folder),
    /// A field.
    Field(Field),
    /// A file that brought copies.
    File(SourceFile),
    /// A saved view.
    View(SavedView),
    /// What the collection was worth on a day.
    Valuation(Valuation),
    /// An album.
    Album(Box<AlbumRecord>),
    /// An artist.
    Artist(ArtistRecord),
    /// An edit.
    Edit(Edit),
    /// A want.
    Want(WantRecord),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    version: u64,
}

/// Hands over each record; what `take` answers ends the reading when it is an error. No text that is too long comes into
/// memory, and no record with a number beyond its range is handed over.
///
/// # Errors
/// What makes it no document of ours, with its line.
pub fn read(source: impl Read, mut take: impl FnMut(Record) -> Result<(), Problem>) -> Result<(), Problem> {
    let stopped = Cell::new(None);
    let seen = Seen::default();
    let source = BufReader::new(Bounded::new(source, &seen));
    let mut parser = serde_json::Deserializer::from_reader(source);
    let document = Document { take: &mut take, stopped: &stopped, seen: &seen };
    let read = parser.deserialize_map(document).and_then(|()| parser.end());
    let Err(error) = read else { return Ok(()) };
    Err(match (stopped.take(), seen.too_long_at.take()) {
        (Some(problem), _) => problem,
        (None, Some(line)) => ProblemKind::TooLong.at(line),
        (None, None) => ProblemKind::Json { reason: clip(&error.to_string()) }.at(error.line() as u64),
    })
}

struct Document<'a, F> {
    take: &'a mut F,
    /// Why the reading ended, where the parser cannot say it.
    stopped: &'a Cell<Option<Problem>>,
    seen: &'a Seen,
}

impl<'de, F: FnMut(Record) -> Result<(), Problem>> Visitor<'de> for Document<'_, F> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an export of sillon")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { take, stopped, seen } = self;
        let mut headed = false;
        while let Some(name) = map.next_key::<String>()? {
            if name != "sillon" && !headed {
                return Err(A::Error::custom("\"sillon\" has to come first"));
            }
            match name.as_str() {
                "sillon" => {
                    let head: Head = map.next_value()?;
                    if head.format != "collection" {
                        return Err(A::Error::custom("the format is not \"collection\""));
                    }
                    if head.version > VERSION {
                        stopped.set(Some(ProblemKind::Newer { version: head.version }.whole()));
                        return Err(A::Error::custom("a newer version"));
                    }
                    headed = true;
                }
                "folders" => map.next_value_seed(list(take, stopped, seen, Record::Folder))?,
                "fields" => map.next_value_seed(list(take, stopped, seen, Record::Field))?,
                "files" => map.next_value_seed(list(take, stopped, seen, Record::File))?,
                "albums" => map.next_value_seed(list(take, stopped, seen, |album| Record::Album(Box::new(album))))?,
                "artists" => map.next_value_seed(list(take, stopped, seen, Record::Artist))?,
                "views" => map.next_value_seed(list(take, stopped, seen, Record::View))?,
                "valuations" => map.next_value_seed(list(take, stopped, seen, Record::Valuation))?,
                "edits" => map.next_value_seed(list(take, stopped, seen, |edit: EditRecord| Record::Edit(edit.0)))?,
                "wants" => map.next_value_seed(list(take, stopped, seen, Record::Want))?,
                other => return Err(A::Error::custom(format!("unknown part {other:?}"))),
            }
        }
        if headed { Ok(()) } else { Err(A::Error::custom("\"sillon\" is missing")) }
    }
}

struct List<'a, F, T, M> {
    take: &'a mut F,
    stopped: &'a Cell<Option<Problem>>,
    seen: &'a Seen,
    make: M,
    element: PhantomData<T>,
}

fn list<'a, F, T, M: Fn(T) -> Record>(
    take: &'a mut F,
    stopped: &'a Cell<Option<Problem>>,
    seen: &'a Seen,
    make: M,
) -> List<'a, F, T, M> {
    List { take, stopped, seen, make, element: PhantomData }
}

impl<'de, F, T, M> DeserializeSeed<'de> for List<'_, F, T, M>
where
    F: FnMut(Record) -> Result<(), Problem>,
    T: DeserializeOwned,
    M: Fn(T) -> Record,
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, F, T, M> Visitor<'de> for List<'_, F, T, M>
where
    F: FnMut(Record) -> Result<(), Problem>,
    T: DeserializeOwned,
    M: Fn(T) -> Record,
{
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        // A key names one copy of an account: of two under it only the first would come in.
        let mut copies = HashSet::new();
        while let Some(element) = elements.next_element::<T>()? {
            let line = self.seen.next_record();
            let record = (self.make)(element);
            let checked = fault(&record, &mut copies).map_or(Ok(()), |reason| Err(ProblemKind::Json { reason }));
            let checked = checked.and_then(|()| ranges::check(&record)).map_err(|kind| Problem { line, kind });
            if let Err(problem) = checked.and_then(|()| (self.take)(record)) {
                self.stopped.set(Some(problem));
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// What keeps a record from coming in, beside its numbers. `copies` are the keys of the copies before it.
fn fault(record: &Record, copies: &mut HashSet<InstanceId>) -> Option<String> {
    let Record::Album(album) = record else { return None };
    album.fault().or_else(|| {
        let id = album.copies.iter().map(|copy| copy.copy.instance_id).find(|id| !copies.insert(*id))?;
        let album = album.release.id;
        Some(format!("the copy {id} is under the album {album} and before it: each copy has a number of its own"))
    })
}
