//! What is shown: the values below, with the edits laid over them.

use super::Change;
use crate::collection::{Copy, Note};
use crate::enrich::details::Details;
use crate::release::Release;

/// Lays a change over a release; those of other things leave it as it is.
pub fn apply_to_release(release: &mut Release, change: &Change) {
    match change {
        Change::Title(title) => release.title.clone_from(title),
        Change::Artists(credits) => release.credits.clone_from(credits),
        // The small one is of the former cover.
        Change::Cover(url) => (release.cover_url, release.thumb_url) = (url.clone(), None),
        Change::Year(year) => release.year = *year,
        Change::Labels(labels) => release.labels.clone_from(labels),
        Change::Formats(formats) => release.formats.clone_from(formats),
        Change::Genres(genres) => release.genres.clone_from(genres),
        Change::Styles(styles) => release.styles.clone_from(styles),
        _ => {}
    }
}

/// Lays a change over what a release's own page tells.
pub fn apply_to_details(details: &mut Details, change: &Change) {
    match change {
        Change::OriginalYear(year) => details.original_year = *year,
        Change::Country(country) => details.country.clone_from(country),
        _ => {}
    }
}

/// Lays a change over a copy.
pub fn apply_to_copy(copy: &mut Copy, change: &Change) {
    match change {
        Change::Folder(folder) => copy.folder_id = *folder,
        Change::Rating(rating) => copy.rating = *rating,
        Change::Note(field_id, value) => {
            let at = copy.notes.iter().position(|note| note.field_id == *field_id);
            match (at, value) {
                (Some(at), Some(value)) => copy.notes[at].value.clone_from(value),
                (Some(at), None) => drop(copy.notes.remove(at)),
                (None, Some(value)) => copy.notes.push(Note { field_id: *field_id, value: value.clone() }),
                (None, None) => {}
            }
        }
        _ => {}
    }
}

/// Whether an album with these changes in force, oldest first, is put away.
pub fn is_archived<'a>(changes: impl IntoIterator<Item = &'a Change>) -> bool {
    let said = changes.into_iter().filter_map(|change| match change {
        Change::Archived(archived) => Some(*archived),
        _ => None,
    });
    said.last().unwrap_or(false)
}
