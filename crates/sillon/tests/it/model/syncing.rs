//! Runs, disturbed and not, and what the model makes of what they did.

use super::plain::{Copy, Place, Run};
use super::{ALBUMS, SYNC, World};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sillon_fakes::{Act, On};
use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

/// How a sync is disturbed.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Trouble {
    None,
    Fault,
    Cancelled,
    Killed,
}

impl World {
    /// A run, and all that it says.
    pub(super) async fn sync(&mut self, query: &str, trouble: Trouble) {
        let before = self.plain.counts();
        let page = 1 + self.dice.roll(2);
        let on = On::path("discogs", "/users/").query(&format!("page={page}"));
        let gate = match trouble {
            Trouble::Fault => {
                self.fakes.script().act(on, Act::html(503));
                None
            }
            Trouble::Cancelled | Trouble::Killed => Some(self.fakes.script().hold(on)),
            Trouble::None => None,
        };
        let (status, started) = self.program.ask(Method::POST, &format!("{SYNC}{query}"), None).await;
        assert_eq!(status, StatusCode::ACCEPTED, "{started}");
        if let Some(gate) = &gate {
            // The second page is not always asked for.
            tokio::select! {
                () = gate.wait_for(1) => {}
                _ = self.program.ended(SYNC) => {}
            }
        }
        match trouble {
            Trouble::Cancelled => drop(self.program.ask(Method::POST, &format!("{SYNC}/cancel"), None).await),
            Trouble::Killed => self.program.kill().await,
            _ => {}
        }
        self.fakes.script().clear();
        if let Some(gate) = gate {
            gate.open();
        }
        if trouble == Trouble::Killed {
            self.program.restart().await;
        }
        let progress = self.program.ended(SYNC).await;
        assert_eq!(progress["job_id"], started["job_id"], "the same run");
        let run = self.receipt(&progress).await;
        if query.contains("dry_run") {
            self.foretold(&run, before);
        } else {
            self.adopt(&run, trouble, query.contains("limit"), before).await;
        }
    }

    pub(super) async fn receipt(&self, progress: &Value) -> Value {
        let run = self.program.json(&format!("/api/v1/syncs/{}", progress["job_id"].as_str().unwrap())).await;
        assert_eq!(run["status"], progress["status"]);
        assert!(run["proof"]["state"] != "broken", "{run}");
        run
    }

    /// A dry run says what a run would do, and does nothing.
    fn foretold(&self, run: &Value, before: (usize, usize)) {
        assert_eq!(run["status"], "completed", "{}", run["error_detail"]);
        let new: BTreeSet<i64> = self.unheld().iter().map(|(_, release)| *release).collect();
        let new = new.iter().filter(|release| !self.plain.albums.contains_key(release)).count();
        assert_eq!(run["synced"], new, "albums that a dry run would add");
        assert_eq!((&run["albums_after"], &run["copies_after"]), (&json!(before.0), &json!(before.1)));
    }

    /// Items of the listing that are held under no number of theirs.
    fn unheld(&self) -> Vec<(i64, i64)> {
        let held: BTreeSet<i64> = self.plain.copies.values().filter_map(|copy| copy.listed_as).collect();
        let items = self.discogs.items.iter().filter(|item| !held.contains(&item.instance));
        items.map(|item| (item.instance, item.release)).collect()
    }

