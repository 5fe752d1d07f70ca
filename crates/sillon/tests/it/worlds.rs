//! A newcomer looks around in the invented collection, and nothing of it is real.

use crate::harness::Story;
use futures::StreamExt;
use reqwest::StatusCode;
use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::Value;
use sillon_fakes::World;

const INSIDE: &str = "world=demo";

#[tokio::test]
async fn the_invented_collection_comes_in_beside_the_real_one() {
    let story = Story::of(World::invent(91, 12)).await;
    let entered = story.post("/demo").await;
    assert_eq!(entered.status(), StatusCode::SEE_OTHER);
    assert!(entered.headers()[SET_COOKIE].to_str().unwrap().starts_with(INSIDE));

    let events = story.client.get(story.url("/api/v1/services/discogs/sync/events")).header(COOKIE, INSIDE);
    let mut events = events.send().await.unwrap().bytes_stream();
    loop {
        let event = events.next().await.expect("it goes on until something has come").unwrap();
        if let Some(data) = std::str::from_utf8(&event).unwrap().strip_prefix("data: ") {
            let progress: Value = serde_json::from_str(data.trim()).unwrap();
            assert_eq!(progress["waiting"], Value::Null, "{progress}");
            if progress["synced"].as_u64().unwrap() > 0 {
                break;
            }
        }
    }
    assert_eq!(story.json("/api/v1/collection/stats").await["albums"], 0);
    assert_eq!(story.json("/api/v1/services/discogs/sync/progress").await["status"], "idle");
    story.end().await;
}
