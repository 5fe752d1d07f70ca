//! What a person changes, takes back and takes over.

use super::discogs::GENRES;
use super::plain::{Album, Copy, Edits, Plain};
use super::{ALBUMS, World};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

const EDITS: &str = "/api/v1/collection/edits";

impl World {
    /// One change to some albums.
    pub(super) async fn edit_many(&mut self) {
        let (body, wanted) = self.change_to_many();
        let (status, edited) = self.program.ask(Method::POST, EDITS, Some(body)).await;
        assert_eq!(status, StatusCode::OK, "{edited}");
        self.edited(&edited, wanted, false);
    }

    /// The same, and killed: all of it is there, or nothing.
    pub(super) async fn edit_many_killed(&mut self) {
        let (body, wanted) = self.change_to_many();
        let moment = self.moment();
        self.program.ask_and_kill(EDITS, Some(body), moment).await;
        let newest = self.program.json(&format!("{EDITS}?page_size=1")).await["items"][0].clone();
        if let Some(id) = newest["id"].as_str()
            && !self.plain.acts.iter().any(|act| act.id == id)
        {
            let wanted = self.plain.differing(wanted);
            assert_eq!(newest["total"], wanted.len(), "half an edit: {newest}");
            self.plain.write(id, wanted, false);
        }
    }

    fn change_to_many(&mut self) -> (Value, Edits) {
        let albums = self.some_albums();
        let genre = *self.dice.pick(&GENRES);
        let rating = self.dice.roll(6);
        let each = |plain: &Plain, write: &dyn Fn(&Plain, i64) -> Edits| -> Edits {
            albums.iter().flat_map(|release| write(plain, *release)).collect()
        };
        let genres = |plain: &Plain, release: i64| -> Vec<String> {
            serde_json::from_value(plain.shown((release, None, "genres"))).unwrap()
        };
        let (change, wanted) = match self.dice.roll(4) {
            0 => (
                json!({"add_genre": genre}),
                each(&self.plain, &|plain, release| {
                    let mut all = genres(plain, release);
                    if !all.iter().any(|one| one == genre) {
                        all.push(genre.to_owned());
                    }
                    vec![((release, None, "genres"), json!(all))]
                }),
            ),
            1 => (
                json!({"remove_genre": genre}),
                each(&self.plain, &|plain, release| {
                    let all: Vec<String> = genres(plain, release).into_iter().filter(|one| one != genre).collect();
                    vec![((release, None, "genres"), json!(all))]
                }),
            ),
            2 => (
                json!({"rating": rating}),
                each(&self.plain, &|plain, release| {
                    let said = json!(Some(rating).filter(|rating| *rating > 0));
                    plain.copies_of(release).map(|(id, _)| ((release, Some(id), "rating"), said.clone())).collect()
                }),
            ),
            _ => {
                let archived = self.dice.chance(40);
                (
                    json!({"archived": archived}),
                    each(&self.plain, &|_, release| vec![((release, None, "archived"), json!(archived))]),
                )
            }
        };
        (json!({"albums": albums, "change": change}), wanted)
    }

    /// One album, field by field.
    pub(super) async fn edit_one(&mut self) {
        let release = self.some_albums()[0];
        let year = 1_950 + self.dice.roll(70);
        let mut patch = json!({});
        let mut wanted = Vec::new();
        for (field, value) in [
            ("title", json!(format!("Mine {year}"))),
            ("year", json!(Some(year).filter(|year| year % 5 > 0))),
            ("genres", json!(["Jazz"])),
        ] {
            if self.dice.chance(50) {
                patch[field] = value.clone();
                wanted.push(((release, None, field), value));
            }
        }
        let (status, album) = self.program.ask(Method::PATCH, &format!("{ALBUMS}/{release}"), Some(patch)).await;
        assert_eq!(status, StatusCode::OK, "{album}");
        let wanted = self.plain.differing(wanted);
        if !wanted.is_empty() {
            let id = album["edits"][0]["batch_id"].as_str().unwrap().to_owned();
            self.plain.write(&id, wanted, false);
        }
    }

