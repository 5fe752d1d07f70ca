//! The database file is whole on its own soon after each run, and a log that goes missing under a running server is noticed.
#![cfg(target_os = "linux")]

use crate::process::{COMPLETED, LATE, Server};
use reqwest::StatusCode;
use serde_json::Value;
use sillon_fakes::World;
use sqlx::{Connection, SqliteConnection};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// How many copies a file holds, opened alone in a folder of its own: what a person's copy of it is worth.
async fn copies_in(file: &Path) -> Option<i64> {
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("copy.db");
    fs::copy(file, &copy).unwrap();
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}", copy.display())).await.unwrap();
    // As long as nothing was carried over there is no such table.
    sqlx::query_scalar("SELECT count(*) FROM copies").fetch_one(&mut connection).await.ok()
}

impl Server {
    /// Until a copy of the database file alone holds this number of copies.
    async fn file_comes_to_hold(&self, copies: i64) {
        let file = self.data().join("sillon.db");
        let since = Instant::now();
        while copies_in(&file).await != Some(copies) {
            assert!(since.elapsed() < LATE, "a copy of the file holds {:?}", copies_in(&file).await);
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    async fn refuses_for_want_of_its_log(&self) {
        let refused = self.write(8).await;
        assert_eq!(refused.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(refused.json::<Value>().await.unwrap()["code"], "storage_failed");
        assert_eq!(self.get("/readyz").await.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(self.get("/healthz").await.status(), StatusCode::OK);
        assert_eq!(self.get("/").await.status(), StatusCode::OK, "what is there is shown");
    }
}

#[tokio::test]
async fn a_plain_copy_of_the_file_holds_all_albums_after_a_quiet_second() {
    let mut server = Server::start(World::invent(441, 236));
    server.start_sync().await;
    server.sync_comes_to(COMPLETED).await;
    server.file_comes_to_hold(236).await;
    let log = server.data().join("sillon.db-wal");
    assert_eq!(fs::metadata(&log).unwrap().len(), 0, "the log is carried over and emptied");

    // What no file but this one holds, survives with this one alone.
    server.fakes.world().with(World::add_newest);
    server.start_sync().await;
    server.sync_comes_to("\"synced\":1").await;
    server.file_comes_to_hold(237).await;
    server.kill();
    fs::remove_file(log).unwrap();
    server.start_again();
    assert_eq!(server.json("/api/v1/collection/stats").await["copies"], 237);
    server.stop();
}

#[tokio::test]
async fn a_log_that_is_removed_under_a_running_server_is_noticed() {
    let mut server = Server::start(World::invent(442, 12));
    server.start_sync().await;
    server.sync_comes_to(COMPLETED).await;
    server.file_comes_to_hold(12).await;
    fs::remove_file(server.data().join("sillon.db-wal")).unwrap();
    server.refuses_for_want_of_its_log().await;
    let sync = server.client.post(server.url("/api/v1/services/discogs/sync")).send().await.unwrap();
    assert_eq!(sync.status(), StatusCode::INTERNAL_SERVER_ERROR, "no run begins");
    server.kill();
    server.start_again();
    assert_eq!(server.write(8).await.status(), StatusCode::OK);
    assert_eq!(server.get("/readyz").await.status(), StatusCode::OK);
    assert_eq!(server.json("/api/v1/collection/stats").await["copies"], 12);
    server.stop();
}

#[tokio::test]
async fn a_log_that_is_removed_before_the_first_request_is_noticed_too() {
    let server = Server::start(World::invent(443, 3));
    fs::remove_file(server.data().join("sillon.db-wal")).unwrap();
    server.refuses_for_want_of_its_log().await;
    server.stop();
}

#[tokio::test]
async fn another_log_in_the_place_of_the_own_one_is_noticed() {
    let server = Server::start(World::invent(444, 3));
    assert_eq!(server.write(6).await.status(), StatusCode::OK);
    let log = server.data().join("sillon.db-wal");
    fs::copy(&log, server.data().join("copy")).unwrap();
    fs::rename(server.data().join("copy"), &log).unwrap();
    server.refuses_for_want_of_its_log().await;
    server.stop();
}
