//! From a question's filters to the albums that it finds.

use super::bits::Bits;
use super::budget;
use super::entry::bit;
use super::index::Index;
use super::terms::Searched;
use crate::keys::name_key;
use sillon_core::credit::display_name;
use sillon_core::query::words::{Word, index_words};
use sillon_core::query::{AlbumQuery, Facet, Filter, Named, Value};
use std::collections::HashMap;

/// What a question finds, still apart, so that each facet can be counted without its own filters.
#[derive(Clone, Debug)]
pub(crate) struct Selection {
    /// What the search finds, without what is excluded.
    base: Bits,
    groups: Vec<(Facet, Bits)>,
}

impl Selection {
    /// The albums that the whole question finds.
    pub(crate) fn all(&self) -> Bits {
        self.without(None)
    }

    /// The albums that it finds without the filters of one facet.
    pub(crate) fn without(&self, facet: Option<Facet>) -> Bits {
        let mut set = self.base.clone();
        self.groups.iter().filter(|(other, _)| Some(*other) != facet).for_each(|(_, group)| set.and(group));
        set
    }

    /// Whether a facet has filters.
    pub(crate) fn narrows(&self, facet: Facet) -> bool {
        self.groups.iter().any(|(other, _)| *other == facet)
    }
}

/// Names that are looked at between two looks at the budget.
const STEP: usize = 1_024;

impl Index {
    /// A question by the keys that stand for those it names.
    pub(crate) fn settled(&self, mut query: AlbumQuery) -> AlbumQuery {
        for filter in &mut query.filters {
            match &mut filter.value {
                Value::Folder(Named::Id(id)) => *id = self.directory.namesakes.folder(*id),
                Value::Field(id, _) => *id = self.directory.namesakes.field(*id),
                _ => {}
            }
        }
        query
    }

    /// What a search finds, narrowed down by filters.
    pub(crate) fn select(&self, searched: &Searched, filters: &[Filter]) -> Selection {
        let mut selection = Selection { base: searched.set.clone(), groups: Vec::new() };
        let names = self.named_by(filters);
        for Filter { value, exclude } in filters.iter().take_while(|_| !budget::is_over()) {
            let set = self.having_named(value, &names);
            let facet = value.facet();
            match selection.groups.iter_mut().find(|(other, _)| *other == facet) {
                _ if *exclude => selection.base.and_not(&set),
                Some((_, group)) => group.or(&set),
                None => selection.groups.push((facet, set)),
            }
        }
        selection
    }

    /// The albums with a value of a facet whose name has all of these words.
    pub(super) fn named(&self, facet: Facet, words: &[Word]) -> Bits {
        let mut set = Bits::empty(self.columns.len());
        if facet == Facet::Folder {
            let folders = self.directory.folders.iter().filter(|(_, name)| has_words(name, words));
            folders.for_each(|(id, _)| self.folders.add_to(id, &mut set));
        } else if let Some(values) = self.values.get(&facet) {
            for (place, (key, name)) in values.iter().enumerate() {
                if place % STEP == 0 && budget::is_over() {
                    break;
                }
                if has_words(name, words) {
                    values.add_to(key, &mut set);
                }
            }
        }
        set
    }

    /// The albums that have a value; a caller with several asks for the names once ([`Index::named_by`]).
    pub(crate) fn having(&self, value: &Value) -> Bits {
        let filter = Filter::from(value.clone());
        self.having_named(value, &self.named_by(std::slice::from_ref(&filter)))
    }

    /// Who bears the names that filters ask for: all names are looked through once for all of them.
    pub(super) fn named_by(&self, filters: &[Filter]) -> NamedBy {
        let mut named = NamedBy::default();
        for value in filters.iter().map(|filter| &filter.value) {
            match self.name_of(value) {
                Some((Facet::Artist, name)) => named.artists.insert(name, Vec::new()).map(drop),
                Some((Facet::Label, name)) => named.labels.insert(name, Vec::new()).map(drop),
                _ => None,
            };
        }
        for (asked, values) in [(&mut named.artists, &self.artists.values), (&mut named.labels, &self.labels)] {
            if asked.is_empty() {
                continue;
            }
            for (place, (id, name)) in values.iter().enumerate() {
                if place % STEP == 0 && budget::is_over() {
                    break;
                }
                if let Some(ids) = asked.get_mut(&name_key(display_name(name))) {
                    ids.push(*id);
                }
            }
        }
        named
    }

