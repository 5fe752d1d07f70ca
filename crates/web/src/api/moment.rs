//! Instants as the API writes them.

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// An instant, in milliseconds UTC here and in RFC 3339 UTC outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub i64);

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match Timestamp::from_millisecond(self.0) {
            Ok(instant) => serializer.collect_str(&instant),
            // Beyond the year 9999: no instant that anything of ours can mean.
            Err(_) => serializer.serialize_none(),
        }
    }
}

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .examples(["2024-03-01T18:04:05Z"])
            .into()
    }
}

impl ToSchema for Moment {}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, "\"1970-01-01T00:00:00Z\"")]
    #[case(1_709_316_245_120, "\"2024-03-01T18:04:05.12Z\"")]
    #[case(-1, "\"1969-12-31T23:59:59.999Z\"")]
    #[case(i64::MAX, "null")]
    fn instants_are_rfc_3339_in_utc(#[case] milliseconds: i64, #[case] written: &str) {
        assert_eq!(serde_json::to_string(&Moment(milliseconds)).unwrap(), written);
    }
}
