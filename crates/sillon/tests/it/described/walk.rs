//! A walk over every call of the description, with what it allows and what it does not.

use super::document::{Answer, Document, Operation, Parameter};
use super::values::{spoil, value};
use crate::dice::Dice;
use crate::harness::Story;
use futures::StreamExt;
use reqwest::{Method, RequestBuilder, Response, Url};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A stream goes on as long as its run; so many bytes of it tell enough.
const OF_A_STREAM: usize = 4_000;
const TRIES: usize = 5;
const LONGEST_SEARCH: usize = 500;

/// Codes that say that the request itself is not as described.
const OF_SHAPE: [&str; 5] =
    ["invalid_parameter", "invalid_body", "bad_request", "unsupported_media_type", "body_too_large"];
/// What no schema can know: which keys there are, and which names are taken.
const OF_THE_COLLECTION: [&str; 2] = ["unknown", "taken"];

pub(super) struct Walk<'a> {
    pub(super) story: &'a Story,
    pub(super) document: Document,
    pub(super) dice: Dice,
    /// Calls that were seen to do what they are for.
    pub(super) done: BTreeSet<String>,
    pub(super) faults: BTreeMap<String, String>,
    pub(super) sent: usize,
}

/// A request to send.
struct Request {
    path: String,
    query: Vec<(String, String)>,
    body: Option<Value>,
}

impl<'a> Walk<'a> {
    pub(super) async fn over(story: &'a Story, seed: u64) -> Self {
        let document = Document::new(story.json("/api/v1/openapi.json").await);
        let (done, faults) = (BTreeSet::new(), BTreeMap::new());
        Self { story, document, dice: Dice::new(seed), done, faults, sent: 0 }
    }

    /// Each call several times, with what the description allows: it is never told that the request is wrong.
    pub(super) async fn allowed(&mut self, operation: &Operation) {
        for _ in 0..TRIES {
            let request = self.request(operation).await;
            let answer = self.send(operation, &request, self.built(operation, &request)).await;
            if let Some(code) = refused_shape(&answer) {
                self.note(operation, &request, format!("is allowed, and refused: {code}"));
            }
        }
    }

    /// Each parameter and the body made wrong: it is always told, and nothing is done.
    pub(super) async fn refused(&mut self, operation: &Operation) {
        let parameters = operation.parameters("query");
        for parameter in &parameters {
            for wrong in self.wrong_texts(&parameter.schema) {
                let mut request = self.request(operation).await;
                request.query.retain(|(name, _)| *name != parameter.name);
                request.query.push((parameter.name.clone(), wrong));
                self.expect_refusal(operation, &request, self.built(operation, &request)).await;
            }
        }
        if operation.names(422) {
            let mut request = self.request(operation).await;
            request.query.push(("nobody_knows".to_owned(), "1".to_owned()));
            self.expect_refusal(operation, &request, self.built(operation, &request)).await;
        }
        for Parameter { name, schema } in operation.parameters("path") {
            let odd = if schema["type"] == "integer" { "seven" } else { "%FF" };
            let mut request = self.request(operation).await;
            request.path = self.path(operation, Some((&name, odd))).await;
            self.expect_refusal(operation, &request, self.built(operation, &request)).await;
        }
        if let Some(schema) = operation.body().cloned() {
            self.refused_bodies(operation, &schema).await;
        }
    }

    async fn refused_bodies(&mut self, operation: &Operation, schema: &Value) {
        let mut wrong = Vec::new();
        for _ in 0..TRIES * 6 {
            let good = value(&mut self.dice, &self.document, schema);
            let spoilt = spoil(&mut self.dice, &self.document, schema, &good);
            if !self.document.allows(schema, &spoilt) && !wrong.contains(&spoilt) {
                wrong.push(spoilt);
            }
        }
        for body in wrong {
            let mut request = self.request(operation).await;
            request.body = Some(body);
            self.expect_refusal(operation, &request, self.built(operation, &request)).await;
        }
        let json = "application/json";
        let large = format!("{{\"name\":\"{}\"}}", "x".repeat(300_000));
        for (kind, text) in
            [(json, "{"), (json, ""), (json, "[]"), (json, "\u{0}"), (json, &large), ("text/plain", "{}")]
        {
            let mut request = self.request(operation).await;
            request.body = None;
            let built = self.built(operation, &request).header("content-type", kind).body(text.to_owned());
            self.expect_refusal(operation, &request, built).await;
        }
    }

