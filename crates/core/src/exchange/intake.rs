//! Which copies of a file the collection lacks. Pure: the same file and the same collection give the same answer.

use super::document::AlbumRecord;
use super::keys::copy_id;
use crate::collection::told_apart;
use crate::id::{InstanceId, ReleaseId, local_id};
use crate::sync::known::{FileCopy, Known, Recognition};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

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
    /// When each copy was added, by releases.
    held: ByRelease<Option<i64>>,
    known: Known,
    passed: HashMap<ReleaseId, u32>,
    /// Of releases that are held: whether each of the file's lines is a copy that is there.
    there: ByRelease<bool>,
}

/// Values in the order of their releases. Shared by clones, and a fraction of the memory of a list for each release: most have
/// one value.
#[derive(Clone, Debug)]
struct ByRelease<T>(Arc<[(ReleaseId, T)]>);

impl<T> Default for ByRelease<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> ByRelease<T> {
    /// Values of one release keep their order.
    fn new(mut values: Vec<(ReleaseId, T)>) -> Self {
        values.sort_by_key(|(release, _)| *release);
        Self(values.into())
    }

    fn of(&self, release: ReleaseId) -> &[(ReleaseId, T)] {
        let from = &self.0[self.0.partition_point(|(other, _)| *other < release)..];
        &from[..from.partition_point(|(other, _)| *other == release)]
    }
}

impl Intake {
    /// Begins with every copy of the collection and when it was added, and what listings showed of them.
    pub fn new(copies: impl IntoIterator<Item = (InstanceId, ReleaseId, Option<i64>)>, known: Known) -> Self {
        let (mut ids, mut held) = (HashSet::new(), Vec::new());
        for (copy, release, added_at) in copies {
            ids.insert(copy);
            held.push((release, added_at));
        }
        Self { copies: ids, held: ByRelease::new(held), known, ..Self::default() }
    }

    /// Whether any copy of the release is there.
    pub fn holds(&self, release: ReleaseId) -> bool {
        !self.held.of(release).is_empty()
    }

    /// Looks at all lines of a CSV whose release is held, before the first is taken in: a file knows no copies but by
    /// release, date and order, and which of its lines are copies that are there only shows from all of them.
    pub fn look_ahead(&mut self, lines: impl IntoIterator<Item = (ReleaseId, Option<i64>)>) {
        let lines = ByRelease::new(lines.into_iter().collect());
        let mut there = Vec::with_capacity(lines.0.len());
        for lines in lines.0.chunk_by(|(one, _), (other, _)| one == other) {
            let release = lines[0].0;
            let there_of = which_are_there(&dates(lines), &dates(self.held.of(release)));
            there.extend(there_of.into_iter().map(|is_there| (release, is_there)));
        }
        self.there = ByRelease::new(there);
    }

    /// The next line of a CSV: which of its release's copies it is, counted from 1, for its key; and whether it is to be
    /// added.
    pub fn line(&mut self, release: ReleaseId) -> (u32, Verdict) {
        let passed = self.passed.entry(release).or_default();
        *passed += 1;
        let nth = *passed;
        let held = self.held.of(release).len();
        let is_there = self.there.of(release).get(nth as usize - 1).map(|(_, is_there)| *is_there);
        if is_there.unwrap_or(nth as usize <= held) {
            return (nth, Verdict::Known);
        }
        // An earlier file may have brought a copy under this key that was sold since.
        let mut free = nth;
        while !self.copies.insert(copy_id(release, free)) {
            free += 1;
        }
        (free, if held == 0 && nth == 1 { Verdict::NewAlbum } else { Verdict::NewCopy })
    }

