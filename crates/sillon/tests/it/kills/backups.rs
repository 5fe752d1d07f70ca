//! Killed while a backup is made or put back: what is listed is whole, and the database says what it said or what was put back.

use super::child::Program;
use super::{Dice, services, share, sheet};
use crate::cli::{printed, sillon, told};
use crate::exchange::{FILE, file};
use crate::rows::{IMPORTED, Rows, rows};
use serde_json::Value;
use sillon_core::backup::BackupId;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};

/// Nobody works on a file for so long.
const FORGOTTEN: Duration = Duration::from_secs(7 * 60 * 60);

/// What is killed.
#[derive(Clone, Copy, Debug)]
enum Act {
    BackUp,
    Restore,
    /// From the server's own page.
    Ask,
}

/// A database with two things that it may say, and a backup of each.
struct Home {
    folder: tempfile::TempDir,
    /// Elsewhere than the database's own.
    sides: [(PathBuf, Rows); 2],
    /// What the backups say of themselves.
    sums: BTreeSet<String>,
    /// Backups that were tried already.
    tried: BTreeSet<String>,
}

fn run(folder: &Path, words: &[&str]) -> Value {
    let output = sillon(folder).args(words).arg("--json").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{words:?}: {}", told(&output));
    serde_json::from_str(&printed(&output)).unwrap_or_default()
}

impl Home {
    async fn furnish() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let (mut sides, mut sums) = (Vec::new(), BTreeSet::new());
        for (name, sheet) in [("few", file(&FILE)), ("many", sheet())] {
            std::fs::write(path.join("mine.csv"), sheet).unwrap();
            run(path, &["import", "mine.csv"]);
            let backup = path.join(format!("{name}.db"));
            let made = run(path, &["backup", backup.to_str().unwrap()]);
            sums.insert(made["checksum"].as_str().unwrap().to_owned());
            sides.push((backup, rows(&path.join("data/sillon.db"), &IMPORTED).await));
        }
        let mut home = Self { folder, sides: sides.try_into().unwrap(), sums, tried: BTreeSet::new() };
        // Those that each import made of what was before it.
        home.tried.extend(home.listed());
        assert_ne!(home.sides[0].1, home.sides[1].1);
        home
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Which of the two the database says; nothing else may it say.
    async fn side(&self, when: &str) -> usize {
        let now = rows(&self.data().join("sillon.db"), &IMPORTED).await;
        let side = self.sides.iter().position(|(_, rows)| *rows == now);
        side.unwrap_or_else(|| panic!("neither what was nor what was put back, {when}"))
    }

    fn listed(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.data().join("backups")).into_iter().flatten();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| BackupId::of_file_name(name).is_some()).collect()
    }

    /// Each new one is put back in an empty house: that proves it, from its pages to its checksum.
    async fn try_backups(&mut self, when: &str) {
        for name in self.listed() {
            if !self.tried.insert(name.clone()) {
                continue;
            }
            let elsewhere = tempfile::tempdir().unwrap();
            let backup = self.data().join("backups").join(&name);
            run(elsewhere.path(), &["restore", backup.to_str().unwrap()]);
            let now = rows(&elsewhere.path().join("data/sillon.db"), &IMPORTED).await;
            assert!(self.sides.iter().any(|(_, rows)| *rows == now), "{name}: {when}");
        }
    }

    /// The time that an act takes when nobody is killed, in milliseconds.
    fn time(&self, words: &[&str]) -> u64 {
        let began = Instant::now();
        run(self.folder.path(), words);
        u64::try_from(began.elapsed().as_millis()).unwrap()
    }
}

/// Begins it and kills it; whether it had ended before.
async fn cut_short(folder: &Path, words: &[&str], dice: &mut Dice, most: u64) -> bool {
    let mut command = sillon(folder);
    let mut child = command.args(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    dice.wait(most).await;
    let ended = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    ended
}

#[tokio::test]
async fn killed_over_a_backup_or_a_restore_it_did_all_or_nothing() {
    let mut dice = Dice::of_now();
    let (mut home, fakes) = (Home::furnish().await, services());
    let folder = home.folder.path().to_owned();
    let many = home.sides[1].0.to_str().unwrap().to_owned();
    let (backing, restoring) = (home.time(&["backup"]), home.time(&["restore", &many]));
    let (mut ended, mut put_back) = (0, 0);
    let kills = share(4);
    for kill in 0..kills {
        let act = [Act::BackUp, Act::Restore, Act::Ask, Act::Restore][usize::try_from(kill % 4).unwrap()];
        let when = format!("after kill {kill} over {act:?}");
        let before = home.side(&when).await;
        match act {
            Act::BackUp => ended += u64::from(cut_short(&folder, &["backup"], &mut dice, backing).await),
            Act::Restore => {
                let other = home.sides[1 - before].0.to_str().unwrap().to_owned();
                ended += u64::from(cut_short(&folder, &["restore", &other], &mut dice, restoring).await);
                put_back += u64::from(home.side(&when).await != before);
            }
            Act::Ask => {
                let mut program = Program::start(&home.data(), &fakes);
                program.comes_up().await;
                let asked = program.begin("/api/v1/backups");
                dice.wait(backing).await;
                program.kill().await;
                ended += u64::from(asked.await.unwrap());
            }
        }
        if !matches!(act, Act::Restore) {
            assert_eq!(home.side(&when).await, before, "{when}");
        }
        home.try_backups(&when).await;
    }
    println!("{kills} kills over backups and restores: {ended} too late, {put_back} restores were whole");

    // It comes up, lists what is whole, and what was left half made goes when nobody can be at work on it any more.
    for entry in std::fs::read_dir(home.data().join("backups")).unwrap() {
        let file = std::fs::File::options().append(true).open(entry.unwrap().path()).unwrap();
        file.set_modified(SystemTime::now() - FORGOTTEN).unwrap();
    }
    run(&folder, &["backup"]);
    home.try_backups("in the end").await;
    let left = std::fs::read_dir(home.data().join("backups")).unwrap().count();
    assert_eq!(left, home.listed().len(), "nothing half made is left");
    let mut program = Program::start(&home.data(), &fakes);
    program.comes_up().await;
    let list = program.json("/api/v1/backups").await;
    let list = list["items"].as_array().unwrap();
    assert_eq!(list.len(), home.listed().len());
    assert!(list.iter().all(|backup| backup["checked"] == true), "{list:?}");
    program.kill().await;
    run(&folder, &["verify"]);
    let restored = run(&folder, &["restore", home.sides[0].0.to_str().unwrap()]);
    assert!(home.sums.contains(restored["checksum"].as_str().unwrap()));
    assert_eq!(home.side("in the end").await, 0);
}
