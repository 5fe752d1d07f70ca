//! Files that come in, and backups that are made and put back.

use super::plain::{Album, Copy, Run};
use super::{ALBUMS, IMPORT, Saved, World};
use crate::exchange::file;
use crate::rows::{IMPORTED, Kept, Rows, rows};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::collections::BTreeSet;

impl World {
    /// A CSV: some of what is there, some of what is not. Killed in the middle of it, perhaps.
    pub(super) async fn import(&mut self, is_killed: bool) {
        let known: Vec<i64> = self.discogs.releases.keys().copied().collect();
        let mut chosen: BTreeSet<i64> = (0..3).map(|_| *self.dice.pick(&known)).collect();
        chosen.extend((0..self.dice.roll(4)).map(|_| self.discogs.think_of(&mut self.dice)).collect::<Vec<_>>());
        let lines: Vec<String> = chosen.iter().map(|release| self.discogs.line(*release)).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let (status, started) = self.program.send(IMPORT, file(&lines)).await;
        assert_eq!(status, StatusCode::ACCEPTED, "{started}");
        if is_killed {
            self.program.restart().await;
        }
        let progress = self.program.ended(IMPORT).await;
        assert_eq!(progress["status"], "completed", "{progress}");
        let new: BTreeSet<i64> =
            chosen.into_iter().filter(|release| !self.plain.albums.contains_key(release)).collect();
        for release in &new {
            let album = self.program.json(&format!("{ALBUMS}/{release}")).await;
            let id = album["copies"][0]["instance_id"].as_i64().unwrap();
            let said = Album { genres: Vec::new(), of_file: true, ..self.discogs.releases[release].clone() };
            self.plain.albums.insert(*release, said);
            self.plain.copies.insert(id, Copy { release: *release, rating: 0, listed_as: None, absent: false });
        }
        let run = self.receipt(&progress).await;
        assert_eq!((&run["synced"], &run["origin"]), (&json!(new.len()), &json!("csv")));
        let id = run["id"].as_str().unwrap().to_owned();
        self.plain.runs.push(Run { id, added: new, drifts: Vec::new(), absent: Vec::new() });
    }

    /// The document that it exports: all of it is there already.
    pub(super) async fn import_own(&mut self) {
        let document = self.program.text("/api/v1/collection/export?format=json").await;
        let (_, plan) = self.program.send(&format!("{IMPORT}?dry_run=true"), document).await;
        let new = ["new_albums", "new_copies", "new_wants", "new_edits"].map(|name| plan[name].clone());
        assert_eq!(new, [json!(0), json!(0), json!(0), json!(0)], "{plan}");
        assert_eq!(plan["known"], self.plain.copies.len(), "{plan}");
    }

    pub(super) async fn back_up(&mut self) {
        let (status, backup) = self.program.ask(Method::POST, "/api/v1/backups", None).await;
        assert_eq!((status, &backup["copies"]), (StatusCode::CREATED, &json!(self.plain.copies.len())), "{backup}");
        assert_eq!(backup["albums"], self.plain.albums.len());
        let id = backup["id"].as_str().unwrap().to_owned();
        let everything = self.everything().await;
        self.saved.push(Saved { id, plain: self.plain.clone(), rows: self.rows.clone(), everything });
    }

    /// Puts a backup back, killed perhaps: what is there then is the one or the other, whole.
    pub(super) async fn put_back(&mut self, is_killed: bool) {
        if self.saved.is_empty() {
            return;
        }
        let before = self.everything().await;
        let Saved { id, plain, rows, everything } = self.dice.pick(&self.saved).clone();
        let path = format!("/api/v1/backups/{id}/restore");
        if is_killed {
            let moment = self.moment() * 4;
            self.program.ask_and_kill(&path, None, moment).await;
        } else {
            let (status, answer) = self.program.ask(Method::POST, &path, None).await;
            assert_eq!(status, StatusCode::OK, "{answer}");
        }
        let now = self.everything().await;
        if now == everything {
            (self.plain, self.rows) = (plain, rows);
        } else {
            assert!(is_killed && now == before, "neither what was put back nor what was there");
        }
    }

    /// Every row that tells what a collection is, what people made of it and what runs found.
    async fn everything(&self) -> Rows {
        let tables = [("edits", "1"), ("syncs", "1"), ("sync_entries", "1"), ("recognitions", "1")];
        let tables: Vec<Kept> = IMPORTED.into_iter().chain(tables).collect();
        rows(&self.data.join("sillon.db"), &tables).await
    }
}
