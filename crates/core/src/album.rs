//! Albums as the pages and the API show them: one release that the collection holds, with what is known of it.

use crate::collection::Note;
use crate::edit::Edit;
use crate::enrich::details::Details;
use crate::enrich::text::Text;
use crate::enrich::{Image, Origin};
use crate::id::{FolderId, InstanceId, JobId, ReleaseId};
use crate::query::search::Mistake;
use crate::release::Release;

/// An album in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Album {
    /// What it is. `release.id` is the album's key.
    pub release: Release,
    /// Where its data came from.
    pub source: Source,
    /// How many copies the collection holds.
    pub copies: u32,
    /// When its first copy came into the collection at Discogs, in milliseconds UTC.
    pub added_at: Option<i64>,
    /// When sillon added it, in milliseconds UTC.
    pub created_at: i64,
    /// Best rating of its copies.
    pub rating: Option<u8>,
    /// Its page at Spotify.
    pub spotify_url: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Its cover as it is kept here.
    pub cover: Option<Image>,
    /// Whether it is put away, in the archive.
    pub archived: bool,
}

/// Where an album's data came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A listing at Discogs, whether or not a file brought it first.
    Discogs,
    /// A file, and no listing has shown it so far.
    File,
    /// A person added it by hand.
    Manual,
}

impl Source {
    /// Of a release, of which a listing has shown a copy or not. What Discogs does not number was made by hand.
    pub fn of(release: ReleaseId, is_listed: bool) -> Self {
        match (release.is_local(), is_listed) {
            (true, _) => Self::Manual,
            (false, true) => Self::Discogs,
            (false, false) => Self::File,
        }
    }

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Discogs => "discogs",
            Self::File => "file",
            Self::Manual => "manual",
        }
    }
}

/// An album with its copies and neighbours.
#[derive(Clone, Debug, PartialEq)]
pub struct AlbumDetail {
    /// The album.
    pub album: Album,
    /// Its copies, oldest first.
    pub copies: Vec<CopyDetail>,
    /// Other albums of the collection with the same master release.
    pub pressings: Vec<Album>,
    /// Which run added it.
    pub added_by: JobId,
    /// When the Spotify link was found.
    pub spotify_found_at: Option<i64>,
    /// What its own page at Discogs tells.
    pub details: Option<Details>,
    /// Its descriptions, newest first; the shown one among them.
    pub texts: Vec<Text>,
    /// Links that a person may choose from, where none was sure: a JSON array.
    pub candidates: Option<String>,
    /// How each facet came to be what it is.
    pub origins: Vec<Origin>,
    /// What people changed, newest first, what was undone too.
    pub edits: Vec<Edit>,
}

/// One copy with the names of its folder and fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyDetail {
    /// Its key.
    pub instance_id: InstanceId,
    /// Where it is filed.
    pub folder: Option<(FolderId, String)>,
    /// 1 to 5.
    pub rating: Option<u8>,
    /// When it came into the collection.
    pub added_at: Option<i64>,
    /// Name and value of each field that is filled in, in the order of the fields' ids.
    pub fields: Vec<(String, Note)>,
    /// Since which run Discogs no longer lists it.
    pub absent_since: Option<i64>,
}

/// What a question about albums finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlbumList {
    /// One page of it.
    pub list: ListPage<Album>,
    /// What was searched for instead, because nothing was found with a word as it was typed.
    pub corrected: Option<String>,
    /// Terms of the search that were set aside, because their value says nothing.
    pub mistakes: Vec<Mistake>,
}

/// The albums that a question finds, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Their keys, in the question's order.
    pub albums: Vec<ReleaseId>,
    /// See [`AlbumList::corrected`].
    pub corrected: Option<String>,
    /// See [`AlbumList::mistakes`].
    pub mistakes: Vec<Mistake>,
}

/// What the collection holds of something that somebody asks about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owned {
    /// By what it was found; `None` where it was not.
    pub matched_by: Option<MatchedBy>,
    /// What was searched for instead, because nothing was found with a word as it was typed.
    pub corrected: Option<String>,
    /// The albums that it says, by artist.
    pub exact: Vec<Album>,
    /// Other pressings of the same works, oldest first.
    pub pressings: Vec<Album>,
}

/// By what somebody's question was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedBy {
    /// The digits of a barcode.
    Barcode,
    /// A catalogue number.
    Catno,
    /// Words of artist and title.
    Title,
}

impl MatchedBy {
    /// The API's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Barcode => "barcode",
            Self::Catno => "catno",
            Self::Title => "title",
        }
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage<T> {
    /// What stands on it.
    pub items: Vec<T>,
    /// How many there are on all pages.
    pub total: u64,
    /// 1-based.
    pub page: u32,
    /// At most so many items a page.
    pub page_size: u32,
}

impl<T> ListPage<T> {
    /// How many pages there are; 0 for an empty list.
    pub fn pages(&self) -> u64 {
        self.total.div_ceil(u64::from(self.page_size.max(1)))
    }
}
