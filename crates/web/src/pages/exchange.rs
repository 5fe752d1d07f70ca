//! Settings › Import and export: bring a file in, look first at what it would do; take everything away.

pub(crate) mod actions;

use crate::api::plan::{file_sentence, remark_sentence};
use crate::error::WebError;
use crate::i18n::{figures, text};
use crate::page::{ImportView, Page, Section, html};
use crate::pages::settings::notice::Notice;
use crate::site::Site;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use sillon_core::exchange::plan::Plan;
use sillon_core::progress::Progress;
use sillon_engine::ImportError;
use std::collections::HashMap;

/// The notices that a URL can put into the page.
const NOTICES: [(&str, bool); 6] = [
    ("gone", false),
    ("empty", false),
    ("large", false),
    ("broke-off", false),
    ("running", false),
    ("sync-running", false),
];

#[derive(Template)]
#[template(path = "exchange.html")]
pub(crate) struct ExchangePage {
    page: Page,
    notice: Option<Notice>,
    plan: Option<PlanPart>,
    import: ImportView,
}

/// What the script asks for while a file is brought in.
#[derive(Template)]
#[template(path = "fragment_import.html")]
pub(crate) struct ImportFragment {
    page: Page,
    import: ImportView,
}

/// What a file would do, or what is wrong with it.
struct PlanPart {
    /// The key of the file that waits.
    key: Option<String>,
    file: String,
    sentence: String,
    figures: Vec<(String, String)>,
    /// Artist and title of the first new albums.
    named: Vec<(String, String)>,
    /// New albums beyond those that are named.
    more: u64,
    remarks: Vec<String>,
    problems: Vec<String>,
}

/// `GET /settings/import`; with `staged` what that file would do.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let page = page.at(Section::Settings);
    let progress = site.engine.import_progress();
    let mut notice = parameters.get("notice").cloned();
    let mut plan = None;
    if let Some(key) = parameters.get("staged").filter(|_| !progress.status.is_active()) {
        let name = parameters.get("name").map_or("", String::as_str);
        match site.engine.plan_import(key, name).await {
            Ok(found) => plan = Some((found, Some(key.clone()))),
            Err(ImportError::Gone) => notice = Some("gone".to_owned()),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(html(&view(page, notice.as_deref(), plan, progress)))
}

/// `GET /fragments/import`.
pub(crate) async fn fragment(State(site): State<Site>, page: Page) -> Response {
    let import = ImportView::of(page.lang, page.now, site.engine.import_progress());
    html(&ImportFragment { page, import })
}

pub(crate) fn view(
    page: Page,
    notice: Option<&str>,
    plan: Option<(Plan, Option<String>)>,
    progress: Progress,
) -> ExchangePage {
    let notice = notice.and_then(|code| NOTICES.into_iter().find(|(known, _)| *known == code));
    let notice =
        notice.map(|(code, good)| Notice { good, sentence: text(page.lang, &format!("import-notice-{code}")) });
    ExchangePage {
        notice,
        plan: plan.map(|(plan, key)| PlanPart::of(&page, &plan, key)),
        import: ImportView::of(page.lang, page.now, progress),
        page,
    }
}

impl PlanPart {
    fn of(page: &Page, plan: &Plan, key: Option<String>) -> Self {
        let lang = page.lang;
        let figure = |name: &str, count: u64| (text(lang, name), figures::number(lang, count));
        let further = plan.new_copies.saturating_sub(plan.new_albums);
        let sentence = match (plan.is_sound(), plan.brings_anything(), plan.new_copies) {
            (false, ..) => text(lang, "import-refused"),
            (true, false, _) => text(lang, "import-all-there"),
            (true, true, 0) => text(lang, "import-would-add-more"),
            (true, ..) => figures::counted(lang, "import-would-add", plan.new_albums),
        };
        let figures = [
            figure("figure-in-file", plan.copies),
            figure("figure-would-add", plan.new_albums),
            figure("figure-copies", further),
            figure("figure-known", plan.known),
        ];
        let more = [("figure-new-wants", plan.new_wants), ("figure-new-edits", plan.new_edits)];
        let more = more.into_iter().filter(|(_, count)| *count > 0).map(|(name, count)| figure(name, count));
        let figures = figures.into_iter().chain(more);
        Self {
            key: key.filter(|_| plan.is_sound() && plan.brings_anything()),
            file: plan.origin.file().unwrap_or_default().to_owned(),
            sentence,
            figures: figures.collect(),
            more: plan.new_albums.saturating_sub(plan.named.len() as u64),
            named: plan.named.clone(),
            remarks: plan.remarks.iter().map(|remark| remark_sentence(remark, lang)).collect(),
            problems: plan.problems.iter().map(|problem| file_sentence(problem, lang)).collect(),
        }
    }
}
