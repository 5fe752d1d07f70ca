//! Settings › Backups: what is kept, making one, putting one back.

pub(crate) mod actions;

use crate::error::WebError;
use crate::i18n::{figures, text};
use crate::page::{Page, Section, html};
use crate::pages::settings::notice::Notice;
use crate::pages::settings::timing::TimingView;
use crate::site::Site;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use sillon_core::schedule::Timing;
use sillon_engine::{Backup, BackupFailed};
use std::collections::HashMap;

/// The notices that a URL can put into the page.
const NOTICES: [(&str, bool); 11] = [
    ("made", true),
    ("restored", true),
    ("scheduled", true),
    ("failed", false),
    ("working", false),
    ("busy", false),
    ("damaged", false),
    ("altered", false),
    ("unproven", false),
    ("newer", false),
    ("gone", false),
];

#[derive(Template)]
#[template(path = "backups.html")]
pub(crate) struct BackupsPage {
    page: Page,
    notice: Option<Notice>,
    /// Whether backups are made here.
    supported: bool,
    timing: TimingView,
    kept: u64,
    failed: Option<(i64, String)>,
    backups: Vec<Line>,
}

/// What the page is made of.
pub(crate) struct Facts {
    pub(crate) supported: bool,
    pub(crate) timing: Timing,
    pub(crate) kept: usize,
    pub(crate) failed: Option<BackupFailed>,
    pub(crate) backups: Vec<Backup>,
}

struct Line {
    id: String,
    made_at: i64,
    /// Why, in a few words.
    reason: String,
    /// What is in it: albums and size.
    holds: String,
    checked: bool,
}

/// `GET /settings/backups`.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let facts = Facts {
        supported: site.engine.can_back_up(),
        timing: site.engine.schedule().await?.backup,
        kept: site.engine.backups_kept(),
        failed: site.engine.backup_failed(),
        backups: site.engine.list_backups().await,
    };
    let notice = parameters.get("notice").map(String::as_str);
    Ok(html(&view(page.at(Section::Settings), notice, facts)))
}

pub(crate) fn view(page: Page, notice: Option<&str>, facts: Facts) -> BackupsPage {
    let notice = notice.and_then(|code| NOTICES.into_iter().find(|(known, _)| *known == code));
    let notice =
        notice.map(|(code, good)| Notice { good, sentence: text(page.lang, &format!("backup-notice-{code}")) });
    BackupsPage {
        notice,
        supported: facts.supported,
        timing: TimingView::of_backup(&page, facts.timing),
        kept: facts.kept as u64,
        failed: facts.failed.map(|failed| (failed.at, failed.why)),
        backups: facts.backups.iter().map(|backup| Line::of(&page, backup)).collect(),
        page,
    }
}

impl Line {
    fn of(page: &Page, backup: &Backup) -> Self {
        let size = figures::size(page.lang, backup.bytes);
        let albums = backup.record.as_ref().map(|record| u64::try_from(record.albums).unwrap_or_default());
        let albums = albums.map(|albums| page.counted("backup-albums", albums));
        Self {
            id: backup.id.to_string(),
            made_at: backup.id.made_at,
            reason: page.t(&format!("backup-reason-{}", backup.id.reason.as_str())),
            holds: albums.into_iter().chain([size]).collect::<Vec<_>>().join(" · "),
            checked: backup.record.is_some(),
        }
    }
}
