//! What somebody types into the search, and what stands in an address.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sillon_core::id::FieldId;
use sillon_core::query::search::Search;
use sillon_core::query::{Facet, Filter, Value};

fuzz_target!(|text: &str| {
    let fields = [(FieldId(4), "Shelf".to_owned())];
    let search = Search { mistakes: Vec::new(), ..Search::parse(text, &fields) };
    let written = search.to_string();
    let again = Search::parse(&written, &fields);
    assert_eq!(again.to_string(), written, "it is read as it is written");
    assert_eq!(again.mistakes, [], "{written:?}");
    let _ = search.corrected(&[]);
    if let Ok(filter) = Filter::parse_excluded(text) {
        let (_, written) = filter.parameter();
        assert_eq!(Filter::parse_excluded(&written), Ok(filter), "it is read as it is written");
    }
    for facet in Facet::NAMED {
        if let Ok(value) = Value::parse(facet, text) {
            assert_eq!(Value::parse(facet, &value.parameter().1), Ok(value), "it is read as it is written");
        }
    }
});
