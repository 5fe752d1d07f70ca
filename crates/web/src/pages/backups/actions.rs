//! What the forms of the page do.

use crate::error::WebError;
use crate::site::Site;
use axum::extract::{Path, State};
use axum::response::Redirect;
use sillon_core::backup::{BackupId, Reason};
use sillon_store::BackupError;

/// `POST /settings/backups`.
pub(crate) async fn make(State(site): State<Site>) -> Result<Redirect, WebError> {
    match site.engine.back_up(Reason::Manual).await {
        Ok(_) => Ok(back("made")),
        Err(error) => refused(error),
    }
}

/// `POST /settings/backups/{id}/restore`.
pub(crate) async fn restore(State(site): State<Site>, Path(id): Path<String>) -> Result<Redirect, WebError> {
    let Some(id) = BackupId::parse(&id) else { return Ok(back("gone")) };
    match site.engine.restore_backup(id).await {
        Ok(_) => Ok(back("restored")),
        Err(error) => refused(error),
    }
}

fn refused(error: BackupError) -> Result<Redirect, WebError> {
    Ok(back(match error {
        BackupError::Missing(_) => "gone",
        BackupError::Foreign | BackupError::Damaged(_) => "damaged",
        BackupError::Altered(_) => "altered",
        BackupError::Unproven { .. } => {
            tracing::error!(error = &error as &dyn std::error::Error, "a restore failed, and changed the database");
            "unproven"
        }
        BackupError::Newer { .. } => "newer",
        BackupError::Working(_) => "working",
        BackupError::Changing => "busy",
        BackupError::Unwritable(why) => {
            tracing::warn!(why, "a backup could not be made or put back");
            "failed"
        }
        BackupError::Store(error) => return Err(error.into()),
    }))
}

fn back(notice: &str) -> Redirect {
    Redirect::to(&format!("/settings/backups?notice={notice}"))
}
