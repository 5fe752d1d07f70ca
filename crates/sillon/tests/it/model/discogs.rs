//! The collection as Discogs has it, of which everything is known.

use super::plain::{Album, Plain};
use crate::dice::Dice;
use serde_json::{Value, json};
use sillon_fakes::Fakes;
use std::collections::BTreeMap;

pub(super) const GENRES: [&str; 5] = ["Jazz", "Rock", "Electronic", "Folk, World, & Country", "Reggae"];

#[derive(Clone, Default)]
pub(super) struct Discogs {
    pub(super) releases: BTreeMap<i64, Album>,
    /// Oldest first.
    pub(super) items: Vec<Listed>,
    last: i64,
}

#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) instance: i64,
    pub(super) release: i64,
    pub(super) rating: i64,
    added: i64,
}

impl Discogs {
    /// A release that nobody holds yet.
    pub(super) fn think_of(&mut self, dice: &mut Dice) -> i64 {
        self.last += 1;
        let release = 5_000 + self.last;
        let genres =
            (0..=dice.roll(2)).map(|_| (*dice.pick(&GENRES)).to_owned()).collect::<std::collections::BTreeSet<_>>();
        let title = format!("No. {release} {}", dice.pick(&["Dub", "Suite", "Été", "Night"]));
        let year = 1_950 + i64::try_from(dice.roll(70)).unwrap();
        let album = Album { title, year, genres: genres.into_iter().collect(), of_file: false };
        self.releases.insert(release, album);
        release
    }

    /// A copy of it is bought.
    pub(super) fn add(&mut self, dice: &mut Dice, release: i64) {
        self.last += 1;
        let rating = i64::try_from(dice.roll(6)).unwrap();
        self.items.push(Listed { instance: 700_000 + self.last, release, rating, added: self.last });
    }

    /// Something changes at Discogs.
    pub(super) fn change(&mut self, dice: &mut Dice) {
        // Somebody's estate: more than a page.
        let estate = if dice.chance(3) { 110 } else { 0 };
        for _ in 0..estate {
            let release = self.think_of(dice);
            self.add(dice, release);
        }
        for _ in 0..=dice.roll(4) {
            match dice.roll(10) {
                0..=3 => {
                    let release = self.think_of(dice);
                    self.add(dice, release);
                }
                4 | 5 => {
                    let known: Vec<i64> = self.releases.keys().copied().collect();
                    let release = *dice.pick(&known);
                    self.add(dice, release);
                }
                6 if !self.items.is_empty() => {
                    let at = dice.roll(self.items.len());
                    self.items.remove(at);
                }
                7 if !self.items.is_empty() => {
                    let at = dice.roll(self.items.len());
                    self.items[at].rating = i64::try_from(dice.roll(6)).unwrap();
                }
                _ => {
                    let known: Vec<i64> = self.releases.keys().copied().collect();
                    let release = *dice.pick(&known);
                    let year = 1_950 + i64::try_from(dice.roll(70)).unwrap();
                    let album = self.releases.get_mut(&release).unwrap();
                    if dice.chance(50) { album.year = year } else { album.title = format!("No. {release} of {year}") }
                }
            }
        }
    }

    /// Lets the stand-in serve it.
    pub(super) fn serve(&self, fakes: &Fakes) {
        let items = self.items.iter().rev().map(|item| self.item(item)).collect();
        fakes.world().with(|world| world.replace_items(items));
    }

    fn item(&self, listed: &Listed) -> Value {
        let album = &self.releases[&listed.release];
        let minutes = listed.added;
        json!({
            "id": listed.release, "instance_id": listed.instance, "rating": listed.rating, "folder_id": 1,
            "date_added": format!("2024-{:02}-{:02}T{:02}:{:02}:00-07:00", 1 + minutes / 40_320 % 12, 1 + minutes / 1_440 % 28, minutes / 60 % 24, minutes % 60),
            "notes": [{"field_id": 1, "value": "Near Mint (NM or M-)"}],
            "basic_information": {
                "id": listed.release, "master_id": 0, "master_url": null, "title": album.title, "year": album.year,
                "thumb": "", "cover_image": "",
                "formats": [{"name": "Vinyl", "qty": "1", "descriptions": ["LP"]}],
                "labels": [{"name": "Plain", "catno": "P 1", "id": 9}],
                "artists": [{"name": "The Model", "anv": "", "join": "", "id": 11}],
                "genres": album.genres, "styles": [],
            },
        })
    }

    /// A line of a file for a release: one copy of it, and nothing that only a listing knows.
    pub(super) fn line(&self, release: i64) -> String {
        let Album { title, year, .. } = &self.releases[&release];
        format!("P 1,The Model,{title},Plain,LP,,{year},{release},Uncategorized,,Near Mint (NM or M-),,,")
    }

    /// Where what is listed now reads otherwise than what was imported, copy by copy.
    pub(super) fn drifts(&self, plain: &Plain) -> Vec<(i64, &'static str, Value)> {
        let mut drifts = Vec::new();
        for listed in &self.items {
            let held = plain.copies.iter().find(|(_, copy)| copy.listed_as == Some(listed.instance));
            let Some((instance, copy)) = held else { continue };
            let (was, now) = (&plain.albums[&copy.release], &self.releases[&copy.release]);
            if was.title != now.title {
                drifts.push((*instance, "title", json!(now.title)));
            }
            if was.year != now.year {
                drifts.push((*instance, "year", json!(Some(now.year).filter(|year| *year > 0))));
            }
            if copy.rating != listed.rating {
                drifts.push((*instance, "rating", json!(Some(listed.rating).filter(|rating| *rating > 0))));
            }
        }
        drifts
    }
}
