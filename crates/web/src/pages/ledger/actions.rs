//! What a person makes of a run on its page.

use crate::error::WebError;
use crate::pages::editing::done::after;
use crate::site::Site;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;
use sillon_core::id::JobId;
use sillon_engine::{EditError, Edited, TakeOver};

/// The form around the entries: the button that was pressed says which.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TakeOverForm {
    /// One entry, or all of a kind.
    entry: String,
    /// One that a person wrote over.
    overwrite: String,
}

/// `POST /syncs/{id}/undo`.
pub(crate) async fn undo(State(site): State<Site>, Path(id): Path<String>) -> Result<Redirect, WebError> {
    let edited = match site.engine.undo_run(&JobId(id.clone())).await {
        // Pressed twice: the run is undone, as was wanted.
        Err(EditError::NothingToUndo) => Edited::default(),
        edited => edited?,
    };
    Ok(after(&format!("/syncs/{id}"), &edited))
}

/// `POST /syncs/{id}/take-over`.
pub(crate) async fn take_over(
    State(site): State<Site>,
    Path(id): Path<String>,
    Form(form): Form<TakeOverForm>,
) -> Result<Redirect, WebError> {
    let overwrite = !form.overwrite.is_empty();
    let entry = if overwrite { form.overwrite } else { form.entry };
    let asked = TakeOver { entries: Some(vec![entry]), overwrite };
    let edited = match site.engine.take_over(&JobId(id.clone()), &asked).await {
        Ok(taken) => taken.edited,
        // Pressed twice: it is taken over, as was wanted.
        Err(EditError::NothingToTakeOver) => Edited::default(),
        Err(error) => return Err(error.into()),
    };
    Ok(after(&format!("/syncs/{id}"), &edited))
}
