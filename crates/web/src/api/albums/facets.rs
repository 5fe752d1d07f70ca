//! Facets as the API shows them.

use serde::Serialize;
use sillon_core::query::counts::{FacetCounts, ValueCount};
use utoipa::ToSchema;

/// Every facet that has values.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetsDocument {
    /// In the order in which pages offer them; the owner's own fields last.
    pub facets: Vec<FacetCountsDocument>,
}

/// The values of a facet.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetCountsDocument {
    /// The parameter that asks for its values.
    #[schema(example = "genre")]
    facet: &'static str,
    /// What the owner calls it, where it is a field: `media` and `sleeve` are fields too.
    name: Option<String>,
    /// How many values it has in all.
    total: u64,
    /// The values that most albums have, at most 60, and those that are asked for; decades as they follow, ratings from the
    /// best.
    values: Vec<FacetValueDocument>,
}

/// How many albums have a value.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetValueDocument {
    /// What the parameter takes for it.
    value: String,
    /// Its name to show.
    name: String,
    /// So many albums of what the question finds without its own filters of this facet.
    albums: u64,
    /// Whether it is asked for.
    chosen: bool,
}

impl From<FacetCounts> for FacetCountsDocument {
    fn from(counts: FacetCounts) -> Self {
        let FacetCounts { facet, name, values, total } = counts;
        Self { facet: facet.as_str(), name, total, values: values.into_iter().map(FacetValueDocument::from).collect() }
    }
}

impl From<ValueCount> for FacetValueDocument {
    fn from(count: ValueCount) -> Self {
        let ValueCount { value, name, albums, chosen } = count;
        Self { value: value.parameter().1, name, albums, chosen }
    }
}
