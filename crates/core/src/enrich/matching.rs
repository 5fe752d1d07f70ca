//! Whether a streaming service's album is the release in hand.
//!
//! A wrong link is worse than none: an album is taken only where artist and title are the same but for spelling and
//! edition, and nothing speaks against it. What is merely likely is kept for a person to choose from.

mod artist;
mod edition;
mod kind;
mod reason;
mod score;
mod spelling;
mod title;
mod year;

use crate::enrich::details::Details;
use crate::release::Release;
use serde::{Deserialize, Serialize};

pub use edition::Mark;
pub use reason::Reason;
pub(crate) use spelling::name_key;

/// Changes whenever the same release and candidates may be judged otherwise.
pub const MATCHER_VERSION: i64 = 2;
/// The least score at which a candidate is taken.
pub const THRESHOLD: f64 = 0.8;
/// The least score at which a person is asked.
const DOUBTFUL: f64 = 0.5;
const MOST_DOUBTFUL: usize = 3;
/// Two artists of one name are only told apart by so much.
const CLEARLY: f64 = 0.1;

/// An album that a service offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Candidate {
    /// The service's key for it.
    pub id: String,
    /// Its title there.
    pub title: String,
    /// Its artists there, in the service's order.
    pub artists: Vec<CandidateArtist>,
    /// Year of its release there; often that of a reissue.
    pub year: Option<i32>,
    /// What the service takes it for.
    pub album_type: AlbumType,
    /// How many tracks it has there.
    pub total_tracks: Option<u32>,
    /// Its page.
    pub url: String,
    /// Whether the service was asked for the release's barcode when it offered this.
    pub by_barcode: bool,
}

/// An artist as a candidate names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CandidateArtist {
    /// The service's key; empty when it gave none.
    pub id: String,
    /// The name there.
    pub name: String,
}

/// What a service takes an album for. Spotify calls a short play a single.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlbumType {
    /// A long player.
    Album,
    /// A single or a short play.
    Single,
    /// A best-of, or tracks of several artists.
    Compilation,
    /// It does not say.
    #[default]
    #[serde(other)]
    Unknown,
}

/// A candidate and how surely it is the release.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// What is offered.
    pub candidate: Candidate,
    /// 0 to 1.
    pub score: f64,
    /// What was weighed.
    pub reasons: Vec<Reason>,
}

/// What has come of all candidates.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The one that surely is the release, at or above [`THRESHOLD`].
    pub taken: Option<Match>,
    /// Where none is taken: at most three that a person may choose from, best first.
    pub doubtful: Vec<Match>,
    /// Why, in one line: `3 candidates, best 0.71 < 0.80: artist ok, title ok, year 1975 ≠ 1994`.
    pub trace: String,
}

/// Judges what a service offers for a release. `details` only add evidence: the year of the work, the number of tracks.
pub fn match_album(release: &Release, details: Option<&Details>, candidates: &[Candidate]) -> Verdict {
    let ours = score::Ours::new(release, details);
    let mut judged: Vec<Match> = candidates.iter().map(|candidate| ours.judge(candidate)).collect();
    // Stable: of equals, the service's own order stands.
    judged.sort_by(|left, right| right.score.total_cmp(&left.score));
    let counted = match candidates.len() {
        0 => "no candidates".to_owned(),
        1 => "1 candidate".to_owned(),
        several => format!("{several} candidates"),
    };
    let Some(best) = judged.first() else {
        return Verdict { taken: None, doubtful: Vec::new(), trace: counted };
    };
    let why: Vec<String> = best.reasons.iter().map(Reason::to_string).collect();
    let (score, why) = (best.score, why.join(", "));
    let rival = judged.iter().skip(1).any(|other| is_rival(best, other));
    if score >= THRESHOLD && !rival {
        let trace = format!("{counted}, taken at {score:.2}: {why}");
        return Verdict { taken: Some(judged.swap_remove(0)), doubtful: Vec::new(), trace };
    }
    let trace = if rival {
        format!("{counted}, best {score:.2}, but another artist of that name is as likely")
    } else {
        // Rounded down, lest it reads as the threshold itself.
        format!("{counted}, best {:.2} < {THRESHOLD:.2}: {why}", (score * 100.0).floor() / 100.0)
    };
    judged.retain(|one| one.score >= DOUBTFUL);
    judged.truncate(MOST_DOUBTFUL);
    Verdict { taken: None, doubtful: judged, trace }
}

/// Whether another artist of the same name offers nearly the same.
fn is_rival(best: &Match, other: &Match) -> bool {
    let id = |one: &Match| one.candidate.artists.first().map(|artist| artist.id.clone()).filter(|id| !id.is_empty());
    let another = id(best).zip(id(other)).is_some_and(|(left, right)| left != right);
    another && other.score >= THRESHOLD && best.score - other.score < CLEARLY
}

#[cfg(test)]
mod tests;
