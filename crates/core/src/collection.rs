//! A collection as its listing gives it: copies, each with the release it is a copy of. A wantlist reads alike.

mod namesakes;

pub use namesakes::Namesakes;

use crate::id::{FieldId, FolderId, InstanceId, ReleaseId};
use crate::release::Release;
use serde::{Deserialize, Serialize};

/// Which of a person's lists at Discogs. Both are read by the same rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// What they own.
    #[default]
    Collection,
    /// What they want. A release stands there once, so the key of a line is the release's own: its `instance_id` is that.
    Wantlist,
}

impl List {
    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Collection => "collection",
            Self::Wantlist => "wantlist",
        }
    }

    /// From what [`List::as_str`] says.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Collection, Self::Wantlist].into_iter().find(|list| list.as_str() == text)
    }
}

/// One copy that somebody owns. The same release may be owned several times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// Its key.
    pub instance_id: InstanceId,
    /// What it is a copy of.
    pub release_id: ReleaseId,
    /// Where it is filed; unknown in somebody else's collection.
    pub folder_id: Option<FolderId>,
    /// 1 to 5; `None` is unrated.
    pub rating: Option<u8>,
    /// When it came into the collection, in milliseconds UTC.
    pub added_at: Option<i64>,
    /// What the owner wrote in the collection's fields; no empty values.
    pub notes: Vec<Note>,
}

/// Two dates further apart than this are of two copies, in milliseconds. The same copy may have two dates that differ by some
/// hours: a file does not say its time zone, and a spreadsheet may have left the time of day out.
const SAME_COPY: u64 = 2 * 24 * 60 * 60 * 1_000;

/// Whether two copies of a release are not the same one, by the dates they were added: one was sold, the other bought later.
/// An unknown date tells nothing.
pub fn told_apart(one: Option<i64>, other: Option<i64>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one.abs_diff(other) > SAME_COPY)
}

/// The value of one of the collection's fields for one copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Which field.
    pub field_id: FieldId,
    /// What stands there.
    pub value: String,
}

/// One line of the listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The edition.
    pub release: Release,
    /// The copy of it.
    pub copy: Copy,
}

/// A line of the listing that names no release or no copy, so that nothing can be kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// The copy, where at least that could be read.
    pub instance_id: Option<InstanceId>,
    /// What could be made out: a title, or the start of the text.
    pub shown_as: String,
    /// What is wrong, and where in the item.
    pub reason: String,
}

/// One page of the listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// 1-based.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// How many lines the whole listing has, as this page says.
    pub items: u64,
    /// Whether the answer links to a next page.
    pub has_next: bool,
    /// The lines that could be read.
    pub found: Vec<Item>,
    /// The lines that could not.
    pub unreadable: Vec<Unreadable>,
}

/// A folder of the collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    /// Its key.
    pub id: FolderId,
    /// Its name.
    pub name: String,
}

/// A field that the owner fills in for each copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its key.
    pub id: FieldId,
    /// Its name, which the owner may change.
    pub name: String,
}

/// The fields that every collection starts with, for when Discogs does not tell (somebody else's collection).
pub fn default_fields() -> Vec<Field> {
    let names = [(1, "Media Condition"), (2, "Sleeve Condition"), (3, "Notes")];
    names.into_iter().map(|(id, name)| Field { id: FieldId(id), name: name.to_owned() }).collect()
}
