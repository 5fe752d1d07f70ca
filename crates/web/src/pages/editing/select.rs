//! The choice of many: the list as it stood, with a box at each album, and a bar of what can be done with those that are chosen.

use super::done::{Done, after};
use super::grades::CONDITIONS;
use super::words::Directory;
use crate::error::WebError;
use crate::page::{Page, Section, View, html};
use crate::pages::collection::filters::{Chip, Names, chips};
use crate::pages::collection::paging::Paging;
use crate::pages::collection::question::Question;
use crate::pages::collection::{names, read};
use crate::pages::cover::Sleeve;
use crate::site::Site;
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use sillon_core::album::{Album, ListPage};
use sillon_core::edit::{BulkChange, CopyPatch, Given};
use sillon_core::id::{AccountId, FieldId, ReleaseId};
use sillon_engine::EditError;
use std::collections::HashMap;

/// The path of the choice; the question stands in its query, as on the collection's page.
pub(crate) const PATH: &str = "/select";

#[derive(Template)]
#[template(path = "select.html")]
pub(crate) struct SelectPage {
    page: Page,
    /// This place, to come back to and to read the question from.
    place: String,
    /// The same list without boxes.
    leave: String,
    /// `list`, or a size of covers.
    shape: &'static str,
    rows: bool,
    sleeves: Vec<Sleeve>,
    /// What the list is narrowed down by, to be taken back.
    chips: Vec<Chip>,
    clear: String,
    total: u64,
    paging: Paging,
    folders: Vec<(String, String)>,
    /// The collection's own fields, by key.
    fields: Vec<(String, String)>,
    conditions: &'static [&'static str],
    done: Option<Done>,
    /// What is missing to do what was asked.
    lacking: Option<String>,
}

/// `GET /select`.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Query(sent): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let place = read(&sent);
    let parameters: HashMap<String, String> = sent.into_iter().collect();
    let list = site.reader.list_albums(AccountId::FIRST, &place.query).await?.list;
    let names = match place.is_filtered() {
        true => names(&site, &place, &site.reader.facets(AccountId::FIRST, &place.query).await?).await?,
        false => Names::default(),
    };
    let directory = Directory::of(site.reader.directory(AccountId::FIRST).await?);
    let done = Done::of(&site, &page, &parameters).await?;
    let lacking = parameters.get("lacking").and_then(|code| lacking(&page, code));
    Ok(html(&view(page, &place, (&list, &names), &directory, done, lacking)))
}

/// Only these can be put into the page by its URL.
fn lacking(page: &Page, code: &str) -> Option<String> {
    let known = ["albums", "act", "value"].into_iter().find(|known| *known == code)?;
    Some(page.t(&format!("select-lacking-{known}")))
}

pub(crate) fn view(
    page: Page,
    place: &Question,
    (list, names): (&ListPage<Album>, &Names),
    directory: &Directory,
    done: Option<Done>,
    lacking: Option<String>,
) -> SelectPage {
    let mut page = page.at(Section::Collection);
    page.search = place.query.search.clone().unwrap_or_default();
    page.search_within = place.parameters().into_iter().filter(|(name, _)| *name != "search").collect();
    let here = place.at_path(PATH);
    let shape = match place.view.unwrap_or(page.liking.view) {
        // A row has room for the box, a dense table none.
        View::List | View::Table => View::List,
        covers => covers,
    };
    SelectPage {
        shape: shape.as_str(),
        rows: shape == View::List,
        chips: chips(page.lang, &here, names),
        clear: here.with(|query| (query.search, query.filters) = (None, Vec::new())).url(),
        place: here.url(),
        leave: place.url(),
        sleeves: Sleeve::all(page.lang, &list.items),
        total: list.total,
        paging: Paging::with(page.lang, place.query.page, list.pages(), |number| here.at_page(number).url()),
        folders: directory.folders.iter().map(|folder| (folder.id.to_string(), folder.name.clone())).collect(),
        fields: directory.fields.iter().map(|field| (field.id.to_string(), field.name.clone())).collect(),
        conditions: &CONDITIONS,
        done,
        lacking,
        page,
    }
}

/// `POST /select`: what the bar asks for, of the albums that are chosen or of all that the question finds.
pub(crate) async fn apply(
    State(site): State<Site>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let one =
        |name: &str| sent.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim()).unwrap_or_default();
    let query = one("place").split_once('?').map(|(_, query)| query).unwrap_or_default();
    let parameters: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let place = read(&parameters);
    let here = place.url_of(PATH);
    let lack = |code: &str| {
        let mark = if here.contains('?') { '&' } else { '?' };
        Ok(Redirect::to(&format!("{here}{mark}lacking={code}")).into_response())
    };
    let albums: Vec<ReleaseId> = if one("everything") == "1" {
        site.reader.list_album_ids(AccountId::FIRST, &place.query).await?
    } else {
        let chosen = sent.iter().filter(|(name, _)| name == "album");
        chosen.filter_map(|(_, id)| id.parse().ok().map(ReleaseId)).collect()
    };
    if albums.is_empty() {
        return lack("albums");
    }
    let wanted = match wanted(&site, one).await {
        Ok(Some(wanted)) => wanted,
        Ok(None) if one("act").is_empty() => return lack("act"),
        Ok(None) | Err(EditError::Refused(_)) => return lack("value"),
        Err(error) => return Err(error.into()),
    };
    match site.engine.edit_selection(&albums, wanted).await {
        Ok(edited) => Ok(after(&here, &edited).into_response()),
        Err(EditError::Refused(_)) => lack("value"),
        Err(error) => Err(error.into()),
    }
}

/// What the bar asks for; `None` where a word is missing.
async fn wanted<'a>(site: &Site, one: impl Fn(&str) -> &'a str) -> Result<Option<BulkChange>, EditError> {
    let word = |name: &str| Some(one(name).to_owned()).filter(|word| !word.is_empty());
    let number = |name: &str| match one(name) {
        "" => Given::Cleared,
        text => Given::Value(text.parse().unwrap_or(i64::MIN)),
    };
    let patch = match one("act") {
        "folder" => CopyPatch { folder_id: number("folder"), ..CopyPatch::default() },
        "rating" => CopyPatch { rating: number("rating"), ..CopyPatch::default() },
        "field" => {
            let Ok(id) = one("field").parse() else { return Ok(None) };
            let value = word("value").map_or(Given::Cleared, Given::Value);
            CopyPatch { fields: [(FieldId(id), value)].into(), ..CopyPatch::default() }
        }
        "add-genre" => return Ok(word("genre").map(BulkChange::AddGenre)),
        "remove-genre" => return Ok(word("genre").map(BulkChange::RemoveGenre)),
        "add-style" => return Ok(word("style").map(BulkChange::AddStyle)),
        "remove-style" => return Ok(word("style").map(BulkChange::RemoveStyle)),
        "archive" => return Ok(Some(BulkChange::Archive(true))),
        _ => return Ok(None),
    };
    site.engine.check_copies(patch).await.map(Some)
}
