//! Parameters of the query, read so that every refusal names the parameter, its value and what is accepted.
//!
//! A name that a call does not know is refused too: `dryrun=true` must not start a sync that writes.

use crate::error::{Accepted, WebError};
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sillon_core::query::{MAX_SEARCH_LETTERS, MAX_SEARCH_WORDS, searched_part};
use utoipa::IntoParams;

/// The parameters of a call as they were sent, each an `Option<String>`: their names are those of the API's description.
pub trait Params: DeserializeOwned + IntoParams {
    /// What they ask.
    type Query;

    /// Those that may be given several times: each a `Vec<String>`.
    const REPEATED: &'static [&'static str] = &[];

    /// Reads each, or names the first that is not accepted.
    fn check(self) -> Result<Self::Query, WebError>;
}

/// Extracts the checked question of a query.
#[derive(Debug)]
pub struct Asked<P: Params>(pub P::Query);

impl<S: Sync, P: Params> FromRequestParts<S> for Asked<P> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        let Query(sent) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map_err(|_| WebError::BadRequest)?;
        ask::<P>(sent).map(Self)
    }
}

/// Reads pairs of names and values as a query string would have them.
pub(crate) fn ask<P: Params>(sent: Vec<(String, String)>) -> Result<P::Query, WebError> {
    let names: Vec<String> = P::into_params(|| None).into_iter().map(|parameter| parameter.name).collect();
    let mut values = Map::new();
    for (name, value) in sent {
        if !names.contains(&name) {
            return Err(refuse(&name, &value, Accepted::Names(names)));
        }
        if P::REPEATED.contains(&name.as_str()) {
            let held = values.entry(name).or_insert_with(|| Value::Array(Vec::new()));
            held.as_array_mut().into_iter().for_each(|held| held.push(Value::String(value.clone())));
            continue;
        }
        if values.contains_key(&name) {
            return Err(refuse(&name, &value, Accepted::Once));
        }
        values.insert(name, Value::String(value));
    }
    let params: P = serde_json::from_value(Value::Object(values)).map_err(|_| WebError::BadRequest)?;
    params.check()
}

/// That this parameter's value is not accepted.
pub fn refuse(name: &str, value: &str, accepted: Accepted) -> WebError {
    let shorten = |text: &str| text.chars().take(80).collect();
    WebError::InvalidParameter { name: shorten(name), value: shorten(value), accepted }
}

/// A parameter that was sent with something in it: `search=` is as good as none.
pub fn filled(value: Option<String>) -> Option<String> {
    value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// A search, where it is not longer than is looked for.
pub fn searched(name: &str, value: Option<String>) -> Result<Option<String>, WebError> {
    let Some(text) = filled(value) else { return Ok(None) };
    if searched_part(&text).len() < text.len() {
        return Err(refuse(name, &text, Accepted::Words(MAX_SEARCH_WORDS, MAX_SEARCH_LETTERS)));
    }
    Ok(Some(text))
}

/// The largest number that a parameter takes, where nothing smaller is said; the description says so too.
pub const LARGEST_NUMBER: u32 = i32::MAX as u32;

/// A whole number from `least` to `most`, both included, and no more than [`LARGEST_NUMBER`].
pub fn whole(name: &str, value: &str, least: u32, most: u32) -> Result<u32, WebError> {
    let most = most.min(LARGEST_NUMBER);
    let is_large = value.len() > 9 && value.bytes().all(|letter| letter.is_ascii_digit());
    let accepted = || Accepted::Whole(least.into(), (is_large || most < LARGEST_NUMBER).then_some(most.into()));
    let number = value.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| refuse(name, value, accepted()))
}

/// `true` or `false`.
pub fn flag(name: &str, value: &str) -> Result<bool, WebError> {
    match value {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(refuse(name, value, Accepted::OneOf(vec!["true", "false"]))),
    }
}

/// One of some words.
pub fn word<T>(name: &str, value: &str, parsed: Option<T>, words: Vec<&'static str>) -> Result<T, WebError> {
    parsed.ok_or_else(|| refuse(name, value, Accepted::OneOf(words)))
}

/// A call that takes no parameter.
#[derive(serde::Deserialize, IntoParams)]
pub struct Nothing {}

impl Params for Nothing {
    type Query = ();

    fn check(self) -> Result<(), WebError> {
        Ok(())
    }
}

/// Reads a query as an extractor would, for tests.
#[cfg(test)]
pub(crate) fn ask_text<P: Params>(query: &str) -> Result<P::Query, WebError> {
    let uri = format!("/?{query}").parse().expect("a query");
    let Query(sent) = Query::<Vec<(String, String)>>::try_from_uri(&uri).map_err(|_| WebError::BadRequest)?;
    ask::<P>(sent)
}