    /// The name that a value asks for, as names are compared, where it is one of artists or labels. A number that is nobody's key
    /// may be a name: an artist can be called 808.
    pub(super) fn name_of(&self, value: &Value) -> Option<(Facet, String)> {
        match value {
            Value::Artist(Named::Name(name)) => Some((Facet::Artist, name_key(name))),
            Value::Label(Named::Name(name)) => Some((Facet::Label, name_key(name))),
            Value::Artist(Named::Id(id)) if self.artists.values.slot(&id.0).is_none() => {
                Some((Facet::Artist, name_key(&id.to_string())))
            }
            Value::Label(Named::Id(id)) if self.labels.slot(&id.0).is_none() => {
                Some((Facet::Label, name_key(&id.to_string())))
            }
            _ => None,
        }
    }

    fn having_named(&self, value: &Value, names: &NamedBy) -> Bits {
        let mut set = Bits::empty(self.columns.len());
        let columns = &self.columns;
        let mut of = |facet: Facet, name: &str| {
            if let Some(values) = self.values.get(&facet) {
                values.add_to(&name_key(name).into(), &mut set);
            }
        };
        match value {
            Value::Support(support) => of(Facet::Support, support.name()),
            Value::Format(name) => of(Facet::Format, name),
            Value::Genre(name) => of(Facet::Genre, name),
            Value::Style(name) => of(Facet::Style, name),
            Value::Country(name) => of(Facet::Country, name),
            Value::Field(field, text) => of(Facet::Field(*field), text),
            Value::Artist(_) | Value::Label(_) if self.name_of(value).is_some() => {
                let ids = names.ids(self.name_of(value));
                let values = if value.facet() == Facet::Artist { &self.artists.values } else { &self.labels };
                ids.iter().for_each(|id| values.add_to(id, &mut set));
            }
            Value::Artist(Named::Id(id)) => self.artists.values.add_to(&id.0, &mut set),
            Value::Label(Named::Id(id)) => self.labels.add_to(&id.0, &mut set),
            Value::Folder(Named::Id(id)) => self.folders.add_to(&id.0, &mut set),
            Value::Artist(Named::Name(_)) | Value::Label(Named::Name(_)) => {}
            Value::Folder(Named::Name(name)) => {
                let same = self.directory.folders.iter().filter(|(_, other)| is_same_name(other, name));
                same.for_each(|(id, _)| self.folders.add_to(id, &mut set));
            }
            Value::Decade(first) => {
                return in_column(&columns.years, |year| (*first..first + 10).contains(&i32::from(*year)) && *year > 0);
            }
            Value::Year(years) => return in_column(&columns.years, |year| years.contains((*year).into())),
            Value::OriginalYear(years) => {
                return in_column(&columns.original_years, |year| years.contains((*year).into()));
            }
            Value::Rating(stars) => return in_column(&columns.ratings, |rating| rating == stars),
            Value::Missing(missing) => return in_column(&columns.missing, |lacks| lacks & bit(*missing) != 0),
        }
        set
    }
}

/// Keys of artists and labels by their names, as names are compared.
#[derive(Clone, Debug, Default)]
pub(super) struct NamedBy {
    artists: HashMap<String, Vec<i64>>,
    labels: HashMap<String, Vec<i64>>,
}

impl NamedBy {
    /// Who bears a name.
    pub(super) fn ids(&self, name: Option<(Facet, String)>) -> &[i64] {
        let found = match name {
            Some((Facet::Artist, name)) => self.artists.get(&name),
            Some((_, name)) => self.labels.get(&name),
            None => None,
        };
        found.map_or(&[], Vec::as_slice)
    }
}

fn in_column<T>(column: &[T], is_in: impl Fn(&T) -> bool) -> Bits {
    let mut set = Bits::empty(column.len());
    column.iter().zip(0..).filter(|(value, _)| is_in(value)).for_each(|(_, ordinal)| set.insert(ordinal));
    set
}

fn is_same_name(one: &str, other: &str) -> bool {
    name_key(one) == name_key(other)
}

/// Whether a name has all of these words.
fn has_words(name: &str, words: &[Word]) -> bool {
    let held = index_words(name);
    words.iter().all(|word| held.iter().any(|held| word.is_met_by(held)))
}
