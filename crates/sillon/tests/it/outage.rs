//! What the machine does to the program: the disk is full, another program holds the database, the data folder vanishes. The
//! process stays up, says what is wrong, and goes on when the cause is gone.
#![cfg(target_os = "linux")]

use crate::process::{COMPLETED, Server};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use sillon_fakes::{On, World};
use sqlx::{Connection, Executor, SqliteConnection};

impl Server {
    /// Some small thing that must be written.
    pub(crate) async fn write(&self, hour: u8) -> Response {
        let request = self.client.put(format!("{}/api/v1/schedule", self.base)).json(&json!({"sync": {"hour": hour}}));
        request.send().await.unwrap()
    }
}

#[tokio::test]
async fn a_full_disk_in_the_middle_of_a_page() {
    let server = Server::start(World::invent(421, 420));
    let gate = server.fakes.script().hold(On::path("discogs", "/users/").query("page=3"));
    server.start_sync().await;
    server.sync_comes_to("\"current\":200").await;
    server.limit_files("0");
    gate.open();
    let progress = server.sync_comes_to("\"status\":\"error\"").await;
    assert_eq!(progress["error_code"], "storage_failed", "{progress}");
    let copies = server.json("/api/v1/collection/stats").await["copies"].as_u64();
    assert_eq!(copies, Some(200), "whole pages, nothing half");
    let refused = server.write(5).await;
    assert_eq!(refused.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let refused: Value = refused.json().await.unwrap();
    assert_eq!(refused["code"], "storage_failed");
    assert!(!refused["hint"].as_str().unwrap().is_empty(), "{refused}");
    let backup = server.client.post(format!("{}/api/v1/backups", server.base)).send().await.unwrap();
    assert_eq!(backup.status(), StatusCode::INTERNAL_SERVER_ERROR, "nor is there room for a backup");
    assert_eq!(server.json("/api/v1/backups").await["items"], json!([]), "and none is half made");
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);
    assert_eq!(server.get("/").await.status(), StatusCode::OK, "what is there is shown");

    server.limit_files("unlimited");
    assert_eq!(server.write(5).await.status(), StatusCode::OK);
    let progress = server.sync_comes_to(COMPLETED).await;
    assert_eq!(progress["current"], 420, "it was taken up again by itself");
    assert_eq!(server.json("/api/v1/collection/stats").await["copies"], 420);
    server.stop();
}

#[tokio::test]
async fn a_database_that_another_program_holds() {
    let server = Server::start(World::invent(422, 3));
    let url = format!("sqlite://{}", server.data().join("sillon.db").display());
    let mut other = SqliteConnection::connect(&url).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let refused = server.write(6).await;
    assert_eq!((refused.status(), &refused.headers()["retry-after"]), (StatusCode::SERVICE_UNAVAILABLE, &2.into()));
    assert_eq!(refused.json::<Value>().await.unwrap()["code"], "storage_busy");
    assert_eq!(server.get("/settings").await.status(), StatusCode::OK, "who reads does not wait");
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(server.write(6).await.status(), StatusCode::OK);
    server.start_sync().await;
    assert_eq!(server.sync_comes_to(COMPLETED).await["current"], 3);
    server.stop();
}

#[tokio::test]
async fn a_data_folder_that_vanishes_and_comes_back() {
    let server = Server::start(World::invent(423, 3));
    let away = server.folder.path().join("away");
    std::fs::rename(server.data(), &away).unwrap();
    let refused = server.write(7).await;
    assert_eq!(refused.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(refused.json::<Value>().await.unwrap()["code"], "storage_failed");
    assert_eq!(server.get("/readyz").await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);
    assert!(!server.data().exists(), "no new, empty one is made in its place");

    std::fs::rename(&away, server.data()).unwrap();
    assert_eq!(server.write(7).await.status(), StatusCode::OK);
    assert_eq!(server.get("/readyz").await.status(), StatusCode::OK);
    server.start_sync().await;
    assert_eq!(server.sync_comes_to(COMPLETED).await["current"], 3);
    server.stop();
}
