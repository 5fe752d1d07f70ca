//! The same program over PostgreSQL.

mod outage;

use crate::harness::Scene;
use sillon_core::progress::Status;
use sillon_fakes::{On, World};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

fn server() -> String {
    #[allow(clippy::disallowed_methods, reason = "only the tests know this variable: where their server is")]
    std::env::var("SILLON_TEST_POSTGRES_URL").expect("SILLON_TEST_POSTGRES_URL, see tools/postgres")
}

/// The address of a schema of its own on the server.
pub(crate) async fn schema(name: &str) -> String {
    let (server, name) = (server(), format!("{name}_{}", std::process::id()));
    let mut connection = PgConnection::connect(&server).await.unwrap();
    connection.execute(AssertSqlSafe(format!("CREATE SCHEMA {name}"))).await.unwrap();
    format!("{server}&options[search_path]={name}")
}

/// The only story that uses the server's own schema; the others make theirs.
#[tokio::test]
#[ignore = "needs PostgreSQL: ./check starts one"]
async fn a_collection_comes_in_stops_and_goes_on() {
    let mut scene = Scene::of(World::invent(71, 330).with_copies(6));
    scene.more.push(("database_url", server()));
    let mut story = scene.begin().await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=3"));
    story.post("/api/v1/services/discogs/sync").await;
    let mut watch = story.sillon().engine.watch_sync();
    watch.wait_for(|progress| progress.current == 200).await.unwrap();
    drop(watch);
    story.stop().await;
    gate.open();
    story.start().await;
    let progress = story.end_of_sync().await;
    assert_eq!((progress.status, progress.current), (Status::Completed, 336));
    let albums = story.details().await;
    let again = story.sync().await;
    assert_eq!((again.synced, again.copies_added, again.skipped), (0, 0, 336));
    assert_eq!(story.details().await, albums);
    let word = albums[9]["title"].as_str().unwrap().split(' ').next().unwrap();
    let found =
        story.client.get(story.url("/api/v1/collection/albums")).query(&[("search", word)]).send().await.unwrap();
    let found: serde_json::Value = found.json().await.unwrap();
    assert!(found["items"].as_array().unwrap().iter().any(|album| album["id"] == albums[9]["id"]), "{word}");
    story.end().await;
}