    /// What a run did must be part of what it could do; undisturbed, it must be all of it.
    async fn adopt(&mut self, run: &Value, trouble: Trouble, is_limited: bool, before: (usize, usize)) {
        let is_whole = match (trouble, is_limited) {
            (Trouble::None | Trouble::Killed, false) => {
                assert_eq!(run["status"], "completed", "{}", run["error_detail"]);
                true
            }
            _ => false,
        };
        let bound = self.bound().await;
        let (mut added, mut further, mut fresh) = (BTreeSet::new(), 0, BTreeSet::new());
        for (instance, release) in self.unheld() {
            let (status, album) = self.program.ask(Method::GET, &format!("{ALBUMS}/{release}"), None).await;
            let shown = album["copies"].as_array().cloned().unwrap_or_default();
            let is_there = status == StatusCode::OK && shown.iter().any(|copy| copy["instance_id"] == instance);
            if let Some(id) = bound.get(&instance) {
                let copy = self.plain.copies.get_mut(id).expect("a copy that a file brought");
                assert_eq!((copy.release, copy.listed_as), (release, None), "{instance} is bound to {id}");
                copy.listed_as = Some(instance);
                self.plain.albums.get_mut(&release).unwrap().genres.clone_from(&self.discogs.releases[&release].genres);
                continue;
            }
            assert!(is_there || !is_whole, "{instance} of {release} is missing after a whole run");
            if !is_there {
                continue;
            }
            let waits = self.plain.copies_of(release).any(|(_, copy)| copy.listed_as.is_none());
            assert!(!waits, "{instance} of {release} is added beside the copy that a file brought");
            let rating = self.discogs.items.iter().find(|item| item.instance == instance).unwrap().rating;
            let copy = Copy { release, rating, listed_as: Some(instance), absent: false };
            self.plain.copies.insert(instance, copy);
            fresh.insert(instance);
            if let Entry::Vacant(place) = self.plain.albums.entry(release) {
                place.insert(self.discogs.releases[&release].clone());
                added.insert(release);
            } else {
                further += 1;
            }
        }
        assert_eq!(run["synced"], added.len(), "albums added: {run}");
        assert_eq!(run["copies_added"], further, "further copies");
        let listed = self.listed_added(run).await;
        assert_eq!(listed, added, "the albums that the receipt names");
        let after = self.plain.counts();
        let counted = [&run["albums_before"], &run["copies_before"], &run["albums_after"], &run["copies_after"]];
        assert_eq!(counted.map(|count| count.as_u64().unwrap() as usize), [before.0, before.1, after.0, after.1]);
        self.note(run, added, &fresh);
    }

    async fn listed_added(&self, run: &Value) -> BTreeSet<i64> {
        let path = format!("/api/v1/syncs/{}/added?page_size=100", run["id"].as_str().unwrap());
        let (mut added, mut page) = (BTreeSet::new(), 1);
        loop {
            let list = self.program.json(&format!("{path}&page={page}")).await;
            added.extend(list["items"].as_array().unwrap().iter().map(|album| album["id"].as_i64().unwrap()));
            if page >= list["pages"].as_u64().unwrap() {
                return added;
            }
            page += 1;
        }
    }

    /// Drift and absence, as the receipt tells them and as they are.
    fn note(&mut self, run: &Value, added: BTreeSet<i64>, fresh: &BTreeSet<i64>) {
        // What a run adds it does not compare: the next one does.
        let expected = self.discogs.drifts(&self.plain).into_iter().filter(|(id, ..)| !fresh.contains(id));
        let expected: Vec<_> = expected.collect();
        let entries = run["entries"].as_array().unwrap();
        let of_kind = |kind: &'static str| entries.iter().filter(move |entry| entry["kind"] == kind);
        let told: BTreeSet<(i64, String)> = of_kind("drifted")
            .map(|entry| (entry["instance_id"].as_i64().unwrap(), entry["field"].as_str().unwrap().to_owned()))
            .collect();
        let is: BTreeSet<(i64, String)> = expected.iter().map(|(id, field, _)| (*id, (*field).to_owned())).collect();
        assert!(told.is_subset(&is), "drift that is none: {:?}", told.difference(&is));
        let is_whole = run["listing_whole"] == true;
        assert!(!is_whole || told == is, "drift that was not told: {:?}", is.difference(&told));
        let mut absent = Vec::new();
        if is_whole {
            let listed: BTreeSet<i64> = self.discogs.items.iter().map(|item| item.instance).collect();
            for (id, copy) in &mut self.plain.copies {
                copy.absent = copy.listed_as.is_some_and(|instance| !listed.contains(&instance));
                if copy.absent {
                    absent.push((*id, copy.release));
                }
            }
            let told: BTreeSet<i64> = of_kind("absent").map(|entry| entry["instance_id"].as_i64().unwrap()).collect();
            assert_eq!(told, absent.iter().map(|(id, _)| *id).collect(), "absent copies");
            assert_eq!(run["absent"], absent.len());
        }
        let place = |id: i64, field: &'static str| -> Place {
            let release = self.plain.copies[&id].release;
            (release, Some(id).filter(|_| field == "rating"), field)
        };
        let drifts = expected.into_iter().filter(|(id, field, _)| told.contains(&(*id, (*field).to_owned())));
        let drifts = drifts.map(|(id, field, value)| (place(id, field), value)).collect();
        self.plain.runs.push(Run { id: run["id"].as_str().unwrap().to_owned(), added, drifts, absent });
    }
}
