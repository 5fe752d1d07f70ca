//! What reads otherwise at Discogs than when it was imported. Only ever noted, never taken over.

use super::diff::same_second;
use crate::collection::{Item, Note};
use crate::credit::render_credits;
use crate::exchange::csv::artist::render_artists;
use crate::exchange::csv::label::{render_catnos, render_labels};
use crate::fold::fold;
use crate::format::render_formats;
use crate::receipt::{Drift, DriftField};

/// The fields in which a listed item differs from what was imported of the same copy. Of one that a file brought, only
/// what the file said is compared.
pub fn drift(kept: &Item, listed: &Item) -> Vec<Drift> {
    if kept.copy.instance_id.is_local() {
        return drift_from_file(kept, listed);
    }
    let (was, now) = (&kept.release, &listed.release);
    let (had, has) = (&kept.copy, &listed.copy);
    let same_release = was.id == now.id;
    let mut found = Vec::new();
    let mut note = |changed: bool, field, kept_value: String, listed_value: String| {
        if changed {
            let (instance_id, release_id) = (had.instance_id, had.release_id);
            found.push(Drift { instance_id, release_id, field, kept: kept_value, listed: listed_value });
        }
    };
    if same_release {
        note(was.title != now.title, DriftField::Title, was.title.clone(), now.title.clone());
        note(was.year != now.year, DriftField::Year, show(was.year), show(now.year));
        note(was.master_id != now.master_id, DriftField::Master, show(was.master_id), show(now.master_id));
        // Without a token Discogs sends no pictures at all: that is no change of the picture.
        let cover_changed = now.cover_url.is_some() && was.cover_url != now.cover_url;
        note(cover_changed, DriftField::Cover, show(was.cover_url.as_ref()), show(now.cover_url.as_ref()));
        note(
            was.credits != now.credits,
            DriftField::Artists,
            render_credits(&was.credits),
            render_credits(&now.credits),
        );
        note(was.labels != now.labels, DriftField::Labels, labels(kept), labels(listed));
        note(
            was.formats != now.formats,
            DriftField::Formats,
            render_formats(&was.formats),
            render_formats(&now.formats),
        );
        note(was.genres != now.genres, DriftField::Genres, was.genres.join(", "), now.genres.join(", "));
        note(was.styles != now.styles, DriftField::Styles, was.styles.join(", "), now.styles.join(", "));
    }
    // Folder and notes are shown to the owner only: their lack says nothing. A wantlist has notes and no folders.
    let folder_changed = has.folder_id.is_some() && had.folder_id != has.folder_id;
    note(folder_changed, DriftField::Folder, show(had.folder_id), show(has.folder_id));
    note(had.rating != has.rating, DriftField::Rating, show(had.rating), show(has.rating));
    note(had.added_at != has.added_at, DriftField::AddedAt, show(had.added_at), show(has.added_at));
    let is_owner = has.folder_id.is_some() || !has.notes.is_empty();
    let notes_changed = is_owner && had.notes != has.notes;
    note(notes_changed, DriftField::Notes, notes(kept), notes(listed));
    found
}

/// A file abbreviates formats and knows no master, cover, genre or style; its folders and further fields have no numbers.
fn drift_from_file(kept: &Item, listed: &Item) -> Vec<Drift> {
    let (was, now) = (&kept.release, &listed.release);
    let (had, has) = (&kept.copy, &listed.copy);
    let mut found = Vec::new();
    let mut note = |changed: bool, field, kept_value: String, listed_value: String| {
        if changed {
            let (instance_id, release_id) = (had.instance_id, had.release_id);
            found.push(Drift { instance_id, release_id, field, kept: kept_value, listed: listed_value });
        }
    };
    note(was.title.trim() != now.title.trim(), DriftField::Title, was.title.clone(), now.title.clone());
    note(was.year != now.year, DriftField::Year, show(was.year), show(now.year));
    let (printed, printed_now) = (render_artists(&was.credits), render_artists(&now.credits));
    note(printed.trim() != printed_now.trim(), DriftField::Artists, printed, printed_now);
    let same_labels = fold(&render_labels(&was.labels)) == fold(&render_labels(&now.labels))
        && fold(&render_catnos(&was.labels)) == fold(&render_catnos(&now.labels));
    note(!same_labels, DriftField::Labels, labels(kept), labels(listed));
    note(had.rating != has.rating, DriftField::Rating, show(had.rating), show(has.rating));
    let date_changed = had.added_at.is_some() && !same_second(had.added_at, has.added_at);
    note(date_changed, DriftField::AddedAt, show(had.added_at), show(has.added_at));
    let moved = had.folder_id.is_some_and(|id| !id.is_local()) && has.folder_id.is_some();
    note(moved && had.folder_id != has.folder_id, DriftField::Folder, show(had.folder_id), show(has.folder_id));
    let said = |item: &Item| -> Vec<Note> {
        let notes = item.copy.notes.iter().filter(|note| note.field_id.0 <= 3 && !note.value.trim().is_empty());
        let mut notes: Vec<Note> = notes.cloned().collect();
        notes.sort_by_key(|note| note.field_id);
        notes
    };
    note(has.folder_id.is_some() && said(kept) != said(listed), DriftField::Notes, notes(kept), notes(listed));
    found
}

