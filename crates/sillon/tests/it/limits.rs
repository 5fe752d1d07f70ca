//! Texts that are longer than any real one, and numbers that no record has, from wherever they come.

use crate::enrich::{row, synced};
use crate::exchange::unconnected;
use crate::harness::Story;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sillon_core::enrich::Facet;
use sillon_core::limits::MOST_TEXT;
use sillon_core::progress::Status;
use sillon_fakes::{Act, On, World};

/// A row with a text of 10 MB is counted as unreadable, with the reason; the others come in, and so does the row once its text
/// is short.
#[tokio::test]
async fn a_row_with_a_text_that_is_too_long_is_unreadable_and_the_page_comes_in() {
    let story = Story::of(World::invent(501, 30)).await;
    let lists = On::path("discogs", "/users/");
    story.script().act(
        lists,
        Act::rewrite(|body| {
            for (place, pointer, length) in [
                (3, "/basic_information/title", 10 << 20),
                (5, "/basic_information/artists/0/name", MOST_TEXT + 2),
                (7, "/basic_information/title", MOST_TEXT),
            ] {
                if let Some(text) = body["releases"].get_mut(place).and_then(|row| row.pointer_mut(pointer)) {
                    *text = json!("x ".repeat(length / 2));
                }
            }
        }),
    );
    let first = story.sync().await;
    assert_eq!((first.status, first.synced, first.errors), (Status::Completed, 28, 2));
    let runs = story.json("/api/v1/syncs").await;
    let receipt = story.json(&format!("/api/v1/syncs/{}", runs["items"][0]["id"].as_str().unwrap())).await;
    let refused: Vec<&Value> =
        receipt["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "refused").collect();
    let mut reasons: Vec<&str> = refused.iter().map(|entry| entry["reason"].as_str().unwrap()).collect();
    reasons.sort_unstable();
    let told = |place: &str| format!("a text is longer than 64 KB at basic_information.{place}");
    assert_eq!(reasons, [told("artists.0.name"), told("title")]);
    let shown_as = refused.iter().map(|entry| entry["shown_as"].as_str().unwrap().len());
    assert!(shown_as.max().unwrap() <= 400, "{receipt}");
    story.script().clear();
    let second = story.sync().await;
    assert_eq!((second.synced, second.errors), (2, 0));
    assert_eq!(story.albums().await.len(), 30);
    story.end().await;
}

/// What a release's own page says too much of is left out, and the rest of the page is kept.
#[tokio::test]
async fn a_long_text_of_a_release_is_left_out_of_its_details() {
    let story = synced(502, 4).await;
    story.script().act(
        On::path("discogs", "/releases/"),
        Act::rewrite(|body| {
            body["notes"] = json!("x".repeat(10 << 20));
            body["tracklist"][0]["title"] = json!("x".repeat(MOST_TEXT + 1));
        }),
    );
    let progress = story.enrich("?only=details").await;
    assert_eq!((progress.status, row(&progress, Facet::Details).found), (Status::Completed, 4));
    for album in story.details().await {
        assert_eq!(album["notes"], Value::Null);
        assert_eq!(album["tracks"][0]["title"], "");
        assert!(album["tracks"].as_array().unwrap().len() > 1, "{album}");
    }
    story.end().await;
}

/// A model that writes without end is not kept: the description failed, with the reason.
#[tokio::test]
async fn a_long_answer_of_a_model_is_not_kept() {
    let story = synced(503, 2).await;
    story.script().act(
        On::service("ai"),
        Act::rewrite(|body| {
            if let Some(content) = body.pointer_mut("/choices/0/message/content") {
                *content = json!("Un disque. ".repeat(MOST_TEXT / 5));
            }
        }),
    );
    let progress = story.enrich("?only=descriptions").await;
    let descriptions = row(&progress, Facet::Descriptions);
    assert_eq!((descriptions.found, descriptions.failed), (0, 2), "{progress:?}");
    assert!(story.details().await.iter().all(|album| album["texts"] == json!([])));
    story.end().await;
}

#[tokio::test]
async fn a_document_with_a_long_text_or_an_odd_number_is_refused_with_its_line() {
    let source = Story::of(World::invent(504, 5)).await;
    source.sync().await;
    let document = source.export("json").await;
    source.end().await;
    let story = unconnected(World::invent(505, 1)).await;
    let line = 1 + document.lines().position(|line| line.starts_with("{\"release\"")).unwrap();
    let spoilt = |pointer: &str, value: Value| {
        let spoil = |(number, text): (usize, &str)| {
            if number + 1 != line {
                return text.to_owned();
            }
            let mut record: Value = serde_json::from_str(text.trim_end_matches(',')).unwrap();
            *record.pointer_mut(pointer).unwrap() = value.clone();
            format!("{record},")
        };
        document.lines().enumerate().map(spoil).collect::<Vec<_>>().join("\n")
    };
    let long = json!("x".repeat(10 << 20));
    for (pointer, value, code, said) in [
        ("/release/title", &long, "too_long", "64 Ko"),
        ("/release/credits/0/name", &long, "too_long", "64 Ko"),
        (
            "/copies/0/copy/rating",
            &json!(200),
            "range",
            "«\u{a0}rating\u{a0}» vaut 200. La valeur doit être comprise entre 0 et 5.",
        ),
        ("/release/year", &json!(-2_000_000_000), "range", "«\u{a0}year\u{a0}» vaut -2000000000."),
        ("/copies/0/copy/added_at", &json!(i64::MAX), "range", "added_at"),
        ("/copies/0/copy/instance_id", &json!(i64::MIN), "range", "instance_id"),
        ("/release/master_id", &json!(1e300), "json", ""),
    ] {
        let file = spoilt(pointer, value.clone());
        let answer = story.send_file("", file).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{pointer}");
        let problem: Value = answer.json().await.unwrap();
        let fault = &problem["problems"][0];
        assert_eq!((&fault["code"], &fault["line"]), (&json!(code), &json!(line)), "{pointer}: {problem}");
        assert!(fault["message"].as_str().unwrap().contains(said), "{problem}");
    }
    assert_eq!(story.albums().await.len(), 0);
    assert_eq!(story.import(document.clone()).await.synced, 5);
    story.end().await;
}