    /// An album that no Discogs knows.
    pub(super) async fn add_by_hand(&mut self) {
        let (year, rating) = (1_950 + self.dice.roll(70), self.dice.roll(6));
        let title = format!("By hand {year}");
        let body = json!({"title": title, "year": year, "genres": ["Jazz"], "copy": {"rating": rating}});
        let (status, album) = self.program.ask(Method::POST, ALBUMS, Some(body)).await;
        assert_eq!(status, StatusCode::CREATED, "{album}");
        let (release, instance) = (album["id"].as_i64().unwrap(), album["copies"][0]["instance_id"].as_i64().unwrap());
        let year = i64::try_from(year).unwrap();
        let said = Album { title, year, genres: vec!["Jazz".to_owned()], of_file: false };
        self.plain.albums.insert(release, said);
        self.plain.copies.insert(instance, Copy { release, rating: 0, listed_as: None, absent: false });
        let rated =
            Some(json!(rating)).filter(|_| rating > 0).map(|rating| ((release, Some(instance), "rating"), rating));
        let edits = [((release, None, "added"), json!(true))].into_iter().chain(rated).collect();
        self.plain.write(album["edits"][0]["batch_id"].as_str().unwrap(), edits, false);
    }

    /// Holds an answer to an edit, and makes it.
    fn edited(&mut self, answer: &Value, wanted: Edits, taken: bool) {
        let wanted = self.plain.differing(wanted);
        assert_eq!(answer["albums"], Plain::touched(&wanted), "albums changed: {answer}");
        match answer["batch_id"].as_str() {
            Some(id) => self.plain.write(id, wanted, taken),
            None => assert!(wanted.is_empty(), "nothing was written of {wanted:?}"),
        }
    }

    /// Takes an act back; a second time it cannot be.
    pub(super) async fn undo(&mut self) {
        if self.plain.acts.is_empty() {
            return;
        }
        let at = self.dice.roll(self.plain.acts.len());
        let act = &mut self.plain.acts[at];
        let (status, answer) = self.program.ask(Method::POST, &format!("{EDITS}/{}/undo", act.id), None).await;
        let expected = if act.undone { StatusCode::CONFLICT } else { StatusCode::OK };
        assert_eq!(status, expected, "{answer}");
        let was_undone = std::mem::replace(&mut act.undone, true);
        let by_hand = act.edits.iter().find(|((.., field), _)| *field == "added").map(|((release, ..), _)| *release);
        if let (Some(release), false) = (by_hand, was_undone) {
            // Nothing is ever removed: what was added by hand is put away, by an act of its own.
            let wanted = self.plain.differing(vec![((release, None, "archived"), json!(true))]);
            if !wanted.is_empty() {
                let newest = self.program.json(&format!("{EDITS}?page_size=1")).await["items"][0].clone();
                self.plain.write(newest["id"].as_str().unwrap(), wanted, false);
            }
        }
    }

    /// Puts away what a run added and is still there.
    pub(super) async fn undo_run(&mut self) {
        if self.plain.runs.is_empty() {
            return;
        }
        let run = self.dice.pick(&self.plain.runs).clone();
        let wanted: Edits = run.added.iter().map(|id| ((*id, None, "archived"), json!(true))).collect();
        let (status, answer) = self.program.ask(Method::POST, &format!("/api/v1/syncs/{}/undo", run.id), None).await;
        if self.plain.differing(wanted.clone()).is_empty() {
            assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &json!("nothing_to_undo")));
        } else {
            self.edited(&answer, wanted, true);
        }
    }

    /// Makes edits of what a run noted, mostly the last: what an old one noted may have gone by.
    pub(super) async fn take_over(&mut self) {
        if self.plain.runs.is_empty() {
            return;
        }
        let at = if self.dice.chance(60) { self.plain.runs.len() - 1 } else { self.dice.roll(self.plain.runs.len()) };
        let run = self.plain.runs[at].clone();
        let (kind, overwrite) = (*self.dice.pick(&[None, Some("drifted"), Some("absent")]), self.dice.chance(30));
        let wanted = self.plain.take_over(&run, kind, overwrite);
        let mut body = json!({"overwrite": overwrite});
        if let Some(kind) = kind {
            body["entries"] = json!([kind]);
        }
        let (status, answer) =
            self.program.ask(Method::POST, &format!("/api/v1/syncs/{}/take-over", run.id), Some(body)).await;
        if wanted.is_empty() {
            assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &json!("nothing_to_take_over")), "{answer}");
        } else {
            assert_eq!(status, StatusCode::OK, "{answer}, and not {wanted:?}");
            self.edited(&answer, wanted, true);
        }
    }

    fn some_albums(&mut self) -> Vec<i64> {
        let all: Vec<i64> = self.plain.albums.keys().copied().collect();
        (0..=self.dice.roll(5)).map(|_| *self.dice.pick(&all)).collect::<BTreeSet<_>>().into_iter().collect()
    }

    pub(super) fn moment(&mut self) -> Duration {
        Duration::from_millis(self.dice.roll(40) as u64)
    }
}
