//! What is checked in every request before its handler reads it.
//!
//! - No text holds a NUL character (U+0000): PostgreSQL has no place for one, and SQLite's functions stop at it.
//! - A list is taken only where one is described: serde would read it into a type by the order of its members.
//! - The request has a budget of processor time, which ends when its client has gone.

use crate::api::query::refuse;
use crate::error::{Accepted, WebError};
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{MatchedPath, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use sillon_store::Budget;
use std::sync::Arc;
use std::time::Duration;
use url::form_urlencoded;

/// What looking through the catalogue may cost a request, in time of one processor. With what its SQL and its page cost besides,
/// a request stays below two seconds.
const MOST_WORK: Duration = Duration::from_millis(1_500);

/// The API's description, by which bodies are looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Described(Arc<Value>);

impl Described {
    pub(crate) fn new(document: Value) -> Self {
        Self(Arc::new(document))
    }

    /// The schema of a call's JSON body.
    fn body(&self, parts: &Parts) -> Option<&Value> {
        let path = parts.extensions.get::<MatchedPath>()?.as_str();
        let operation = self.0["paths"].get(path)?.get(parts.method.as_str().to_lowercase())?;
        operation["requestBody"]["content"]["application/json"].get("schema")
    }

    /// Whether no list is given where something else is described. Other mistakes are reported better by the handler.
    fn allows(&self, value: &Value, schema: &Value) -> bool {
        let schema = self.resolved(schema);
        let ways = |name: &str| schema[name].as_array().filter(|ways| !ways.is_empty());
        if let Some(ways) = ways("oneOf").or_else(|| ways("anyOf")) {
            return ways.iter().any(|way| self.allows(value, way) && is_of_kind(value, self.resolved(way)));
        }
        if let Some(parts) = ways("allOf") {
            return parts.iter().all(|part| self.allows(value, part));
        }
        match value {
            Value::Array(items) => {
                is_of_kind(value, schema) && items.iter().all(|item| self.allows(item, &schema["items"]))
            }
            Value::Object(members) => members.iter().all(|(name, member)| {
                let described = schema["properties"].get(name).unwrap_or(&schema["additionalProperties"]);
                self.allows(member, described)
            }),
            _ => true,
        }
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let place = schema["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
        place.and_then(|place| self.0.pointer(place)).unwrap_or(schema)
    }
}

/// Whether a list or an object is of a type that a schema names; a schema without a type takes anything.
fn is_of_kind(value: &Value, schema: &Value) -> bool {
    let kind = match value {
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        _ => return true,
    };
    match &schema["type"] {
        Value::String(only) => only == kind,
        Value::Array(several) => several.iter().any(|one| one == kind),
        _ => true,
    }
}

/// Looks at a request with a body of moderate size, and gives it its budget.
pub(crate) async fn check(described: Described, request: Request, next: Next) -> Response {
    match look(&described, request).await {
        Ok(request) => Budget::new(MOST_WORK).within(next.run(request)).await,
        Err(error) => error.into_response(),
    }
}

/// Looks at a request whose body is a file: that is judged where it is read.
pub(crate) async fn check_head(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match look_at_target(&parts) {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(error) => error.into_response(),
    }
}

async fn look(described: &Described, request: Request) -> Result<Request, WebError> {
    let (parts, body) = request.into_parts();
    look_at_target(&parts)?;
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (is_json, is_form) = (kind.contains("json"), kind.starts_with("application/x-www-form-urlencoded"));
    if body.is_end_stream() || !(is_json || is_form) {
        return Ok(Request::from_parts(parts, body));
    }
    // The layers around bound it.
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| WebError::BodyTooLarge)?;
    if is_form {
        look_at_pairs(&bytes)?
    } else {
        look_at_json(described, &parts, &bytes)?
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

fn look_at_target(parts: &Parts) -> Result<(), WebError> {
    // A path has no other way to write it.
    if parts.uri.path().contains("%00") {
        return Err(WebError::NotFound);
    }
    look_at_pairs(parts.uri.query().unwrap_or_default().as_bytes())
}

fn look_at_pairs(pairs: &[u8]) -> Result<(), WebError> {
    if !pairs.windows(3).any(|three| three == b"%00") && !pairs.contains(&0) {
        return Ok(());
    }
    let mut pairs = form_urlencoded::parse(pairs);
    let holds_one = pairs.find(|(name, value)| name.contains('\0') || value.contains('\0'));
    holds_one.map_or(Ok(()), |(name, _)| Err(nul(&name)))
}

fn look_at_json(described: &Described, parts: &Parts, bytes: &Bytes) -> Result<(), WebError> {
    // What is no JSON is refused by who reads it.
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return Ok(()) };
    if let Some(place) = place_of_nul(&value) {
        return Err(nul(&place));
    }
    let fits = described.body(parts).is_none_or(|schema| described.allows(&value, schema));
    if fits { Ok(()) } else { Err(WebError::InvalidBody) }
}

/// Where a text holds a NUL, as the names of members with dots between.
fn place_of_nul(value: &Value) -> Option<String> {
    let within = |name: &str, value: &Value| {
        let inner = place_of_nul(value)?;
        Some(if inner.is_empty() { name.to_owned() } else { format!("{name}.{inner}") })
    };
    match value {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(items) => items.iter().zip(0..).find_map(|(item, at): (_, usize)| within(&at.to_string(), item)),
        Value::Object(members) => members
            .iter()
            .find_map(|(name, value)| if name.contains('\0') { Some(name.clone()) } else { within(name, value) }),
        _ => None,
    }
}

/// That a parameter holds a NUL. The value is not shown: it may be a secret.
pub(crate) fn nul(name: &str) -> WebError {
    refuse(&name.replace('\0', "\u{fffd}"), "", Accepted::WithoutNul)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    #[rstest]
    #[case(json!({"name": "a\0b"}), Some("name"))]
    #[case(json!({"fields": {"3": ["x", "\0"]}}), Some("fields.3.1"))]
    #[case(json!({"a\0": 1}), Some("a\0"))]
    #[case(json!({"name": "\\u0000"}), None)]
    fn a_nul_is_found_in_every_place(#[case] body: Value, #[case] place: Option<&str>) {
        assert_eq!(place_of_nul(&body).as_deref(), place);
    }

    #[rstest]
    #[case(json!({"copy": {"rating": 1}}), true)]
    #[case(json!({"copy": [null, null]}), false)]
    #[case(json!([]), false)]
    #[case(json!({"artists": ["a", {"name": "b"}]}), true)]
    #[case(json!({"artists": [["a", null]]}), false)]
    #[case(json!({"artists": null, "copy": null}), true)]
    #[case(json!({"fields": {"3": "x"}}), true)]
    #[case(json!({"fields": {"3": ["x"]}}), false)]
    #[case(json!({"free": [[1]]}), true)]
    fn a_list_stands_only_where_one_is_described(#[case] body: Value, #[case] expected: bool) {
        let described = Described::new(json!({"components": {"schemas": {
            "Copy": {"type": "object", "properties": {"rating": {"type": ["integer", "null"]}}},
            "Artist": {"oneOf": [{"type": "string"}, {"type": "object", "properties": {"name": {"type": "string"}}}]},
        }}}));
        let schema = json!({"type": "object", "properties": {
            "copy": {"$ref": "#/components/schemas/Copy"},
            "artists": {"type": ["array", "null"], "items": {"$ref": "#/components/schemas/Artist"}},
            "fields": {"type": "object", "additionalProperties": {"type": "string"}},
            "free": {},
        }});
        assert_eq!(described.allows(&body, &schema), expected, "{body}");
    }
}
