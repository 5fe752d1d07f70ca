//! An edit as a record of the document. Read, it is one that this program can lay over an album.

use crate::edit::{Change, Edit, Target};
use crate::id::{InstanceId, ReleaseId};
use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Error, Value};

/// What a person changed, in force or taken back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Line")]
pub struct EditRecord(pub Edit);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    batch_id: String,
    release_id: ReleaseId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instance_id: Option<InstanceId>,
    field: String,
    value: Value,
    previous: Value,
    made_at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    undone_at: Option<i64>,
}

impl TryFrom<Line> for EditRecord {
    type Error = Error;

    fn try_from(line: Line) -> Result<Self, Error> {
        Ok(Self(Edit {
            target: Target { release_id: line.release_id, instance_id: line.instance_id },
            change: Change::of(&line.field, line.value)?,
            previous: Change::of(&line.field, line.previous)?,
            id: line.id,
            batch_id: line.batch_id,
            made_at: line.made_at,
            undone_at: line.undone_at,
        }))
    }
}

impl Serialize for EditRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Edit { id, batch_id, target, change, previous, made_at, undone_at } = &self.0;
        let line = Line {
            id: id.clone(),
            batch_id: batch_id.clone(),
            release_id: target.release_id,
            instance_id: target.instance_id,
            field: change.field().to_string(),
            value: change.value().map_err(S::Error::custom)?,
            previous: previous.value().map_err(S::Error::custom)?,
            made_at: *made_at,
            undone_at: *undone_at,
        };
        line.serialize(serializer)
    }
}
