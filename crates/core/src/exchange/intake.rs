//! Which copies of a file the collection lacks. Pure: the same file and the same collection give the same answer.

use super::document::AlbumRecord;
use crate::id::{InstanceId, ReleaseId, local_id};
use crate::sync::known::{Known, Recognition};
use std::collections::{HashMap, HashSet};

/// What is to be done with a copy of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Add it: the first copy of its release.
    NewAlbum,
    /// Add it: a further copy.
    NewCopy,
    /// It is there.
    Known,
}

/// What the collection holds, and what of the file was passed.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    copies: HashSet<InstanceId>,
    held: HashMap<ReleaseId, u32>,
    known: Known,
    passed: HashMap<ReleaseId, u32>,
}

impl Intake {
    /// Begins with every copy of the collection, and what listings showed of them.
    pub fn new(copies: impl IntoIterator<Item = (InstanceId, ReleaseId)>, known: Known) -> Self {
        let mut intake = Self { known, ..Self::default() };
        for (copy, release) in copies {
            intake.copies.insert(copy);
            *intake.held.entry(release).or_default() += 1;
        }
        intake
    }

    /// The next line of a CSV: as which copy of its release it stands there, counted from 1, and whether it is to be added. A file
    /// knows no copies but by release and order: the n-th is there when n copies are there, wherever they came from.
    pub fn line(&mut self, release: ReleaseId) -> (u32, Verdict) {
        let occurrence = self.passed.entry(release).or_default();
        *occurrence += 1;
        let held = self.held.get(&release).copied().unwrap_or_default();
        let verdict = match (*occurrence <= held, *occurrence == 1) {
            (true, _) => Verdict::Known,
            (false, true) => Verdict::NewAlbum,
            (false, false) => Verdict::NewCopy,
        };
        (*occurrence, verdict)
    }

    /// The next album of a document: what is to be done with each of its copies and under which key it stands here, and
    /// which of them are copies that a file brought here before.
    pub fn album(&mut self, album: &AlbumRecord) -> (Vec<(Verdict, InstanceId)>, Vec<Recognition>) {
        let release = album.release.id;
        let held = self.held.get(&release).copied().unwrap_or_default();
        let (mut verdicts, mut recognised) = (Vec::new(), Vec::new());
        let mut opened = held > 0;
        for (before, record) in (0..).zip(&album.copies) {
            let id = record.copy.instance_id;
            let listed = if id.is_local() { record.listed_as } else { Some(id) };
            let there = self.copies.contains(&id) || listed.is_some_and(|listed| self.known.copies.contains(&listed));
            let unlisted = self.known.unlisted.get(&release).and_then(|copies| copies.first()).copied();
            let mut here = id;
            let verdict = match (there, id.is_local(), unlisted) {
                (true, ..) => {
                    here =
                        listed.filter(|_| !self.copies.contains(&id)).map_or(id, |listed| self.known.copy_id(listed));
                    Verdict::Known
                }
                (false, false, Some(unlisted)) => {
                    let recognition = Recognition { instance_id: id, copy_id: unlisted.instance_id };
                    self.known.recognise(release, recognition);
                    recognised.push(recognition);
                    here = recognition.copy_id;
                    Verdict::Known
                }
                // Of a release made by hand only the key says which copy it is.
                (false, true, _) if before < held && !release.is_local() => Verdict::Known,
                (false, ..) if opened => Verdict::NewCopy,
                (false, ..) => Verdict::NewAlbum,
            };
            if verdict != Verdict::Known {
                opened = true;
                self.copies.insert(id);
                if let (true, Some(listed)) = (id.is_local(), record.listed_as) {
                    recognised.push(Recognition { instance_id: listed, copy_id: id });
                }
            }
            verdicts.push((verdict, here));
        }
        (verdicts, recognised)
    }
}

/// The key of a file: of what is in it, so that the same file is the same whatever it is called.
pub fn file_key(digest: &str) -> i64 {
    local_id("file", digest)
}
