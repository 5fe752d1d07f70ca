//! What albums have in common: a label, a genre, a style, a decade. A header, a few facts, and the same grid.

use super::collection::filters::{Chip, Names, chips, facet_name, value_name};
use super::collection::question::Question;
use super::collection::viewing::Viewing;
use super::collection::{Grid, Parameters, SortLink, grid, names, read, sorted_by, sorts};
use crate::error::WebError;
use crate::i18n::figures;
use crate::page::{Page, Section, html};
use crate::site::Site;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use sillon_core::album::{Album, ListPage};
use sillon_core::id::{AccountId, LOCAL_IDS};
use sillon_core::query::counts::FacetCounts;
use sillon_core::query::{AlbumQuery, Facet, Named, Value};
use url::form_urlencoded::byte_serialize;

/// The facts of a header, and how many values each tells.
const FACTS: [Facet; 6] = [Facet::Artist, Facet::Label, Facet::Decade, Facet::Genre, Facet::Style, Facet::Support];
const TOLD: usize = 6;

#[derive(Template)]
#[template(path = "topic.html")]
pub(crate) struct TopicPage {
    page: Page,
    name: String,
    kind: String,
    albums: u64,
    facts: Vec<Fact>,
    chips: Vec<Chip>,
    clear: String,
    grid: Grid,
    viewing: Viewing,
    sorts: Vec<SortLink>,
    sorted_by: String,
    random: String,
    discogs_url: Option<String>,
    /// The same albums among the facets.
    narrow: String,
}

/// What else the albums are, most frequent first.
pub(crate) struct Fact {
    title: String,
    values: Vec<Told>,
}

struct Told {
    label: String,
    count: String,
    href: String,
}

/// `GET /labels/{id}`.
pub(crate) async fn label(
    site: State<Site>,
    page: Page,
    Path(id): Path<String>,
    sent: Parameters,
) -> Result<Response, WebError> {
    show(site, page, Facet::Label, &id, sent).await
}

/// `GET /genres/{name}`.
pub(crate) async fn genre(
    site: State<Site>,
    page: Page,
    Path(name): Path<String>,
    sent: Parameters,
) -> Result<Response, WebError> {
    show(site, page, Facet::Genre, &name, sent).await
}

/// `GET /styles/{name}`.
pub(crate) async fn style(
    site: State<Site>,
    page: Page,
    Path(name): Path<String>,
    sent: Parameters,
) -> Result<Response, WebError> {
    show(site, page, Facet::Style, &name, sent).await
}

/// `GET /decades/{first}`.
pub(crate) async fn decade(
    site: State<Site>,
    page: Page,
    Path(first): Path<String>,
    sent: Parameters,
) -> Result<Response, WebError> {
    show(site, page, Facet::Decade, &first, sent).await
}

async fn show(
    State(site): State<Site>,
    page: Page,
    facet: Facet,
    text: &str,
    Query(sent): Parameters,
) -> Result<Response, WebError> {
    let value = Value::parse(facet, text).map_err(|_| WebError::NotFound)?;
    let path = path(&value).ok_or(WebError::NotFound)?;
    let place = read(&sent).of(path, value.clone());
    let list = site.reader.list_albums(AccountId::FIRST, &place.query).await?.list;
    let page = page.at(Section::Collection);
    if sent.iter().any(|(name, value)| name == "fragment" && value == "grid") {
        return Ok(html(&grid(&page, &place, &list)));
    }
    let facets = site.reader.facets(AccountId::FIRST, &AlbumQuery::of(value.clone())).await?;
    if named(&facets, &value).is_none_or(|(_, albums)| albums == 0) {
        return Err(WebError::NotFound);
    }
    let names = names(&site, &place, &site.reader.facets(AccountId::FIRST, &place.query).await?).await?;
    Ok(html(&view(page, &place, &value, &list, &facets, &names)))
}

/// The page of a value, where it has one.
pub(crate) fn path(value: &Value) -> Option<String> {
    let encoded = |name: &str| byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    Some(match value {
        Value::Artist(Named::Id(id)) => format!("/artists/{id}"),
        Value::Label(Named::Id(id)) => format!("/labels/{id}"),
        Value::Genre(name) => format!("/genres/{}", encoded(name)),
        Value::Style(name) => format!("/styles/{}", encoded(name)),
        Value::Decade(first) => format!("/decades/{first}"),
        _ => return None,
    })
}

/// A value as its albums spell it, and how many there are.
fn named<'a>(facets: &'a [FacetCounts], value: &Value) -> Option<(&'a str, u64)> {
    let own = facets.iter().find(|counts| counts.facet == value.facet())?;
    own.values.iter().find(|counted| counted.chosen).map(|counted| (counted.name.as_str(), counted.albums))
}

pub(crate) fn view(
    mut page: Page,
    place: &Question,
    value: &Value,
    list: &ListPage<Album>,
    facets: &[FacetCounts],
    names: &Names,
) -> TopicPage {
    let lang = page.lang;
    let (name, albums) = named(facets, value).unwrap_or_default();
    let discogs_url = match value {
        Value::Label(Named::Id(id)) if id.0 < LOCAL_IDS => Some(format!("https://www.discogs.com/label/{id}")),
        _ => None,
    };
    if let Some(url) = &discogs_url {
        page.origin.clone_from(url);
    }
    let told = FACTS.into_iter().filter(|facet| *facet != value.facet());
    let told = told.filter_map(|facet| facets.iter().find(|counts| counts.facet == facet));
    TopicPage {
        name: value_name(lang, value, name),
        kind: page.t(&format!("filter-{}", value.facet().as_str())),
        albums,
        facts: told.map(|counts| fact(&page, place, counts)).collect(),
        chips: chips(lang, place, names),
        clear: place.path.clone(),
        grid: grid(&page, place, list),
        viewing: Viewing::of(&page, place),
        sorts: sorts(lang, place),
        sorted_by: sorted_by(lang, place.query.sort, place.query.order),
        random: place.at_page(1).url_of("/albums/random"),
        narrow: place.at_page(1).url_of("/"),
        discogs_url,
        page,
    }
}

fn fact(page: &Page, place: &Question, counts: &FacetCounts) -> Fact {
    let values = counts.values.iter().take(if counts.facet == Facet::Decade { usize::MAX } else { TOLD });
    let values = values.map(|counted| Told {
        label: value_name(page.lang, &counted.value, &counted.name),
        count: figures::number(page.lang, counted.albums),
        href: place.and(counted.value.clone().into()).url(),
    });
    Fact { title: facet_name(page.lang, counts), values: values.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sillon_core::id::LabelId;

    #[test]
    fn names_stand_in_paths_as_they_are_read() {
        assert_eq!(path(&Value::Genre("Funk / Soul".into())).unwrap(), "/genres/Funk%20%2F%20Soul");
        assert_eq!(path(&Value::Style("Hi NRG+?é".into())).unwrap(), "/styles/Hi%20NRG%2B%3F%C3%A9");
        assert_eq!(path(&Value::Label(Named::Id(LabelId(7)))).unwrap(), "/labels/7");
        assert_eq!(path(&Value::Rating(3)), None);
    }
}
