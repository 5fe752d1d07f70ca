//! The ledger: what a run found, did and left alone.

use crate::collection::List;
use crate::edit::Change;
use crate::exchange::Remark;
use crate::id::{InstanceId, JobId, ReleaseId};
use crate::job::SyncParams;
use crate::progress::Progress;
use crate::proof::Proof;
use serde::{Deserialize, Serialize};

/// One value of an imported row that reads otherwise at Discogs now. The row is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// Which copy showed it.
    pub instance_id: InstanceId,
    /// Of which release.
    pub release_id: ReleaseId,
    /// Which field.
    pub field: DriftField,
    /// What is kept.
    pub kept: String,
    /// What Discogs says now.
    pub listed: String,
    /// The edits that would take it over, those of a copy's fields about the copy; none where no edit can say it.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// The fields that can drift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriftField {
    /// Title.
    Title,
    /// Year of the pressing.
    Year,
    /// Master release.
    Master,
    /// Cover.
    Cover,
    /// Artist credit.
    Artists,
    /// Labels and catalogue numbers.
    Labels,
    /// Formats.
    Formats,
    /// Genres.
    Genres,
    /// Styles.
    Styles,
    /// Folder of the copy.
    Folder,
    /// Rating of the copy.
    Rating,
    /// Date added of the copy.
    AddedAt,
    /// Notes of the copy.
    Notes,
}

impl DriftField {
    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Year => "year",
            Self::Master => "master",
            Self::Cover => "cover",
            Self::Artists => "artists",
            Self::Labels => "labels",
            Self::Formats => "formats",
            Self::Genres => "genres",
            Self::Styles => "styles",
            Self::Folder => "folder",
            Self::Rating => "rating",
            Self::AddedAt => "added_at",
            Self::Notes => "notes",
        }
    }
}

/// What happened to one item of a listing, beyond being added or known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Entry {
    /// A copy that is kept here and no longer listed by Discogs.
    Absent {
        /// The copy.
        instance_id: InstanceId,
        /// Of which release.
        release_id: ReleaseId,
    },
    /// A copy that was absent and is listed again.
    Returned {
        /// The copy.
        instance_id: InstanceId,
        /// Of which release.
        release_id: ReleaseId,
    },
    /// A value that reads otherwise at Discogs now.
    Drifted(Drift),
    /// An item that could not be read.
    Refused {
        /// The copy, where at least that could be read.
        instance_id: Option<InstanceId>,
        /// What could be made out.
        shown_as: String,
        /// What is wrong.
        reason: String,
    },
}

impl Entry {
    /// What a person names it by to take it over; `None` where there is nothing to take over.
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Absent { instance_id, .. } => Some(format!("absent:{instance_id}")),
            Self::Drifted(drift) => Some(format!("drifted:{}:{}", drift.instance_id, drift.field.as_str())),
            Self::Returned { .. } | Self::Refused { .. } => None,
        }
    }

    /// The album that it is about, where that could be read.
    pub fn release_id(&self) -> Option<ReleaseId> {
        match self {
            Self::Absent { release_id, .. } | Self::Returned { release_id, .. } => Some(*release_id),
            Self::Drifted(drift) => Some(drift.release_id),
            Self::Refused { .. } => None,
        }
    }
}

/// Where a run's items came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Origin {
    /// The listing at Discogs.
    #[default]
    Discogs,
    /// A CSV of discogs.com.
    Csv {
        /// What the file was called.
        file: String,
    },
    /// An export of ours.
    Json {
        /// What the file was called.
        file: String,
    },
}

impl Origin {
    /// As in the API.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Discogs => "discogs",
            Self::Csv { .. } => "csv",
            Self::Json { .. } => "json",
        }
    }

    /// The name of the file, where one brought them.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::Discogs => None,
            Self::Csv { file } | Self::Json { file } => Some(file),
        }
    }
}

/// What a listing announced and what it showed, where the two differ or it did not read the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingNote {
    /// Which list.
    pub list: List,
    /// How many rows Discogs announces.
    pub announced: u64,
    /// How many it lists, each counted once.
    pub listed: u64,
    /// How many pages it announces.
    pub pages: u32,
    /// Announced pages that answer 404.
    pub missing_pages: Vec<u32>,
    /// Announced pages without a row, with rows before and after them or a full page before them.
    pub empty_pages: Vec<u32>,
    /// Rows that stand in the listing a second time.
    pub repeated: u64,
    /// How often it was read.
    pub readings: u32,
    /// Whether reading it again would bring nothing more; if not, it was different each time.
    pub is_stable: bool,
}

impl ListingNote {
    /// Announced rows that are not listed.
    pub fn unlisted(&self) -> u64 {
        self.announced.saturating_sub(self.listed)
    }
}

/// A run's receipt. Written once, when the run ends, however it ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which run.
    pub job_id: JobId,
    /// Of which list. Of a wantlist, albums and copies are the releases wanted.
    #[serde(default)]
    pub list: List,
    /// Where its items came from.
    #[serde(default)]
    pub origin: Origin,
    /// What it was asked.
    pub params: SyncParams,
    /// How it ended: the last progress document.
    pub progress: Progress,
    /// Albums in the collection before.
    pub albums_before: u64,
    /// Albums in the collection after.
    pub albums_after: u64,
    /// Copies in the collection before.
    pub copies_before: u64,
    /// Copies in the collection after.
    pub copies_after: u64,
    /// Whether every item of the listing was seen, so that absence could be judged.
    pub listing_whole: bool,
    /// Copies kept here that Discogs no longer lists.
    pub absent: u64,
    /// Values that read otherwise at Discogs now.
    pub drifted: u64,
    /// Items that could not be read.
    pub refused: u64,
    /// What was worth knowing of the file that brought them.
    #[serde(default)]
    pub remarks: Vec<Remark>,
    /// What it proves of the rows that were there before; `None` where it ended before anything was looked at.
    #[serde(default)]
    pub proof: Option<Proof>,
}

impl Receipt {
    /// What is said before anything is known but the run and how it ended.
    pub fn blank(job_id: JobId, list: List, params: SyncParams, progress: Progress) -> Self {
        Self {
            job_id,
            list,
            origin: Origin::Discogs,
            params,
            progress,
            albums_before: 0,
            albums_after: 0,
            copies_before: 0,
            copies_after: 0,
            listing_whole: false,
            absent: 0,
            drifted: 0,
            refused: 0,
            remarks: Vec::new(),
            proof: None,
        }
    }

    /// Whether a row that was there before the run was changed or removed while it ran.
    pub fn is_broken(&self) -> bool {
        self.proof.is_some_and(|proof| !proof.holds())
    }

    /// What a call for each known album would have cost beyond what the run cost; none of a file, which makes no calls.
    pub fn calls_saved(&self) -> Option<u64> {
        matches!(self.origin, Origin::Discogs).then_some(self.progress.skipped)
    }
}
