//! An import's progress in the reader's words.

use super::sync::SyncView;
use crate::i18n::{Lang, figures, text};
use sillon_core::fault::FaultCode;
use sillon_core::progress::{Progress, Status};

/// What the pages say of the current or the last import.
pub(crate) struct ImportView {
    /// What it shares with a sync.
    pub(crate) run: SyncView,
    /// Further copies of albums that were there.
    pub(crate) copies_shown: String,
    /// What was wrong with the file.
    pub(crate) detail: Option<String>,
}

impl ImportView {
    pub(crate) fn of(lang: Lang, now: i64, progress: Progress) -> Self {
        let copies_shown = figures::number(lang, progress.copies_added);
        let detail = progress.error.as_ref().filter(|fault| fault.code == FaultCode::FileRefused);
        let detail = detail.map(|fault| fault.detail.clone());
        let sentence = sentence(lang, &progress);
        Self { run: SyncView { sentence, ..SyncView::of(lang, now, progress) }, copies_shown, detail }
    }
}

fn sentence(lang: Lang, progress: &Progress) -> String {
    match progress.status {
        Status::Idle => text(lang, "import-idle"),
        Status::Waiting | Status::Starting => text(lang, "import-starting"),
        Status::Running if progress.total == 0 => text(lang, "import-reading"),
        Status::Running => text(lang, "import-running"),
        Status::Completed if progress.synced == 0 && progress.copies_added == 0 => text(lang, "import-nothing-new"),
        Status::Completed => figures::counted(lang, "sync-added", progress.synced),
        Status::Cancelled => figures::counted(lang, "sync-cancelled", progress.synced),
        Status::Error => super::sync::sentence(lang, progress),
    }
}
