//! A sync's progress in the reader's words: one view for the panel, the strip and the bar.

use crate::i18n::{Lang, figures, listing, moments, text, text_with};
use jiff::tz::TimeZone;
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::progress::{Phase, Progress, Status, WaitReason};

/// From this on a wait is told by its end, in milliseconds: nobody counts down ten minutes.
pub(crate) const LONG_WAIT: i64 = 600_000;

/// What the pages say of the current or the last run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SyncView {
    pub(crate) active: bool,
    pub(crate) status: Status,
    /// `running`, `completed`…: for the style sheet and the script.
    pub(crate) word: &'static str,
    pub(crate) dry_run: bool,
    pub(crate) job_id: Option<String>,
    /// 0 to 100, with a dot: for attributes.
    pub(crate) percent: String,
    pub(crate) percent_shown: String,
    pub(crate) current: u64,
    pub(crate) total: u64,
    pub(crate) current_shown: String,
    pub(crate) total_shown: String,
    pub(crate) added: u64,
    pub(crate) added_shown: String,
    pub(crate) known_shown: String,
    pub(crate) errors: u64,
    pub(crate) errors_shown: String,
    /// What it is doing, or how it ended.
    pub(crate) sentence: String,
    /// What to do about a fault.
    pub(crate) remedy: Option<String>,
    pub(crate) album: String,
    pub(crate) cover: Option<String>,
    /// `encore 12 s`.
    pub(crate) left: String,
    /// `Discogs demande d’attendre 12 s`, or until when where that is long.
    pub(crate) waiting: String,
    /// What there is to say of a listing that does not show what it announces.
    pub(crate) note: Option<String>,
    /// `42 liens Spotify arrivent encore`, after the end.
    pub(crate) links: String,
    pub(crate) started_at: Option<i64>,
    pub(crate) finished_at: Option<i64>,
}

impl SyncView {
    pub(crate) fn of(lang: Lang, now: i64, progress: Progress) -> Self {
        let active = progress.status.is_active();
        let number = |value| figures::number(lang, value);
        // What is left for later is in a counter, and is not done.
        let done = progress.current.saturating_sub(progress.left);
        let links = match (active, progress.links_pending) {
            (false, pending @ 1..) => figures::counted(lang, "sync-links-pending", pending),
            _ => String::new(),
        };
        let waiting = progress.waiting.filter(|wait| active && wait.until > now).map(|wait| waiting(lang, now, wait));
        let left = progress
            .eta_seconds
            .filter(|seconds| active && *seconds > 0)
            .map(|seconds| text_with(lang, "sync-left", &[("time", moments::duration(seconds).into())]));
        Self {
            active,
            status: progress.status,
            word: word(progress.status),
            dry_run: progress.dry_run,
            percent: Progress { current: done, ..progress.clone() }.percent_complete().to_string(),
            percent_shown: figures::percent(lang, done, progress.total.max(1)),
            current: done,
            total: progress.total,
            current_shown: number(done),
            total_shown: number(progress.total),
            added: progress.synced,
            added_shown: number(progress.synced),
            known_shown: number(progress.skipped),
            errors: progress.errors,
            errors_shown: number(progress.errors),
            sentence: sentence(lang, &progress),
            remedy: progress.error.as_ref().map(|fault| text(lang, remedy_key(fault.code))),
            album: progress.current_album.unwrap_or_default(),
            cover: progress.current_cover,
            left: left.unwrap_or_default(),
            links,
            waiting: waiting.unwrap_or_default(),
            note: progress.listing.as_ref().map(|note| listing::note(lang, note)),
            job_id: progress.job_id.map(|id| id.0),
            started_at: progress.started_at,
            finished_at: progress.finished_at,
        }
    }

    /// An album that a trial found was not added.
    pub(crate) fn added_key(&self) -> &'static str {
        if self.dry_run { "figure-would-add" } else { "figure-added" }
    }

    /// How much of the groove is closed, as `stroke-dasharray` over a path of length 100.
    pub(crate) fn dashes(&self) -> String {
        // A little beyond the whole, or the seam would show.
        if self.percent == "100" { "101 100".to_owned() } else { format!("{} 100", self.percent) }
    }
}

pub(crate) fn word(status: Status) -> &'static str {
    match status {
        Status::Idle => "idle",
        Status::Waiting => "waiting",
        Status::Starting => "starting",
        Status::Running => "running",
        Status::Completed => "completed",
        Status::Error => "error",
        Status::Cancelled => "cancelled",
    }
}

