//! What a listing adds to a release that a file brought. The file's row is never written again; what it lacks stands beside
//! it, once, and reading fills the empty places with it.

use crate::credit::Credit;
use crate::exchange::csv::artist::render_artists;
use crate::exchange::csv::format::render_formats;
use crate::exchange::csv::label::{render_catnos, render_labels};
use crate::format::Format;
use crate::id::{MasterId, ReleaseId};
use crate::label::LabelLine;
use crate::release::Release;
use serde::{Deserialize, Serialize};

/// The fuller facts; `None` where the file's row holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// Of which release.
    pub release_id: ReleaseId,
    /// The master release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub master_id: Option<MasterId>,
    /// The cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover_url: Option<String>,
    /// The small cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumb_url: Option<String>,
    /// The same credit with Discogs' numbers, cut into artists for certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits: Option<Vec<Credit>>,
    /// The same labels with Discogs' numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<LabelLine>>,
    /// The same formats, unabbreviated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formats: Option<Vec<Format>>,
    /// Genres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genres: Option<Vec<String>>,
    /// Styles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub styles: Option<Vec<String>>,
}

/// Whether a file brought this row, as far as it shows: nothing in it has a number of Discogs' but the release.
pub fn is_from_file(release: &Release) -> bool {
    let named = release.credits.iter().map(|credit| credit.artist_id.is_local());
    let mut ours = named.chain(release.labels.iter().map(|line| line.label_id.is_local())).peekable();
    let bare = release.master_id.is_none() && release.genres.is_empty() && release.cover_url.is_none();
    if ours.peek().is_none() { bare } else { ours.any(|is_ours| is_ours) }
}

/// What a listing adds to a row that a file brought; `None` when that is nothing. Credits, labels and formats are taken
/// only where they read the same in the file's words: what was imported is filled in, never changed.
pub fn supplement(kept: &Release, listed: &Release) -> Option<Supplement> {
    if kept.id != listed.id || !is_from_file(kept) {
        return None;
    }
    let same_credits = render_artists(&kept.credits) == render_artists(&listed.credits);
    let same_labels = render_labels(&kept.labels) == render_labels(&listed.labels)
        && render_catnos(&kept.labels) == render_catnos(&listed.labels);
    let same_formats = render_formats(&kept.formats) == render_formats(&listed.formats);
    let found = Supplement {
        release_id: kept.id,
        master_id: listed.master_id.filter(|_| kept.master_id.is_none()),
        cover_url: listed.cover_url.clone().filter(|_| kept.cover_url.is_none()),
        thumb_url: listed.thumb_url.clone().filter(|_| kept.thumb_url.is_none()),
        credits: (same_credits && kept.credits != listed.credits).then(|| listed.credits.clone()),
        labels: (same_labels && kept.labels != listed.labels).then(|| listed.labels.clone()),
        formats: (same_formats && kept.formats != listed.formats).then(|| listed.formats.clone()),
        genres: (kept.genres.is_empty() && !listed.genres.is_empty()).then(|| listed.genres.clone()),
        styles: (kept.styles.is_empty() && !listed.styles.is_empty()).then(|| listed.styles.clone()),
    };
    (found != Supplement::nothing(kept.id)).then_some(found)
}

impl Supplement {
    fn nothing(release_id: ReleaseId) -> Self {
        Self {
            release_id,
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
        let Self { master_id, cover_url, thumb_url, credits, labels, formats, genres, styles, .. } = self.clone();
        Release {
            id: release.id,
            title: release.title.clone(),
            year: release.year,
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
    fn a_row_of_a_listing_is_never_supplemented() {
        let mut bare = listed();
        bare.cover_url = None;
        assert_eq!(supplement(&bare, &listed()), None);
    }
}
