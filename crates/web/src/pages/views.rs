//! Saved views: places in the collection under a name.

use super::collection::question::Question;
use super::collection::read;
use crate::error::{WebError, reason_words};
use crate::page::{Page, Section, html};
use crate::site::Site;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use sillon_core::edit::{Reason, Refusal};
use sillon_core::id::AccountId;
use sillon_core::limits::MOST_TEXT;
use sillon_core::view::SavedView;
use sillon_engine::EditError;

/// A view as a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ViewLink {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) href: String,
    /// Whether it is where one is.
    pub(crate) current: bool,
}

/// The views of the drawer, and the place that can be kept as another.
pub(crate) struct Views {
    pub(crate) links: Vec<ViewLink>,
    pub(crate) query: String,
}

#[derive(Template)]
#[template(path = "views.html")]
pub(crate) struct ViewsPage {
    page: Page,
    views: Vec<ViewLink>,
    refused: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    name: String,
    query: String,
}

/// A query string in its one form, from the first page on, with its view said.
///
/// # Errors
/// [`EditError::Refused`] where it is too long to be read.
pub(crate) fn canonical(query: &str) -> Result<String, EditError> {
    if query.chars().count() > MOST_TEXT {
        return Err(EditError::Refused(vec![Refusal {
            field: "query".to_owned(),
            reason: Reason::TooLong(MOST_TEXT),
        }]));
    }
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    Ok(query_of(&read(&pairs)))
}

fn query_of(place: &Question) -> String {
    let url = place.at_page(1).url_of("/");
    url.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

fn href(query: &str) -> String {
    if query.is_empty() { "/".to_owned() } else { format!("/?{query}") }
}

impl Views {
    pub(crate) fn of(page: &Page, place: &Question, views: &[SavedView]) -> Self {
        let mut shown = place.clone();
        shown.view = Some(place.view.unwrap_or(page.liking.view));
        let query = query_of(&shown);
        let links = views.iter().map(|view| ViewLink {
            id: view.id.clone(),
            name: view.name.clone(),
            href: href(&view.query),
            current: view.query == query || view.query == query_of(place),
        });
        Self { links: links.collect(), query }
    }
}

/// `GET /views`.
pub(crate) async fn show(State(site): State<Site>, page: Page) -> Result<Response, WebError> {
    let views = site.reader.list_views(AccountId::FIRST).await?;
    Ok(html(&view(page, &views, None)))
}

pub(crate) fn view(page: Page, views: &[SavedView], refused: Option<String>) -> ViewsPage {
    let page = page.at(Section::Collection);
    let place = read(&[]);
    ViewsPage { views: Views::of(&page, &place, views).links, refused, page }
}

/// `POST /views`: keeps a place, and leads there.
pub(crate) async fn save(State(site): State<Site>, page: Page, Form(sent): Form<Sent>) -> Result<Response, WebError> {
    let query = match canonical(&sent.query) {
        Ok(query) => query,
        Err(error) => return told(&site, page, error).await,
    };
    let target = href(&query);
    match site.engine.save_view(&sent.name, query).await {
        Ok(_) => Ok(Redirect::to(&target).into_response()),
        Err(error) => told(&site, page, error).await,
    }
}

/// `POST /views/{id}/rename`.
pub(crate) async fn rename(
    State(site): State<Site>,
    page: Page,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, WebError> {
    match site.engine.rename_view(&id, &sent.name).await {
        Ok(()) => Ok(Redirect::to("/views").into_response()),
        Err(error) => told(&site, page, error).await,
    }
}

/// `POST /views/{id}/remove`.
pub(crate) async fn remove(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, WebError> {
    site.engine.remove_view(&id).await?;
    Ok(Redirect::to("/views").into_response())
}

/// What is not accepted is said over the list.
async fn told(site: &Site, page: Page, error: EditError) -> Result<Response, WebError> {
    let EditError::Refused(refusals) = error else { return Err(error.into()) };
    let said: Vec<String> = refusals
        .iter()
        .map(|Refusal { field, reason }| {
            let name = page.t(&format!("views-{field}"));
            format!("{name} : {}", reason_words(page.lang, *reason))
        })
        .collect();
    let views = site.reader.list_views(AccountId::FIRST).await?;
    let refused = said.join(" ");
    Ok(html(&view(page, &views, Some(refused))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_has_one_form_and_no_page() {
        let kept = |query| canonical(query).unwrap();
        assert_eq!(kept("page=4&sort=title&genre=Jazz&hope=1&view=table"), "genre=Jazz&sort=title&view=table");
        assert_eq!(kept("page=2&sort=added"), "");
    }

    #[test]
    fn what_is_too_long_to_be_read_is_refused() {
        assert_eq!(canonical(&"x".repeat(MOST_TEXT)).unwrap(), "");
        let refused = canonical(&"x".repeat(MOST_TEXT + 1)).unwrap_err();
        assert!(matches!(refused, EditError::Refused(refusals) if refusals[0].field == "query"));
    }
}