    /// The next album of a document: what is to be done with each of its copies and under which key it stands here, and
    /// which of them are copies that a file brought here before.
    pub fn album(&mut self, album: &AlbumRecord) -> (Vec<(Verdict, InstanceId)>, Vec<Recognition>) {
        let release = album.release.id;
        let held = self.held.of(release).len();
        let (mut verdicts, mut recognised) = (Vec::new(), Vec::new());
        let mut opened = held > 0;
        for (before, record) in album.copies.iter().enumerate() {
            let id = record.copy.instance_id;
            let listed = if id.is_local() { record.listed_as } else { Some(id) };
            let there = self.copies.contains(&id) || listed.is_some_and(|listed| self.known.copies.contains(&listed));
            let same = |copy: &&FileCopy| !told_apart(copy.added_at, record.copy.added_at);
            let unlisted = self.known.unlisted.get(&release).and_then(|copies| copies.iter().find(same)).copied();
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

fn dates(values: &[(ReleaseId, Option<i64>)]) -> Vec<Option<i64>> {
    values.iter().map(|(_, date)| *date).collect()
}

/// Which lines of a release are copies that are there. Lines with a date take the held copy with the nearest date first, then
/// one of which no date is known; lines without a date take any that is left. So as many lines as can be are copies that are
/// there, and no copy answers two lines.
fn which_are_there(lines: &[Option<i64>], held: &[Option<i64>]) -> Vec<bool> {
    let mut there = vec![false; lines.len()];
    let mut free: Vec<Option<i64>> = held.to_vec();
    let mut pairs: Vec<(u64, usize, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for (of, copy) in held.iter().enumerate() {
            if let (Some(line), Some(copy)) = (line, copy)
                && !told_apart(Some(*line), Some(*copy))
            {
                pairs.push((line.abs_diff(*copy), at, of));
            }
        }
    }
    pairs.sort_unstable();
    let mut taken = HashSet::new();
    for (_, at, of) in pairs {
        if !there[at] && taken.insert(of) {
            there[at] = true;
        }
    }
    let mut of = 0;
    free.retain(|_| {
        of += 1;
        !taken.contains(&(of - 1))
    });
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.is_some()) {
        if !there[at]
            && let Some(undated) = free.iter().position(Option::is_none)
        {
            debug_assert!(line.is_some());
            free.swap_remove(undated);
            there[at] = true;
        }
    }
    for at in (0..lines.len()).filter(|at| lines[*at].is_none()) {
        there[at] = free.pop().is_some();
    }
    there
}

/// The key of a file: of what is in it, so that the same file is the same whatever it is called.
pub fn file_key(digest: &str) -> i64 {
    local_id("file", digest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const YEAR: i64 = 365 * 24 * 60 * 60 * 1_000;

    fn held(dates: &[Option<i64>]) -> Intake {
        let copies = (1..).zip(dates).map(|(id, date)| (InstanceId(id), ReleaseId(7), *date));
        Intake::new(copies, Known::default())
    }

    fn verdicts(mut intake: Intake, lines: &[Option<i64>]) -> Vec<(u32, Verdict)> {
        intake.look_ahead(lines.iter().map(|date| (ReleaseId(7), *date)));
        lines.iter().map(|_| intake.line(ReleaseId(7))).collect()
    }

    #[test]
    fn a_copy_bought_later_is_added_beside_the_sold_one() {
        let (old, new) = (Some(30 * YEAR), Some(33 * YEAR));
        assert_eq!(verdicts(held(&[old]), &[new]), [(1, Verdict::NewCopy)]);
        assert_eq!(verdicts(held(&[old]), &[old]), [(1, Verdict::Known)]);
        assert_eq!(verdicts(held(&[old]), &[None, old]), [(1, Verdict::NewCopy), (2, Verdict::Known)]);
        assert_eq!(verdicts(held(&[None]), &[new]), [(1, Verdict::Known)]);
        assert_eq!(verdicts(held(&[]), &[new, old]), [(1, Verdict::NewAlbum), (2, Verdict::NewCopy)]);
        // The key of the sold copy, which an earlier file brought, is not given to another.
        let sold = Intake::new([(copy_id(ReleaseId(7), 1), ReleaseId(7), old)], Known::default());
        assert_eq!(verdicts(sold, &[new]), [(2, Verdict::NewCopy)]);
    }

    proptest! {
        /// No line is added for which a copy is free, unless both have dates that differ; and a file taken in twice adds
        /// nothing the second time.
        #[test]
        fn no_line_is_added_twice(lines in prop::collection::vec(prop::option::of(0i64..6), 0..6),
                                  there in prop::collection::vec(prop::option::of(0i64..6), 0..6)) {
            let years = |dates: &[Option<i64>]| dates.iter().map(|date| date.map(|date| date * YEAR)).collect::<Vec<_>>();
            let (lines, mut there) = (years(&lines), years(&there));
            let first = verdicts(held(&there), &lines);
            let added: Vec<Option<i64>> = lines.iter().zip(&first)
                .filter(|(_, (_, verdict))| *verdict != Verdict::Known).map(|(date, _)| *date).collect();
            prop_assert!(added.len() >= lines.len().saturating_sub(there.len()));
            if lines.iter().chain(&there).all(Option::is_none) {
                prop_assert_eq!(added.len(), lines.len().saturating_sub(there.len()));
            }
            there.extend(added);
            let again = verdicts(held(&there), &lines);
            prop_assert!(again.iter().all(|(_, verdict)| *verdict == Verdict::Known), "{:?}", again);
        }
    }
}
