//! What a question about albums finds, as the API shows it.

use super::super::album::AlbumDocument;
use super::super::listed::Listed;
use super::facets::FacetCountsDocument;
use crate::i18n::{Lang, text_with};
use serde::Serialize;
use sillon_core::album::AlbumList;
use sillon_core::query::counts::FacetCounts;
use sillon_core::query::search::Mistake;
use utoipa::ToSchema;

/// One page of albums.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlbumsDocument {
    #[serde(flatten)]
    list: Listed<AlbumDocument>,
    /// What was searched for instead, because nothing was found with a word as it was typed.
    #[schema(example = "miles davis")]
    corrected: Option<String>,
    /// Terms of the search that were set aside, because their value says nothing.
    mistakes: Vec<MistakeDocument>,
    /// How many albums have each value of each facet, with `facets=true`.
    facets: Option<Vec<FacetCountsDocument>>,
}

/// A term of a search that was set aside.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MistakeDocument {
    /// As it was typed.
    #[schema(example = "year:soon")]
    term: String,
    /// What is wrong with it, in the reader's language.
    pub(crate) detail: String,
}

impl AlbumsDocument {
    /// The answer to a question.
    pub fn of(lang: Lang, found: AlbumList, facets: Option<Vec<FacetCounts>>) -> Self {
        let mistakes = found.mistakes.iter().map(|mistake| MistakeDocument::of(lang, mistake));
        Self {
            mistakes: mistakes.collect(),
            list: Listed::of(found.list),
            corrected: found.corrected,
            facets: facets.map(|facets| facets.into_iter().map(FacetCountsDocument::from).collect()),
        }
    }
}

impl MistakeDocument {
    /// The mistake in the reader's language.
    pub fn of(lang: Lang, mistake: &Mistake) -> Self {
        let facet = mistake.facet.as_str();
        let key = format!("search-mistake-{facet}");
        let detail = text_with(lang, &key, &[("value", mistake.text.as_str().into())]);
        Self { term: format!("{facet}:{}", mistake.text), detail }
    }
}
