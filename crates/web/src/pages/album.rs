//! One album: what it is, which copies there are, what stands beside it.

pub(crate) mod actions;
mod description;
mod details;
mod tracks;

use super::collection::filters::decade_name;
use super::collection::question::filtered;
use super::cover::{Sleeve, placeholder, support_name};
use super::editing::done::Done;
use super::editing::history::{Act, acts};
use super::editing::words::Directory;
use super::enrichment::review::DoubtfulLink;
use super::settings::notice::Notice;
use super::source::{is_address, told};
use super::topic;
use crate::error::WebError;
use crate::i18n::{Lang, figures};
use crate::page::{Page, Section, html};
use crate::site::Site;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use description::DescriptionView;
use details::DetailsView;
use sillon_core::album::{AlbumDetail, CopyDetail, Source};
use sillon_core::credit::Credit;
use sillon_core::enrich::text::TextState;
use sillon_core::enrich::{Facet, Origin, Outcome};
use sillon_core::format::{Format, Support};
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::query::Value;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "album.html")]
pub(crate) struct AlbumPage {
    pub(crate) page: Page,
    sleeve: Sleeve,
    credits: Vec<CreditPart>,
    labels: Vec<LabelPart>,
    formats: Vec<FormatPart>,
    year: Option<Link>,
    decade: Option<Link>,
    genres: Vec<Link>,
    styles: Vec<Link>,
    /// What Discogs does not tell, as a list in a sentence.
    missing: Option<String>,
    pub(crate) description: DescriptionView,
    /// Whether a model can be asked for one.
    can_describe: bool,
    /// Whether the shown one is kept from models.
    is_locked: bool,
    details: Option<DetailsView>,
    /// Whether Discogs can be asked for them.
    can_detail: bool,
    /// Where what was learnt came from, a sentence a facet.
    origins: Vec<String>,
    notice: Option<Notice>,
    copies: Vec<CopyPart>,
    pressings: Vec<Sleeve>,
    discogs_url: Option<String>,
    spotify_url: Option<String>,
    /// What may be its page at Spotify, for a person to say.
    doubtful: Option<DoubtfulLink>,
    /// The sync that added it; none for what a person added.
    added_by: Option<String>,
    created_at: i64,
    archived: bool,
    /// What people changed of it.
    acts: Vec<Act>,
    done: Option<Done>,
}

pub(crate) struct Link {
    label: String,
    href: String,
}

struct CreditPart {
    name: String,
    href: Option<String>,
    /// What stands between this artist and the next, with its spaces.
    join: String,
}

struct LabelPart {
    name: String,
    href: String,
    catnos: Vec<String>,
}

struct FormatPart {
    /// `2 × `, or nothing.
    count: String,
    /// Empty for "All Media", which is no medium.
    name: String,
    href: String,
    words: String,
}

struct CopyPart {
    folder: Option<Link>,
    stars: Option<u64>,
    added_at: Option<i64>,
    fields: Vec<(String, String)>,
    absent_since: Option<i64>,
}

/// `GET /albums/{id}`.
pub(crate) async fn show(
    State(site): State<Site>,
    page: Page,
    Path(id): Path<String>,
    Query(parameters): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let page = page.at(Section::Collection);
    let id = ReleaseId(id.parse().map_err(|_| WebError::NotFound)?);
    let detail = site.reader.find_album(AccountId::FIRST, id).await?;
    let detail = detail.ok_or(WebError::NotFound)?;
    let provided = Facet::ALL.into_iter().filter(|facet| site.engine.provides(*facet)).collect::<Vec<_>>();
    let notice = parameters.get("notice").and_then(|code| Notice::of_album(page.lang, code));
    let directory = Directory::of(site.reader.directory(AccountId::FIRST).await?);
    let done = Done::of(&site, &page, &parameters).await?;
    let mut shown = AlbumPage { done, ..view(page, &detail, &provided, &directory, notice) };
    shown.description.follow(&shown.page, id, &site.engine.draft(id));
    Ok(html(&shown))
}

pub(crate) fn view(
    mut page: Page,
    detail: &AlbumDetail,
    provided: &[Facet],
    directory: &Directory,
    notice: Option<Notice>,
) -> AlbumPage {
    let lang = page.lang;
    let album = &detail.album;
    let release = &album.release;
    let discogs_url = release.id.discogs().map(|id| format!("https://www.discogs.com/release/{id}"));
    if let Some(url) = &discogs_url {
        page.origin.clone_from(url);
    }
    let decade = release.year.map(|year| year - year.rem_euclid(10));
    let sleeve = Sleeve::of(lang, album);
    let doubtful = detail.candidates.as_deref().map(|stored| DoubtfulLink::of(lang, sleeve.clone(), stored, "album"));
    AlbumPage {
        doubtful: doubtful.filter(|link| !link.offers.is_empty() && album.spotify_url.is_none()),
        sleeve,
        credits: credits(&page, &release.credits),
        labels: labels(detail),
        formats: release.formats.iter().filter_map(|line| format(lang, line)).collect(),
        year: release.year.map(|year| Link { label: year.to_string(), href: filtered("year", &year.to_string()) }),
        decade: decade.map(|decade| Link { label: decade_name(lang, decade), href: format!("/decades/{decade}") }),
        genres: links(&release.genres, Value::Genre),
        styles: links(&release.styles, Value::Style),
        missing: (album.source != Source::Manual).then(|| missing(&page, detail)).flatten(),
        is_locked: detail.texts.iter().any(|text| text.state == TextState::Shown && text.locked),
        description: DescriptionView::of(&page, detail),
        can_describe: provided.contains(&Facet::Descriptions),
        details: detail.details.as_ref().map(|details| DetailsView::of(&page, details)),
        can_detail: provided.contains(&Facet::Details) && release.id.discogs().is_some(),
        origins: origins(&page, &detail.origins),
        notice,
        copies: detail.copies.iter().map(copy).collect(),
        pressings: Sleeve::all(lang, &detail.pressings),
        discogs_url,
        spotify_url: album.spotify_url.clone().filter(|url| is_address(url)),
        added_by: (album.source != Source::Manual).then(|| detail.added_by.0.clone()),
        created_at: album.created_at,
        archived: album.archived,
        acts: acts(&page, directory, &detail.edits),
        done: None,
        page,
    }
}

