//! The ledger: each run with what it found, did and left alone, the proof of that, and what a person makes of it.

pub(crate) mod actions;
pub(crate) mod runs;

use super::collection::paging::Paging;
use super::cover::{Sleeve, artist};
use super::editing::done::Done;
use crate::api::plan::remark_sentence;
use crate::error::WebError;
use crate::i18n::{Lang, figures, listing, moments, text};
use crate::page::{Page, Section, SyncView, html, wantlist_view};
use crate::site::Site;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use sillon_core::collection::List;
use sillon_core::id::{AccountId, JobId, ReleaseId};
use sillon_core::job::Starter;
use sillon_core::receipt::{DriftField, Entry, Receipt};
use sillon_core::release::Release;
use sillon_core::takeover::Standing;
use sillon_store::{RunUndone, SyncDetail};
use std::collections::HashMap;

/// Titles are looked up for so many wants of a receipt; the others are named by their number.
const NAMED: usize = 100;
/// Added albums a page.
const PAGE_SIZE: u32 = 60;

#[derive(Template)]
#[template(path = "receipt.html")]
pub(crate) struct ReceiptPage {
    page: Page,
    id: String,
    list: List,
    /// What it is called.
    title: String,
    file: Option<String>,
    remarks: Vec<String>,
    view: SyncView,
    figures: Vec<(String, String)>,
    started_by: Option<String>,
    proof: Option<ProofPart>,
    done: Option<Done>,
    undone: Option<RunUndone>,
    /// Albums that undoing the run would put away.
    undoable: u64,
    added: Vec<Sleeve>,
    paging: Paging,
    /// Releases added to the wantlist, each with where it is shown.
    wanted: Vec<Named>,
    /// Albums added beyond those that are shown.
    more_added: u64,
    drifted: Vec<DriftPart>,
    /// Of the differences, those that can be taken over without overwriting anything.
    open_drifts: usize,
    absent: Vec<AbsentPart>,
    open_absences: usize,
    returned: Vec<Named>,
    refused: Vec<RefusedPart>,
    /// That absence was not judged, where it was not.
    not_judged: Option<String>,
    /// How many of the known copies were compared.
    comparison: Option<String>,
    /// How many copies got what they lacked.
    filled: Option<String>,
    /// Whether there is more to compare.
    can_compare_all: bool,
}

/// An album of the receipt.
pub(crate) struct Named {
    href: String,
    name: String,
}

/// The sums over the rows that were there before.
struct ProofPart {
    holds: bool,
    rows: String,
    before: String,
    after: String,
    /// What the run before left was changed before this one began.
    changed_before: bool,
}

struct AbsentPart {
    album: Named,
    stand: Stand,
}

/// What can be done about an entry, or what was.
struct Stand {
    key: String,
    open: bool,
    edited: bool,
    /// Why there is nothing to press.
    said: Option<String>,
}

struct DriftPart {
    album: Named,
    stand: Stand,
    field: String,
    kept: String,
    listed: String,
}

struct RefusedPart {
    shown_as: String,
    reason: String,
}

/// What stands around a receipt now.
#[derive(Default)]
pub(crate) struct Now {
    /// What the albums and wants of its entries are called.
    pub(crate) names: HashMap<ReleaseId, String>,
    /// How each entry stands, in their order.
    pub(crate) standing: Vec<Option<Standing>>,
    pub(crate) undone: Option<RunUndone>,
    pub(crate) undoable: u64,
    pub(crate) done: Option<Done>,
    pub(crate) paging: Paging,
}

