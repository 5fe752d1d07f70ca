//! The API's description, read as one who has nothing else would, and answers held to it.

use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

pub(super) struct Document {
    root: Value,
    /// The components, each use of an object closed to members that are not described.
    closed: Value,
    validators: BTreeMap<String, Rc<Validator>>,
}

/// A call.
#[derive(Clone)]
pub(super) struct Operation {
    pub(super) method: Method,
    pub(super) path: String,
    about: Value,
}

/// A parameter of a call.
#[derive(Clone)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) schema: Value,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) kind: String,
    pub(super) body: Vec<u8>,
}

impl Operation {
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The parameters of the `path` or the `query`.
    pub(super) fn parameters(&self, place: &str) -> Vec<Parameter> {
        let all = self.about["parameters"].as_array().into_iter().flatten().filter(|known| known["in"] == place);
        let read = |known: &Value| Parameter {
            name: known["name"].as_str().unwrap().to_owned(),
            schema: known["schema"].clone(),
        };
        all.map(read).collect()
    }

    /// The schema of the body, where it is JSON and nothing else.
    pub(super) fn body(&self) -> Option<&Value> {
        let content = self.about["requestBody"]["content"].as_object()?;
        content.get("application/json").filter(|_| content.len() == 1).map(|json| &json["schema"])
    }

    /// What it asks of a token: a scope, or `None` where no token does.
    pub(super) fn scope(&self) -> Option<&str> {
        let ways = self.about["security"].as_array().unwrap();
        ways.iter().find_map(|way| way["token"][0].as_str())
    }

    pub(super) fn names(&self, status: u16) -> bool {
        !self.about["responses"][status.to_string()].is_null()
    }
}

impl Document {
    pub(super) fn new(root: Value) -> Self {
        let mut closed = root["components"].clone();
        for schema in closed["schemas"].as_object_mut().unwrap().values_mut() {
            close(schema, false);
        }
        Self { root, closed, validators: BTreeMap::new() }
    }

    pub(super) fn operations(&self) -> Vec<Operation> {
        let paths = self.root["paths"].as_object().unwrap().iter();
        let operations = paths.flat_map(|(path, item)| {
            item.as_object().unwrap().iter().map(|(method, about)| Operation {
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                about: about.clone(),
            })
        });
        operations.collect()
    }

    pub(super) fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(place) => self.resolve(self.root.pointer(place.trim_start_matches('#')).expect(place)),
            None => schema,
        }
    }

    /// Whether a request's value is one that the description allows.
    pub(super) fn allows(&mut self, schema: &Value, value: &Value) -> bool {
        let key = schema.to_string();
        let components = &self.root["components"];
        let made = self.validators.entry(key).or_insert_with(|| Rc::new(validator(schema.clone(), components)));
        made.is_valid(value)
    }

    /// What is wrong with an answer.
    pub(super) fn fault(&mut self, operation: &Operation, answer: &Answer) -> Option<String> {
        let Answer { status, kind, body } = answer;
        if !operation.names(*status) {
            return Some(format!("{status} is not described"));
        }
        let told = self.resolve(&operation.about["responses"][status.to_string()]).clone();
        let Some(content) = told["content"].as_object() else {
            return (!body.is_empty()).then(|| format!("{status} has a body that is not described"));
        };
        let media = kind.split(';').next().unwrap_or_default();
        let Some(schema) = content.get(media).map(|content| &content["schema"]) else {
            return Some(format!("{status} is {kind:?}, described are {:?}", content.keys()));
        };
        let documents = match media {
            "application/json" | "application/problem+json" => vec![body.clone()],
            "text/event-stream" => events(body),
            _ => return body.is_empty().then(|| format!("{status} {media} is empty")),
        };
        if documents.is_empty() {
            return Some("no event came".to_owned());
        }
        let key = format!("{} {status} {media}", operation.name());
        let closed = &self.closed;
        let validator = self.validators.entry(key).or_insert_with(|| {
            let mut schema = schema.clone();
            close(&mut schema, true);
            Rc::new(validator(schema, closed))
        });
        let validator = validator.clone();
        for document in documents {
            let Ok(document) = serde_json::from_slice::<Value>(&document) else {
                return Some(format!("{status} is no JSON: {}", String::from_utf8_lossy(&document)));
            };
            if let Some(error) = validator.iter_errors(&document).next() {
                return Some(format!("{status} at {}: {error}", error.instance_path()));
            }
            if media == "application/problem+json" {
                return problem(*status, &document, &told);
            }
        }
        None
    }
}

/// The contract's shape, and a code that the description names.
fn problem(status: u16, problem: &Value, told: &Value) -> Option<String> {
    let code = problem["code"].as_str().unwrap_or_default();
    let kind = format!("urn:sillon:problem:{code}");
    if problem["status"] != status || problem["type"] != kind.as_str() {
        return Some(format!("{status} is told as {problem}"));
    }
    let said = told["description"].as_str().unwrap_or_default();
    (!said.contains(&format!("`{code}`"))).then(|| format!("{status} `{code}` is not described: {said}"))
}

fn events(stream: &[u8]) -> Vec<Vec<u8>> {
    let stream = String::from_utf8_lossy(stream);
    stream.lines().filter_map(|line| line.strip_prefix("data:")).map(|data| data.trim().as_bytes().to_vec()).collect()
}

fn validator(schema: Value, components: &Value) -> Validator {
    let mut whole = match schema {
        Value::Object(whole) => whole,
        _ => Map::new(),
    };
    whole.insert("$schema".to_owned(), json!(DRAFT));
    whole.insert("components".to_owned(), components.clone());
    jsonschema::options().should_validate_formats(true).build(&Value::Object(whole)).expect("a schema")
}

/// Lets an object have no other members than those that are described. A part of a joined schema stays open: what joins it is
/// closed.
fn close(schema: &mut Value, is_whole: bool) {
    let Some(members) = schema.as_object_mut() else { return };
    for name in ["allOf", "oneOf", "anyOf"] {
        members.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten().for_each(|part| close(part, false));
    }
    let properties = members.get_mut("properties").and_then(Value::as_object_mut);
    properties.into_iter().flat_map(Map::values_mut).for_each(|property| close(property, true));
    for name in ["items", "additionalProperties"] {
        if let Some(inner) = members.get_mut(name) {
            close(inner, true);
        }
    }
    let says_members = ["$ref", "properties", "allOf", "oneOf", "anyOf"].iter().any(|name| members.contains_key(*name));
    if is_whole && says_members {
        members.insert("unevaluatedProperties".to_owned(), json!(false));
    }
}
