//! How what was learnt of an album came to be, and what was written of it.

use crate::api::moment::Moment;
use serde::Serialize;
use sillon_core::enrich::Origin;
use sillon_core::enrich::grounding::Doubt;
use sillon_core::enrich::matching::{Match, Reason};
use sillon_core::enrich::text::{Author, Text};
use utoipa::ToSchema;

/// How one facet came to be what it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacetOriginDocument {
    /// `links`, `images`, `covers`, `details` or `descriptions`.
    #[schema(example = "links")]
    facet: &'static str,
    /// `pending`, `found`, `absent` or `failed`.
    #[schema(example = "found")]
    outcome: &'static str,
    /// Who said so: `spotify`, `discogs`, `deezer`, a model, `person`.
    #[schema(example = "spotify")]
    source: String,
    /// How surely, 0 to 1.
    score: Option<f64>,
    /// A short why.
    trace: Option<String>,
    /// Since when.
    updated_at: Moment,
    /// When it is asked again.
    retry_at: Option<Moment>,
}

/// An album at Spotify that may be this one; a person says which.
#[derive(Debug, Serialize, ToSchema)]
pub struct CandidateDocument {
    /// Spotify's key.
    id: String,
    /// Its title there.
    title: String,
    /// Its artists there.
    artists: Vec<String>,
    /// The year it has there, often a reissue's.
    year: Option<i32>,
    /// How many tracks it has there.
    total_tracks: Option<u32>,
    /// Its page.
    url: String,
    /// How surely it is this album, 0 to 1.
    score: f64,
    /// What was weighed.
    reasons: Vec<ReasonDocument>,
}

/// Something weighed of a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonDocument {
    /// A stable code; `other` for what an earlier version said otherwise.
    #[schema(example = "other_year")]
    code: &'static str,
    /// The same in a few English words.
    #[schema(example = "year 1994 ≠ 1975")]
    said: String,
}

/// A description: shown, kept aside, former or removed.
#[derive(Debug, Serialize, ToSchema)]
pub struct TextDocument {
    /// Its key.
    id: String,
    /// Plain text.
    body: String,
    /// BCP 47.
    #[schema(example = "fr")]
    language: String,
    /// `model` or `person`.
    #[schema(example = "model")]
    author: &'static str,
    /// The model that wrote it, as its service calls it.
    model: Option<String>,
    /// The version of the prompt it was asked by.
    prompt_version: Option<i64>,
    /// `shown`, `review`, `former` or `removed`.
    #[schema(example = "shown")]
    state: &'static str,
    /// Why it was kept aside.
    doubts: Vec<DoubtDocument>,
    /// Whether only a person may put another in its place.
    locked: bool,
    /// When it was written.
    written_at: Moment,
}

/// Why a text was kept aside.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoubtDocument {
    /// A stable code.
    #[schema(example = "unknown_year")]
    code: &'static str,
    /// The piece of the text that gave rise to it.
    said: String,
}

impl From<Origin> for FacetOriginDocument {
    fn from(origin: Origin) -> Self {
        let Origin { facet, outcome, source, score, trace, updated_at, retry_at } = origin;
        Self {
            facet: facet.as_str(),
            outcome: outcome.as_str(),
            source,
            score,
            trace,
            updated_at: Moment(updated_at),
            retry_at: retry_at.map(Moment),
        }
    }
}

impl From<Match> for CandidateDocument {
    fn from(found: Match) -> Self {
        let Match { candidate, score, reasons } = found;
        Self {
            id: candidate.id,
            title: candidate.title,
            artists: candidate.artists.into_iter().map(|artist| artist.name).collect(),
            year: candidate.year,
            total_tracks: candidate.total_tracks,
            url: candidate.url,
            score,
            reasons: reasons.iter().map(ReasonDocument::from).collect(),
        }
    }
}

impl From<&Reason> for ReasonDocument {
    fn from(reason: &Reason) -> Self {
        Self { code: reason.code(), said: reason.to_string() }
    }
}

impl From<Text> for TextDocument {
    fn from(text: Text) -> Self {
        let doubts = doubts(&text);
        let (author, model, prompt_version) = match text.author {
            Author::Model { name, prompt_version } => ("model", Some(name), Some(prompt_version)),
            Author::Person => ("person", None, None),
        };
        Self {
            id: text.id,
            body: text.body,
            language: text.language,
            author,
            model,
            prompt_version,
            state: text.state.as_str(),
            doubts: doubts.iter().map(DoubtDocument::from).collect(),
            locked: text.locked,
            written_at: Moment(text.written_at),
        }
    }
}

impl From<&Doubt> for DoubtDocument {
    fn from(doubt: &Doubt) -> Self {
        Self { code: doubt.code(), said: doubt.said().to_owned() }
    }
}

/// The doubts that a text is stored with; those of a version that is not known are left out.
pub(crate) fn doubts(text: &Text) -> Vec<Doubt> {
    let stored = text.doubts.as_deref().unwrap_or("[]");
    let stored: Vec<serde_json::Value> = serde_json::from_str(stored).unwrap_or_default();
    stored.into_iter().filter_map(|doubt| serde_json::from_value(doubt).ok()).collect()
}

/// What the database keeps of the candidates; those of a version that cannot be read are as good as none.
pub(crate) fn parse_candidates(stored: &str) -> Vec<Match> {
    serde_json::from_str(stored).unwrap_or_default()
}
