//! The progress of a sync of the wantlist in the reader's words: a sync's, but for what it says of what comes in.

use super::sync::SyncView;
use crate::i18n::{Lang, figures, text};
use sillon_core::progress::{Phase, Progress, Status};

pub(crate) fn wantlist_view(lang: Lang, now: i64, progress: Progress) -> SyncView {
    let said = sentence(lang, &progress);
    let view = SyncView::of(lang, now, progress);
    SyncView { sentence: said.unwrap_or(view.sentence), ..view }
}

/// What it is doing, or how it ended; `None` where a sync of the collection says the same.
fn sentence(lang: Lang, progress: &Progress) -> Option<String> {
    match (progress.status, progress.phase) {
        (Status::Idle, _) => Some(text(lang, "wants-idle")),
        (Status::Running, Phase::Wantlist) => Some(text(lang, "wants-coming-in")),
        (Status::Completed, _) if progress.dry_run => Some(figures::counted(lang, "wants-would-add", progress.synced)),
        (Status::Completed, _) if progress.synced > 0 => Some(figures::counted(lang, "wants-added", progress.synced)),
        (Status::Cancelled, _) => Some(figures::counted(lang, "wants-cancelled", progress.synced)),
        _ => None,
    }
}
