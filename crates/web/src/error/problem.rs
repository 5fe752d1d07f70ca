//! RFC 9457 problem documents: an error as programs read it.

use super::{WebError, Words};
use crate::api::plan::FileProblem;
use crate::i18n::Lang;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// An error (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Names the kind of problem; `urn:sillon:problem:` and the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:sillon:problem:sync_running")]
    pub kind: String,
    /// What happened, in a few words of the reader's language.
    pub title: String,
    /// The HTTP status.
    #[schema(example = 409)]
    pub status: u16,
    /// What happened, in a sentence of the reader's language.
    pub detail: String,
    /// A stable code.
    #[schema(example = "sync_running")]
    pub code: &'static str,
    /// What can be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// `invalid_parameter`: which one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// `invalid_fields`: each with what is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// `sync_running`, `enrichment_running`: the run at work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_id: Option<String>,
    /// `file_refused`: what is wrong with the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problems: Option<Vec<FileProblem>>,
    /// When it is worth trying again, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

/// A value that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The field, as it was sent.
    #[schema(example = "year")]
    pub field: String,
    /// `missing`, `too_long`, `too_many`, `range` or `unknown`.
    #[schema(example = "range")]
    pub code: &'static str,
    /// What is wrong, in a sentence of the reader's language.
    pub detail: String,
}

impl WebError {
    /// The error as a program reads it; its sentences in the reader's language.
    pub fn problem(&self, lang: Lang) -> Problem {
        let Words { title, sentence, way_out } = self.words(lang);
        let parameter = match self {
            Self::InvalidParameter { name, .. } => Some(name.clone()),
            _ => None,
        };
        let errors = match self {
            Self::InvalidFields(refusals) => refusals
                .iter()
                .map(|refusal| FieldProblem {
                    field: refusal.field.clone(),
                    code: refusal.reason.as_str(),
                    detail: super::reason_words(lang, refusal.reason),
                })
                .collect(),
            _ => Vec::new(),
        };
        let job_id = match self {
            Self::SyncRunning(job)
            | Self::SyncWaiting(_, job, _)
            | Self::WantlistRunning(job)
            | Self::EnrichmentRunning(job)
            | Self::ImportRunning(job) => Some(job.0.clone()),
            _ => None,
        };
        let problems = match self {
            Self::FileRefused(problems) => Some(problems),
            _ => None,
        };
        let problems =
            problems.map(|problems| problems.iter().map(|problem| FileProblem::new(problem, lang)).collect());
        Problem {
            kind: format!("urn:sillon:problem:{}", self.code()),
            title,
            status: self.status().as_u16(),
            detail: sentence,
            code: self.code(),
            hint: way_out,
            parameter,
            errors,
            job_id,
            problems,
            retry_after: self.retry_after(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = axum::http::StatusCode::from_u16(self.status).unwrap_or_default();
        let mut response = (status, axum::Json(self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        response
    }
}
