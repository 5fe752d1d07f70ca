//! What a later listing, a release's own page or a token that came later adds to an imported row. The row is never written
//! again: what it lacks is kept beside it, and reading fills its empty places. A place that has a value keeps it.

use crate::collection::{Copy, Item, Note};
use crate::credit::Credit;
use crate::exchange::csv::artist::render_artists;
use crate::exchange::csv::format::render_formats;
use crate::exchange::csv::label::{render_catnos, render_labels};
use crate::format::Format;
use crate::id::{FieldId, FolderId, InstanceId, MasterId, ReleaseId};
use crate::label::LabelLine;
use crate::release::Release;
use serde::{Deserialize, Serialize};

/// Discogs' own fields are 1 to 3 in every collection. A file numbers all others by itself, so that one of its fields and
/// one of a listing may be the same under two numbers.
const LAST_COMMON_FIELD: FieldId = FieldId(3);

/// What is added to a release; `None` where nothing is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// Of which release.
    pub release_id: ReleaseId,
    /// Year of the pressing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The master release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub master_id: Option<MasterId>,
    /// The cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover_url: Option<String>,
    /// The small cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumb_url: Option<String>,
    /// The credit where there was none, or the same one with Discogs' numbers, cut into artists for certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits: Option<Vec<Credit>>,
    /// The labels where there were none, or the same ones with Discogs' numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<LabelLine>>,
    /// The formats where there were none, or the same ones, unabbreviated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formats: Option<Vec<Format>>,
    /// Genres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genres: Option<Vec<String>>,
    /// Styles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub styles: Option<Vec<String>>,
}

/// What is added to a copy; `None` where nothing is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopySupplement {
    /// Of which copy.
    pub instance_id: InstanceId,
    /// Where it is filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder_id: Option<FolderId>,
    /// All notes of the copy: those that it had, then those that are added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Vec<Note>>,
}

/// Whether a file brought this row, as far as it shows: nothing in it has a number of Discogs' but the release.
pub fn is_from_file(release: &Release) -> bool {
    let named = release.credits.iter().map(|credit| credit.artist_id.is_local());
    let mut ours = named.chain(release.labels.iter().map(|line| line.label_id.is_local())).peekable();
    let bare = release.master_id.is_none() && release.genres.is_empty() && release.cover_url.is_none();
    if ours.peek().is_none() { bare } else { ours.any(|is_ours| is_ours) }
}

/// What is told of a release that its row lacks, where `kept` is the row with all that was added before; `None` when that
/// is nothing. Of a row that a file brought, credits, labels and formats that read the same in the file's words are taken
/// too: they are told more fully, not changed.
pub fn supplement(kept: &Release, told: &Release) -> Option<Supplement> {
    if kept.id != told.id {
        return None;
    }
    let from_file = is_from_file(kept);
    let same_credits = from_file && render_artists(&kept.credits) == render_artists(&told.credits);
    let same_labels = from_file
        && render_labels(&kept.labels) == render_labels(&told.labels)
        && render_catnos(&kept.labels) == render_catnos(&told.labels);
    let same_formats = from_file && render_formats(&kept.formats) == render_formats(&told.formats);
    let found = Supplement {
        release_id: kept.id,
        year: told.year.filter(|_| kept.year.is_none()),
        master_id: told.master_id.filter(|_| kept.master_id.is_none()),
        cover_url: told.cover_url.clone().filter(|_| kept.cover_url.is_none()),
        thumb_url: told.thumb_url.clone().filter(|_| kept.thumb_url.is_none()),
        credits: fuller(&kept.credits, &told.credits, same_credits),
        labels: fuller(&kept.labels, &told.labels, same_labels),
        formats: fuller(&kept.formats, &told.formats, same_formats),
        genres: fuller(&kept.genres, &told.genres, false),
        styles: fuller(&kept.styles, &told.styles, false),
    };
    (found != Supplement::nothing(kept.id)).then_some(found)
}

/// The told list where none is kept, or where it tells the same more fully.
fn fuller<T: Clone + PartialEq>(kept: &[T], told: &[T], says_the_same: bool) -> Option<Vec<T>> {
    let is_taken = if kept.is_empty() { !told.is_empty() } else { says_the_same && kept != told };
    is_taken.then(|| told.to_vec())
}

/// What a listing tells of a copy that its row lacks, where `kept` is the row with all that was added before: its folder,
/// and fields without a value. Both are told to the collection's owner only.
pub fn copy_supplement(kept: &Copy, listed: &Copy) -> Option<CopySupplement> {
    let is_ours = kept.instance_id.is_local() || kept.notes.iter().any(|note| note.field_id.is_local());
    let is_told = |note: &&Note| !note.value.trim().is_empty() && (!is_ours || note.field_id <= LAST_COMMON_FIELD);
    let has_value = |id: FieldId| kept.notes.iter().any(|note| note.field_id == id && !note.value.trim().is_empty());
    let told: Vec<&Note> = listed.notes.iter().filter(is_told).filter(|note| !has_value(note.field_id)).collect();
    let is_blank = |note: &&Note| !told.iter().any(|told| told.field_id == note.field_id);
    let notes = || kept.notes.iter().filter(is_blank).chain(told.iter().copied()).cloned().collect();
    let found = CopySupplement {
        instance_id: kept.instance_id,
        folder_id: listed.folder_id.filter(|_| kept.folder_id.is_none()),
        notes: (!told.is_empty()).then(notes),
    };
    (found.folder_id.is_some() || found.notes.is_some()).then_some(found)
}