fn waiting(lang: Lang, now: i64, wait: sillon_core::progress::Wait) -> String {
    let service = text(lang, &format!("service-{}", wait.service.as_str()));
    let key = match wait.reason {
        WaitReason::RateLimit if wait.until - now >= LONG_WAIT => {
            let until = moments::clock_from(lang, &TimeZone::system(), now, wait.until);
            return text_with(lang, "sync-wait-until", &[("service", service.into()), ("time", until.into())]);
        }
        WaitReason::RateLimit => "sync-wait-limit",
        WaitReason::Retry => "sync-wait-retry",
    };
    let seconds = u64::try_from((wait.until - now).max(0)).unwrap_or_default().div_ceil(1000);
    text_with(lang, key, &[("service", service.into()), ("time", moments::duration(seconds).into())])
}

/// What a run is doing, or how it ended.
pub(crate) fn sentence(lang: Lang, progress: &Progress) -> String {
    match progress.status {
        Status::Idle => text(lang, "sync-idle"),
        Status::Waiting | Status::Starting => text(lang, "sync-starting"),
        Status::Running => match progress.phase {
            Phase::Waiting | Phase::Identity => text(lang, "sync-identity"),
            Phase::Collection | Phase::Wantlist | Phase::Enrichment => text(lang, "sync-collection"),
            Phase::Finishing | Phase::Done => text(lang, "sync-finishing"),
        },
        Status::Completed if progress.dry_run => figures::counted(lang, "sync-would-add", progress.synced),
        Status::Completed if progress.synced == 0 => text(lang, "sync-nothing-new"),
        Status::Completed => figures::counted(lang, "sync-added", progress.synced),
        Status::Cancelled => figures::counted(lang, "sync-cancelled", progress.synced),
        Status::Error => match &progress.error {
            Some(fault) => fault_sentence(lang, fault),
            None => text(lang, fault_key(FaultCode::Internal)),
        },
    }
}

/// What went wrong.
pub(crate) fn fault_sentence(lang: Lang, fault: &Fault) -> String {
    match fault.accounts() {
        Some((kept, new)) => text_with(lang, fault_key(fault.code), &[("kept", kept.into()), ("new", new.into())]),
        None => text(lang, fault_key(fault.code)),
    }
}

pub(super) fn fault_key(code: FaultCode) -> &'static str {
    match code {
        FaultCode::TokenRefused => "fault-token-refused",
        FaultCode::CollectionPrivate => "fault-collection-private",
        FaultCode::WantlistPrivate => "fault-wantlist-private",
        FaultCode::OtherAccount => "fault-other-account",
        FaultCode::UserUnknown => "fault-user-unknown",
        FaultCode::DiscogsUnavailable => "fault-discogs-unavailable",
        FaultCode::ListingMoved => "fault-listing-moved",
        FaultCode::StorageFailed => "fault-storage-failed",
        FaultCode::NotConfigured => "fault-not-configured",
        FaultCode::CredentialRefused => "fault-credential-refused",
        FaultCode::PremiumRequired => "fault-premium-required",
        FaultCode::ProviderResting => "fault-provider-resting",
        FaultCode::ProviderUnavailable => "fault-provider-unavailable",
        FaultCode::BudgetSpent => "fault-budget-spent",
        FaultCode::FileRefused => "fault-file-refused",
        FaultCode::RowsChanged => "fault-rows-changed",
        FaultCode::Internal => "fault-internal",
    }
}

fn remedy_key(code: FaultCode) -> &'static str {
    match code {
        FaultCode::TokenRefused => "remedy-token-refused",
        FaultCode::CollectionPrivate => "remedy-collection-private",
        FaultCode::WantlistPrivate => "remedy-wantlist-private",
        FaultCode::OtherAccount => "remedy-other-account",
        FaultCode::UserUnknown => "remedy-user-unknown",
        FaultCode::DiscogsUnavailable => "remedy-discogs-unavailable",
        FaultCode::ListingMoved => "remedy-listing-moved",
        FaultCode::StorageFailed => "remedy-storage-failed",
        FaultCode::NotConfigured => "remedy-not-configured",
        FaultCode::CredentialRefused => "remedy-credential-refused",
        FaultCode::PremiumRequired => "remedy-premium-required",
        FaultCode::ProviderResting => "remedy-provider-resting",
        FaultCode::ProviderUnavailable => "remedy-provider-unavailable",
        FaultCode::BudgetSpent => "remedy-budget-spent",
        FaultCode::FileRefused => "remedy-file-refused",
        FaultCode::RowsChanged => "remedy-rows-changed",
        FaultCode::Internal => "remedy-internal",
    }
}
