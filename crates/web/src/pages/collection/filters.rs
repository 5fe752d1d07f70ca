//! The facets that the collection is narrowed down by, each value with its count, and those at work.

use super::question::Question;
use crate::i18n::{Lang, figures, text, text_with};
use crate::pages::cover::support_called;
use sillon_core::query::counts::{FacetCounts, ValueCount};
use sillon_core::query::{Facet, Filter, Value};
use std::cmp::Reverse;

/// So many stand in the open, the next ones behind "more"; a search leads to the others.
const IN_THE_OPEN: usize = 8;
const IN_ALL: usize = 24;
/// Facets that stand open before anything was chosen.
const OPEN: [Facet; 4] = [Facet::Support, Facet::Genre, Facet::Decade, Facet::Style];

/// One dimension to filter by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FilterGroup {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) open: bool,
    pub(crate) choices: Vec<Choice>,
    pub(crate) more: Vec<Choice>,
    /// The page that lists all of them.
    pub(crate) all: Option<&'static str>,
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
    /// The same place without the albums that have it.
    pub(crate) without: String,
}

/// A filter at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chip {
    pub(crate) label: String,
    pub(crate) exclude: bool,
    pub(crate) href: String,
}

pub(crate) fn groups(lang: Lang, facets: &[FacetCounts], place: &Question) -> Vec<FilterGroup> {
    facets.iter().map(|counts| group(lang, counts, place)).collect()
}

fn group(lang: Lang, counts: &FacetCounts, place: &Question) -> FilterGroup {
    let facet = counts.facet;
    let mut values: Vec<&ValueCount> = counts.values.iter().collect();
    if facet == Facet::Decade {
        values.reverse();
    }
    // What is chosen comes first where it would not be seen.
    values.sort_by_key(|value| Reverse(value.chosen && facet != Facet::Decade && facet != Facet::Rating));
    let mut choices: Vec<Choice> = values.iter().take(IN_ALL).map(|value| choice(lang, place, value)).collect();
    let mut more = choices.split_off(choices.len().min(IN_THE_OPEN));
    // One more line takes no more room than the word "more".
    if more.len() == 1 {
        choices.append(&mut more);
    }
    FilterGroup {
        key: facet_key(facet),
        title: facet_name(lang, counts),
        open: OPEN.contains(&facet) || counts.values.iter().any(|value| value.chosen),
        choices,
        more,
        all: match facet {
            _ if counts.values.len() <= IN_ALL => None,
            Facet::Artist => Some("/artists"),
            Facet::Label => Some("/labels"),
            _ => None,
        },
    }
}

fn choice(lang: Lang, place: &Question, counted: &ValueCount) -> Choice {
    let ValueCount { value, name, albums, chosen } = counted;
    let filter = |exclude| Filter { value: value.clone(), exclude };
    let facet = value.facet();
    let place_with = match chosen {
        // It may be asked for by name and counted by key.
        true if !place.query.filters.contains(&filter(false)) => {
            let asked = place.query.filters.iter().find(|held| !held.exclude && is_called(held, facet, name));
            asked.map_or_else(|| place.clone(), |asked| place.without(asked))
        }
        true => place.without(&filter(false)),
        false => place.and(filter(false)),
    };
    Choice {
        label: value_name(lang, value, name),
        count: figures::number(lang, *albums),
        chosen: *chosen,
        href: place_with.url(),
        without: place.and(filter(true)).url(),
    }
}

fn is_called(filter: &Filter, facet: Facet, name: &str) -> bool {
    let written = filter.value.parameter().1;
    filter.value.facet() == facet && written.to_lowercase() == name.to_lowercase()
}

/// The filters at work; `names` tells what artists, labels and folders are called.
pub(crate) fn chips(lang: Lang, place: &Question, names: &Names) -> Vec<Chip> {
    let search = place.query.search.iter().map(|words| Chip {
        label: text_with(lang, "chip-search", &[("words", words.clone().into())]),
        exclude: false,
        href: place.search(None).url(),
    });
    let filters = place.filters().map(|filter| {
        let name = names.of(&filter.value);
        let label = value_name(lang, &filter.value, &name);
        Chip { label, exclude: filter.exclude, href: place.without(filter).url() }
    });
    search.chain(filters).collect()
}

/// What the values of a question are called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Vec<(Value, String)>);

impl Names {
    /// From the facets that were counted.
    pub(crate) fn of_facets(facets: &[FacetCounts]) -> Self {
        let chosen = facets.iter().flat_map(|counts| &counts.values).filter(|value| value.chosen);
        Self(chosen.map(|value| (value.value.clone(), value.name.clone())).collect())
    }

