//! `sillon backup` and `sillon restore`, beside a server and without one.

use crate::cli::{printed, sillon, told};
use crate::harness::Story;
use serde_json::Value;
use sillon_fakes::World;
use sqlx::{Connection, Executor};
use std::path::Path;
use std::process::Output;

fn run(folder: &Path, words: &[&str]) -> Output {
    sillon(folder).args(words).output().unwrap()
}

fn document(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", told(output));
    serde_json::from_str(&printed(output)).unwrap()
}

// The server is in this process: it must go on, and end the write it is at, while the command is waited for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beside_a_running_server() {
    let story = Story::of(World::invent(411, 12)).await;
    let folder = story.folder.path().to_owned();
    story.sync().await;
    let before = story.details().await;
    let mine = folder.join("mine.db");
    let made = document(&run(&folder, &["backup", mine.to_str().unwrap(), "--json"]));
    assert_eq!((&made["copies"], made["bytes"].as_u64()), (&12.into(), Some(std::fs::metadata(&mine).unwrap().len())));
    story.fakes.world().with(World::add_newest);
    story.sync().await;
    let restored = document(&run(&folder, &["restore", "mine.db", "--json"]));
    assert_eq!(restored["checksum"], made["checksum"]);
    assert_eq!(story.details().await, before, "the server shows what was put back, and was never stopped");

    let kept = restored["before"].as_str().unwrap();
    let name = Path::new(kept).file_name().unwrap().to_str().unwrap();
    let said = run(&folder, &["restore", name]);
    assert!(printed(&said).contains("and reads as it should; what was there is kept in "), "{}", printed(&said));
    assert_eq!(story.sync().await.current, 13);
    story.end().await;
}

#[test]
fn without_a_server_and_without_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = run(folder.path(), &["backup"]);
    assert_eq!(nothing.status.code(), Some(2), "{}", told(&nothing));
    assert!(told(&nothing).contains("there is no file"), "{}", told(&nothing));
    let nowhere = run(folder.path(), &["restore", "nowhere.db"]);
    assert_eq!(nowhere.status.code(), Some(2), "{}", told(&nowhere));

    std::fs::write(folder.path().join("mine.csv"), crate::exchange::file(&crate::exchange::FILE)).unwrap();
    assert_eq!(run(folder.path(), &["import", "mine.csv"]).status.code(), Some(0));
    let made = run(folder.path(), &["backup", "mine.db"]);
    assert_eq!(printed(&made).split(", ").next(), Some("mine.db: 4 albums"), "{}", told(&made));
    std::fs::remove_dir_all(folder.path().join("data")).unwrap();
    let restored = run(folder.path(), &["restore", "mine.db"]);
    assert_eq!(printed(&restored), "mine.db is put back (4 albums) and reads as it should\n", "{}", told(&restored));
    let exported = run(folder.path(), &["export", "--format", "csv"]);
    assert_eq!(printed(&exported), crate::exchange::file(&crate::exchange::FILE));

    std::fs::write(folder.path().join("diary.db"), "Dear diary, ".repeat(100)).unwrap();
    let refused = run(folder.path(), &["restore", "diary.db"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(told(&refused).contains("no backup of sillon") && told(&refused).contains("nothing was changed"));

    std::fs::write(folder.path().join("data/sillon.db"), "scratched").unwrap();
    let restored = run(folder.path(), &["restore", "mine.db"]);
    assert!(printed(&restored).contains("the damaged database is in "), "{}{}", printed(&restored), told(&restored));
    assert_eq!(printed(&run(folder.path(), &["export", "--format", "csv"])), printed(&exported));
}

#[test]
fn a_server_s_database_is_left_to_its_own_tools() {
    let folder = tempfile::tempdir().unwrap();
    let url = "postgres://me:s3cret@db.example/records";
    for (words, tool) in [(&["backup"][..], "pg_dump"), (&["restore", "sillon.dump"], "pg_restore")] {
        let output = sillon(folder.path()).env("SILLON_DATABASE_URL", url).args(words).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = told(&output);
        assert!(said.contains(tool) && said.contains("--host=db.example --username=me --dbname=records"), "{said}");
        assert!(!said.contains("s3cret"), "{said}");
    }
}

fn verify(folder: &Path, words: &[&str]) -> (Option<i32>, Value, String) {
    let output = run(folder, &[&["verify", "--json"][..], words].concat());
    let found = serde_json::from_str(&printed(&output)).unwrap_or(Value::Null);
    (output.status.code(), found, told(&output))
}

#[tokio::test]
async fn what_is_gone_is_told_and_made_again() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.csv"), crate::exchange::file(&crate::exchange::FILE)).unwrap();
    assert_eq!(run(folder.path(), &["import", "mine.csv"]).status.code(), Some(0));
    let (code, found, said) = verify(folder.path(), &[]);
    assert_eq!((code, &found["whole"], &found["state"]), (Some(0), &true.into(), &"equal".into()), "{said}");

    let database = folder.path().join("data/sillon.db");
    let mut other = sqlx::SqliteConnection::connect(&format!("sqlite://{}", database.display())).await.unwrap();
    for statement in ["DROP TRIGGER copies_refuse_delete", "DELETE FROM album_index", "DROP VIEW full_releases"] {
        other.execute(statement).await.unwrap();
    }
    other.close().await.unwrap();
    let (code, found, said) = verify(folder.path(), &[]);
    assert_eq!((code, &found["whole"], found["faults"].as_array().unwrap().len()), (Some(1), &false.into(), 3));
    assert!(said.contains("\"copies_refuse_delete\"") && said.contains("album_index"), "{said}");
    assert!(said.contains("run `sillon verify --repair`"), "{said}");
    let doctor = printed(&run(folder.path(), &["doctor"]));
    assert!(doctor.contains("✗ database") && doctor.contains("sillon verify --repair"), "{doctor}");

    let (code, found, said) = verify(folder.path(), &["--repair"]);
    assert_eq!((code, found["repaired"].as_array().unwrap().len()), (Some(0), 3), "{found} {said}");
    assert_eq!(verify(folder.path(), &[]).0, Some(0));
    let exported = run(folder.path(), &["export", "--format", "csv"]);
    assert_eq!(printed(&exported), crate::exchange::file(&crate::exchange::FILE));

    // What only a backup has: the way to it, by the key that the API gives and by the name of the file.
    assert_eq!(run(folder.path(), &["backup"]).status.code(), Some(0));
    let mut other = sqlx::SqliteConnection::connect(&format!("sqlite://{}", database.display())).await.unwrap();
    other.execute("DROP TABLE edits").await.unwrap();
    other.close().await.unwrap();
    let (code, _, said) = verify(folder.path(), &[]);
    assert_eq!(code, Some(1));
    let name = said
        .split("`sillon restore ")
        .nth(1)
        .and_then(|rest| rest.split('`').next())
        .unwrap_or_else(|| panic!("{said}"));
    let key = name.strip_prefix("sillon-").and_then(|name| name.strip_suffix(".db")).unwrap();
    let restored = run(folder.path(), &["restore", key]);
    assert_eq!(restored.status.code(), Some(0), "{}", told(&restored));
    assert_eq!(verify(folder.path(), &[]).0, Some(0));
}