/// A sentence for each facet that came from somewhere; the description says so itself.
fn origins(page: &Page, origins: &[Origin]) -> Vec<String> {
    let found = origins.iter().filter(|origin| origin.outcome == Outcome::Found);
    let said = found.filter_map(|origin| {
        let key = match origin.facet {
            Facet::Links => "origin-found",
            Facet::Covers => "origin-cover",
            Facet::Details => "origin-details",
            Facet::Images | Facet::Descriptions => return None,
        };
        Some(page.named(key, told(page, origin)))
    });
    said.collect()
}

fn links(names: &[String], value: fn(String) -> Value) -> Vec<Link> {
    let link =
        |name: &String| Link { label: name.clone(), href: topic::path(&value(name.clone())).unwrap_or_default() };
    names.iter().map(link).collect()
}

fn credits(page: &Page, credits: &[Credit]) -> Vec<CreditPart> {
    let parts = credits.iter().enumerate().map(|(position, credit)| {
        let last = position + 1 == credits.len();
        let join = match credit.join.trim() {
            _ if last => String::new(),
            "" | "," => ", ".to_owned(),
            join => format!(" {join} "),
        };
        let stands_in = credit.artist_id.is_placeholder() && credit.anv.is_empty();
        let name = if stands_in { placeholder(page.lang, credit) } else { credit.display_name().to_owned() };
        let href = (!credit.artist_id.is_placeholder()).then(|| format!("/artists/{}", credit.artist_id));
        CreditPart { name, href, join }
    });
    parts.collect()
}

/// Each label once, with all of its catalogue numbers.
fn labels(detail: &AlbumDetail) -> Vec<LabelPart> {
    let mut labels: Vec<LabelPart> = Vec::new();
    for line in &detail.album.release.labels {
        let name = line.display_name();
        let catno = Some(line.catno.clone()).filter(|catno| !catno.is_empty());
        match labels.iter_mut().find(|label| label.name == name) {
            Some(label) => label.catnos.extend(catno.filter(|catno| !label.catnos.contains(catno))),
            None => labels.push(LabelPart {
                name: name.to_owned(),
                href: format!("/labels/{}", line.label_id),
                catnos: catno.into_iter().collect(),
            }),
        }
    }
    labels
}

fn format(lang: Lang, format: &Format) -> Option<FormatPart> {
    let words = format.descriptions.iter().map(String::as_str).chain([format.text.as_str()]);
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
    let name = if format.name == "All Media" { "" } else { format.name.as_str() };
    let count =
        if format.qty > 1 && !name.is_empty() { format!("{}\u{a0}×\u{a0}", format.qty) } else { String::new() };
    let href = filtered("format", name);
    // The one of Discogs' words for a medium that is not said in every language.
    let name = if name == "Vinyl" { support_name(lang, Support::Vinyl) } else { name.to_owned() };
    (!name.is_empty() || !words.is_empty()).then_some(FormatPart { count, name, href, words })
}

fn missing(page: &Page, detail: &AlbumDetail) -> Option<String> {
    let release = &detail.album.release;
    let facts = [
        (release.cover_url.is_none(), "missing-cover"),
        (release.year.is_none(), "missing-year"),
        (release.labels.is_empty(), "missing-label"),
        (release.formats.is_empty(), "missing-format"),
        (release.genres.is_empty(), "missing-genre"),
    ];
    let lacking: Vec<String> = facts.iter().filter(|(lacks, _)| *lacks).map(|(_, key)| page.t(key)).collect();
    (!lacking.is_empty()).then(|| page.named("missing", figures::list(page.lang, &lacking)))
}

fn copy(copy: &CopyDetail) -> CopyPart {
    CopyPart {
        folder: copy
            .folder
            .as_ref()
            .map(|(id, name)| Link { label: name.clone(), href: filtered("folder", &id.to_string()) }),
        stars: copy.rating.map(u64::from),
        added_at: copy.added_at,
        fields: copy.fields.iter().map(|(name, note)| (name.clone(), note.value.clone())).collect(),
        absent_since: copy.absent_since,
    }
}
