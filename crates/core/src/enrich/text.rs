//! Descriptions: what was written of a release, by whom, and whether it is shown.

use crate::id::ReleaseId;
use serde::{Deserialize, Serialize};

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextState {
    /// On the album's page.
    Shown,
    /// Kept aside: a check refused it, a person may take it all the same.
    Review,
    /// Another took its place.
    Former,
    /// Taken away by a person.
    Removed,
}

impl TextState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Shown, Self::Review, Self::Former, Self::Removed];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Review => "review",
            Self::Former => "former",
            Self::Removed => "removed",
        }
    }

    /// From what is stored.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Author {
    /// A chat model, under this name, asked by this version of the prompt.
    Model {
        /// As its service calls it.
        name: String,
        /// See the prompt.
        prompt_version: i64,
    },
    /// A person.
    Person,
}

/// A description of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its key.
    pub id: String,
    /// Of what.
    pub release_id: ReleaseId,
    /// Plain text.
    pub body: String,
    /// BCP 47: `fr`.
    pub language: String,
    /// Who wrote it.
    pub author: Author,
    /// Where it stands.
    pub state: TextState,
    /// Why it stands in review, as a JSON array of doubts.
    pub doubts: Option<String>,
    /// Whether only a person may put another in its place.
    pub locked: bool,
    /// In milliseconds UTC.
    pub written_at: i64,
}
