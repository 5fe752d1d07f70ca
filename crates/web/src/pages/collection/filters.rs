//! The filters that the collection offers, and those at work.

use super::question::Question;
use crate::i18n::{Lang, figures, text, text_with};
use crate::pages::cover::{artist, support_called};
use sillon_core::album::Album;
use sillon_core::format::Support;
use sillon_core::query::{Facet, Named, Value};
use sillon_core::stats::Stats;

/// So many stand in the open, the others behind "more".
const IN_THE_OPEN: usize = 8;

/// One dimension to filter by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FilterGroup {
    pub(crate) title: String,
    pub(crate) choices: Vec<Choice>,
    pub(crate) more: Vec<Choice>,
}

impl FilterGroup {
    /// Whether something behind "more" is chosen, and must be seen.
    pub(crate) fn more_chosen(&self) -> bool {
        self.more.iter().any(|choice| choice.chosen)
    }
}

/// One value to filter by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) label: String,
    pub(crate) count: String,
    /// Chosen already, the link takes it back.
    pub(crate) chosen: bool,
    pub(crate) href: String,
}

/// A filter at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chip {
    pub(crate) label: String,
    pub(crate) href: String,
}

pub(crate) fn groups(lang: Lang, stats: &Stats, place: &Question) -> Vec<FilterGroup> {
    let supports = stats.supports.iter().filter_map(|(name, count)| {
        let value = Value::Support(Support::parse(name)?);
        Some(choice(lang, place, support_called(lang, name), *count, value))
    });
    let words = |value: fn(String) -> Value, list: &[(String, u64)]| {
        let choices = list.iter().map(|(name, count)| choice(lang, place, name.clone(), *count, value(name.clone())));
        choices.collect::<Vec<_>>()
    };
    let decades = stats
        .decades
        .iter()
        .rev()
        .map(|(decade, count)| choice(lang, place, decade_name(lang, *decade), *count, Value::Decade(*decade)));
    let groups = [
        ("filter-support", supports.collect()),
        ("filter-genre", words(Value::Genre, &stats.genres)),
        ("filter-decade", decades.collect()),
        ("filter-style", words(Value::Style, &stats.styles)),
    ];
    let groups = groups.into_iter().filter(|(_, choices): &(_, Vec<_>)| !choices.is_empty());
    groups.map(|(key, choices)| group(text(lang, key), choices)).collect()
}

pub(crate) fn chips(lang: Lang, place: &Question, albums: &[Album]) -> Vec<Chip> {
    let filters = place.filters().into_iter();
    let chips = filters.map(|(name, value)| {
        let label = match name {
            "search" => text_with(lang, "chip-search", &[("words", value.into())]),
            "support" => support_called(lang, &value),
            "decade" => value.parse().map_or(value, |decade| decade_name(lang, decade)),
            "artist" => artist_name(lang, place, albums).unwrap_or(value),
            "label" => label_name(place, albums).unwrap_or(value),
            _ => value,
        };
        Chip { label, href: place.without(name).url() }
    });
    chips.collect()
}

/// `années 1970`.
pub(crate) fn decade_name(lang: Lang, decade: i32) -> String {
    text_with(lang, "decade", &[("decade", decade.to_string().into())])
}

fn group(title: String, mut choices: Vec<Choice>) -> FilterGroup {
    let more = choices.split_off(choices.len().min(IN_THE_OPEN));
    // One more line takes no more room than the word "more".
    match more.as_slice() {
        [_] => FilterGroup { title, choices: [choices, more].concat(), more: vec![] },
        _ => FilterGroup { title, choices, more },
    }
}

fn choice(lang: Lang, place: &Question, label: String, count: u64, value: Value) -> Choice {
    let (facet, (_, written)) = (value.facet(), value.parameter());
    let chosen = place.query.chosen(facet).any(|other| same_word(&other.parameter().1, &written));
    let href = place.with(|query| query.only(facet, (!chosen).then_some(value))).url();
    Choice { label, count: figures::number(lang, count), chosen, href }
}

fn same_word(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// A filter by key is shown by name: the albums it found know it.
fn artist_name(lang: Lang, place: &Question, albums: &[Album]) -> Option<String> {
    let Some(Value::Artist(Named::Id(id))) = place.query.chosen(Facet::Artist).next() else { return None };
    let mut credits = albums.iter().flat_map(|album| &album.release.credits);
    let credit = credits.find(|credit| credit.artist_id == *id)?.clone();
    Some(artist(lang, &[credit]))
}

fn label_name(place: &Question, albums: &[Album]) -> Option<String> {
    let Some(Value::Label(Named::Id(id))) = place.query.chosen(Facet::Label).next() else { return None };
    let mut lines = albums.iter().flat_map(|album| &album.release.labels);
    lines.find(|line| line.label_id == *id).map(|line| line.display_name().to_owned())
}
