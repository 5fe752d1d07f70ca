//! What the forms of the page do.

use super::view;
use crate::api::import::LARGEST_FILE;
use crate::error::WebError;
use crate::input::nul;
use crate::page::{Page, Section, html};
use crate::site::Site;
use axum::Form;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use sillon_core::job::{JobKind, Starter};
use sillon_engine::{ImportError, StartError};

/// The form around the button.
#[derive(Debug, Deserialize)]
pub(crate) struct StagedForm {
    key: String,
    #[serde(default)]
    name: String,
}

/// `POST /settings/import`: takes the file and shows what it would do. A faulty one is not kept, so its faults are shown here.
pub(crate) async fn stage(State(site): State<Site>, page: Page, mut form: Multipart) -> Result<Response, WebError> {
    while let Some(field) = form.next_field().await.map_err(|_| WebError::BadRequest)? {
        let Some(name) = field.file_name().map(|name| name.chars().take(200).collect::<String>()) else { continue };
        if name.is_empty() {
            break;
        }
        if name.contains('\0') {
            return Err(nul("file"));
        }
        return match site.engine.stage(&name, field, LARGEST_FILE).await {
            Ok(staged) => match staged.key {
                Some(key) => Ok(Redirect::to(&staged_url(&key, &name)).into_response()),
                None => {
                    let progress = site.engine.import_progress();
                    let page = page.at(Section::Settings);
                    Ok(html(&view(page, None, Some((staged.plan, None)), progress)))
                }
            },
            Err(ImportError::TooLarge(_)) => Ok(back("large").into_response()),
            Err(ImportError::BrokeOff(_)) => Ok(back("broke-off").into_response()),
            Err(error) => Err(error.into()),
        };
    }
    Ok(back("empty").into_response())
}

/// `POST /settings/import/start`.
pub(crate) async fn start(State(site): State<Site>, Form(form): Form<StagedForm>) -> Result<Redirect, WebError> {
    match site.engine.start_import(&form.key, &form.name, Starter::Page).await {
        Ok(_) => Ok(Redirect::to("/settings/import#import")),
        Err(StartError::Running(_)) => Ok(back("running")),
        Err(StartError::Busy(_)) => Ok(back("sync-running")),
        Err(StartError::NotConfigured) => Ok(back("gone")),
        Err(error @ (StartError::OtherAccount { .. } | StartError::Store(_))) => {
            Err(WebError::not_started(JobKind::Import, error))
        }
    }
}

/// `POST /settings/import/forget`.
pub(crate) async fn forget(State(site): State<Site>, Form(form): Form<StagedForm>) -> Redirect {
    site.engine.unstage(&form.key).await;
    Redirect::to("/settings/import")
}

/// `POST /settings/import/cancel`.
pub(crate) async fn cancel(State(site): State<Site>) -> Result<Redirect, WebError> {
    site.engine.cancel_import().await?;
    Ok(Redirect::to("/settings/import#import"))
}

fn staged_url(key: &str, name: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("staged", key)
        .append_pair("name", name)
        .finish();
    format!("/settings/import?{query}#plan")
}

fn back(notice: &str) -> Redirect {
    Redirect::to(&format!("/settings/import?notice={notice}"))
}
