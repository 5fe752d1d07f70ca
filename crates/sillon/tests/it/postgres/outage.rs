//! The database server goes read-only, then away, and comes back. The program stays up, says which of the two it is, does not fill
//! its log, and goes on.
#![cfg(target_os = "linux")]

use crate::process::{COMPLETED, LATE, Limits, Server};
use reqwest::StatusCode;
use serde_json::Value;
use sillon_fakes::World;
use sqlx::{Connection, Executor, PgConnection};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// A database server of the test's own, which it may stop.
struct Postgres {
    folder: String,
    url: String,
}

impl Postgres {
    fn start() -> Self {
        let output = tool(&["start"]);
        let told = String::from_utf8(output.stdout).unwrap();
        let (folder, url) = told.trim().split_once('\n').unwrap_or_else(|| panic!("{told}"));
        Self { folder: folder.to_owned(), url: url.to_owned() }
    }

    async fn set_read_only(&self, is: &'static str) {
        let mut connection = PgConnection::connect(&self.url).await.unwrap();
        connection.execute("SET default_transaction_read_only = off").await.unwrap();
        connection.execute(is).await.unwrap();
        connection.execute("SELECT pg_reload_conf()").await.unwrap();
        connection.close().await.unwrap();
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        tool(&["stop", &self.folder]);
    }
}

fn tool(words: &[&str]) -> Output {
    Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tools/postgres")).args(words).output().unwrap()
}

impl Server {
    async fn comes_to_be_ready(&self, status: StatusCode) {
        let since = Instant::now();
        while self.get("/readyz").await.status() != status {
            assert!(since.elapsed() < LATE, "it does not become {status}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn refusal(&self) -> (StatusCode, String, String) {
        let refused = self.write(5).await;
        let status = refused.status();
        assert!(refused.headers().contains_key("retry-after"));
        let problem: Value = refused.json().await.unwrap();
        let text = |key: &str| problem[key].as_str().unwrap().to_owned();
        (status, text("code"), text("hint"))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL: ./check starts one"]
async fn a_server_that_is_read_only_and_then_away_is_told_apart_and_waited_for() {
    let postgres = Postgres::start();
    let url = postgres.url.clone();
    let mut server = Server::start_with(World::invent(461, 12), |_| vec![("SILLON_DATABASE_URL", url.clone())]);
    server.start_sync().await;
    server.sync_comes_to(COMPLETED).await;
    assert_eq!(server.ends_when_told().await, Some(0));
    server.start_again_under(Limits { log: true, ..Limits::default() });
    assert_eq!(server.write(4).await.status(), StatusCode::OK);
    assert_eq!(server.get("/readyz").await.status(), StatusCode::OK);

    postgres.set_read_only("ALTER SYSTEM SET default_transaction_read_only = on").await;
    server.comes_to_be_ready(StatusCode::SERVICE_UNAVAILABLE).await;
    let (status, code, hint) = server.refusal().await;
    assert_eq!((status, code.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "storage_read_only"));
    assert!(hint.contains("default_transaction_read_only") || hint.contains("SILLON_DATABASE_URL"), "{hint}");
    assert_eq!(server.get("/").await.status(), StatusCode::OK, "what is there is shown");
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);
    postgres.set_read_only("ALTER SYSTEM RESET default_transaction_read_only").await;
    server.comes_to_be_ready(StatusCode::OK).await;
    assert_eq!(server.write(4).await.status(), StatusCode::OK);

    assert!(tool(&["halt", &postgres.folder]).status.success());
    server.comes_to_be_ready(StatusCode::SERVICE_UNAVAILABLE).await;
    let (status, code, hint) = server.refusal().await;
    assert_eq!((status, code.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "storage_unreachable"), "{hint}");
    for page in ["/", "/api/v1/collection/albums", "/settings"] {
        assert_eq!(server.get(page).await.status(), StatusCode::SERVICE_UNAVAILABLE, "{page}");
    }
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);
    // Four runners and the schedule look once a second.
    tokio::time::sleep(Duration::from_secs(6)).await;
    let log = std::fs::read_to_string(server.folder.path().join("log")).unwrap();
    let warnings: Vec<&str> = log.lines().filter(|line| line.contains("WARN")).collect();
    assert!((1..=8).contains(&warnings.len()), "{} lines: {warnings:#?}", warnings.len());

    assert!(tool(&["resume", &postgres.folder]).status.success());
    server.comes_to_be_ready(StatusCode::OK).await;
    assert_eq!(server.write(6).await.status(), StatusCode::OK);
    server.fakes.world().with(World::add_newest);
    server.start_sync().await;
    assert_eq!(server.sync_comes_to("\"synced\":1").await["current"], 13);
    server.stop();
}
