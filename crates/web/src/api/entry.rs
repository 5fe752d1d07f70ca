//! What a run found beyond what it added.

use serde::Serialize;
use sillon_core::collection::List;
use sillon_core::receipt::{Drift, DriftField, Entry};
use sillon_core::takeover::Standing;
use utoipa::ToSchema;

/// One line of a run's ledger. Nothing of it changed what the collection holds.
#[derive(Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntryDocument {
    /// `absent` (kept here, no longer listed), `returned` (listed again), `drifted` (reads otherwise at Discogs now) or
    /// `refused` (could not be read).
    kind: &'static str,
    /// What it is taken over by; only of `absent` and `drifted`, in a receipt of the collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "drifted:1462585219:year")]
    key: Option<String>,
    /// How it stands now: `open` (it can be taken over), `taken_over` (what is shown says so already), `edited` (a person wrote
    /// something else), `no_edit` (master, cover and date stay as they were imported), `other_copies` (the album has copies that are
    /// listed), `past` (it is listed again).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "open")]
    standing: Option<&'static str>,
    /// The copy; null in a receipt of the wantlist.
    instance_id: Option<i64>,
    /// Of which release.
    release_id: Option<i64>,
    /// `drifted`: which field.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "labels")]
    field: Option<DriftField>,
    /// `drifted`: what is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<String>,
    /// `drifted`: what Discogs says now.
    #[serde(skip_serializing_if = "Option::is_none")]
    listed: Option<String>,
    /// `refused`: what could be made out.
    #[serde(skip_serializing_if = "Option::is_none")]
    shown_as: Option<String>,
    /// `refused`: what is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl EntryDocument {
    /// The line of a receipt of that list. A wantlist knows no copies: there it speaks of the release alone.
    pub fn of(list: List, entry: Entry, standing: Option<Standing>) -> Self {
        let key = entry.key();
        let document = Self::from(entry);
        match list {
            List::Collection => Self { key, standing: standing.map(Standing::as_str), ..document },
            List::Wantlist => {
                Self { instance_id: None, release_id: document.release_id.or(document.instance_id), ..document }
            }
        }
    }
}

impl From<Entry> for EntryDocument {
    fn from(entry: Entry) -> Self {
        let (kind, instance_id, release_id) = match &entry {
            Entry::Absent { instance_id, release_id } => ("absent", Some(*instance_id), Some(*release_id)),
            Entry::Returned { instance_id, release_id } => ("returned", Some(*instance_id), Some(*release_id)),
            Entry::Drifted(drift) => ("drifted", Some(drift.instance_id), Some(drift.release_id)),
            Entry::Refused { instance_id, .. } => ("refused", *instance_id, None),
        };
        let named = Self {
            kind,
            instance_id: instance_id.map(|id| id.0),
            release_id: release_id.map(|id| id.0),
            ..Self::default()
        };
        match entry {
            Entry::Absent { .. } | Entry::Returned { .. } => named,
            Entry::Drifted(Drift { field, kept, listed, .. }) => {
                Self { field: Some(field), kept: Some(kept), listed: Some(listed), ..named }
            }
            Entry::Refused { shown_as, reason, .. } => Self { shown_as: Some(shown_as), reason: Some(reason), ..named },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, to_value};
    use sillon_core::id::{InstanceId, ReleaseId};

    #[test]
    fn each_line_says_what_and_where() {
        let (instance_id, release_id) = (InstanceId(5), ReleaseId(7));
        let (kept, listed) = ("1978".to_owned(), String::new());
        let drift = Drift { instance_id, release_id, field: DriftField::Year, kept, listed, changes: vec![] };
        let refused = Entry::Refused { instance_id: None, shown_as: "T".into(), reason: "no id".into() };
        let lines: Vec<EntryDocument> =
            vec![Entry::Absent { instance_id, release_id }.into(), Entry::Drifted(drift).into(), refused.into()];
        let expected = json!([
            {"kind": "absent", "instance_id": 5, "release_id": 7},
            {"kind": "drifted", "instance_id": 5, "release_id": 7, "field": "year", "kept": "1978", "listed": ""},
            {"kind": "refused", "instance_id": null, "release_id": null, "shown_as": "T", "reason": "no id"},
        ]);
        assert_eq!(to_value(lines).unwrap(), expected);
    }
}
