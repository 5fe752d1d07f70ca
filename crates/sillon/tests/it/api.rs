//! The API over a collection: lists, filters, problems, and answers while a sync runs.

use crate::harness::Story;
use reqwest::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};
use sillon_fakes::On;
use sillon_fakes::World;

#[rstest]
#[case("/api/v1/services/discogs/sync?limit=0", "POST", "limit")]
#[case("/api/v1/services/discogs/sync?limit=abc", "POST", "limit")]
#[case("/api/v1/services/discogs/sync?dry_run=maybe", "POST", "dry_run")]
#[case("/api/v1/collection/albums?page=0", "GET", "page")]
#[case("/api/v1/collection/albums?page_size=101", "GET", "page_size")]
#[case("/api/v1/collection/albums?sort=colour", "GET", "sort")]
#[case("/api/v1/collection/albums?order=up", "GET", "order")]
#[case("/api/v1/collection/albums?year=then", "GET", "year")]
#[tokio::test]
async fn a_bad_value_names_its_parameter(#[case] path: &str, #[case] method: &str, #[case] parameter: &str) {
    let story = Story::of(World::invent(61, 5)).await;
    let answer = if method == "POST" { story.post(path).await } else { story.get(path).await };
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["status"], 422);
    assert!(problem["detail"].as_str().unwrap().contains(parameter), "{problem}");
    assert_eq!(story.journal().all().len(), 0);
    story.end().await;
}

#[tokio::test]
async fn no_answer_of_the_api_is_ever_html() {
    let story = Story::of(World::invent(62, 5)).await;
    let unknown = story.get("/api/v1/nothing").await;
    assert_eq!(
        (unknown.status(), &unknown.headers()["content-type"]),
        (StatusCode::NOT_FOUND, &"application/problem+json".parse().unwrap())
    );
    let method = story.get("/api/v1/services/discogs/sync").await;
    assert_eq!(
        (method.status(), &method.headers()["content-type"]),
        (StatusCode::METHOD_NOT_ALLOWED, &"application/problem+json".parse().unwrap())
    );
    let album = story.get("/api/v1/collection/albums/999999999").await;
    assert_eq!(album.status(), StatusCode::NOT_FOUND);
    let word = story.get("/api/v1/collection/albums/word").await;
    assert!(word.status().is_client_error());
    assert_eq!(word.headers()["content-type"], "application/problem+json");
    story.end().await;
}

#[tokio::test]
async fn lists_filter_sort_and_page() {
    let story = Story::of(World::invent(63, 150)).await;
    story.sync().await;
    let all = story.albums().await;
    let list = |query: String| {
        let story = &story;
        async move { story.json(&format!("/api/v1/collection/albums?page_size=100&{query}")).await }
    };
    let genre = all[0]["genres"][0].as_str().unwrap().to_owned();
    let expected = all.iter().filter(|album| album["genres"].as_array().unwrap().contains(&json!(genre))).count();
    let encoded = genre.replace(' ', "%20").replace('/', "%2F").replace('&', "%26").replace(',', "%2C");
    assert_eq!(list(format!("genre={encoded}")).await["total"], expected);
    let decade = all.iter().find_map(|album| album["year"].as_i64()).unwrap() / 10 * 10;
    let expected =
        all.iter().filter(|album| album["year"].as_i64().is_some_and(|year| year / 10 * 10 == decade)).count();
    assert_eq!(list(format!("decade={decade}")).await["total"], expected);
    let vinyl = all.iter().filter(|album| album["supports"].as_array().unwrap().contains(&json!("Vinyle"))).count();
    assert_eq!(list("support=Vinyle".into()).await["total"], vinyl);
    let word = all[7]["title"].as_str().unwrap().split(' ').next().unwrap().to_owned();
    let found =
        story.client.get(story.url("/api/v1/collection/albums")).query(&[("search", &word)]).send().await.unwrap();
    let found: Value = found.json().await.unwrap();
    assert!(found["items"].as_array().unwrap().iter().any(|album| album["id"] == all[7]["id"]), "{word}");
    let years = list("sort=year&order=asc".into()).await;
    let years: Vec<Option<i64>> =
        years["items"].as_array().unwrap().iter().map(|album| album["year"].as_i64()).collect();
    let known: Vec<i64> = years.iter().flatten().copied().collect();
    assert!(known.is_sorted() && years[..known.len()].iter().all(Option::is_some));
    let past = list("page=99".into()).await;
    assert_eq!((&past["items"], &past["total"]), (&json!([]), &json!(all.len())));
    story.end().await;
}

#[tokio::test]
async fn everything_answers_while_a_sync_runs() {
    let story = Story::of(World::invent(64, 500)).await;
    let gate = story.script().hold(On::path("discogs", "/users/").query("page=4"));
    story.post("/api/v1/services/discogs/sync").await;
    let mut watch = story.sillon().engine.watch_sync();
    watch.wait_for(|progress| progress.current == 300).await.unwrap();
    for path in [
        "/",
        "/settings",
        "/artists",
        "/stats",
        "/api/v1/collection/albums",
        "/api/v1/services/status",
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/v1/openapi.json",
    ] {
        assert_eq!(story.get(path).await.status(), StatusCode::OK, "{path}");
    }
    gate.open();
    story.end_of_sync().await;
    story.end().await;
}
