//! Folders and fields that a file brought by name, and that Discogs has since given a number: one thing under two keys.

use super::{Copy, Field, Folder, default_fields};
use crate::edit::Change;
use crate::exchange::keys::nth_field_id;
use crate::fold::fold;
use crate::id::{FieldId, FolderId};
use std::collections::BTreeMap;

/// Which key of ours stands for which of Discogs'. Nothing imported is changed by it: it is followed where things are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Namesakes {
    folders: BTreeMap<FolderId, FolderId>,
    fields: BTreeMap<FieldId, FieldId>,
}

/// Fields of one name that are told apart; nobody has as many.
const MOST_OF_A_NAME: usize = 8;

/// All of them: nothing is filed there.
const EVERYTHING: FolderId = FolderId(0);

impl Namesakes {
    /// Of the folders and fields of a collection. A number of Discogs' stands for one key of ours at most, that of the same
    /// spelling first, so that two of them never become one.
    pub fn of(folders: &[Folder], fields: &[Field]) -> Self {
        let usual = default_fields().into_iter().filter(|usual| !fields.iter().any(|field| field.id == usual.id));
        let fields: Vec<Field> = fields.iter().cloned().chain(usual).collect();
        let folders = folders.iter().filter(|folder| folder.id != EVERYTHING);
        let folders = pair(folders.map(|folder| ((0, folder.id), folder.id.is_local(), folder.name.as_str())));
        let fields =
            pair(fields.iter().map(|field| ((rank(field), field.id), field.id.is_local(), field.name.as_str())));
        Self { folders, fields }
    }

    /// Whether every key stands for itself.
    pub fn is_empty(&self) -> bool {
        self.folders.is_empty() && self.fields.is_empty()
    }

    /// The key that stands for a folder.
    pub fn folder(&self, id: FolderId) -> FolderId {
        self.folders.get(&id).copied().unwrap_or(id)
    }

    /// The key that stands for a field.
    pub fn field(&self, id: FieldId) -> FieldId {
        self.fields.get(&id).copied().unwrap_or(id)
    }

    /// A copy under the keys that stand for its own. Where both have a value, that of Discogs' number is shown.
    pub fn settle_copy(&self, copy: &mut Copy) {
        copy.folder_id = copy.folder_id.map(|id| self.folder(id));
        if !copy.notes.iter().any(|note| self.fields.contains_key(&note.field_id)) {
            return;
        }
        let numbered: Vec<FieldId> = copy.notes.iter().map(|note| note.field_id).collect();
        copy.notes.retain(|note| {
            let other = self.field(note.field_id);
            other == note.field_id || !numbered.contains(&other)
        });
        copy.notes.iter_mut().for_each(|note| note.field_id = self.field(note.field_id));
    }

    /// A change under the keys that stand for its own.
    pub fn settle_change(&self, change: &mut Change) {
        match change {
            Change::Folder(Some(id)) => *id = self.folder(*id),
            Change::Note(id, _) => *id = self.field(*id),
            _ => {}
        }
    }
}

/// Which of the fields of its name it is, counted from 0: the first of a file is the first at Discogs.
fn rank(field: &Field) -> usize {
    (0..MOST_OF_A_NAME).find(|nth| nth_field_id(&field.name, *nth) == field.id).unwrap_or_default()
}

/// Pairs ours with theirs by the same spelling first, then by the same letters whatever their case and accents.
fn pair<'a, Id: core::marker::Copy + Ord>(
    named: impl Iterator<Item = ((usize, Id), bool, &'a str)>,
) -> BTreeMap<Id, Id> {
    let (mut ours, mut theirs): (Vec<_>, Vec<_>) = named.partition(|(_, is_ours, _)| *is_ours);
    ours.sort_unstable();
    theirs.sort_unstable();
    let exact: fn(&str) -> String = str::to_owned;
    let folded: fn(&str) -> String = |name| fold(name.trim());
    let mut pairs = BTreeMap::new();
    for spelt in [exact, folded] {
        for ((_, id), _, name) in &ours {
            let free = theirs.iter().position(|(_, _, other)| spelt(other) == spelt(name));
            if let Some(at) = free.filter(|_| !pairs.contains_key(id)) {
                pairs.insert(*id, theirs.remove(at).0.1);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Note;
    use crate::exchange::keys::{copy_id, field_id, folder_id};
    use crate::id::ReleaseId;

    fn field(id: FieldId, name: &str) -> Field {
        Field { id, name: name.to_owned() }
    }

    fn folder(id: FolderId, name: &str) -> Folder {
        Folder { id, name: name.to_owned() }
    }

    #[test]
    fn what_discogs_numbers_stands_for_what_a_file_named() {
        let folders = [
            folder(FolderId(0), "All"),
            folder(folder_id("All"), "All"),
            folder(folder_id("jazz"), "jazz"),
            folder(FolderId(7), "Jazz"),
        ];
        let fields = [field(field_id("Cost"), "Cost"), field(field_id("COST"), "COST"), field(FieldId(4), "Cost")];
        let namesakes = Namesakes::of(&folders, &fields);
        assert_eq!(namesakes.folder(folder_id("jazz")), FolderId(7));
        assert_eq!(namesakes.folder(folder_id("All")), folder_id("All"), "nothing is filed under everything");
        assert_eq!(namesakes.field(field_id("Cost")), FieldId(4));
        assert_eq!(namesakes.field(field_id("COST")), field_id("COST"), "two fields never become one");
        let conditions = [field(field_id("media condition"), "media condition")];
        assert_eq!(Namesakes::of(&[], &conditions).field(field_id("media condition")), FieldId(1));
        assert!(Namesakes::of(&folders[..2], &fields[..2]).is_empty());
    }

    #[test]
    fn a_copy_and_a_change_are_told_by_the_same_key() {
        let namesakes = Namesakes::of(
            &[folder(folder_id("Jazz"), "Jazz"), folder(FolderId(7), "Jazz")],
            &[field(field_id("Cost"), "Cost"), field(FieldId(4), "Cost")],
        );
        let note = |id: FieldId, value: &str| Note { field_id: id, value: value.to_owned() };
        let mut copy = Copy {
            instance_id: copy_id(ReleaseId(1), 1),
            release_id: ReleaseId(1),
            folder_id: Some(folder_id("Jazz")),
            rating: None,
            added_at: None,
            notes: vec![note(FieldId(3), "a"), note(field_id("Cost"), "12")],
        };
        namesakes.settle_copy(&mut copy);
        assert_eq!(copy.folder_id, Some(FolderId(7)));
        assert_eq!(copy.notes, [note(FieldId(3), "a"), note(FieldId(4), "12")]);
        copy.notes = vec![note(field_id("Cost"), "12"), note(FieldId(4), "15")];
        namesakes.settle_copy(&mut copy);
        assert_eq!(copy.notes, [note(FieldId(4), "15")]);
        let mut change = Change::Note(field_id("Cost"), None);
        namesakes.settle_change(&mut change);
        assert_eq!(change, Change::Note(FieldId(4), None));
    }
}
