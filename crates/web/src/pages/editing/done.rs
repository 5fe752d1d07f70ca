//! What was just done, with the way back: undo rather than "are you sure".

use super::words::said;
use crate::error::WebError;
use crate::page::Page;
use crate::pages::preferences::inside;
use crate::site::Site;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;
use sillon_core::edit::{Batch, Change};
use sillon_core::id::AccountId;
use sillon_engine::{EditError, Edited};
use std::collections::HashMap;

/// One sentence, and the button that takes it back.
pub(crate) struct Done {
    pub(crate) sentence: String,
    /// The act to take back, while it is in force.
    pub(crate) undo: Option<String>,
    /// Where to be afterwards.
    pub(crate) back: String,
}

impl Done {
    /// What the page's `done` parameter says; `none` is an act that changed nothing.
    pub(crate) async fn of(
        site: &Site,
        page: &Page,
        parameters: &HashMap<String, String>,
    ) -> Result<Option<Self>, WebError> {
        let Some(batch_id) = parameters.get("done") else { return Ok(None) };
        let back = page.here.clone();
        if batch_id == "none" {
            return Ok(Some(Self { sentence: page.t("done-nothing"), undo: None, back }));
        }
        let batch = site.reader.find_batch(AccountId::FIRST, batch_id).await?;
        Ok(batch.map(|batch| Self::new(page, &batch, back)))
    }

    pub(crate) fn new(page: &Page, batch: &Batch, back: String) -> Self {
        let undone = batch.undone_at.is_some();
        let key = match batch.first.first().map(|edit| &edit.change) {
            _ if undone => "done-undone",
            Some(Change::Archived(true)) => "done-archived",
            Some(Change::Archived(false)) => "done-restored",
            Some(Change::Added(_)) => "done-added",
            _ => "done-edited",
        };
        Self { sentence: said(page, key, "", batch.albums), undo: (!undone).then(|| batch.id.clone()), back }
    }
}

/// A place with what was done there.
pub(crate) fn after(place: &str, done: &Edited) -> Redirect {
    let batch = done.batch_id.as_deref().unwrap_or("none");
    let bare = without_done(place);
    let mark = if bare.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{bare}{mark}done={batch}"))
}

fn without_done(place: &str) -> String {
    let Some((path, query)) = place.split_once('?') else { return place.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("done=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// The form around the button.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct UndoForm {
    back: String,
}

/// `POST /edits/{batch}/undo`, then back to where one was.
pub(crate) async fn undo(
    State(site): State<Site>,
    Path(batch_id): Path<String>,
    Form(form): Form<UndoForm>,
) -> Result<Redirect, WebError> {
    match site.engine.undo(&batch_id).await {
        // Pressed twice: it is undone, as was wanted.
        Ok(_) | Err(EditError::Undone) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(after(inside(&form.back), &Edited { batch_id: Some(batch_id), albums: 0 }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("/albums/5", "/albums/5")]
    #[case("/albums/5?done=1", "/albums/5")]
    #[case("/select?genre=Jazz&done=1&page=2", "/select?genre=Jazz&page=2")]
    fn a_place_says_the_last_act_alone(#[case] place: &str, #[case] bare: &str) {
        assert_eq!(without_done(place), bare);
    }
}
