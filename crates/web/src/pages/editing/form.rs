//! The form of an album: to change one, or to add one by hand.

use super::done::after;
use super::grades::{CONDITIONS, FORMATS, GENRES};
use super::sheet::{Sheet, copy_name};
use super::words::Directory;
use crate::error::{WebError, reason_words};
use crate::page::{Page, Section, html};
use crate::pages::cover::Sleeve;
use crate::site::Site;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use sillon_core::collection::Copy;
use sillon_core::edit::{CopyPatch, Given, Held, Refusal, new_album};
use sillon_core::id::{AccountId, FieldId, InstanceId, ReleaseId};
use sillon_engine::{EditError, form_key};
use std::collections::HashMap;

/// The field by which a form that is sent twice is told from two forms.
const ONCE: &str = "once";
/// The copy of an album that is not there yet.
const NEW: InstanceId = InstanceId(0);

#[derive(Template)]
#[template(path = "edit_album.html")]
pub(crate) struct FormPage {
    page: Page,
    /// The album that is changed; none is added.
    id: Option<i64>,
    title: String,
    sheet: Sheet,
    artists: Vec<(String, String)>,
    labels: Vec<(String, String)>,
    formats: Vec<[String; 4]>,
    genres: Vec<(String, bool)>,
    copies: Vec<CopyForm>,
    errors: HashMap<String, String>,
    offered_formats: &'static [&'static str],
    conditions: &'static [&'static str],
}

/// A copy's part of the form.
struct CopyForm {
    /// Its fields' names begin so.
    prefix: String,
    title: String,
    folders: Vec<(String, String, bool)>,
    ratings: Vec<(String, String, bool)>,
    fields: Vec<NoteField>,
    folder_error: Option<String>,
    rating_error: Option<String>,
}

struct NoteField {
    name: String,
    label: String,
    value: String,
    /// Whether several lines are expected.
    long: bool,
    /// Whether Discogs' grades are offered.
    graded: bool,
    error: Option<String>,
}

impl FormPage {
    fn value(&self, name: &str) -> &str {
        self.sheet.one(name)
    }

    fn error(&self, field: &str) -> Option<&String> {
        self.errors.get(field)
    }
}

/// `GET /albums/{id}/edit`.
pub(crate) async fn show(State(site): State<Site>, page: Page, Path(id): Path<String>) -> Result<Response, WebError> {
    let held = existing(&site, &id).await?;
    let directory = Directory::of(site.reader.directory(AccountId::FIRST).await?);
    Ok(html(&view(page, &directory, &held, true, Sheet::of(&held), &[])))
}

/// `POST /albums/{id}/edit`: the album with the change, or the form again with what is wrong beside each field.
pub(crate) async fn save(
    State(site): State<Site>,
    page: Page,
    Path(id): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let held = existing(&site, &id).await?;
    let directory = Directory::of(site.reader.directory(AccountId::FIRST).await?);
    let fields: Vec<FieldId> = directory.fields.iter().map(|field| field.id).collect();
    let sheet = Sheet(sent);
    let copies = held.copies.iter().map(|copy| (copy.instance_id, sheet.copy(&held, copy.instance_id, &fields)));
    match site.engine.edit_all(held.release.id, sheet.album(&held), copies.collect()).await {
        Ok(edited) => Ok(after(&format!("/albums/{}", held.release.id), &edited).into_response()),
        Err(EditError::Refused(refused)) => Ok(again(view(page, &directory, &held, true, sheet, &refused))),
        Err(error) => Err(error.into()),
    }
}

/// `GET /albums/new`.
pub(crate) async fn blank(State(site): State<Site>, page: Page) -> Result<Response, WebError> {
    let directory = Directory::of(site.reader.directory(AccountId::FIRST).await?);
    let held = nothing();
    let mut sheet = Sheet::of(&held);
    sheet.0.push((ONCE.to_owned(), form_key()));
    Ok(html(&view(page, &directory, &held, false, sheet, &[])))
}

/// `POST /albums/new`.
pub(crate) async fn add(
    State(site): State<Site>,
    page: Page,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let directory = Directory::of(site.reader.directory(AccountId::FIRST).await?);
    let fields: Vec<FieldId> = directory.fields.iter().map(|field| field.id).collect();
    let (held, sheet) = (nothing(), Sheet(sent));
    let mut album = sheet.album(&held);
    if album.title == Given::Untouched {
        album.title = Given::Cleared;
    }
    let copy: CopyPatch = sheet.copy(&held, NEW, &fields);
    let once = Some(sheet.one(ONCE)).filter(|key| !key.is_empty());
    match site.engine.add_album(album, copy, once).await {
        Ok(id) => Ok(Redirect::to(&format!("/albums/{id}")).into_response()),
        Err(EditError::Refused(refused)) => {
            let own = |field: &str| field == "folder_id" || field == "rating" || field.starts_with("field:");
            let named = refused.into_iter().map(|refusal| match own(&refusal.field) {
                true => Refusal { field: format!("copies/{NEW}/{}", refusal.field), ..refusal },
                false => refusal,
            });
            Ok(again(view(page, &directory, &held, false, sheet, &named.collect::<Vec<_>>())))
        }
        Err(error) => Err(error.into()),
    }
}

