//! Counting: how many albums have each value of a facet.

use super::bits::Bits;
use super::budget;
use super::entry::bit;
use super::index::Index;
use super::select::{NamedBy, Selection};
use super::values::Values;
use crate::keys::name_key;
use sillon_core::credit::display_name;
use sillon_core::format::Support;
use sillon_core::id::{ArtistId, FolderId, LabelId};
use sillon_core::query::counts::{FacetCounts, ValueCount};
use sillon_core::query::{AlbumQuery, Facet, Missing, Named, Value};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::hash::Hash;

/// More values of a facet would not be read; what is asked for is told besides.
const MOST_VALUES: usize = 60;
/// Values of a facet, each with its name and how many albums have it.
type Counts = Vec<(Value, String, u64)>;

/// The facets that are counted, and the owner's fields besides.
const COUNTED: [Facet; 13] = [
    Facet::Support,
    Facet::Format,
    Facet::Genre,
    Facet::Style,
    Facet::Decade,
    Facet::Artist,
    Facet::Label,
    Facet::Country,
    Facet::Folder,
    Facet::MEDIA,
    Facet::SLEEVE,
    Facet::Rating,
    Facet::Missing,
];

impl Index {
    /// Each facet, counted over what a question finds without its own filters; facets without a value are left out.
    pub(crate) fn facets(&self, query: &AlbumQuery, selection: &Selection) -> Vec<FacetCounts> {
        let all = selection.all();
        let own = self.values.keys().filter(|facet| matches!(facet, Facet::Field(_)) && !COUNTED.contains(facet));
        let names = self.named_by(&query.filters);
        let facets = COUNTED.into_iter().chain(own.copied()).take_while(|_| !budget::is_over());
        let counted = facets.map(|facet| {
            let wider = selection.narrows(facet).then(|| selection.without(Some(facet)));
            self.count(facet, query, wider.as_ref().unwrap_or(&all), &names)
        });
        counted.filter(|counts| !counts.values.is_empty()).collect()
    }

    fn count(&self, facet: Facet, query: &AlbumQuery, set: &Bits, names: &NamedBy) -> FacetCounts {
        let chosen: Vec<&Value> = query.chosen(facet).collect();
        // What is chosen is always shown.
        let kept: HashSet<u32> = chosen.iter().flat_map(|value| self.slots(value, names)).collect();
        let most = MOST_VALUES;
        let meant: Vec<Meant> = chosen.iter().map(|value| self.meant(value)).collect();
        let all = |counts: Counts| (counts.len(), counts);
        let (total, counts): (usize, Counts) = match facet {
            Facet::Artist => {
                let (total, artists) = self.ids(&self.artists.values, set, most, &kept);
                let named = |(id, name, albums)| (Value::Artist(Named::Id(ArtistId(id))), name, albums);
                (total, artists.map(named).collect())
            }
            Facet::Label => {
                let (total, labels) = self.ids(&self.labels, set, most, &kept);
                let named = |(id, name, albums)| (Value::Label(Named::Id(LabelId(id))), name, albums);
                (total, labels.map(named).collect())
            }
            Facet::Folder => all(self.folders(set)),
            Facet::Decade => all(self.decades(set)),
            Facet::Rating => all(self.ratings(set)),
            Facet::Missing => all(self.lacking(set)),
            Facet::Year | Facet::OriginalYear => all(Vec::new()),
            Facet::Support | Facet::Format | Facet::Genre | Facet::Style | Facet::Country | Facet::Field(_) => {
                let Some(values) = self.values.get(&facet) else { return FacetCounts::none(facet) };
                let (total, ranked) = ranked(values, set, most, &kept);
                let named = ranked.into_iter().filter_map(|(slot, albums)| {
                    let name = values.name(slot);
                    Some((named(facet, name)?, name.to_owned(), albums))
                });
                (total, named.collect())
            }
        };
        let mut is_shown = vec![false; chosen.len()];
        let mut values = Vec::new();
        for (place, (value, name, albums)) in counts.into_iter().enumerate() {
            let key = if meant.is_empty() { String::new() } else { name_key(&name) };
            let mut is_chosen = false;
            for (place, _) in meant.iter().enumerate().filter(|(_, meant)| meant.is(&value, &key)) {
                (is_chosen, is_shown[place]) = (true, true);
            }
            if place < MOST_VALUES || is_chosen {
                values.push(ValueCount { value, name, albums, chosen: is_chosen });
            }
        }
        // What is asked for and nobody has can be taken back only where it is shown.
        for (value, _) in chosen.into_iter().zip(is_shown).filter(|(_, is_shown)| !is_shown) {
            let name = value.parameter().1;
            values.push(ValueCount { value: value.clone(), name, albums: 0, chosen: true });
        }
        FacetCounts { facet, name: self.field_name(facet), values, total: total as u64 }
    }

