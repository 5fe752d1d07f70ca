//! Reading JSON leniently: a field that is missing, null, of another type than documented or too long to be kept is simply
//! not there.

use serde_json::Value;
use serde_json::value::RawValue;
use sillon_core::limits::is_too_long;
use std::collections::BTreeMap;
use url::Url;

/// Services nest four or five deep.
const DEPTH: u32 = 12;

/// A text, without the one character that PostgreSQL cannot store; empty when there is none that can be kept.
pub(crate) fn text(of: &Value, key: &str) -> String {
    of.get(key).and_then(Value::as_str).and_then(kept).unwrap_or_default()
}

/// A text as it can be kept; none of one that is too long.
fn kept(text: &str) -> Option<String> {
    if is_too_long(text) {
        tracing::warn!(bytes = text.len(), "a service sent a text that is longer than 64 KB; it is left out");
        return None;
    }
    Some(text.replace('\0', ""))
}

/// A whole number, also one in quotes.
pub(crate) fn number(of: &Value, key: &str) -> Option<i64> {
    let value = of.get(key)?;
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// The objects of a list; none when there is no list.
pub(crate) fn list<'a>(of: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    of.get(key).and_then(Value::as_array).into_iter().flatten().filter(|entry| entry.is_object())
}

/// The texts of a list; empty ones left out.
pub(crate) fn texts(of: &Value, key: &str) -> Vec<String> {
    let list = of.get(key).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).filter_map(kept).filter(|text| !text.is_empty()).collect()
}

/// As printed: a text, or a number that was meant for one.
pub(crate) fn printed(of: &Value, key: &str) -> String {
    match of.get(key) {
        Some(Value::Number(number)) => number.to_string(),
        _ => text(of, key),
    }
}

/// An address that a page may link to: of the web, and of nothing else that a browser would run or open.
pub(crate) fn web_address(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    let is_plain = url.has_host() && url.username().is_empty() && url.password().is_none();
    (is_plain && !is_too_long(url.as_str()) && matches!(url.scheme(), "http" | "https")).then(|| url.into())
}

/// All of a JSON text that can be read. A text in it that is none, as half an emoji, is null instead of spoiling the
/// whole; so is what lies deeper than anything of use.
pub(crate) fn salvage(raw: &str) -> Value {
    salvage_within(raw, DEPTH)
}

fn salvage_within(raw: &str, depth: u32) -> Value {
    if let Ok(value) = serde_json::from_str(raw) {
        return value;
    }
    let Some(depth) = depth.checked_sub(1) else { return Value::Null };
    if let Ok(fields) = serde_json::from_str::<BTreeMap<String, &RawValue>>(raw) {
        return fields.into_iter().map(|(key, inner)| (key, salvage_within(inner.get(), depth))).collect();
    }
    let entries = serde_json::from_str::<Vec<&RawValue>>(raw).unwrap_or_default();
    if entries.is_empty() {
        return Value::Null;
    }
    entries.into_iter().map(|inner| salvage_within(inner.get(), depth)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;
    use sillon_core::limits::MOST_TEXT;

    #[test]
    fn what_is_no_list_is_empty() {
        for value in
            [json!({}), json!({"of": null}), json!({"of": "x"}), json!({"of": {"a": 1}}), json!({"of": [null, 3]})]
        {
            assert_eq!(list(&value, "of").count(), 0, "{value}");
            assert_eq!(texts(&value, "of"), Vec::<String>::new(), "{value}");
        }
    }

    #[test]
    fn a_text_can_be_stored() {
        assert_eq!(text(&json!({"title": "Nu\u{0}ll"}), "title"), "Null");
        assert_eq!(text(&json!({"title": 7}), "title"), "");
    }

    #[test]
    fn a_text_that_is_too_long_is_not_there() {
        let of = |length| json!({"title": "x".repeat(length), "list": ["a", "x".repeat(length)]});
        let (longest, too_long) = (of(MOST_TEXT), of(MOST_TEXT + 1));
        assert_eq!((text(&longest, "title").len(), texts(&longest, "list").len()), (MOST_TEXT, 2));
        assert_eq!((text(&too_long, "title"), printed(&too_long, "title")), (String::new(), String::new()));
        assert_eq!(texts(&too_long, "list"), ["a"]);
        // An address grows while it is read.
        assert_eq!(web_address(&format!("https://example.org/{}", "é".repeat(MOST_TEXT / 4))), None);
    }

    #[rstest]
    #[case(json!("A1"), "A1")]
    #[case(json!(7), "7")]
    #[case(json!(3.5), "3.5")]
    #[case(json!(null), "")]
    #[case(json!(["A1"]), "")]
    fn a_number_can_be_printed(#[case] value: Value, #[case] expected: &str) {
        assert_eq!(printed(&json!({ "position": value }), "position"), expected);
    }

    #[rstest]
    #[case("https://www.youtube.com/watch?v=x", Some("https://www.youtube.com/watch?v=x"))]
    #[case(" http://example.org/a b ", Some("http://example.org/a%20b"))]
    #[case(r#"https://example.org/"onload="x"#, Some("https://example.org/%22onload=%22x"))]
    #[case("javascript:alert(1)", None)]
    #[case("JavaScript://example.org/%0aalert(1)", None)]
    #[case("data:text/html,x", None)]
    #[case("file:///etc/passwd", None)]
    #[case("https://www.discogs.com@example.org/", None)]
    #[case("//example.org/", None)]
    #[case("", None)]
    fn only_the_web_is_linked_to(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(web_address(text).as_deref(), expected);
    }

    #[rstest]
    #[case(r#"{"a": [1, {"b": "x"}]}"#, json!({"a": [1, {"b": "x"}]}))]
    #[case(r#"{"a": [1, {"b": "\ud83d", "c": "y"}]}"#, json!({"a": [1, {"b": null, "c": "y"}]}))]
    #[case(r#""\ud83d""#, json!(null))]
    #[case(r#"[1e999, 2]"#, json!([null, 2]))]
    fn what_can_be_read_is_saved(#[case] raw: &str, #[case] expected: Value) {
        assert_eq!(salvage(raw), expected);
    }

    #[test]
    fn a_bottomless_answer_is_nothing() {
        let deep = format!("{}\"\\ud83d\"{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(salvage(&deep).is_array());
    }
}
