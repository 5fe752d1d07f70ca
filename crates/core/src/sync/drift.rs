//! What reads otherwise at Discogs than when it was imported. Only ever noted, never taken over.

use super::diff::same_second;
use crate::collection::{Copy, Item, Note};

use crate::credit::render_credits;
use crate::edit::Change;
use crate::exchange::csv::artist::render_artists;
use crate::exchange::csv::label::{render_catnos, render_labels};
use crate::fold::fold;
use crate::format::render_formats;
use crate::id::{FieldId, InstanceId, ReleaseId};
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
    let mut found = Found::of(had);
    if same_release {
        found.note(
            was.title != now.title,
            DriftField::Title,
            (&was.title, &now.title),
            [Change::Title(now.title.clone())],
        );
        found.note(was.year != now.year, DriftField::Year, (show(was.year), show(now.year)), [Change::Year(now.year)]);
        found.note(was.master_id != now.master_id, DriftField::Master, (show(was.master_id), show(now.master_id)), []);
        // Without a token Discogs sends no pictures at all: that is no change of the picture.
        let cover_changed = now.cover_url.is_some() && was.cover_url != now.cover_url;
        let covers = (show(was.cover_url.as_ref()), show(now.cover_url.as_ref()));
        found.note(cover_changed, DriftField::Cover, covers, [Change::Cover(now.cover_url.clone())]);
        let names = (render_credits(&was.credits), render_credits(&now.credits));
        found.note(was.credits != now.credits, DriftField::Artists, names, [Change::Artists(now.credits.clone())]);
        let lines = (labels(kept), labels(listed));
        found.note(was.labels != now.labels, DriftField::Labels, lines, [Change::Labels(now.labels.clone())]);
        let formats = (render_formats(&was.formats), render_formats(&now.formats));
        found.note(was.formats != now.formats, DriftField::Formats, formats, [Change::Formats(now.formats.clone())]);
        let genres = (was.genres.join(", "), now.genres.join(", "));
        found.note(was.genres != now.genres, DriftField::Genres, genres, [Change::Genres(now.genres.clone())]);
        let styles = (was.styles.join(", "), now.styles.join(", "));
        found.note(was.styles != now.styles, DriftField::Styles, styles, [Change::Styles(now.styles.clone())]);
    }
    // Folder and notes are shown to the owner only: their lack says nothing. A wantlist has notes and no folders.
    found.folder(has.folder_id.is_some() && had.folder_id != has.folder_id, had, has);
    found.rating(had, has);
    let dates = (show(had.added_at), show(has.added_at));
    found.note(had.added_at != has.added_at, DriftField::AddedAt, dates, []);
    let is_owner = has.folder_id.is_some() || !has.notes.is_empty();
    let changes = note_changes(&had.notes, &has.notes);
    found.note(is_owner && had.notes != has.notes, DriftField::Notes, (notes(kept), notes(listed)), changes);
    found.drifts
}

/// A file abbreviates formats and knows no master, cover, genre or style; its folders and further fields have no numbers.
fn drift_from_file(kept: &Item, listed: &Item) -> Vec<Drift> {
    let (was, now) = (&kept.release, &listed.release);
    let (had, has) = (&kept.copy, &listed.copy);
    let mut found = Found::of(had);
    let titled = was.title.trim() != now.title.trim();
    found.note(titled, DriftField::Title, (&was.title, &now.title), [Change::Title(now.title.clone())]);
    found.note(was.year != now.year, DriftField::Year, (show(was.year), show(now.year)), [Change::Year(now.year)]);
    let (printed, printed_now) = (render_artists(&was.credits), render_artists(&now.credits));
    let renamed = printed.trim() != printed_now.trim();
    found.note(renamed, DriftField::Artists, (printed, printed_now), [Change::Artists(now.credits.clone())]);
    let same_labels = fold(&render_labels(&was.labels)) == fold(&render_labels(&now.labels))
        && fold(&render_catnos(&was.labels)) == fold(&render_catnos(&now.labels));
    found.note(!same_labels, DriftField::Labels, (labels(kept), labels(listed)), [Change::Labels(now.labels.clone())]);
    found.rating(had, has);
    let date_changed = had.added_at.is_some() && !same_second(had.added_at, has.added_at);
    found.note(date_changed, DriftField::AddedAt, (show(had.added_at), show(has.added_at)), []);
    let moved = had.folder_id.is_some_and(|id| !id.is_local()) && has.folder_id.is_some();
    found.folder(moved && had.folder_id != has.folder_id, had, has);
    let said = |item: &Item| -> Vec<Note> {
        let notes = item.copy.notes.iter().filter(|note| note.field_id.0 <= 3 && !note.value.trim().is_empty());
        let mut notes: Vec<Note> = notes.cloned().collect();
        notes.sort_by_key(|note| note.field_id);
        notes
    };
    let (said_then, says) = (said(kept), said(listed));
    let changes = note_changes(&said_then, &says);
    let noted = has.folder_id.is_some() && said_then != says;
    found.note(noted, DriftField::Notes, (notes(kept), notes(listed)), changes);
    found.drifts
}

/// What was found to differ of one copy.
struct Found {
    instance_id: InstanceId,
    release_id: ReleaseId,
    drifts: Vec<Drift>,
}

