//! Settings: what is going on at the top, then one thing a section.

pub(crate) mod actions;
pub(crate) mod notice;
pub(crate) mod timing;

use crate::error::WebError;
use crate::i18n::{Lang, text_with};
use crate::page::{Page, Section, SyncView, Theme, html};
use crate::pages::database::DatabaseHealth;
use crate::site::Site;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use notice::Notice;
use sillon_core::id::AccountId;
use sillon_core::progress::Service;
use sillon_core::receipt::Receipt;
use sillon_core::schedule::Schedule;
use sillon_engine::{CredentialSource, ServiceStatus};
use sillon_store::Inspection;
use std::collections::HashMap;
use timing::TimingView;

/// So many of the last runs are listed.
const RUNS: u32 = 8;

#[derive(Template)]
#[template(path = "settings.html")]
pub(crate) struct SettingsPage {
    page: Page,
    connection: Connection,
    /// Asked where the token is another person's.
    question: Option<Question>,
    timing: TimingView,
    full_timing: TimingView,
    notice: Option<Notice>,
    /// What is wrong with the database.
    database: DatabaseHealth,
    runs: Vec<Run>,
    languages: Vec<Lang>,
    themes: Vec<Theme>,
}

/// What the script asks for while a sync runs: the strip and the panel as they are now.
#[derive(Template)]
#[template(path = "fragment_sync.html")]
pub(crate) struct SyncFragment {
    page: Page,
}

/// How it stands with Discogs.
pub(crate) struct Connection {
    /// Whether a sync could be started.
    ready: bool,
    username: Option<String>,
    /// The token was given on this page, so that it can be forgotten here.
    stored: bool,
    /// The token comes from the environment or the settings file.
    fixed: bool,
    unreachable: bool,
    waiting: bool,
}

/// Whether to go on with another person's list.
pub(crate) struct Question {
    sentence: String,
    /// The user name that would be read.
    new: String,
    /// That a scheduled sync was not started for that reason, and when.
    refused: Option<String>,
}

struct Run {
    id: String,
    at: i64,
    view: SyncView,
    /// The file that brought it, where none was asked of Discogs.
    file: Option<String>,
}

/// `GET /settings`.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let page = page.at(Section::Settings);
    let services = site.engine.services().await?;
    let runs = site.reader.list_syncs(AccountId::FIRST, 1, RUNS).await?;
    let notice = parameters.get("notice").and_then(|code| Notice::of(page.lang, code));
    let schedule = site.engine.schedule().await?;
    let mut shown = view(page, &services, schedule, notice, &runs.items);
    let refused_at = site.engine.scheduled_sync_refused_at().await?;
    let refused = refused_at.map(|at| shown.page.named("schedule-refused", shown.page.date_time(&at)));
    shown.question = site.engine.account_question().await?.map(|(kept, new)| Question {
        refused,
        sentence: text_with(
            shown.page.lang,
            "account-question",
            &[("kept", kept.as_str().into()), ("new", new.as_str().into())],
        ),
        new,
    });
    shown.database = DatabaseHealth::of(&shown.page, site.reader.read_only(), &known_faults(&site).await?);
    Ok(html(&shown))
}

/// What the start found. Where it found something, it is looked at again: somebody may have mended it.
async fn known_faults(site: &Site) -> Result<Inspection, WebError> {
    if !site.faults.read().is_whole() {
        site.faults.set(site.reader.inspect(false).await?);
    }
    Ok(site.faults.read())
}

/// `GET /fragments/sync`.
pub(crate) async fn fragment(page: Page) -> Response {
    html(&SyncFragment { page })
}

/// Whether a sync with this service could be started.
pub(crate) fn can_sync(service: &ServiceStatus) -> bool {
    service.service == Service::Discogs && (service.credential.is_some() || service.username.is_some())
}

pub(crate) fn view(
    page: Page,
    services: &[ServiceStatus],
    schedule: Schedule,
    notice: Option<Notice>,
    receipts: &[Receipt],
) -> SettingsPage {
    let runs = receipts.iter().map(|receipt| Run {
        id: receipt.job_id.0.clone(),
        at: receipt.progress.started_at.unwrap_or_default(),
        view: SyncView::of(page.lang, page.now, receipt.progress.clone()),
        file: receipt.origin.file().map(str::to_owned),
    });
    SettingsPage {
        connection: connection(services),
        question: None,
        timing: TimingView::of_sync(&page, schedule.sync),
        full_timing: TimingView::of_full_sync(&page, schedule.full_sync),
        notice,
        database: DatabaseHealth::default(),
        runs: runs.collect(),
        languages: Lang::ALL.to_vec(),
        themes: Theme::ALL.to_vec(),
        page,
    }
}

fn connection(services: &[ServiceStatus]) -> Connection {
    let discogs = services.iter().find(|status| status.service == Service::Discogs);
    let credential = discogs.and_then(|status| status.credential);
    Connection {
        ready: discogs.is_some_and(can_sync),
        username: discogs.and_then(|status| status.username.clone()),
        stored: credential == Some(CredentialSource::Stored),
        fixed: credential == Some(CredentialSource::Settings),
        unreachable: discogs.is_some_and(|status| status.reachable == Some(false) || status.breaker_open),
        waiting: discogs.is_some_and(|status| status.waiting.is_some()),
    }
}