/// `GET /syncs/{id}`.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Path(id): Path<String>,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let page = page.at(Section::Settings);
    let (lang, reader, id) = (page.lang, &site.reader, JobId(id));
    let detail = reader.find_sync(AccountId::FIRST, &id).await?;
    let mut detail = detail.ok_or(WebError::NotFound)?;
    let mut now = Now { done: Done::of(&site, &page, &parameters).await?, ..Now::default() };
    if detail.receipt.list == List::Wantlist {
        let mut ids: Vec<ReleaseId> = detail.entries.iter().filter_map(Entry::release_id).collect();
        ids.dedup();
        ids.truncate(NAMED);
        let wants = reader.load_wants(AccountId::FIRST, &ids).await?;
        now.names = wants.iter().map(|want| (want.release.id, name_of(lang, &want.release))).collect();
        return Ok(html(&view(page, &detail, now)));
    }
    let number = parameters.get("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0).unwrap_or(1);
    let added = reader.list_added(AccountId::FIRST, &id, number, PAGE_SIZE).await?;
    now.paging = Paging::with(lang, added.page, added.pages(), |number| format!("/syncs/{id}?page={number}"));
    detail.added = added.items;
    let (standing, albums) = reader.entries_standing(AccountId::FIRST, &detail.entries).await?;
    now.standing = standing;
    now.names = albums.into_iter().map(|(id, held)| (id, name_of(lang, &held.release))).collect();
    now.undone = reader.find_undo(AccountId::FIRST, &id).await?;
    now.undoable = reader.list_still_there(AccountId::FIRST, &id).await?.len() as u64;
    Ok(html(&view(page, &detail, now)))
}

pub(crate) fn view(page: Page, detail: &SyncDetail, now: Now) -> ReceiptPage {
    let lang = page.lang;
    let receipt = &detail.receipt;
    let (list, at) = (receipt.list, receipt.progress.started_at.unwrap_or_default());
    let Now { names, standing, undone, undoable, done, paging } = now;
    let named = |release_id: ReleaseId| Named {
        href: href_of(list, release_id),
        name: names.get(&release_id).cloned().unwrap_or_else(|| format!("Discogs {release_id}")),
    };
    let (mut drifted, mut absent, mut returned, mut refused) = (vec![], vec![], vec![], vec![]);
    for (number, entry) in detail.entries.iter().enumerate() {
        let stand = Stand::of(lang, entry, standing.get(number).copied().flatten());
        match entry {
            Entry::Absent { release_id, .. } => absent.push(AbsentPart { album: named(*release_id), stand }),
            Entry::Returned { release_id, .. } => returned.push(named(*release_id)),
            Entry::Drifted(drift) => drifted.push(DriftPart {
                album: named(drift.release_id),
                stand,
                field: text(lang, field_key(drift.field)),
                kept: value(&page, drift.field, &drift.kept),
                listed: value(&page, drift.field, &drift.listed),
            }),
            Entry::Refused { shown_as, reason, .. } => {
                refused.push(RefusedPart { shown_as: shown_as.clone(), reason: reason.clone() });
            }
        }
    }
    let added = Sleeve::all(lang, &detail.added);
    let wanted = detail.wanted.iter().map(|want| &want.release);
    let wanted: Vec<Named> =
        wanted.map(|release| Named { href: href_of(list, release.id), name: name_of(lang, release) }).collect();
    ReceiptPage {
        id: receipt.job_id.0.clone(),
        list,
        title: page.named(
            match list {
                List::Collection if receipt.origin.file().is_some() => "receipt-title-import",
                List::Collection => "receipt-title",
                List::Wantlist => "receipt-wants-title",
            },
            page.date_time(&at),
        ),
        file: receipt.origin.file().map(str::to_owned),
        remarks: receipt.remarks.iter().map(|remark| remark_sentence(remark, lang)).collect(),
        view: match list {
            List::Collection => SyncView::of(lang, page.now, receipt.progress.clone()),
            List::Wantlist => wantlist_view(lang, page.now, receipt.progress.clone()),
        },
        figures: figures_of(lang, detail),
        // Albums are shown a page at a time; a trial shows none.
        more_added: receipt.progress.synced.saturating_sub(wanted.len() as u64).min(match list {
            List::Collection => 0,
            List::Wantlist => u64::MAX,
        }),
        started_by: started_by(lang, receipt),
        proof: receipt.proof.map(|proof| ProofPart {
            holds: proof.holds(),
            rows: figures::number(lang, proof.before.rows),
            before: proof.before.sum.to_string(),
            after: proof.after.sum.to_string(),
            changed_before: proof.intact == Some(false),
        }),
        done,
        undone,
        undoable,
        paging,
        open_drifts: drifted.iter().filter(|part| part.stand.open).count(),
        open_absences: absent.iter().filter(|part| part.stand.open).count(),
        added,
        wanted,
        drifted,
        absent,
        returned,
        refused,
        not_judged: listing::not_judged(lang, receipt),
        comparison: listing::comparison(lang, receipt),
        filled: listing::filled(lang, receipt),
        can_compare_all: receipt.progress.comparison().is_some_and(|(compared, known)| compared < known),
        page,
    }
}

