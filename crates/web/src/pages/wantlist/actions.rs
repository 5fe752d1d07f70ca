//! What the forms of the wantlist do.

use crate::error::WebError;
use crate::site::Site;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use serde::Deserialize;
use sillon_core::job::{Starter, SyncParams};
use sillon_engine::StartError;

/// The form around the button.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StartForm {
    /// There where the form asks whether the wantlist is to follow the collection.
    choose: Option<String>,
    follow: Option<String>,
    full: Option<String>,
}

/// `POST /wantlist/sync`. A sync that runs already is what was asked for.
pub(crate) async fn start(State(site): State<Site>, Form(form): Form<StartForm>) -> Result<Redirect, WebError> {
    let params = SyncParams { full: form.full.is_some(), ..SyncParams::by(Starter::Page) };
    match site.engine.start_wantlist(params).await {
        Ok(_) | Err(StartError::Running(_) | StartError::Busy(_)) => {}
        Err(StartError::NotConfigured) => return Ok(Redirect::to("/settings?notice=not-configured#discogs")),
        Err(StartError::OtherAccount { .. }) => return Ok(Redirect::to("/settings#discogs")),
        Err(StartError::Store(error)) => return Err(error.into()),
    }
    if form.choose.is_some() {
        site.engine.set_wantlist_follows(form.follow.is_some()).await?;
    }
    Ok(Redirect::to("/wantlist"))
}

/// `POST /wantlist/sync/cancel`.
pub(crate) async fn cancel(State(site): State<Site>) -> Result<Redirect, WebError> {
    site.engine.cancel_wantlist().await?;
    Ok(Redirect::to("/wantlist"))
}

/// `POST /wantlist/follow`: with `follow`, the wantlist is brought in after each sync of the collection.
pub(crate) async fn follow(State(site): State<Site>, Form(form): Form<StartForm>) -> Result<Redirect, WebError> {
    site.engine.set_wantlist_follows(form.follow.is_some()).await?;
    Ok(Redirect::to("/wantlist#following"))
}