    async fn expect_refusal(&mut self, operation: &Operation, request: &Request, built: RequestBuilder) {
        let answer = self.send(operation, request, built).await;
        if !matches!(answer.status, 400 | 404 | 413 | 415 | 422) {
            self.note(operation, request, format!("is not allowed, and answered with {}", answer.status));
        }
    }

    /// Sends it and holds the answer to the description.
    async fn send(&mut self, operation: &Operation, request: &Request, built: RequestBuilder) -> Answer {
        let response = built.send().await.unwrap();
        let answer = read(response).await;
        self.hold(operation, request, &answer);
        answer
    }

    /// Holds an answer to the description that somebody else asked for.
    pub(super) async fn take(&mut self, operation: &Operation, query: &str, response: Response) {
        let request = Request { path: format!("{}{query}", operation.path), query: Vec::new(), body: None };
        let answer = read(response).await;
        self.hold(operation, &request, &answer);
    }

    fn hold(&mut self, operation: &Operation, request: &Request, answer: &Answer) {
        self.sent += 1;
        if let Some(fault) = self.document.fault(operation, answer) {
            self.note(operation, request, fault);
        }
        if answer.status >= 500 {
            self.note(operation, request, format!("fails with {}", answer.status));
        }
        if answer.status < 300 {
            self.done.insert(operation.name());
        }
    }

    fn note(&mut self, operation: &Operation, request: &Request, fault: String) {
        let short: String = fault.chars().take(400).collect();
        let body: String = request.body.iter().map(ToString::to_string).collect::<String>().chars().take(300).collect();
        let seen = format!("{} {:?} {body}", request.path, request.query);
        self.faults.entry(format!("{}: {short}", operation.name())).or_insert(seen);
    }

