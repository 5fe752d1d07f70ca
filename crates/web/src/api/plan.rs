//! What an import would do, and what is wrong with a file.

use crate::i18n::{Lang, figures, text, text_with};
use fluent_templates::fluent_bundle::FluentValue;
use serde::Serialize;
use sillon_core::exchange::plan::Plan;
use sillon_core::exchange::{Problem, ProblemKind, Remark};
use utoipa::ToSchema;

/// What bringing a file in would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanDocument {
    /// `csv` or `json`.
    #[schema(example = "csv")]
    kind: &'static str,
    /// What the file is called.
    file: String,
    /// Whether nothing speaks against it; else nothing of the file is imported.
    sound: bool,
    /// Copies in the file.
    copies: u64,
    /// Albums that would be added.
    new_albums: u64,
    /// Copies that would be added, those of new albums too.
    new_copies: u64,
    /// Copies that are there already.
    known: u64,
    /// Wants that would be added.
    new_wants: u64,
    /// Edits that would be added.
    new_edits: u64,
    /// What is worth knowing of the file, once each.
    remarks: Vec<FileRemark>,
    /// What is wrong with the file, at most 20.
    problems: Vec<FileProblem>,
}

/// What is worth knowing of a file that is imported all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileRemark {
    /// `encoding`, `left_out` or `unknown`.
    #[schema(example = "encoding")]
    code: &'static str,
    /// The remark, in the reader's language.
    message: String,
}

impl FileRemark {
    /// The document, its sentence in that language.
    pub fn new(remark: &Remark, lang: Lang) -> Self {
        Self { code: remark.code(), message: remark_sentence(remark, lang) }
    }
}

/// A remark in the reader's language.
pub fn remark_sentence(remark: &Remark, lang: Lang) -> String {
    match remark {
        Remark::Encoding { name } => text_with(lang, "remark-encoding", &[("name", name.as_str().into())]),
        Remark::LeftOut { columns } => text_with(lang, "remark-left-out", &[("columns", columns.join(", ").into())]),
        Remark::Unknown { column, count, line, value } => text_with(
            lang,
            "remark-unknown",
            &[
                ("column", column.as_str().into()),
                ("count", figures::number(lang, *count).into()),
                ("line", line.to_string().into()),
                ("value", value.as_str().into()),
            ],
        ),
    }
}

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileProblem {
    /// On which line, 1-based; null when it is the file as a whole.
    line: Option<u64>,
    /// A stable code: `wantlist`, `workbook`, `missing_column`, `cells`, `cell`, `too_long`, `range`…
    code: &'static str,
    /// What is wrong and what to do, in the reader's language.
    message: String,
}

impl PlanDocument {
    /// The document, its sentences in that language.
    pub fn new(plan: &Plan, lang: Lang) -> Self {
        Self {
            kind: plan.origin.as_str(),
            file: plan.origin.file().unwrap_or_default().to_owned(),
            sound: plan.is_sound(),
            copies: plan.copies,
            new_albums: plan.new_albums,
            new_copies: plan.new_copies,
            known: plan.known,
            new_wants: plan.new_wants,
            new_edits: plan.new_edits,
            remarks: plan.remarks.iter().map(|remark| FileRemark::new(remark, lang)).collect(),
            problems: plan.problems.iter().map(|problem| FileProblem::new(problem, lang)).collect(),
        }
    }
}

impl FileProblem {
    /// The document, its sentence in that language.
    pub fn new(problem: &Problem, lang: Lang) -> Self {
        Self { line: problem.line, code: problem.kind.code(), message: file_sentence(problem, lang) }
    }
}

/// What is wrong with a file and what to do, in the reader's language; with its line, where it is on one.
pub fn file_sentence(problem: &Problem, lang: Lang) -> String {
    let key = format!("file-{}", problem.kind.code().replace('_', "-"));
    // Numbers go as text: they are figures of a file, not to be grouped.
    let values: Vec<(&'static str, FluentValue<'_>)> = match &problem.kind {
        ProblemKind::Empty
        | ProblemKind::Kind { .. }
        | ProblemKind::NotUtf8
        | ProblemKind::TooLong
        | ProblemKind::OpenQuote => Vec::new(),
        ProblemKind::Unknown { start: value } | ProblemKind::TooManyCopies { value } => {
            vec![("value", value.as_str().into())]
        }
        ProblemKind::MissingColumn { name } | ProblemKind::ColumnTwice { name } => vec![("name", name.as_str().into())],
        ProblemKind::Cells { found, expected } => {
            vec![("found", found.to_string().into()), ("expected", expected.to_string().into())]
        }
        ProblemKind::Cell { column, value } => vec![("name", column.as_str().into()), ("value", value.as_str().into())],
        ProblemKind::Range { field, value, least, most } => vec![
            ("name", field.as_str().into()),
            ("value", value.as_str().into()),
            ("least", least.to_string().into()),
            ("most", most.to_string().into()),
        ],
        ProblemKind::Json { reason } | ProblemKind::Unreadable { reason } => vec![("value", reason.as_str().into())],
        ProblemKind::Newer { version } => vec![("value", version.to_string().into())],
    };
    let said = if values.is_empty() { text(lang, &key) } else { text_with(lang, &key, &values) };
    match problem.line {
        Some(line) => text_with(lang, "file-line", &[("line", line.to_string().into()), ("said", said.into())]),
        None => said,
    }
}
