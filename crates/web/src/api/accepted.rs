//! A job that was started, or asked to stop.

use crate::i18n::{Lang, text};
use axum::Json;
use axum::http::StatusCode;
use serde::Serialize;
use sillon_core::id::JobId;
use utoipa::ToSchema;

/// A run that was started, or asked to stop.
#[derive(Debug, Serialize, ToSchema)]
pub struct Accepted {
    /// `started`, `widened` (the enrichment at work does this too) or `cancelling`.
    #[schema(example = "started")]
    status: &'static str,
    /// The same as a sentence in the reader's language.
    message: String,
    /// Which run.
    job_id: String,
}

/// 202: the run goes on by itself. `said` is the key of the sentence.
pub fn started(job: JobId, said: &str, lang: Lang) -> (StatusCode, Json<Accepted>) {
    accepted("started", job, said, lang)
}

/// 202: the run at work does this too. `said` is the key of the sentence.
pub fn widened(job: JobId, said: &str, lang: Lang) -> (StatusCode, Json<Accepted>) {
    accepted("widened", job, said, lang)
}

/// 202: the run stops soon. `said` is the key of the sentence.
pub fn cancelling(job: JobId, said: &str, lang: Lang) -> (StatusCode, Json<Accepted>) {
    accepted("cancelling", job, said, lang)
}

fn accepted(status: &'static str, job: JobId, said: &str, lang: Lang) -> (StatusCode, Json<Accepted>) {
    (StatusCode::ACCEPTED, Json(Accepted { status, message: text(lang, said), job_id: job.0 }))
}