impl Found {
    fn of(copy: &Copy) -> Self {
        Self { instance_id: copy.instance_id, release_id: copy.release_id, drifts: Vec::new() }
    }

    fn note(
        &mut self,
        changed: bool,
        field: DriftField,
        (kept, listed): (impl Into<String>, impl Into<String>),
        changes: impl IntoIterator<Item = Change>,
    ) {
        if changed {
            let Self { instance_id, release_id, .. } = *self;
            let (kept, listed, changes) = (kept.into(), listed.into(), changes.into_iter().collect());
            self.drifts.push(Drift { instance_id, release_id, field, kept, listed, changes });
        }
    }

    fn folder(&mut self, changed: bool, had: &Copy, has: &Copy) {
        let shown = (show(had.folder_id), show(has.folder_id));
        self.note(changed, DriftField::Folder, shown, [Change::Folder(has.folder_id)]);
    }

    fn rating(&mut self, had: &Copy, has: &Copy) {
        let shown = (show(had.rating), show(has.rating));
        self.note(had.rating != has.rating, DriftField::Rating, shown, [Change::Rating(has.rating)]);
    }
}

/// What must be written into which of a copy's fields so that they say what is listed.
fn note_changes(had: &[Note], has: &[Note]) -> Vec<Change> {
    let of = |notes: &[Note], id: FieldId| {
        let note = notes.iter().find(|note| note.field_id == id);
        note.map(|note| note.value.clone()).filter(|value| !value.is_empty())
    };
    let mut fields: Vec<FieldId> = had.iter().chain(has).map(|note| note.field_id).collect();
    fields.sort_unstable();
    fields.dedup();
    let differing = fields.into_iter().filter(|id| of(had, *id) != of(has, *id));
    differing.map(|id| Change::Note(id, of(has, id))).collect()
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
    use crate::edit::{apply_to_copy, apply_to_release};
    use crate::exchange::csv::{artist::parse_artists, format::parse_formats, label::parse_labels};
    use crate::exchange::keys;
    use crate::id::FolderId;
    use crate::release::Release;
    use proptest::prelude::*;

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
        assert_eq!(found[0].changes, [Change::Year(None)]);
    }

    #[test]
    fn notes_are_taken_over_field_by_field() {
        let note = |id, value: &str| Note { field_id: FieldId(id), value: value.into() };
        let (mut kept, mut listed) = (item(1, 10), item(1, 10));
        kept.copy.notes = vec![note(1, "Mint (M)"), note(2, "Fair (F)"), note(3, "signed")];
        listed.copy.notes = vec![note(3, "signed"), note(1, "Near Mint (NM or M-)"), note(4, "")];
        let found = drift(&kept, &listed);
        let expected = [Change::Note(FieldId(1), Some("Near Mint (NM or M-)".into())), Change::Note(FieldId(2), None)];
        assert_eq!((found.len(), found[0].field, found[0].changes.as_slice()), (1, DriftField::Notes, &expected[..]));
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

    /// An item of which a few things may differ, of a listing or of a file.
    fn items(local: bool) -> impl Strategy<Value = Item> {
        let release = ("[ab]{1,2}", prop::option::of(1970..1973), prop::collection::vec("[ab]", 0..2));
        let lines = (prop::option::of("[ab]"), prop::option::of("[ab]"), prop::option::of("LP|CD"));
        let copy = (prop::option::of(1u8..3), prop::option::of(1i64..3), prop::option::of(0i64..2));
        let notes = prop::collection::btree_map(1i64..6, "[ab]{1,2}", 0..4);
        (release, lines, copy, notes).prop_map(move |((title, year, genres), lines, copy, notes)| {
            let mut item = item(if local { keys::copy_id(ReleaseId(10), 1).0 } else { 1 }, 10);
            let (artist, label, format) = lines;
            item.release.credits = artist.map(|name| parse_artists(&name)).unwrap_or_default();
            item.release.labels = label.map(|name| parse_labels(&name, "1")).unwrap_or_default();
            item.release.formats = format.map(|name| parse_formats(&name)).unwrap_or_default();
            (item.release.title, item.release.year, item.release.genres) = (title, year, genres);
            (item.copy.rating, item.copy.added_at) = (copy.0, copy.2.map(|second| second * 1_000));
            item.copy.folder_id = copy.1.map(FolderId);
            item.copy.notes = notes.into_iter().map(|(id, value)| Note { field_id: FieldId(id), value }).collect();
            item
        })
    }

    proptest! {
        #[test]
        fn nothing_drifts_from_itself(item in any::<bool>().prop_flat_map(items)) {
            prop_assert_eq!(drift(&item, &item), []);
        }

        /// Only what no edit can take over is left: a date, a picture, the master release.
        #[test]
        fn what_was_taken_over_drifts_no_longer((kept, listed) in any::<bool>().prop_flat_map(|local| (items(local), items(false)))) {
            let mut shown = kept.clone();
            for change in drift(&kept, &listed).iter().flat_map(|drift| &drift.changes) {
                apply_to_release(&mut shown.release, change);
                apply_to_copy(&mut shown.copy, change);
            }
            shown.copy.notes.sort_by_key(|note| note.field_id);
            let left: Vec<DriftField> = drift(&shown, &listed).into_iter().map(|drift| drift.field).collect();
            prop_assert!(left.iter().all(|field| *field == DriftField::AddedAt), "{left:?}");
        }
    }
}
