//! What the forms of the settings do: work, then back to the page that shows it.

use crate::error::WebError;
use crate::site::Site;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use secrecy::SecretString;
use serde::Deserialize;
use sillon_core::job::{Starter, SyncParams};
use sillon_engine::{ConnectError, StartError};

/// The token form. No `Debug`: its value is never shown, logged or filled in again.
#[derive(Deserialize)]
pub(crate) struct TokenForm {
    #[serde(default)]
    token: String,
}

/// The form around the button.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SyncForm {
    limit: String,
    dry_run: Option<String>,
    full: Option<String>,
    /// The user name whose list is to be added although another's was before.
    confirm: Option<String>,
}

/// `POST /settings/discogs/token`.
pub(crate) async fn connect(State(site): State<Site>, Form(form): Form<TokenForm>) -> Result<Redirect, WebError> {
    match site.engine.connect_discogs(SecretString::from(form.token)).await {
        Ok(_) => Ok(back("connected")),
        Err(ConnectError::Refused) => Ok(back("refused")),
        Err(ConnectError::Empty) => Ok(back("empty")),
        Err(error @ ConnectError::Characters(_)) => Err(error.into()),
        Err(ConnectError::Fixed) => Ok(back("fixed")),
        Err(ConnectError::Unreachable(reason) | ConnectError::PremiumRequired(reason)) => {
            tracing::warn!(reason, "Discogs could not be asked about a token");
            Ok(back("unreachable"))
        }
        Err(ConnectError::Store(error)) => Err(error.into()),
    }
}

/// `POST /settings/discogs/token/forget`.
pub(crate) async fn disconnect(State(site): State<Site>) -> Result<Redirect, WebError> {
    match site.engine.disconnect_discogs().await {
        Ok(()) => Ok(back("forgotten")),
        Err(ConnectError::Fixed) => Ok(back("fixed")),
        Err(ConnectError::Store(error)) => Err(error.into()),
        Err(error) => Err(error.into()),
    }
}

/// `POST /settings/discogs/sync`. A sync that runs already is what was asked for.
pub(crate) async fn start(State(site): State<Site>, Form(form): Form<SyncForm>) -> Result<Redirect, WebError> {
    let Some(params) = params(&form) else { return Ok(back("limit")) };
    match site.engine.start_sync_of(params, form.confirm.as_deref()).await {
        // The page asks the question.
        Ok(_) | Err(StartError::Running(_) | StartError::OtherAccount { .. }) => Ok(Redirect::to("/settings#discogs")),
        Err(StartError::Busy(_)) => Ok(back("importing")),
        Err(StartError::NotConfigured) => Ok(back("not-configured")),
        Err(StartError::Store(error)) => Err(error.into()),
    }
}

/// `POST /settings/discogs/sync/cancel`.
pub(crate) async fn cancel(State(site): State<Site>) -> Result<Redirect, WebError> {
    site.engine.cancel_sync().await?;
    Ok(Redirect::to("/settings#discogs"))
}

fn back(notice: &str) -> Redirect {
    Redirect::to(&format!("/settings?notice={notice}#discogs"))
}

/// None when the limit is no number from 1 up; an empty one is no limit.
fn params(form: &SyncForm) -> Option<SyncParams> {
    let limit = match form.limit.trim() {
        "" => None,
        limit => Some(limit.parse().ok().filter(|limit| *limit > 0)?),
    };
    Some(SyncParams { limit, dry_run: form.dry_run.is_some(), full: form.full.is_some(), started_by: Starter::Page })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("", None, Some((None, false)))]
    #[case(" 20 ", None, Some((Some(20), false)))]
    #[case("", Some("on"), Some((None, true)))]
    #[case("0", None, None)]
    #[case("-3", None, None)]
    #[case("abc", None, None)]
    fn a_limit_is_one_or_more(
        #[case] limit: &str,
        #[case] dry_run: Option<&str>,
        #[case] expected: Option<(Option<u32>, bool)>,
    ) {
        let form = SyncForm { limit: limit.into(), dry_run: dry_run.map(Into::into), full: None, confirm: None };
        assert_eq!(params(&form).map(|params| (params.limit, params.dry_run)), expected);
    }
}