    fn built(&self, operation: &Operation, request: &Request) -> RequestBuilder {
        let mut url = Url::parse(&self.story.url(&request.path)).unwrap();
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.query);
        }
        let built = self.story.client.request(operation.method.clone(), url);
        match &request.body {
            Some(body) => built.json(body),
            None => built,
        }
    }

    /// A request that the description allows.
    async fn request(&mut self, operation: &Operation) -> Request {
        let mut query = Vec::new();
        for parameter in operation.parameters("query") {
            if self.dice.chance(30) {
                query.extend(self.good_texts(&parameter));
            }
        }
        // JSON is always whole: the description says so in words.
        if operation.path.ends_with("/export") && query.contains(&("format".to_owned(), "json".to_owned())) {
            query.retain(|(name, _)| name == "format");
        }
        let path = self.path(operation, None).await;
        let body = operation.body().map(|schema| self.good(schema));
        Request { path, query, body }
    }

    fn good_texts(&mut self, parameter: &Parameter) -> Vec<(String, String)> {
        let several = self.document.resolve(&parameter.schema)["type"] == "array";
        let schema = if several { &parameter.schema["items"] } else { &parameter.schema };
        let texts = (0..if several { 1 + self.dice.roll(2) } else { 1 }).map(|_| {
            loop {
                let made = value(&mut self.dice, &self.document, schema);
                if self.document.allows(schema, &made) {
                    break (parameter.name.clone(), text(&made));
                }
            }
        });
        texts.collect()
    }

    /// A value that the description allows; there must be one.
    fn good(&mut self, schema: &Value) -> Value {
        for _ in 0..LONGEST_SEARCH {
            let made = value(&mut self.dice, &self.document, schema);
            if self.document.allows(schema, &made) {
                return made;
            }
        }
        panic!("no value is of this schema: {schema}");
    }

    fn wrong_texts(&mut self, schema: &Value) -> Vec<String> {
        let several = schema["type"] == "array";
        let schema = if several { &schema["items"] } else { schema };
        let tries = ["seven", "-1", "0", "99999999999", "1.5", "no such thing", ":"];
        let wrong = tries.into_iter().filter(|text| {
            let read = match schema["type"].as_str() {
                Some("integer") => text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
                // As programs of all kinds write it.
                Some("boolean") if matches!(*text, "0" | "1") => json!(true),
                _ => json!(text),
            };
            !self.document.allows(schema, &read)
                // A number is told by its range; that it fits in 32 bits, by its format.
                || (schema["format"] == "int32" && *text == "99999999999")
        });
        wrong.map(str::to_owned).collect()
    }

    /// The path with its keys: of what is there, mostly.
    async fn path(&mut self, operation: &Operation, odd: Option<(&str, &str)>) -> String {
        let mut path = operation.path.clone();
        let mut last = None;
        for Parameter { name, .. } in operation.parameters("path") {
            let key = match odd {
                Some((odd_name, odd)) if odd_name == name => odd.to_owned(),
                _ if self.dice.chance(20) => "999999999".to_owned(),
                _ => self.key(operation, &name, last.as_deref()).await,
            };
            path = path.replace(&format!("{{{name}}}"), &key);
            last = Some(key);
        }
        path
    }

    async fn key(&mut self, operation: &Operation, name: &str, album: Option<&str>) -> String {
        let nobody = "999999999".to_owned();
        if name == "instance_id" {
            let found = self.story.get(&format!("/api/v1/collection/albums/{}", album.unwrap_or_default())).await;
            let found: Value = found.json().await.unwrap();
            return found["copies"][0]["instance_id"].as_i64().map_or(nobody, |id| id.to_string());
        }
        let list = operation.path.split("/{").next().unwrap();
        let list = if list.ends_with("/enrich-album") { "/api/v1/collection/albums" } else { list };
        let items = self.story.json(list).await["items"].take();
        let items = items.as_array().cloned().unwrap_or_default();
        if items.is_empty() { nobody } else { text(&self.dice.pick(&items)["id"]) }
    }

    /// As it is, with nothing left to chance.
    pub(super) async fn call(&mut self, method: Method, path: &str, body: Option<Value>) -> Value {
        let (place, query) = path.split_once('?').unwrap_or((path, ""));
        let is_it = |known: &&Operation| known.method == method && matches(&known.path, place);
        let operation = self.document.operations().iter().find(is_it).expect(path).clone();
        let query = query.split('&').filter_map(|pair| pair.split_once('='));
        let query = query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let request = Request { path: place.to_owned(), query, body };
        let answer = self.send(&operation, &request, self.built(&operation, &request)).await;
        serde_json::from_slice(&answer.body).unwrap_or_default()
    }
}

fn matches(known: &str, path: &str) -> bool {
    let (known, path) = (known.split('/'), path.split('/'));
    known.clone().count() == path.clone().count() && known.zip(path).all(|(a, b)| a == b || a.starts_with('{'))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The code by which an answer says that the request is not as described.
fn refused_shape(answer: &Answer) -> Option<String> {
    if answer.status < 400 {
        return None;
    }
    let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let code = problem["code"].as_str().unwrap_or_default();
    let of_fields = problem["errors"].as_array().into_iter().flatten();
    let of_shape = of_fields.filter(|error| !OF_THE_COLLECTION.iter().any(|known| error["code"] == *known)).count() > 0;
    (OF_SHAPE.contains(&code) || of_shape).then(|| problem.to_string())
}

/// The whole of it; of a stream, enough.
pub(super) async fn read(response: Response) -> Answer {
    let status = response.status().as_u16();
    let kind = response.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
    let kind = kind.unwrap_or_default();
    let is_stream = kind.starts_with("text/event-stream");
    let (mut body, mut pieces) = (Vec::new(), response.bytes_stream());
    while let Some(piece) = pieces.next().await {
        body.extend_from_slice(&piece.unwrap());
        if is_stream && body.len() > OF_A_STREAM && body.ends_with(b"\n\n") {
            break;
        }
    }
    Answer { status, kind, body }
}
