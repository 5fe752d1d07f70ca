//! The receipt of one sync: what it found, did and left alone.

use super::cover::{Sleeve, artist};
use crate::error::WebError;
use crate::i18n::{Lang, figures, moments, text};
use crate::page::{Page, Section, SyncView, html, wantlist_view};
use crate::site::Site;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use sillon_core::collection::List;
use sillon_core::id::{AccountId, JobId, ReleaseId};
use sillon_core::receipt::{DriftField, Entry};
use sillon_core::release::Release;
use sillon_store::SyncDetail;
use std::collections::HashMap;

/// Titles are looked up for so many albums of a receipt; the others are named by their number.
const NAMED: usize = 100;

#[derive(Template)]
#[template(path = "receipt.html")]
pub(crate) struct ReceiptPage {
    page: Page,
    list: List,
    /// What it is called.
    title: String,
    file: Option<String>,
    view: SyncView,
    figures: Vec<(String, String)>,
    added: Vec<Sleeve>,
    /// Releases added to the wantlist, each with where it is shown.
    wanted: Vec<Named>,
    /// Albums added beyond those that are shown.
    more_added: u64,
    drifted: Vec<DriftPart>,
    absent: Vec<Named>,
    returned: Vec<Named>,
    refused: Vec<RefusedPart>,
    listing_whole: bool,
}

/// An album of the receipt.
pub(crate) struct Named {
    href: String,
    name: String,
}

struct DriftPart {
    album: Named,
    field: String,
    kept: String,
    listed: String,
}

struct RefusedPart {
    shown_as: String,
    reason: String,
}

/// `GET /syncs/{id}`.
pub(crate) async fn show(State(site): State<Site>, page: Page, Path(id): Path<String>) -> Result<Response, WebError> {
    let page = page.at(Section::Settings);
    let detail = site.reader.find_sync(AccountId::FIRST, &JobId(id)).await?;
    let detail = detail.ok_or(WebError::NotFound)?;
    let mut names: HashMap<ReleaseId, String> = HashMap::new();
    if detail.receipt.list == List::Wantlist {
        let mut ids: Vec<ReleaseId> = detail.entries.iter().filter_map(release_of).collect();
        ids.dedup();
        ids.truncate(NAMED);
        for want in site.reader.load_wants(AccountId::FIRST, &ids).await? {
            names.insert(want.release.id, name_of(page.lang, &want.release));
        }
        return Ok(html(&view(page, &detail, &names)));
    }
    for release_id in detail.entries.iter().filter_map(release_of) {
        if names.len() == NAMED {
            break;
        }
        if !names.contains_key(&release_id)
            && let Some(found) = site.reader.find_album(AccountId::FIRST, release_id).await?
        {
            names.insert(release_id, name_of(page.lang, &found.album.release));
        }
    }
    Ok(html(&view(page, &detail, &names)))
}

pub(crate) fn view(page: Page, detail: &SyncDetail, names: &HashMap<ReleaseId, String>) -> ReceiptPage {
    let lang = page.lang;
    let receipt = &detail.receipt;
    let (list, at) = (receipt.list, receipt.progress.started_at.unwrap_or_default());
    let named = |release_id: ReleaseId| Named {
        href: href_of(list, release_id),
        name: names.get(&release_id).cloned().unwrap_or_else(|| format!("Discogs {release_id}")),
    };
    let (mut drifted, mut absent, mut returned, mut refused) = (vec![], vec![], vec![], vec![]);
    for entry in &detail.entries {
        match entry {
            Entry::Absent { release_id, .. } => absent.push(named(*release_id)),
            Entry::Returned { release_id, .. } => returned.push(named(*release_id)),
            Entry::Drifted(drift) => drifted.push(DriftPart {
                album: named(drift.release_id),
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
        view: match list {
            List::Collection => SyncView::of(lang, page.now, receipt.progress.clone()),
            List::Wantlist => wantlist_view(lang, page.now, receipt.progress.clone()),
        },
        figures: figures_of(lang, detail),
        more_added: receipt.progress.synced.saturating_sub((added.len() + wanted.len()) as u64),
        added,
        wanted,
        drifted,
        absent,
        returned,
        refused,
        listing_whole: receipt.listing_whole,
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

fn release_of(entry: &Entry) -> Option<ReleaseId> {
    match entry {
        Entry::Absent { release_id, .. } | Entry::Returned { release_id, .. } => Some(*release_id),
        Entry::Drifted(drift) => Some(drift.release_id),
        Entry::Refused { .. } => None,
    }
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