fn show<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn labels(item: &Item) -> String {
    let lines = item.release.labels.iter().map(|line| format!("{} – {}", line.display_name(), line.catno));
    lines.collect::<Vec<_>>().join(", ")
}

fn notes(item: &Item) -> String {
    item.copy.notes.iter().map(|note| note.value.as_str()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::collection::Copy;
    use crate::exchange::keys;
    use crate::id::{FieldId, FolderId, InstanceId, ReleaseId};
    use crate::release::Release;

    /// A copy of a release with nothing else known.
    pub(crate) fn item(instance_id: i64, release_id: i64) -> Item {
        let release = Release {
            id: ReleaseId(release_id),
            master_id: None,
            title: format!("Title {release_id}"),
            year: Some(1978),
            cover_url: Some("https://i.discogs.com/a.jpeg".into()),
            thumb_url: None,
            credits: vec![],
            labels: vec![],
            formats: vec![],
            genres: vec![],
            styles: vec![],
        };
        let copy = Copy {
            instance_id: InstanceId(instance_id),
            release_id: ReleaseId(release_id),
            folder_id: Some(FolderId(1)),
            rating: None,
            added_at: Some(0),
            notes: vec![],
        };
        Item { release, copy }
    }

    #[test]
    fn the_same_item_has_no_drift() {
        assert_eq!(drift(&item(1, 10), &item(1, 10)), []);
    }

    #[test]
    fn a_year_that_became_unknown_is_noted() {
        let mut listed = item(1, 10);
        listed.release.year = None;
        let found = drift(&item(1, 10), &listed);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].field, found[0].kept.as_str(), found[0].listed.as_str()), (DriftField::Year, "1978", ""));
    }

    #[test]
    fn what_is_hidden_from_others_is_no_drift() {
        let mut kept = item(1, 10);
        kept.copy.notes = vec![Note { field_id: FieldId(3), value: "signed".into() }];
        let mut listed = item(1, 10);
        listed.copy.folder_id = None;
        listed.release.cover_url = None;
        assert_eq!(drift(&kept, &listed), []);
    }

    #[test]
    fn what_a_file_cannot_say_is_no_drift() {
        let mut kept = item(keys::copy_id(ReleaseId(10), 1).0, 10);
        kept.release.cover_url = None;
        kept.copy.folder_id = Some(keys::folder_id("Jazz"));
        let mut listed = item(1, 10);
        listed.release.genres = vec!["Jazz".into()];
        listed.release.master_id = Some(crate::id::MasterId(3));
        listed.copy.added_at = Some(999);
        listed.copy.notes = vec![Note { field_id: FieldId(4), value: "12".into() }];
        assert_eq!(drift(&kept, &listed), []);
        listed.copy.rating = Some(2);
        listed.release.title = "Another".into();
        let fields: Vec<DriftField> = drift(&kept, &listed).into_iter().map(|drift| drift.field).collect();
        assert_eq!(fields, [DriftField::Title, DriftField::Rating]);
    }

    #[test]
    fn a_moved_and_rated_copy_shows_both() {
        let mut listed = item(1, 10);
        listed.copy.folder_id = Some(FolderId(7));
        listed.copy.rating = Some(4);
        let fields: Vec<DriftField> = drift(&item(1, 10), &listed).into_iter().map(|drift| drift.field).collect();
        assert_eq!(fields, [DriftField::Folder, DriftField::Rating]);
    }
}