/// Both for a listed copy. Of a wantlist, whose lines have neither folders nor fields, only the release's.
pub fn supplements(kept: &Item, listed: &Item, are_copies: bool) -> (Option<Supplement>, Option<CopySupplement>) {
    let copy = if are_copies { copy_supplement(&kept.copy, &listed.copy) } else { None };
    (supplement(&kept.release, &listed.release), copy)
}

impl Supplement {
    fn nothing(release_id: ReleaseId) -> Self {
        Self {
            release_id,
            year: None,
            master_id: None,
            cover_url: None,
            thumb_url: None,
            credits: None,
            labels: None,
            formats: None,
            genres: None,
            styles: None,
        }
    }

    /// The row as it reads with what was added.
    pub fn fill(&self, release: &Release) -> Release {
        let Self { year, master_id, cover_url, thumb_url, credits, labels, formats, genres, styles, .. } = self.clone();
        Release {
            id: release.id,
            title: release.title.clone(),
            year: year.or(release.year),
            master_id: master_id.or(release.master_id),
            cover_url: cover_url.or_else(|| release.cover_url.clone()),
            thumb_url: thumb_url.or_else(|| release.thumb_url.clone()),
            credits: credits.unwrap_or_else(|| release.credits.clone()),
            labels: labels.unwrap_or_else(|| release.labels.clone()),
            formats: formats.unwrap_or_else(|| release.formats.clone()),
            genres: genres.unwrap_or_else(|| release.genres.clone()),
            styles: styles.unwrap_or_else(|| release.styles.clone()),
        }
    }
}

impl CopySupplement {
    /// The row as it reads with what was added.
    pub fn fill(&self, copy: &Copy) -> Copy {
        Copy {
            folder_id: self.folder_id.or(copy.folder_id),
            notes: self.notes.clone().unwrap_or_else(|| copy.notes.clone()),
            ..copy.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv::{artist::parse_artists, format::parse_formats, label::parse_labels};
    use crate::id::{ArtistId, LabelId};
    use crate::sync::drift::tests::item;

    fn from_file() -> Release {
        let mut release = item(1, 10).release;
        release.cover_url = None;
        release.credits = parse_artists("Miles Davis");
        release.labels = parse_labels("Columbia", "CS 8163");
        release.formats = parse_formats("LP, Album, 180");
        release
    }

    fn listed() -> Release {
        let mut release = item(1, 10).release;
        release.credits = vec![Credit { artist_id: ArtistId(23), ..from_file().credits[0].clone() }];
        release.labels = vec![LabelLine { label_id: LabelId(1), ..from_file().labels[0].clone() }];
        release.formats = vec![Format {
            name: "Vinyl".into(),
            qty: 1,
            descriptions: vec!["LP".into(), "Album".into(), "Stereo".into()],
            text: "180g".into(),
        }];
        release.genres = vec!["Jazz".into()];
        release
    }

    #[test]
    fn a_listing_fills_what_a_file_lacks() {
        let filled = supplement(&from_file(), &listed()).unwrap().fill(&from_file());
        assert_eq!(filled, listed());
        assert_eq!(supplement(&filled, &listed()), None);
    }

    #[test]
    fn what_reads_otherwise_is_left_alone() {
        let mut other = listed();
        other.credits[0].name = "Miles Davis Sextet".into();
        other.title = "Kind of Blue (Legacy Edition)".into();
        let filled = supplement(&from_file(), &other).unwrap().fill(&from_file());
        assert_eq!((filled.credits, filled.title), (from_file().credits, from_file().title));
        assert_eq!(filled.cover_url, other.cover_url);
    }

    #[test]
    fn a_row_of_a_listing_gets_what_it_lacks_and_keeps_what_it_has() {
        let mut bare = listed();
        (bare.cover_url, bare.year) = (None, None);
        bare.formats.clear();
        let mut told = listed();
        told.genres = vec!["Rock".into()];
        told.labels[0].catno = "CS 8163 RE".into();
        let added = supplement(&bare, &told).unwrap();
        let expected = Supplement {
            cover_url: told.cover_url.clone(),
            year: told.year,
            formats: Some(told.formats.clone()),
            ..Supplement::nothing(bare.id)
        };
        assert_eq!(added, expected);
        assert_eq!(added.fill(&bare), listed());
        assert_eq!(supplement(&added.fill(&bare), &told), None);
        // What is told more fully replaces only what a file abbreviated.
        let mut fuller = listed();
        fuller.formats[0].text = "180 gram".into();
        assert_eq!(supplement(&listed(), &fuller), None);
    }

    #[test]
    fn a_copy_gets_its_folder_and_the_fields_without_a_value() {
        let note = |id: i64, value: &str| Note { field_id: FieldId(id), value: value.into() };
        let mut kept = item(1, 10).copy;
        (kept.folder_id, kept.notes) = (None, vec![note(1, "Mint (M)"), note(3, " ")]);
        let mut listed = item(1, 10).copy;
        listed.notes = vec![note(1, "Good (G)"), note(2, "Fair (F)"), note(3, "signed"), note(5, "box 4")];
        let added = copy_supplement(&kept, &listed).unwrap();
        let filled = added.fill(&kept);
        assert_eq!(filled.folder_id, listed.folder_id);
        assert_eq!(filled.notes, [note(1, "Mint (M)"), note(2, "Fair (F)"), note(3, "signed"), note(5, "box 4")]);
        assert_eq!(copy_supplement(&filled, &listed), None);
        // A file's own fields may be the listing's under other numbers.
        kept.instance_id = crate::exchange::keys::copy_id(ReleaseId(10), 1);
        let of_file = copy_supplement(&kept, &listed).unwrap();
        assert_eq!(of_file.notes.unwrap(), [note(1, "Mint (M)"), note(2, "Fair (F)"), note(3, "signed")]);
    }
}
