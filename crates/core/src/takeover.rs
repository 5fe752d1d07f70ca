//! What can be made of a receipt: a value that reads otherwise at Discogs becomes an edit, an absent album goes to the archive.
//! A person's doing, never a run's.

use crate::edit::{Change, Field, Held, Target};
use crate::id::InstanceId;
use crate::receipt::{Drift, Entry};
use std::collections::HashSet;

/// How an entry of a receipt stands to what is shown now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It can be taken over.
    Open,
    /// What is shown says so already.
    Taken,
    /// A person wrote something else there: it is overwritten only if a person says so.
    Edited,
    /// No edit can say it: sillon keeps master and date as they were imported.
    NoEdit,
    /// Other copies of the album are still listed: it stays.
    OtherCopies,
    /// The copy is listed again, or the album is not there.
    Past,
}

impl Standing {
    /// As in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Taken => "taken_over",
            Self::Edited => "edited",
            Self::NoEdit => "no_edit",
            Self::OtherCopies => "other_copies",
            Self::Past => "past",
        }
    }

    /// Whether taking it over would change something.
    pub fn can_be_taken(self, overwrite: bool) -> bool {
        self == Self::Open || (overwrite && self == Self::Edited)
    }
}

/// What must be known beside an album to tell how an entry stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Fields that a person edited, by an edit that is in force and took nothing over.
    pub edited: HashSet<(Target, Field)>,
    /// Copies that the last whole listing did not show.
    pub absent: HashSet<InstanceId>,
}

/// The changes by which an entry is taken over; none where nothing can be.
pub fn changes(entry: &Entry) -> Vec<(Target, Change)> {
    match entry {
        Entry::Absent { release_id, .. } => vec![(Target::album(*release_id), Change::Archived(true))],
        Entry::Drifted(drift) => drift.changes.iter().map(|change| (target(drift, change), change.clone())).collect(),
        Entry::Returned { .. } | Entry::Refused { .. } => Vec::new(),
    }
}

/// How an entry stands; `None` where there is nothing to take over.
pub fn standing(entry: &Entry, held: Option<&Held>, around: &Around) -> Option<Standing> {
    entry.key()?;
    let Some(held) = held else { return Some(Standing::Past) };
    if let Entry::Absent { instance_id, .. } = entry {
        let is_absent = |id| around.absent.contains(&id);
        return Some(match held.archived {
            true => Standing::Taken,
            false if !is_absent(*instance_id) => Standing::Past,
            false if held.copies.iter().all(|copy| is_absent(copy.instance_id)) => Standing::Open,
            false => Standing::OtherCopies,
        });
    }
    let changes = changes(entry);
    if changes.is_empty() {
        return Some(Standing::NoEdit);
    }
    let mut found = Standing::Taken;
    for (target, change) in &changes {
        match held.value(*target, change) {
            None => return Some(Standing::Past),
            Some(value) if value == *change => {}
            Some(_) if around.edited.contains(&(*target, change.field())) => found = Standing::Edited,
            Some(_) if found == Standing::Taken => found = Standing::Open,
            Some(_) => {}
        }
    }
    Some(found)
}

fn target(drift: &Drift, change: &Change) -> Target {
    match change {
        Change::Folder(_) | Change::Rating(_) | Change::Note(..) => Target::copy(drift.release_id, drift.instance_id),
        _ => Target::album(drift.release_id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply_to_release;
    use crate::enrich::details::Details;
    use crate::id::ReleaseId;
    use crate::sync::drift::{drift, tests::item};

    fn held(copies: &[i64]) -> Held {
        let items: Vec<_> = copies.iter().map(|id| item(*id, 10)).collect();
        Held {
            release: items[0].release.clone(),
            details: Details::default(),
            copies: items.into_iter().map(|item| item.copy).collect(),
            archived: false,
        }
    }

    fn retitled() -> Entry {
        let mut listed = item(1, 10);
        listed.release.title = "Another".into();
        Entry::Drifted(drift(&item(1, 10), &listed).remove(0))
    }

    #[test]
    fn a_drift_is_open_until_it_is_taken_or_written_over() {
        let (entry, mut album, mut around) = (retitled(), held(&[1]), Around::default());
        assert_eq!(standing(&entry, Some(&album), &around), Some(Standing::Open));
        around.edited.insert((Target::album(ReleaseId(10)), Field::Title));
        assert_eq!(standing(&entry, Some(&album), &around), Some(Standing::Edited));
        apply_to_release(&mut album.release, &changes(&entry)[0].1);
        assert_eq!(standing(&entry, Some(&album), &around), Some(Standing::Taken));
        assert_eq!(standing(&entry, None, &around), Some(Standing::Past));
        assert!(!Standing::Edited.can_be_taken(false) && Standing::Edited.can_be_taken(true));
    }

    #[test]
    fn what_no_edit_can_say_stays() {
        let mut listed = item(1, 10);
        listed.copy.added_at = Some(5);
        let entry = Entry::Drifted(drift(&item(1, 10), &listed).remove(0));
        assert_eq!(standing(&entry, Some(&held(&[1])), &Around::default()), Some(Standing::NoEdit));
    }

    #[test]
    fn an_album_is_absent_when_all_its_copies_are() {
        let entry = Entry::Absent { instance_id: InstanceId(1), release_id: ReleaseId(10) };
        let around =
            |absent: &[i64]| Around { absent: absent.iter().copied().map(InstanceId).collect(), ..Around::default() };
        let mut album = held(&[1, 2]);
        assert_eq!(standing(&entry, Some(&album), &around(&[1])), Some(Standing::OtherCopies));
        assert_eq!(standing(&entry, Some(&album), &around(&[1, 2])), Some(Standing::Open));
        assert_eq!(standing(&entry, Some(&album), &around(&[2])), Some(Standing::Past));
        album.archived = true;
        assert_eq!(standing(&entry, Some(&album), &around(&[])), Some(Standing::Taken));
    }
}
