//! Numbers in queries: each has an upper end, as it is read.

use super::operations;
use crate::api::query::LARGEST_NUMBER;
use utoipa::openapi::path::ParameterIn;
use utoipa::openapi::schema::{Schema, SchemaType, Type};
use utoipa::openapi::{OpenApi, RefOr};

/// Says how large a number may be where the call itself does not.
pub(super) fn describe(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        let parameters = operations(item).flat_map(|(_, operation)| operation.parameters.iter_mut().flatten());
        for parameter in parameters {
            let RefOr::T(parameter) = parameter else { continue };
            if let (ParameterIn::Query, Some(RefOr::T(Schema::Object(object)))) =
                (&parameter.parameter_in, parameter.schema.as_mut())
                && is_whole(&object.schema_type)
                && object.maximum.is_none()
            {
                object.maximum = Some(LARGEST_NUMBER.into());
            }
        }
    }
}

fn is_whole(kind: &SchemaType) -> bool {
    match kind {
        SchemaType::Type(only) => *only == Type::Integer,
        SchemaType::Array(several) => several.contains(&Type::Integer),
        SchemaType::AnyValue => false,
    }
}
