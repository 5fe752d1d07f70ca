//! The search for artists.

use super::choice::choose;
use crate::error::ClientError;
use crate::gate::Gate;
use crate::http::{Http, Patience, below, decode};
use crate::lenient::{list, number, salvage, text};
use serde_json::Value;
use serde_json::value::RawValue;
use sillon_core::credit::display_name;
use sillon_core::enrich::Picture;
use std::time::Duration;
use url::Url;

/// More would only be namesakes of namesakes.
const LIMIT: &str = "5";
/// Deezer never says how long to wait; its limit is on calls in 5 s.
const QUOTA_PAUSE: Duration = Duration::from_secs(5);
/// A pause for the quota is for the caller to wait out: it has other sources to ask meanwhile.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
const REFUSALS: u32 = 3;

/// The codes of Deezer's errors that are told apart.
const QUOTA: i64 = 4;
const BUSY: i64 = 700;
const NO_DATA: i64 = 800;

/// Deezer's public API. Clones share the connections and the gate.
#[derive(Clone)]
pub struct Deezer {
    http: Http,
    gate: Gate,
    search: Url,
}

impl Deezer {
    /// `base` is the one without `/search/artist`; it may carry a path prefix.
    pub fn new(http: Http, gate: Gate, base: Url) -> Self {
        let search = below(&base, &["search", "artist"]);
        Self { http, gate, search }
    }

    /// A picture of the artist of this name, which may carry Discogs' disambiguation; none where nobody at Deezer has that
    /// very name, where it is not clear who of several is meant, and where there is no picture.
    /// [`ClientError::RateLimited`] when there were more than 50 calls in 5 s from this address, and while
    /// the gate is open after faults.
    pub async fn fetch_artist_picture(&self, name: &str) -> Result<Option<Picture>, ClientError> {
        let words = display_name(name).trim();
        if words.is_empty() {
            return Ok(None);
        }
        if let Some(retry_after) = self.gate.open_for() {
            return Err(ClientError::RateLimited { retry_after });
        }
        let mut url = self.search.clone();
        url.query_pairs_mut().append_pair("q", words).append_pair("limit", LIMIT);
        let request = |client: &reqwest::Client| client.get(url.clone());
        let read = |body: &[u8]| artists(decode::<&RawValue>(body)?).map(|artists| choose(name, &artists));
        let patience = Patience { refusals: REFUSALS, ..self.http.patience(LONGEST_PAUSE) };
        self.http.fetch(&self.gate, patience, request, read).await
    }
}

/// Deezer answers with success whatever it has to say.
pub(super) fn artists(answer: &RawValue) -> Result<Vec<Value>, ClientError> {
    let answer = salvage(answer.get());
    if let Some(error) = answer.get("error").filter(|error| error.is_object()) {
        return match number(error, "code") {
            Some(QUOTA) => Err(ClientError::RateLimited { retry_after: QUOTA_PAUSE }),
            Some(BUSY) => Err(ClientError::Transient("Deezer is busy".to_owned())),
            Some(NO_DATA) => Ok(Vec::new()),
            _ => Err(ClientError::Rejected { status: 200, message: text(error, "message") }),
        };
    }
    if !answer.get("data").is_some_and(Value::is_array) {
        return Err(ClientError::Decode { path: "data".to_owned(), message: "no list".to_owned() });
    }
    Ok(list(&answer, "data").cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(r#"{"data": [{"id": 1}, null, 7, {"id": 2, "name": "\ud83d"}], "total": 4}"#, Ok(2))]
    #[case(r#"{"data": []}"#, Ok(0))]
    #[case(r#"{"error": {"type": "DataException", "message": "no data", "code": 800}}"#, Ok(0))]
    #[case(r#"{"error": {"type": "Exception", "message": "Quota limit exceeded", "code": 4}}"#,
        Err(ClientError::RateLimited { retry_after: Duration::from_secs(5) }))]
    #[case(r#"{"error": {"type": "Exception", "message": "Service busy", "code": "700"}}"#,
        Err(ClientError::Transient("Deezer is busy".into())))]
    #[case(r#"{"error": {"message": "Missing parameters: q", "code": 501}}"#,
        Err(ClientError::Rejected { status: 200, message: "Missing parameters: q".into() }))]
    #[case(r#"{"error": []}"#, Err(ClientError::Decode { path: "data".into(), message: "no list".into() }))]
    #[case("null", Err(ClientError::Decode { path: "data".into(), message: "no list".into() }))]
    fn an_answer_is_artists_or_an_error(#[case] body: &str, #[case] expected: Result<usize, ClientError>) {
        let read = artists(serde_json::from_str(body).unwrap());
        assert_eq!(read.map(|artists| artists.len()), expected);
    }
}
