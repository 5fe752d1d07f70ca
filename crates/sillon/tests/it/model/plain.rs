//! What a collection must be, as plainly as it can be said: maps, and a pile of edits.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What was imported, what people changed, and what runs noted.
#[derive(Clone, Default)]
pub(super) struct Plain {
    pub(super) albums: BTreeMap<i64, Album>,
    pub(super) copies: BTreeMap<i64, Copy>,
    pub(super) acts: Vec<Act>,
    pub(super) runs: Vec<Run>,
}

/// A release as it was imported.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Album {
    pub(super) title: String,
    pub(super) year: i64,
    pub(super) genres: Vec<String>,
    pub(super) of_file: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Copy {
    pub(super) release: i64,
    pub(super) rating: i64,
    /// What Discogs calls it, once a listing showed it.
    pub(super) listed_as: Option<i64>,
    /// Whether the last whole listing lacked it.
    pub(super) absent: bool,
}

/// A field of an album, or of a copy of it.
pub(super) type Place = (i64, Option<i64>, &'static str);

/// Fields with what they take.
pub(super) type Edits = Vec<(Place, Value)>;

#[derive(Clone)]
pub(super) struct Act {
    pub(super) id: String,
    pub(super) edits: Edits,
    pub(super) undone: bool,
    /// Whether it took over what a run noted: no writing of a person's own.
    pub(super) taken: bool,
}

#[derive(Clone)]
pub(super) struct Run {
    pub(super) id: String,
    pub(super) added: BTreeSet<i64>,
    pub(super) drifts: Edits,
    pub(super) absent: Vec<(i64, i64)>,
}

impl Plain {
    fn in_force(&self, place: Place) -> impl DoubleEndedIterator<Item = (&Act, &Value)> {
        let acts = self.acts.iter().filter(|act| !act.undone);
        acts.flat_map(move |act| {
            act.edits.iter().filter(move |(at, _)| *at == place).map(move |(_, value)| (act, value))
        })
    }

    /// The newest edit in force, else what was imported.
    pub(super) fn shown(&self, place: Place) -> Value {
        if let Some((_, value)) = self.in_force(place).next_back() {
            return value.clone();
        }
        let (release, instance, field) = place;
        let album = &self.albums[&release];
        match field {
            "title" => json!(album.title),
            "year" => json!(Some(album.year).filter(|year| *year > 0)),
            "genres" => json!(album.genres),
            "archived" | "added" => json!(false),
            _ => json!(Some(self.copies[&instance.unwrap()].rating).filter(|rating| *rating > 0)),
        }
    }

    pub(super) fn is_archived(&self, release: i64) -> bool {
        self.shown((release, None, "archived")) == json!(true)
    }

    pub(super) fn copies_of(&self, release: i64) -> impl Iterator<Item = (i64, &Copy)> {
        self.copies.iter().filter(move |(_, copy)| copy.release == release).map(|(id, copy)| (*id, copy))
    }

    /// What lists show.
    pub(super) fn in_lists(&self) -> Vec<i64> {
        self.albums.keys().copied().filter(|release| !self.is_archived(*release)).collect()
    }

    /// Albums and copies that figures and receipts count.
    pub(super) fn counts(&self) -> (usize, usize) {
        let albums: BTreeSet<i64> = self.in_lists().into_iter().collect();
        (albums.len(), self.copies.values().filter(|copy| albums.contains(&copy.release)).count())
    }

    /// The part of what is wanted that does not stand so already.
    pub(super) fn differing(&self, wanted: Edits) -> Edits {
        wanted.into_iter().filter(|(place, value)| self.shown(*place) != *value).collect()
    }

    /// How many albums edits are about.
    pub(super) fn touched(edits: &[(Place, Value)]) -> usize {
        edits.iter().map(|((release, ..), _)| release).collect::<BTreeSet<_>>().len()
    }

    pub(super) fn write(&mut self, id: &str, edits: Edits, taken: bool) {
        self.acts.push(Act { id: id.to_owned(), edits, undone: false, taken });
    }

    /// What taking over a run writes.
    pub(super) fn take_over(&self, run: &Run, kind: Option<&str>, overwrite: bool) -> Edits {
        let mut wanted: Edits = Vec::new();
        for (place, value) in run.drifts.iter().filter(|_| kind != Some("absent")) {
            let is_edited = self.in_force(*place).any(|(act, _)| !act.taken);
            if (overwrite || !is_edited) && !wanted.iter().any(|(at, _)| at == place) {
                wanted.push((*place, value.clone()));
            }
        }
        for (instance, release) in run.absent.iter().filter(|_| kind != Some("drifted")) {
            let all_absent = self.copies_of(*release).all(|(_, copy)| copy.absent);
            if self.copies.get(instance).is_some_and(|copy| copy.absent) && all_absent {
                wanted.push(((*release, None, "archived"), json!(true)));
            }
        }
        wanted.dedup();
        self.differing(wanted)
    }
}
