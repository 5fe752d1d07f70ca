//! What is missing of the database is shown to its owner on a page, from the start on.
#![cfg(target_os = "linux")]

use crate::process::{COMPLETED, LATE, Limits, Server};
use reqwest::StatusCode;
use sillon_fakes::World;
use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};
use std::time::{Duration, Instant};

impl Server {
    async fn page(&self, path: &str, language: &str) -> String {
        let page = self.client.get(self.url(path)).header("accept-language", language).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::OK, "{path}");
        page.text().await.unwrap()
    }

    /// Another program takes away what guards the rows, while the server is down.
    async fn start_without(&mut self, statement: &str) {
        assert_eq!(self.ends_when_told().await, Some(0));
        let url = format!("sqlite://{}", self.data().join("sillon.db").display());
        let mut other = SqliteConnection::connect(&url).await.unwrap();
        other.execute(AssertSqlSafe(statement.to_owned())).await.unwrap();
        other.close().await.unwrap();
        self.start_again();
    }

    /// The settings, once the start has looked at the database.
    async fn settings_with_faults(&self, language: &str) -> String {
        let since = Instant::now();
        loop {
            let page = self.page("/settings", language).await;
            if page.contains("id=\"database\"") {
                return page;
            }
            assert!(since.elapsed() < LATE, "{page}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

#[tokio::test]
async fn a_guard_that_is_gone_is_shown_until_it_is_repaired() {
    let mut server = Server::start(World::invent(471, 3));
    server.start_sync().await;
    server.sync_comes_to(COMPLETED).await;
    assert!(!server.page("/settings", "en").await.contains("id=\"database\""), "all is well");
    assert!(server.page("/settings/database", "en").await.contains("Nothing is missing or altered"));

    server.start_without("DROP TRIGGER copies_refuse_delete").await;
    for (language, missing, way_out) in [
        ("en", "Missing: trigger copies_refuse_delete, on table copies", "sillon verify --repair"),
        ("fr", "Manque\u{a0}: déclencheur copies_refuse_delete, sur la table copies", "sillon verify --repair"),
    ] {
        let settings = server.settings_with_faults(language).await;
        assert!(settings.contains(missing) && settings.contains("href=\"/settings/database\""), "{settings}");
        let page = server.page("/settings/database", language).await;
        assert!(page.contains(missing) && page.contains(way_out), "{page}");
    }
    let repaired = server.run_under(Limits::default(), &["verify", "--repair"]);
    assert_eq!(repaired.status.code(), Some(0));
    assert!(!server.page("/settings", "en").await.contains("id=\"database\""), "no restart is needed");
    server.stop();
}

#[tokio::test]
async fn a_table_that_is_gone_is_shown_where_no_table_is_needed() {
    let mut server = Server::start(World::invent(472, 3));
    server.start_without("DROP TABLE edits").await;
    let page = server.page("/settings/database", "en").await;
    assert!(page.contains("Missing: table edits") && page.contains("restore the newest one"), "{page}");
    assert!(server.page("/settings/database", "fr").await.contains("restaurez la plus récente"));
    server.stop();
}
