//! Counting: how many albums have each value of a facet.

use super::bits::Bits;
use super::entry::bit;
use super::index::Index;
use super::select::Selection;
use super::values::Values;
use sillon_core::credit::display_name;
use sillon_core::format::Support;
use sillon_core::id::{ArtistId, FolderId, LabelId};
use sillon_core::query::counts::{FacetCounts, ValueCount};
use sillon_core::query::{AlbumQuery, Facet, Missing, Named, Value};
use std::cmp::Reverse;
use std::collections::BTreeMap;
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
        let counted = COUNTED.into_iter().chain(own.copied()).map(|facet| {
            let wider = selection.narrows(facet).then(|| selection.without(Some(facet)));
            self.count(facet, query, wider.as_ref().unwrap_or(&all))
        });
        counted.filter(|counts| !counts.values.is_empty()).collect()
    }

    fn count(&self, facet: Facet, query: &AlbumQuery, set: &Bits) -> FacetCounts {
        let chosen: Vec<&Value> = query.chosen(facet).collect();
        // What is chosen is shown wherever it stands: found by its key where it has one, else looked for among all.
        let kept: Option<Vec<u32>> = chosen.iter().map(|value| self.slot_by_id(value)).collect();
        let (most, kept) = kept.map_or((usize::MAX, Vec::new()), |kept| (MOST_VALUES, kept));
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
        let mut values: Vec<ValueCount> = counts
            .into_iter()
            .enumerate()
            .map(|(place, (value, name, albums))| {
                let is_chosen = chosen.iter().any(|other| self.is_same(other, &value, &name));
                (place, ValueCount { value, name, albums, chosen: is_chosen })
            })
            .filter(|(place, value)| *place < MOST_VALUES || value.chosen)
            .map(|(_, value)| value)
            .collect();
        // What is asked for and nobody has can be taken back only where it is shown.
        for value in chosen {
            if !values.iter().any(|counted| self.is_same(value, &counted.value, &counted.name)) {
                let name = value.parameter().1;
                values.push(ValueCount { value: value.clone(), name, albums: 0, chosen: true });
            }
        }
        FacetCounts { facet, name: self.field_name(facet), values, total: total as u64 }
    }

    /// Whether two values mean the same, one of which may be by name and the other by key.
    fn is_same(&self, asked: &Value, counted: &Value, name: &str) -> bool {
        let by_name = |asked: &str| crate::keys::name_key(asked) == crate::keys::name_key(name);
        match (asked, counted) {
            (Value::Artist(Named::Name(asked)), Value::Artist(_))
            | (Value::Label(Named::Name(asked)), Value::Label(_))
            | (Value::Folder(Named::Name(asked)), Value::Folder(_))
            | (Value::Format(asked), Value::Format(_))
            | (Value::Genre(asked), Value::Genre(_))
            | (Value::Style(asked), Value::Style(_))
            | (Value::Country(asked), Value::Country(_)) => by_name(asked),
            (Value::Artist(Named::Id(asked)), Value::Artist(_)) if self.artists.values.slot(&asked.0).is_none() => {
                by_name(&asked.to_string())
            }
            (Value::Label(Named::Id(asked)), Value::Label(_)) if self.labels.slot(&asked.0).is_none() => {
                by_name(&asked.to_string())
            }
            (Value::Field(field, asked), Value::Field(other, _)) => field == other && by_name(asked),
            _ => asked == counted,
        }
    }

    fn field_name(&self, facet: Facet) -> Option<String> {
        let Facet::Field(id) = facet else { return None };
        let named = self.directory.fields.iter().find(|(field, _)| *field == id);
        Some(named.map_or_else(|| id.to_string(), |(_, name)| name.clone()))
    }

    /// The slot of a value that is asked for by a key which is held.
    fn slot_by_id(&self, value: &Value) -> Option<u32> {
        match value {
            Value::Artist(Named::Id(id)) => self.artists.values.slot(&id.0),
            Value::Label(Named::Id(id)) => self.labels.slot(&id.0),
            _ => None,
        }
    }

    /// How many artists or labels a set has, and those of most albums with those that are kept, in that order.
    pub(super) fn ids<'a>(
        &'a self,
        values: &'a Values<i64>,
        set: &Bits,
        most: usize,
        kept: &[u32],
    ) -> (usize, impl Iterator<Item = (i64, String, u64)> + 'a) {
        let (total, ranked) = ranked(values, set, most, kept);
        let named = |(slot, albums)| Some((*values.key(slot)?, display_name(values.name(slot)).to_owned(), albums));
        (total, ranked.into_iter().filter_map(named))
    }

    fn folders(&self, set: &Bits) -> Counts {
        let folders = ranked(&self.folders, set, usize::MAX, &[]).1.into_iter().filter_map(|(slot, albums)| {
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

/// How many values albums of a set have, and of them the `most` that most albums have and those to be kept besides: most
/// albums first, equals by their keys.
pub(super) fn ranked<K: Clone + Eq + Hash + Ord>(
    values: &Values<K>,
    set: &Bits,
    most: usize,
    kept: &[u32],
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
