//! Members of answers: each is always there, though it may be null. The derived description tells no member that may be null from
//! one that may be left out.

use serde_json::Value;
use std::collections::BTreeSet;
use utoipa::openapi::schema::{AdditionalProperties, ArrayItems};
use utoipa::openapi::{OpenApi, RefOr, Schema};

/// Documents of which some members are left out where they say nothing.
const SPARSE: [&str; 2] = ["Problem", "EntryDocument"];

/// Says of every member of an answer that it is there. What a request holds may still be left out.
pub(super) fn describe(document: &mut OpenApi) {
    let sent = of_requests(&serde_json::to_value(&*document).unwrap_or_default());
    let components = document.components.get_or_insert_default();
    for (name, schema) in &mut components.schemas {
        if !sent.contains(name) && !SPARSE.contains(&name.as_str()) {
            require(schema);
        }
    }
}

fn require(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => {
            object.required = object.properties.keys().cloned().collect();
            object.properties.values_mut().for_each(require);
            if let Some(AdditionalProperties::RefOr(values)) = object.additional_properties.as_deref_mut() {
                require(values);
            }
        }
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                require(items);
            }
        }
        Schema::AllOf(parts) => parts.items.iter_mut().for_each(require),
        Schema::OneOf(ways) => ways.items.iter_mut().for_each(require),
        Schema::AnyOf(ways) => ways.items.iter_mut().for_each(require),
        _ => {}
    }
}

/// The schemas that requests are made of.
fn of_requests(document: &Value) -> BTreeSet<String> {
    let operations = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let operations = operations.filter_map(Value::as_object).flat_map(|item| item.values());
    let mut open: Vec<&Value> = operations.map(|operation| &operation["requestBody"]).collect();
    let mut found = BTreeSet::new();
    while let Some(part) = open.pop() {
        if let Some(name) = part["$ref"].as_str().and_then(|place| place.strip_prefix("#/components/schemas/"))
            && found.insert(name.to_owned())
        {
            open.push(&document["components"]["schemas"][name]);
        }
        open.extend(part.as_object().into_iter().flat_map(|members| members.values()));
        open.extend(part.as_array().into_iter().flatten());
    }
    found
}
