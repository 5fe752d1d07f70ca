//! An album as the API shows it.

mod copy;
mod details;
mod enriched;
mod lines;

use super::editing::EditDocument;
use super::moment::Moment;
use crate::pages::source::is_address;
pub use copy::{CopyDocument, FieldDocument, FolderDocument};
pub use details::{CompanyDocument, DetailsDocument, IdentifierDocument, PartDocument, TrackDocument, VideoDocument};
pub use enriched::{CandidateDocument, DoubtDocument, FacetOriginDocument, ReasonDocument, TextDocument};
pub(crate) use enriched::{doubts, parse_candidates};
pub use lines::{CreditDocument, FormatDocument, LabelDocument};
use serde::Serialize;
use sillon_core::album::{Album, AlbumDetail, Source};
use sillon_core::credit::render_credits;
use sillon_core::enrich::Image;
use sillon_core::format::{Support, supports};
use sillon_core::id::{ArtistId, LOCAL_IDS};
use sillon_core::release::Release;
use sillon_core::want::Want;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// An album in a list: one release that the collection holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlbumDocument {
    #[serde(flatten)]
    facts: Facts,
    /// How many copies the collection holds.
    copies: u32,
}

/// What is known of an album, in lists and on its own.
#[derive(Debug, Serialize, ToSchema)]
pub struct Facts {
    /// Its key.
    id: i64,
    /// As printed.
    title: String,
    /// Display names of its artists.
    artists: Vec<String>,
    /// The artists as the sleeve joins them.
    #[schema(example = "Kevin Rowland & Dexys Midnight Runners")]
    artist_credit: String,
    /// Year of this pressing; null when unknown.
    year: Option<i32>,
    /// What carries the music: `Vinyle`, `CD`, `Cassette`, `Digital`… The first, where there are several.
    #[schema(example = "Vinyle")]
    support: &'static str,
    /// All that carries it.
    supports: Vec<&'static str>,
    /// Formats, in Discogs' order.
    formats: Vec<FormatDocument>,
    /// Labels with their catalogue numbers, in Discogs' order.
    labels: Vec<LabelDocument>,
    /// Genres.
    genres: Vec<String>,
    /// Styles: finer than genres.
    styles: Vec<String>,
    /// Where its data came from: `discogs`, `file` as long as no listing has shown it, or `manual` for what was added by hand.
    #[schema(example = "discogs")]
    source: &'static str,
    /// Its release at Discogs.
    discogs_id: Option<i64>,
    /// Its page at Discogs.
    discogs_url: Option<String>,
    /// Its master release at Discogs.
    master_id: Option<i64>,
    /// Its page at Spotify.
    spotify_url: Option<String>,
    /// Pictures, the cover first: those that are kept here (a path on this server), then those at the source.
    images: Vec<String>,
    /// The cover at about 150 px.
    thumb_url: Option<String>,
    /// Its description.
    ai_info: Option<String>,
    /// Best rating of its copies, 1 to 5.
    rating: Option<u8>,
    /// When its first copy came into the collection at Discogs.
    added_at: Option<Moment>,
    /// When sillon added it.
    created_at: Moment,
    /// Whether it is put away: out of lists and figures.
    archived: bool,
}

/// Where an enriched value came from.
#[derive(Debug, Serialize, ToSchema)]
pub struct Origin {
    /// Which service.
    #[schema(example = "spotify")]
    source: &'static str,
    /// When.
    found_at: Moment,
}

/// An album with all that is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlbumDetailDocument {
    #[serde(flatten)]
    facts: Facts,
    /// Its artists in full.
    credits: Vec<CreditDocument>,
    /// Its copies, oldest first.
    copies: Vec<CopyDocument>,
    #[serde(flatten)]
    details: DetailsDocument,
    /// Other albums of the collection with the same master release.
    pressings: Vec<AlbumDocument>,
    /// Where each enriched field came from, by the field's name.
    origins: BTreeMap<&'static str, Origin>,
    /// How each facet came to be what it is.
    enrichment: Vec<FacetOriginDocument>,
    /// Albums at Spotify that may be this one, at most three, best first: none was sure. Empty once there is a link, or a
    /// person said that it is none of them.
    candidates: Vec<CandidateDocument>,
    /// Its descriptions, newest first; the shown one among them.
    texts: Vec<TextDocument>,
    /// The sync that added it, or the act.
    added_by: String,
    /// What people changed, newest first; what was undone too.
    edits: Vec<EditDocument>,
}

