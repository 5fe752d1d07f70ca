//! What any call may be refused with besides what it says itself: by the layers around the map, and wherever a key, a query or a
//! body is read.

use super::operations;
use crate::error::problem::MEDIA_TYPE;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::request_body::RequestBody;
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Response, ResponseBuilder};

/// Status, name among the components, what it says.
type Refusal = (&'static str, &'static str, &'static str);

/// The layers': they stand around every call.
const ALWAYS: [Refusal; 6] = [
    ("401", "Unauthorized", "`authentication_required`, `wrong_password` or `invalid_token`"),
    (
        "403",
        "Forbidden",
        "`insufficient_scope`, `owner_only`, `password_not_set`, `cross_site` from another site's page, or `password_required`: a \
         proxy forwards the request and no password is set",
    ),
    ("421", "Misdirected", "`host_refused`: the request names a host that this is not"),
    ("429", "TooManyAttempts", "`too_many_attempts`: too many wrong passwords; `Retry-After` says when to try again"),
    ("500", "Failed", "`internal` or `storage_failed`"),
    (
        "503",
        "Unavailable",
        "`storage_busy`, `storage_unreachable`, `storage_read_only` or `timeout`; `Retry-After` says when to try again. `too_costly`: the question takes more work than one request may",
    ),
];

const NO_TEXT: Refusal = ("400", "BadRequest", "`bad_request`: the path is no text");
const PARAMETER: Refusal =
    ("422", "InvalidParameter", "`invalid_parameter`: one that is not known, or has a value that is not taken");
const BODY: [Refusal; 3] = [
    ("413", "TooLarge", "`body_too_large`"),
    ("415", "UnsupportedMediaType", "`unsupported_media_type`: the body is not of the type that is described"),
    ("422", "InvalidBody", "`invalid_body`, `invalid_fields` or `invalid_parameter`"),
];

/// Adds them, where a call does not say it in its own words.
pub(super) fn describe(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    for (_, name, said) in ALWAYS.into_iter().chain([NO_TEXT, PARAMETER]).chain(BODY) {
        components.responses.insert(name.to_owned(), problem(said).into());
    }
    for (path, item) in &mut document.paths.paths {
        for (_, operation) in operations(item) {
            for (status, name, _) in refusals(path, operation) {
                let told = operation.responses.responses.entry(status.to_owned());
                told.or_insert_with(|| RefOr::Ref(Ref::from_response_name(name)));
            }
        }
    }
}

fn refusals(path: &str, operation: &Operation) -> Vec<Refusal> {
    let mut refusals = ALWAYS.to_vec();
    if operation.parameters.iter().flatten().any(is_of_path) {
        refusals.push(NO_TEXT);
    }
    if operation.request_body.as_ref().is_some_and(is_json) {
        refusals.extend(BODY);
    }
    // Whoever asks how far a run is gets the answer, whatever else they say.
    if !path.ends_with("/progress") {
        refusals.push(PARAMETER);
    }
    refusals
}

fn is_of_path(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Path)
}

/// What may also be another file is read as one.
fn is_json(body: &RefOr<RequestBody>) -> bool {
    matches!(body, RefOr::T(body) if body.content.keys().eq(["application/json"]))
}

fn problem(said: &str) -> Response {
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    ResponseBuilder::new().description(said).content(MEDIA_TYPE, content).build()
}
