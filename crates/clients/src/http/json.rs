//! JSON, told apart from what only looks like an answer.

use crate::error::ClientError;
use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;

/// The longest message that is kept of an error.
const LONGEST_MESSAGE: usize = 200;

/// Reads a whole body. No JSON at all, or half of it, may be whole the next time ([`ClientError::Transient`]); JSON of
/// another shape will not ([`ClientError::Decode`]).
pub(crate) fn decode<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, ClientError> {
    let broken = |error: &serde_json::Error| ClientError::Transient(format!("no whole JSON: {error}"));
    let text = std::str::from_utf8(body).map_err(|error| ClientError::Transient(error.to_string()))?;
    let mut json = serde_json::Deserializer::from_str(text);
    let decoded = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        match inner.classify() {
            Category::Data => ClientError::Decode { path, message: clip(&inner.to_string()) },
            Category::Syntax | Category::Eof | Category::Io => broken(&inner),
        }
    })?;
    json.end().map_err(|error| broken(&error))?;
    Ok(decoded)
}

/// What an error's body says: `{"message"}` (Discogs), `{"error": {"message"}}` (Spotify, OpenAI) or `{"error_description"}`
/// (Spotify), `{"error": {"description", "errors": [{"description"}]}}` (Infomaniak), `{"detail"}` (servers of models).
/// Empty where the object says nothing, none where the body is no JSON object and so not the service's own.
pub(crate) fn error_message(body: &[u8]) -> Option<String> {
    let json: Value = serde_json::from_slice(body).ok()?;
    let object = json.as_object()?;
    if let Some(description) = json.pointer("/error/description").and_then(Value::as_str) {
        let errors = json.pointer("/error/errors").and_then(Value::as_array).into_iter().flatten();
        let each = errors.filter_map(|error| error.get("description")?.as_str());
        return Some(clip(&[description].into_iter().chain(each).collect::<Vec<_>>().join(" ")));
    }
    let places = [object.get("message"), object.get("error_description"), json.pointer("/error/message")];
    let last = [object.get("error"), object.get("detail")];
    let said = places.into_iter().chain(last).flatten().find_map(Value::as_str).map(str::to_owned);
    let listed = || object.get("detail").filter(|detail| detail.is_array()).map(Value::to_string);
    Some(clip(&said.or_else(listed).unwrap_or_default()))
}

/// One line of bounded length.
fn clip(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST_MESSAGE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only the shape matters")]
    struct Outer {
        inner: Vec<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only the shape matters")]
    struct Inner {
        count: u32,
    }

    #[rstest]
    #[case(b"")]
    #[case(b"<!DOCTYPE html><title>Just a moment...</title>")]
    #[case(br#"{"inner": [{"count": 1}"#)]
    #[case(br#"{"inner": [{"count": 1}]} trailing"#)]
    #[case(b"{\"inner\": [], \"x\": \"\xff\"}")]
    fn half_an_answer_may_be_whole_next_time(#[case] body: &[u8]) {
        assert!(matches!(decode::<Outer>(body), Err(ClientError::Transient(_))), "{:?}", decode::<Outer>(body));
    }

    #[test]
    fn a_wrong_shape_names_its_place() {
        let error = decode::<Outer>(br#"{"inner": [{"count": 1}, {"count": "many"}]}"#).unwrap_err();
        let ClientError::Decode { path, message } = error else { panic!("{error:?}") };
        assert_eq!(path, "inner[1].count");
        assert!(message.contains("expected u32"), "{message}");
    }

    #[rstest]
    #[case(r#"{"message": "Invalid consumer token."}"#, Some("Invalid consumer token."))]
    #[case(r#"{"error": {"status": 429, "message": "Too many requests"}}"#, Some("Too many requests"))]
    #[case(r#"{"error": "invalid_client", "error_description": "Invalid client"}"#, Some("Invalid client"))]
    #[case(r#"{"error": "invalid_client"}"#, Some("invalid_client"))]
    #[case(r#"{"result": "error", "error": {"code": "not_authorized", "description": "Authorization required", "errors": []}}"#, Some("Authorization required"))]
    #[case(
        r#"{"error": {"code": "x", "description": "Failed", "errors": [{"description": "Must be a string."}, null]}}"#,
        Some("Failed Must be a string.")
    )]
    #[case(r#"{"detail": "Not Found"}"#, Some("Not Found"))]
    #[case(r#"{"detail": [{"loc": ["body", "x"], "msg": "No."}]}"#, Some(r#"[{"loc":["body","x"],"msg":"No."}]"#))]
    #[case(r#"{"message": null}"#, Some(""))]
    #[case(r#"{"message": "two\nlines"}"#, Some("two lines"))]
    #[case(r#""maintenance""#, None)]
    #[case("<html>", None)]
    #[case("", None)]
    fn only_an_object_is_the_services_own(#[case] body: &str, #[case] message: Option<&str>) {
        assert_eq!(error_message(body.as_bytes()).as_deref(), message);
    }
}