impl From<Album> for AlbumDocument {
    fn from(album: Album) -> Self {
        Self { copies: album.copies, facts: album.into() }
    }
}

impl From<Want> for Facts {
    /// A want has the shape of an album that nothing was found for yet.
    fn from(want: Want) -> Self {
        let Want { release, rating, added_at, created_at, .. } = want;
        let (source, copies, spotify_url, description, cover) = (Source::Discogs, 0, None, None, None);
        Album {
            release,
            source,
            copies,
            added_at,
            created_at,
            rating,
            spotify_url,
            description,
            cover,
            archived: false,
        }
        .into()
    }
}

impl From<Album> for Facts {
    fn from(album: Album) -> Self {
        let Album {
            release,
            source,
            copies: _,
            added_at,
            created_at,
            rating,
            spotify_url,
            description,
            cover,
            archived,
        } = album;
        let supports: Vec<&str> = supports(&release.formats).into_iter().map(Support::name).collect();
        let discogs_id = release.id.discogs();
        let artists = artist_names(&release);
        let kept = cover.map(|image| image_url(&image));
        let Release { id, master_id, title, year, cover_url, thumb_url, credits, labels, formats, genres, styles } =
            release;
        // Rows of a file, or of an earlier version, may hold any text there.
        let [cover_url, thumb_url] = [cover_url, thumb_url].map(|url| url.filter(|url| is_address(url)));
        Self {
            id: id.0,
            title,
            artists,
            artist_credit: render_credits(&credits),
            year,
            support: supports.first().copied().unwrap_or_else(|| Support::Other.name()),
            supports,
            formats: formats.into_iter().map(Into::into).collect(),
            labels: labels.into_iter().map(Into::into).collect(),
            genres,
            styles,
            source: source.as_str(),
            discogs_id,
            discogs_url: discogs_id.map(|id| format!("https://www.discogs.com/release/{id}")),
            master_id: master_id.map(|master| master.0),
            spotify_url,
            images: kept.into_iter().chain(cover_url.or_else(|| thumb_url.clone())).collect(),
            thumb_url,
            ai_info: description,
            rating,
            added_at: added_at.map(Moment),
            created_at: Moment(created_at),
            archived,
        }
    }
}

/// Each name once: a bilingual credit may name one artist twice, in two scripts or in the same.
fn artist_names(release: &Release) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(release.credits.len());
    for credit in &release.credits {
        let name = credit.display_name();
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

impl From<AlbumDetail> for AlbumDetailDocument {
    fn from(detail: AlbumDetail) -> Self {
        let AlbumDetail {
            album,
            copies,
            pressings,
            added_by,
            spotify_found_at,
            details,
            texts,
            origins,
            candidates,
            edits,
        } = detail;
        let found = spotify_found_at.filter(|_| album.spotify_url.is_some());
        let origin = |at| ("spotify_url", Origin { source: "spotify", found_at: Moment(at) });
        Self {
            credits: album.release.credits.iter().cloned().map(Into::into).collect(),
            facts: album.into(),
            copies: copies.into_iter().map(Into::into).collect(),
            details: details.unwrap_or_default().into(),
            enrichment: origins.into_iter().map(Into::into).collect(),
            candidates: candidates
                .as_deref()
                .map(parse_candidates)
                .unwrap_or_default()
                .into_iter()
                .map(Into::into)
                .collect(),
            texts: texts.into_iter().map(Into::into).collect(),
            pressings: pressings.into_iter().map(Into::into).collect(),
            origins: found.map(origin).into_iter().collect(),
            added_by: added_by.0,
            edits: edits.into_iter().map(Into::into).collect(),
        }
    }
}

/// Where a kept picture is served, at the largest size for a screen.
pub fn image_url(image: &Image) -> String {
    format!("/images/{}/640.jpg", image.hash)
}

/// An artist's page at Discogs, for those that Discogs numbers.
pub fn artist_url(id: ArtistId) -> Option<String> {
    (id.0 < LOCAL_IDS).then(|| format!("https://www.discogs.com/artist/{id}"))
}

#[cfg(test)]
mod tests;
