//! What a start makes of its data folder: a database that is missing beside backups or pictures of it is not begun again in
//! silence, and two servers never share a folder.

use crate::cli::{printed, sillon, told};
use std::fs;
use std::path::Path;
use std::process::Output;

fn run(folder: &Path, words: &[&str]) -> Output {
    sillon(folder).args(words).output().unwrap()
}

/// A collection of four albums, with a backup; the name of the backup.
fn with_backup(folder: &Path) -> String {
    fs::write(folder.join("mine.csv"), crate::exchange::file(&crate::exchange::FILE)).unwrap();
    assert_eq!(run(folder, &["import", "mine.csv"]).status.code(), Some(0));
    // The import made one of what was there before it.
    fs::remove_dir_all(folder.join("data/backups")).unwrap();
    let made = run(folder, &["backup"]);
    assert_eq!(made.status.code(), Some(0), "{}", told(&made));
    let path = printed(&made).split(": ").next().unwrap().to_owned();
    Path::new(&path).file_name().unwrap().to_str().unwrap().to_owned()
}

/// What every command that opens the database ends with.
fn refused(folder: &Path) -> String {
    let mut said = Vec::new();
    for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["verify"], &["sync"], &["export", "--format", "csv"]] {
        let output = run(folder, words);
        assert_eq!((output.status.code(), printed(&output).as_str()), (Some(1), ""), "{words:?}: {}", told(&output));
        said.push(told(&output).lines().last().unwrap().to_owned());
    }
    assert!(said.iter().all(|one| *one == said[0]), "{said:?}");
    said.remove(0)
}

#[test]
fn a_database_that_is_missing_beside_its_backups_is_not_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let backup = with_backup(folder.path());
    let database = folder.path().join("data/sillon.db");
    fs::remove_file(&database).unwrap();
    let said = refused(folder.path());
    let expected = format!(
        "sillon: the database {} is missing, but {} holds a backup of it: is its disk mounted? \
         `sillon restore {backup}` puts the newest backup back; `--new` begins an empty one",
        database.display(),
        folder.path().join("data").display()
    );
    assert_eq!(said, expected);
    assert!(!database.exists(), "none is made");
    let doctor = run(folder.path(), &["doctor"]);
    assert_eq!(doctor.status.code(), Some(1));
    assert!(printed(&doctor).contains("is missing, but "), "{}", printed(&doctor));

    let restored = run(folder.path(), &["restore", &backup]);
    assert_eq!(restored.status.code(), Some(0), "as the sentence says: {}", told(&restored));
    let exported = run(folder.path(), &["export", "--format", "csv"]);
    assert_eq!(printed(&exported), crate::exchange::file(&crate::exchange::FILE));
}

#[test]
fn an_empty_file_in_the_place_of_the_database_is_told_alike() {
    let folder = tempfile::tempdir().unwrap();
    let backup = with_backup(folder.path());
    let made = run(folder.path(), &["backup"]);
    assert_eq!(made.status.code(), Some(0));
    let newest = printed(&made).split(": ").next().unwrap().rsplit('/').next().unwrap().to_owned();
    assert!(newest > backup);
    let database = folder.path().join("data/sillon.db");
    fs::write(&database, "").unwrap();
    let said = refused(folder.path());
    assert!(said.contains("is empty, but ") && said.contains(" holds 2 backups of it: "), "{said}");
    assert!(said.contains(&format!("`sillon restore {newest}`")), "{said}");
    assert_eq!(fs::metadata(&database).unwrap().len(), 0);
}

#[test]
fn an_empty_one_is_begun_where_a_person_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let backup = with_backup(folder.path());
    fs::remove_file(folder.path().join("data/sillon.db")).unwrap();
    let begun = run(folder.path(), &["verify", "--new"]);
    assert_eq!(begun.status.code(), Some(0), "{}", told(&begun));
    assert!(printed(&begun).contains("no run to compare with: 0 rows now"), "{}", printed(&begun));
    assert!(folder.path().join("data/backups").join(backup).exists(), "backups stay");
    let again = run(folder.path(), &["export", "--format", "csv"]);
    assert_eq!(
        (again.status.code(), printed(&again).lines().count()),
        (Some(0), 1),
        "it is asked once: {}",
        told(&again)
    );
}

#[test]
fn pictures_and_a_log_tell_of_a_database_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir_all(data.join("images/ab/cd")).unwrap();
    let said = refused(folder.path());
    assert!(said.contains("holds pictures of it: is its disk mounted? put the file back; `--new`"), "{said}");

    fs::remove_dir_all(data.join("images")).unwrap();
    fs::write(data.join("sillon.db-wal"), "x").unwrap();
    let said = refused(folder.path());
    assert!(said.contains("holds its write-ahead log: is its disk mounted? put the file back"), "{said}");

    fs::remove_file(data.join("sillon.db-wal")).unwrap();
    let fresh = run(folder.path(), &["verify"]);
    assert_eq!(fresh.status.code(), Some(0), "a folder with a key and nothing else is a first start: {}", told(&fresh));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_second_server_on_a_folder_is_refused_and_commands_are_not() {
    use crate::process::{Limits, Server};
    let mut server = Server::start(sillon_fakes::World::invent(451, 3));
    let second = server.run_under(Limits::default(), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!((second.status.code(), printed(&second).as_str()), (Some(1), ""), "{}", told(&second));
    let said = told(&second);
    let last = said.lines().last().unwrap();
    assert!(last.starts_with("sillon: another sillon server uses the data folder "), "{said}");
    assert!(last.contains(server.data().to_str().unwrap()) && last.contains("--data-dir"), "{said}");
    let verified = server.run_under(Limits::default(), &["verify"]);
    assert_eq!(verified.status.code(), Some(0), "{}", told(&verified));
    assert_eq!(server.get("/readyz").await.status(), 200);
    // A killed server leaves the file, not the lock.
    server.kill();
    assert!(server.data().join("server.lock").exists());
    server.start_again();
    assert_eq!(server.get("/readyz").await.status(), 200);
    server.stop();
}