    pub(crate) fn has(&self, value: &Value) -> bool {
        self.0.iter().any(|(known, _)| known == value)
    }

    pub(crate) fn add(&mut self, value: Value, name: String) {
        self.0.push((value, name));
    }

    fn of(&self, value: &Value) -> String {
        let known = self.0.iter().find(|(known, _)| known == value);
        known.map_or_else(|| plain(value), |(_, name)| name.clone())
    }
}

/// A value by what it says itself.
fn plain(value: &Value) -> String {
    match value {
        Value::Field(_, text) => text.clone(),
        value => value.parameter().1.trim_matches('"').to_owned(),
    }
}

/// A value in the reader's language; `name` is what it is called where that says nothing.
pub(crate) fn value_name(lang: Lang, value: &Value, name: &str) -> String {
    match value {
        Value::Support(_) => support_called(lang, name),
        Value::Decade(decade) => decade_name(lang, *decade),
        Value::OriginalYear(_) => text_with(lang, "chip-original-year", &[("name", name.into())]),
        Value::Rating(0) => text(lang, "unrated"),
        Value::Rating(stars) => "★".repeat(usize::from(*stars)),
        Value::Missing(missing) => text(lang, &format!("lacking-{}", missing.as_str())),
        _ => name.to_owned(),
    }
}

fn facet_key(facet: Facet) -> String {
    match facet {
        Facet::Field(id) if facet.as_str() == "field" => format!("field-{id}"),
        facet => facet.as_str().to_owned(),
    }
}

/// What a facet is called; the owner's fields as the owner calls them.
pub(crate) fn facet_name(lang: Lang, counts: &FacetCounts) -> String {
    match (&counts.name, counts.facet.as_str()) {
        (Some(name), "field") => name.clone(),
        (_, facet) => text(lang, &format!("filter-{facet}")),
    }
}

/// `années 1970`.
pub(crate) fn decade_name(lang: Lang, decade: i32) -> String {
    text_with(lang, "decade", &[("decade", decade.to_string().into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use sillon_core::id::LabelId;
    use sillon_core::query::Named;
    use std::collections::HashMap;

    fn counts(facet: Facet, values: Vec<(Value, &str, bool)>) -> FacetCounts {
        let values: Vec<ValueCount> = values
            .into_iter()
            .map(|(value, name, chosen)| ValueCount { value, name: name.to_owned(), albums: 3, chosen })
            .collect();
        FacetCounts { facet, name: None, total: values.len() as u64, values }
    }

    fn read(parameters: &[(&str, &str)]) -> Question {
        let sent: HashMap<String, String> =
            parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Question::read(&sent)
    }

    #[test]
    fn a_value_is_added_taken_back_and_left_out() {
        let genre = |name: &str| Value::Genre(name.into());
        let facets = [counts(Facet::Genre, vec![(genre("Jazz"), "Jazz", true), (genre("Rock"), "Rock", false)])];
        let groups = groups(Lang::En, &facets, &read(&[("genre", "jazz"), ("page", "2")]));
        let [jazz, rock] = groups[0].choices.as_slice() else { panic!("{groups:?}") };
        assert_eq!((jazz.href.as_str(), jazz.chosen), ("/", true));
        assert_eq!(rock.href, "/?genre=jazz&genre=Rock");
        assert_eq!(rock.without, "/?genre=jazz&exclude=genre%3ARock");
    }

    #[test]
    fn what_is_left_out_can_be_taken_back_by_name() {
        let label = Value::Label(Named::Id(LabelId(7)));
        let mut names = Names::default();
        names.add(label, "ECM".into());
        let chips = chips(Lang::En, &read(&[("exclude", "label:7"), ("search", "a")]), &names);
        assert_eq!(chips[0], Chip { label: "“a”".into(), exclude: false, href: "/?exclude=label%3A7".into() });
        assert_eq!(chips[1], Chip { label: "ECM".into(), exclude: true, href: "/?search=a".into() });
    }

    #[test]
    fn a_long_list_hides_its_end_but_never_what_is_chosen() {
        let values = (0..40).map(|number| (Value::Style(format!("s{number}")), "s", number == 39)).collect();
        let groups = groups(Lang::En, &[counts(Facet::Style, values)], &read(&[("style", "s39")]));
        assert!(groups[0].choices[0].chosen);
        assert_eq!((groups[0].choices.len(), groups[0].more.len()), (IN_THE_OPEN, IN_ALL - IN_THE_OPEN));
    }
}