    /// What is looked for among the counted values of its facet to tell whether it is this one.
    fn meant<'a>(&self, value: &'a Value) -> Meant<'a> {
        match value {
            Value::Folder(Named::Name(name))
            | Value::Format(name)
            | Value::Genre(name)
            | Value::Style(name)
            | Value::Country(name)
            | Value::Field(_, name) => Meant::Name(name_key(name)),
            Value::Artist(_) | Value::Label(_) => match self.name_of(value) {
                Some((_, name)) => Meant::Name(name),
                None => Meant::Value(value),
            },
            _ => Meant::Value(value),
        }
    }

    fn field_name(&self, facet: Facet) -> Option<String> {
        let Facet::Field(id) = facet else { return None };
        let named = self.directory.fields.iter().find(|(field, _)| *field == id);
        Some(named.map_or_else(|| id.to_string(), |(_, name)| name.clone()))
    }

    /// The slots of a value among those of its facet, where those that most albums have are told apart.
    fn slots(&self, value: &Value, names: &NamedBy) -> Vec<u32> {
        let by_name = || names.ids(self.name_of(value));
        match value {
            Value::Artist(Named::Id(id)) if self.artists.values.slot(&id.0).is_some() => {
                self.artists.values.slot(&id.0).into_iter().collect()
            }
            Value::Label(Named::Id(id)) if self.labels.slot(&id.0).is_some() => {
                self.labels.slot(&id.0).into_iter().collect()
            }
            Value::Artist(_) => by_name().iter().filter_map(|id| self.artists.values.slot(id)).collect(),
            Value::Label(_) => by_name().iter().filter_map(|id| self.labels.slot(id)).collect(),
            Value::Format(name)
            | Value::Genre(name)
            | Value::Style(name)
            | Value::Country(name)
            | Value::Field(_, name) => {
                let values = self.values.get(&value.facet());
                values.and_then(|values| values.slot(&name_key(name).into())).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// How many artists or labels a set has, and those of most albums with those that are kept, in that order.
    pub(super) fn ids<'a>(
        &'a self,
        values: &'a Values<i64>,
        set: &Bits,
        most: usize,
        kept: &HashSet<u32>,
    ) -> (usize, impl Iterator<Item = (i64, String, u64)> + 'a) {
        let (total, ranked) = ranked(values, set, most, kept);
        let named = |(slot, albums)| Some((*values.key(slot)?, display_name(values.name(slot)).to_owned(), albums));
        (total, ranked.into_iter().filter_map(named))
    }

    fn folders(&self, set: &Bits) -> Counts {
        let folders =
            ranked(&self.folders, set, usize::MAX, &HashSet::new()).1.into_iter().filter_map(|(slot, albums)| {
                let id = *self.folders.key(slot)?;
                let name = self.directory.folders.get(&id).cloned().unwrap_or_else(|| id.to_string());
                Some((Value::Folder(Named::Id(FolderId(id))), name, albums))
            });
        folders.collect()
    }

    /// Oldest first.
    fn decades(&self, set: &Bits) -> Counts {
        let decades = self.by_decade(set).into_iter();
        decades.map(|(decade, albums)| (Value::Decade(decade), decade.to_string(), albums)).collect()
    }

    pub(super) fn by_decade(&self, set: &Bits) -> BTreeMap<i32, u64> {
        let mut counts = Vec::new();
        for ordinal in set.iter() {
            let decade = usize::try_from(self.columns.years[ordinal as usize]).unwrap_or_default() / 10;
            if decade >= counts.len() {
                counts.resize(decade + 1, 0);
            }
            counts[decade] += 1;
        }
        // What has no year has none of these.
        let decades = counts.into_iter().zip((0..).step_by(10)).skip(1);
        decades.filter(|(albums, _)| *albums > 0).map(|(albums, decade)| (decade, albums)).collect()
    }

    /// Best first.
    fn ratings(&self, set: &Bits) -> Counts {
        let mut counts = [0_u64; 256];
        set.iter().for_each(|ordinal| counts[usize::from(self.columns.ratings[ordinal as usize])] += 1);
        let rated = (0..=5_u8).rev().map(|stars| (Value::Rating(stars), stars.to_string(), counts[usize::from(stars)]));
        rated.filter(|(_, _, albums)| *albums > 0).collect()
    }

    fn lacking(&self, set: &Bits) -> Counts {
        let mut counts = [0_u64; 256];
        set.iter().for_each(|ordinal| counts[usize::from(self.columns.missing[ordinal as usize])] += 1);
        let lacking = Missing::ALL.into_iter().map(|missing| {
            let having = counts.iter().zip(0_u8..=255).filter(|(_, bits)| bits & bit(missing) != 0);
            (Value::Missing(missing), missing.as_str().to_owned(), having.map(|(albums, _)| albums).sum())
        });
        lacking.filter(|(_, _, albums)| *albums > 0).collect()
    }
}

/// What a value that is asked for is known by.
enum Meant<'a> {
    Name(String),
    Value(&'a Value),
}

impl Meant<'_> {
    fn is(&self, value: &Value, name: &str) -> bool {
        match self {
            Self::Name(asked) => asked == name,
            Self::Value(asked) => *asked == value,
        }
    }
}

/// How many values albums of a set have, and of them the `most` that most albums have and those to be kept besides: most
/// albums first, equals by their keys.
pub(super) fn ranked<K: Clone + Eq + Hash + Ord>(
    values: &Values<K>,
    set: &Bits,
    most: usize,
    kept: &HashSet<u32>,
) -> (usize, Vec<(u32, u64)>) {
    let rank = |(slot, albums): &(u32, u64)| (Reverse(*albums), values.key(*slot));
    let mut counts: Vec<(u32, u64)> = values.counts(set).collect();
    let total = counts.len();
    if most < total {
        // Thousands of artists are not put in order for the few that are shown.
        counts.select_nth_unstable_by_key(most, |count| rank(count));
        let rest = counts.split_off(most);
        counts.extend(rest.into_iter().filter(|(slot, _)| kept.contains(slot)));
    }
    counts.sort_unstable_by_key(|count| rank(count));
    (total, counts)
}

fn named(facet: Facet, name: &str) -> Option<Value> {
    Some(match facet {
        Facet::Support => Value::Support(Support::parse(name)?),
        Facet::Format => Value::Format(name.to_owned()),
        Facet::Genre => Value::Genre(name.to_owned()),
        Facet::Style => Value::Style(name.to_owned()),
        Facet::Country => Value::Country(name.to_owned()),
        Facet::Field(id) => Value::Field(id, name.to_owned()),
        _ => return None,
    })
}
