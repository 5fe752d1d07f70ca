//! Discogs' answers as they come. What a page cannot do without is typed; an item is read leniently: a field that is
//! missing, null or of another type than documented is simply not there.

use crate::lenient::number;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use sillon_core::id::LOCAL_IDS;

#[derive(Deserialize)]
pub(super) struct Identity {
    #[serde(default)]
    pub(super) id: Value,
    pub(super) username: String,
}

#[derive(Deserialize)]
pub(super) struct Folders {
    pub(super) folders: Vec<Value>,
}

#[derive(Deserialize)]
pub(super) struct Fields {
    pub(super) fields: Vec<Value>,
}

/// The items stay text until each is read by itself, so that none can spoil the page for the others.
#[derive(Deserialize)]
pub(super) struct Page<'a> {
    pub(super) pagination: Pagination,
    /// Called so in a collection; in a wantlist `wants`.
    #[serde(borrow, alias = "wants")]
    pub(super) releases: Vec<&'a RawValue>,
}

/// Sums as Discogs writes them: `$25,064.93`.
#[derive(Deserialize)]
pub(super) struct Worth {
    pub(super) minimum: String,
    pub(super) median: String,
    pub(super) maximum: String,
}

#[derive(Deserialize)]
pub(super) struct Pagination {
    pub(super) page: u32,
    pub(super) pages: u32,
    pub(super) per_page: u32,
    pub(super) items: u64,
    /// Links to other pages, by their names.
    #[serde(default)]
    pub(super) urls: Value,
}

/// All that is needed to name a line of whose text nothing else can be read: of a collection the copy, of a wantlist the
/// release.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) instance_id: Option<i64>,
    pub(super) id: Option<i64>,
}

/// A key that Discogs gave: 0 stands for none, and from [`LOCAL_IDS`] on they are ours.
pub(super) fn id(of: &Value, key: &str) -> Option<i64> {
    number(of, key).filter(|id| is_id(*id))
}

/// Whether Discogs could have given this key.
pub(super) fn is_id(number: i64) -> bool {
    (1..LOCAL_IDS).contains(&number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    #[rstest]
    #[case(json!({"id": 5}), Some(5))]
    #[case(json!({"id": " 5 "}), Some(5))]
    #[case(json!({"id": 0}), None)]
    #[case(json!({"id": -5}), None)]
    #[case(json!({"id": 5.5}), None)]
    #[case(json!({"id": "five"}), None)]
    #[case(json!({"id": null}), None)]
    #[case(json!({"id": LOCAL_IDS}), None)]
    #[case(json!({}), None)]
    #[case(json!([5]), None)]
    fn an_id_is_one_that_discogs_could_give(#[case] value: Value, #[case] expected: Option<i64>) {
        assert_eq!(id(&value, "id"), expected);
    }
}
