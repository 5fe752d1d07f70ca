//! Counts of an invented collection.

use sillon_core::id::{ArtistId, FieldId, FolderId, LabelId};
use sillon_core::query::counts::{FacetCounts, ValueCount};
use sillon_core::query::{Facet, Missing, Named, Value};

pub(crate) fn facets() -> Vec<FacetCounts> {
    let format = ["LP", "Album", "Reissue", "CD", "Compilation", "7\"", "12\"", "Single", "EP", "Stereo", "Mono"];
    let own = Facet::Field(FieldId(4));
    let styles = (0..30).map(|number| format!("Style <{number}>"));
    vec![
        counts(Facet::Support, ["Vinyle", "CD", "Cassette"].map(|name| (support(name), name.into()))),
        counts(Facet::Format, format.map(|name| (Value::Format(name.into()), name.into()))),
        counts(Facet::Genre, ["Rock", "Jazz", "Funk / Soul"].map(|name| (Value::Genre(name.into()), name.into()))),
        counts(Facet::Style, styles.map(|name| (Value::Style(name.clone()), name))),
        counts(Facet::Decade, (0..8).map(|decade| (Value::Decade(1950 + decade * 10), String::new()))),
        counts(Facet::Artist, (0..60).map(|id| (Value::Artist(Named::Id(ArtistId(id))), format!("Artist & {id}")))),
        counts(Facet::Label, (0..60).map(|id| (Value::Label(Named::Id(LabelId(id))), format!("Label {id}")))),
        counts(Facet::Country, ["France", "UK", "US"].map(|name| (Value::Country(name.into()), name.into()))),
        counts(Facet::Folder, [(Value::Folder(Named::Id(FolderId(2))), "Salon".into())]),
        counts(Facet::MEDIA, ["Mint (M)", "Good (G)"].map(|text| (Value::Field(FieldId(1), text.into()), text.into()))),
        counts(Facet::Rating, [5, 4, 0].map(|stars| (Value::Rating(stars), stars.to_string()))),
        counts(Facet::Missing, Missing::ALL.map(|lacking| (Value::Missing(lacking), lacking.as_str().into()))),
        FacetCounts {
            name: Some("Shelf <&>".into()),
            ..counts(own, ["A", "B"].map(|text| (Value::Field(FieldId(4), text.into()), text.into())))
        },
    ]
}

fn support(name: &str) -> Value {
    Value::parse(Facet::Support, name).unwrap()
}

fn counts(facet: Facet, values: impl IntoIterator<Item = (Value, String)>) -> FacetCounts {
    let values = values.into_iter().zip(0..).map(|((value, name), place)| {
        let chosen = value == Value::Genre("Jazz".into());
        ValueCount { value, name, albums: 1_842_u64.saturating_sub(place * 31), chosen }
    });
    let values: Vec<ValueCount> = values.collect();
    FacetCounts { facet, name: None, total: values.len() as u64 + 3, values }
}