/// A want is shown where it can be looked at: at Discogs.
fn href_of(list: List, release: ReleaseId) -> String {
    match list {
        List::Collection => format!("/albums/{release}"),
        List::Wantlist => format!("https://www.discogs.com/release/{release}"),
    }
}

fn name_of(lang: Lang, release: &Release) -> String {
    format!("{} – {}", artist(lang, &release.credits), release.title)
}

impl Stand {
    /// Of an entry for which nothing can be done there is nothing to say: it stands in a trial's receipt, or a wantlist's.
    fn of(lang: Lang, entry: &Entry, standing: Option<Standing>) -> Self {
        let said = match standing {
            None | Some(Standing::Open) => None,
            Some(standing) => Some(text(lang, &format!("stands-{}", standing.as_str().replace('_', "-")))),
        };
        Self {
            key: entry.key().unwrap_or_default(),
            open: standing == Some(Standing::Open),
            edited: standing == Some(Standing::Edited),
            said,
        }
    }
}

/// What started a run, where that was noted.
fn started_by(lang: Lang, receipt: &Receipt) -> Option<String> {
    let by = receipt.params.started_by;
    (by != Starter::Unknown).then(|| text(lang, &format!("started-by-{}", by.as_str())))
}

fn figures_of(lang: Lang, detail: &SyncDetail) -> Vec<(String, String)> {
    let receipt = &detail.receipt;
    let progress = &receipt.progress;
    let number = |value: u64| figures::number(lang, value);
    let added_key = if progress.dry_run { "figure-would-add" } else { "figure-added" };
    let mut shown = vec![
        (text(lang, added_key), number(progress.synced)),
        (text(lang, "figure-known"), number(progress.skipped)),
        (text(lang, "figure-errors"), number(progress.errors)),
        (
            text(lang, if receipt.list == List::Wantlist { "figure-wants" } else { "figure-albums" }),
            format!("{}\u{a0}→ {}", number(receipt.albums_before), number(receipt.albums_after)),
        ),
    ];
    if receipt.list == List::Collection {
        shown.insert(2, (text(lang, "figure-copies"), number(progress.copies_added)));
    }
    if receipt.origin.file().is_none() {
        shown.push((text(lang, "figure-calls"), number(u64::from(progress.api_calls.discogs))));
    }
    if let Some(saved) = receipt.calls_saved() {
        shown.push((text(lang, "figure-calls-saved"), number(saved)));
    }
    if let (Some(started), Some(finished)) = (progress.started_at, progress.finished_at) {
        let seconds = u64::try_from((finished - started).max(0)).unwrap_or_default().div_ceil(1000);
        shown.push((text(lang, "figure-duration"), moments::duration(seconds)));
    }
    shown
}

/// A date is stored as a number.
fn value(page: &Page, field: DriftField, stored: &str) -> String {
    match (field, stored.parse()) {
        (DriftField::AddedAt, Ok(at)) => page.date(&at),
        _ => stored.to_owned(),
    }
}

fn field_key(field: DriftField) -> &'static str {
    match field {
        DriftField::Title => "field-title",
        DriftField::Year => "field-year",
        DriftField::Master => "field-master",
        DriftField::Cover => "field-cover",
        DriftField::Artists => "field-artists",
        DriftField::Labels => "field-labels",
        DriftField::Formats => "field-formats",
        DriftField::Genres => "field-genres",
        DriftField::Styles => "field-styles",
        DriftField::Folder => "field-folder",
        DriftField::Rating => "field-rating",
        DriftField::AddedAt => "field-added-at",
        DriftField::Notes => "field-notes",
    }
}