fn again(form: FormPage) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, html(&form)).into_response()
}

async fn existing(site: &Site, id: &str) -> Result<Held, WebError> {
    let id = ReleaseId(id.parse().map_err(|_| WebError::NotFound)?);
    site.reader.load_held(AccountId::FIRST, &[id]).await?.pop().ok_or(WebError::NotFound)
}

pub(crate) fn nothing() -> Held {
    let item = new_album(ReleaseId(0), NEW, &[], 0);
    Held { release: item.release, details: Default::default(), copies: vec![item.copy], archived: false }
}

/// The form as the album stands, for the tests of the pages.
#[cfg(test)]
pub(crate) fn sample(page: Page, directory: &Directory, held: &Held, there: bool, refused: &[Refusal]) -> FormPage {
    view(page, directory, held, there, Sheet::of(held), refused)
}

fn view(page: Page, directory: &Directory, held: &Held, there: bool, sheet: Sheet, refused: &[Refusal]) -> FormPage {
    let page = page.at(Section::Collection);
    let errors: HashMap<String, String> =
        refused.iter().map(|refusal| (refusal.field.clone(), reason_words(page.lang, refusal.reason))).collect();
    let pairs = |one: &str, other: &str, spare: usize| {
        let others = sheet.all(other).chain(std::iter::repeat(""));
        let rows = sheet.all(one).zip(others).map(|(one, other)| (one.to_owned(), other.to_owned()));
        let rows = rows.filter(|(one, other)| !one.is_empty() || !other.is_empty());
        rows.chain(std::iter::repeat_n(Default::default(), spare)).collect::<Vec<(String, String)>>()
    };
    let (artists, labels, formats) = (pairs("artist", "join", 2), pairs("label", "catno", 1), formats(&sheet));
    let genres = genres(&sheet, held);
    let copies = held.copies.iter().enumerate();
    let copies: Vec<CopyForm> = copies
        .map(|(at, copy)| copy_form(&page, directory, &sheet, &errors, copy, (held.copies.len() > 1).then_some(at + 1)))
        .collect();
    let title = Sleeve::named(page.lang, &held.release);
    FormPage {
        id: there.then_some(held.release.id.0),
        title,
        artists,
        labels,
        formats,
        genres,
        copies,
        errors,
        offered_formats: &FORMATS,
        conditions: &CONDITIONS,
        sheet,
        page,
    }
}

fn formats(sheet: &Sheet) -> Vec<[String; 4]> {
    let mut rest = ["qty", "descriptions", "text"].map(|name| sheet.all(name));
    let rows = sheet.all("format").map(|name| {
        let [qty, descriptions, text] = rest.each_mut().map(|values| values.next().unwrap_or_default().to_owned());
        [name.to_owned(), qty, descriptions, text]
    });
    let rows =
        rows.filter(|[name, _, descriptions, text]| !(name.is_empty() && descriptions.is_empty() && text.is_empty()));
    rows.chain([["", "1", "", ""].map(str::to_owned)]).collect()
}

/// Discogs' genres, and what else the album has or somebody just wrote.
fn genres(sheet: &Sheet, held: &Held) -> Vec<(String, bool)> {
    let mut names: Vec<&str> = GENRES.to_vec();
    for name in held.release.genres.iter().map(String::as_str).chain(sheet.all("genre")) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(|name| (name.to_owned(), sheet.all("genre").any(|chosen| chosen == name))).collect()
}

fn copy_form(
    page: &Page,
    directory: &Directory,
    sheet: &Sheet,
    errors: &HashMap<String, String>,
    copy: &Copy,
    number: Option<usize>,
) -> CopyForm {
    let name = |field: &str| copy_name(copy.instance_id, field);
    let error = |field: &str| errors.get(&format!("copies/{}/{field}", copy.instance_id)).cloned();
    let folder = sheet.one(&name("folder")).to_owned();
    let mut folders: Vec<(String, String, bool)> = vec![(String::new(), "–".to_owned(), folder.is_empty())];
    folders.extend(directory.folders.iter().map(|one| {
        let id = one.id.to_string();
        let chosen = id == folder;
        (id, one.name.clone(), chosen)
    }));
    if !folders.iter().any(|(_, _, chosen)| *chosen) {
        folders.push((folder.clone(), folder, true));
    }
    let rating = sheet.one(&name("rating"));
    let stars = (1..=5_u64).map(|stars| (stars.to_string(), page.counted("stars", stars)));
    let unrated = [(String::new(), page.t("edit-unrated"))].into_iter();
    let ratings = unrated.chain(stars).map(|(value, label)| (value.clone(), label, value == rating));
    let fields = directory.fields.iter().map(|field| NoteField {
        name: name(&format!("field{}", field.id)),
        label: field.name.clone(),
        value: sheet.one(&name(&format!("field{}", field.id))).to_owned(),
        long: field.id == FieldId(3),
        graded: matches!(field.id.0, 1 | 2),
        error: error(&format!("field:{}", field.id)),
    });
    CopyForm {
        prefix: name(""),
        title: number.map_or_else(|| page.counted("copies", 1), |at| page.named("edit-copy", at.to_string())),
        folders,
        ratings: ratings.collect(),
        fields: fields.collect(),
        folder_error: error("folder_id"),
        rating_error: error("rating"),
    }
}
