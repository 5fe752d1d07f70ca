//! What the forms of an album's page do.

use crate::error::WebError;
use crate::page::Page;
use crate::site::Site;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;
use sillon_core::enrich::Facet;
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::job::{EnrichParams, JobKind};
use sillon_engine::{EditError, StartError};

/// What a person says of a description.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DescriptionForm {
    act: String,
    /// The words, when they are edited.
    body: String,
    /// The language they are in; the page's where none is said.
    language: String,
    /// Which text is shown again or removed.
    text: String,
}

/// Which facet is asked for.
#[derive(Debug, Deserialize)]
pub(crate) struct EnrichForm {
    facet: String,
}

/// `POST /albums/{id}/description`.
pub(crate) async fn describe(
    State(site): State<Site>,
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<DescriptionForm>,
) -> Result<Redirect, WebError> {
    let album = existing(&site, &id).await?;
    let engine = &site.engine;
    match form.act.as_str() {
        "edit" => {
            // A text field sends its lines in the manner of the network.
            let body = form.body.replace("\r\n", "\n");
            let body = body.trim();
            if body.is_empty() {
                return Ok(back(album, "notice=empty"));
            }
            let language = if is_language(&form.language) { &form.language } else { page.lang.code() };
            match engine.edit_text(album, body, language).await {
                Err(EditError::Refused(_)) => return Ok(back(album, "notice=too-long")),
                kept => kept?,
            }
        }
        "lock" => engine.lock_text(album, true).await?,
        "unlock" => engine.lock_text(album, false).await?,
        "show" => engine.show_text(album, &form.text).await?,
        "remove" => engine.remove_text(album, &form.text).await?,
        "again" => {
            engine.ask_again(Facet::Descriptions, album).await?;
            return start(&site, album, Facet::Descriptions).await;
        }
        _ => return Err(WebError::InvalidBody),
    }
    Ok(back(album, ""))
}

/// `POST /albums/{id}/enrich`: one facet of this album.
pub(crate) async fn enrich(
    State(site): State<Site>,
    Path(id): Path<String>,
    Form(form): Form<EnrichForm>,
) -> Result<Redirect, WebError> {
    let album = existing(&site, &id).await?;
    let facet = Facet::parse(&form.facet).ok_or(WebError::InvalidBody)?;
    start(&site, album, facet).await
}

async fn start(site: &Site, album: ReleaseId, facet: Facet) -> Result<Redirect, WebError> {
    let params = EnrichParams { only: vec![facet], albums: Some(vec![album]), limit: None };
    match site.engine.start_enrichment(params).await {
        Ok(_) => Ok(back(album, "notice=started")),
        Err(StartError::Running(_) | StartError::Busy(_)) => Ok(back(album, "notice=running")),
        Err(StartError::NotConfigured) => Ok(back(album, "notice=not-configured")),
        Err(error @ (StartError::OtherAccount { .. } | StartError::Store(_))) => {
            Err(WebError::not_started(JobKind::Enrich, error))
        }
    }
}

async fn existing(site: &Site, id: &str) -> Result<ReleaseId, WebError> {
    let album = ReleaseId(id.parse().map_err(|_| WebError::NotFound)?);
    let found = site.reader.albums(AccountId::FIRST, &[album]).await?;
    if found.is_empty() { Err(WebError::NotFound) } else { Ok(album) }
}

/// A language tag goes into the page's attributes and the database: letters, digits and hyphens, and short.
fn is_language(tag: &str) -> bool {
    (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn back(album: ReleaseId, query: &str) -> Redirect {
    let mark = if query.is_empty() { "" } else { "?" };
    Redirect::to(&format!("/albums/{album}{mark}{query}#description"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_a_tag() {
        assert!(is_language("fr") && is_language("pt-BR"));
        assert!(!is_language("") && !is_language("f") && !is_language("fr\"><script>"));
    }
}
