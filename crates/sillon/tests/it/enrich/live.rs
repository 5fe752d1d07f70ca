//! A description that somebody asks for on an album's page is told as it is written, and shown once it is checked.

use super::synced;
use crate::harness::Story;
use futures::StreamExt;
use serde_json::{Value, json};
use sillon_fakes::{Act, On};
use std::time::Duration;

async fn newest(story: &Story) -> i64 {
    story.json("/api/v1/collection/albums?page_size=1").await["items"][0]["id"].as_i64().unwrap()
}

/// Presses the button on the album's page.
async fn press(story: &Story, album: i64) {
    let form = story.client.post(story.url(&format!("/albums/{album}/description"))).form(&[("act", "again")]);
    let pressed = form.send().await.unwrap();
    assert_eq!(pressed.status(), 303);
    assert_eq!(pressed.headers()["location"], format!("/albums/{album}?notice=started#description"));
}

/// What the stream tells, to its end: each document, and the one that comes with `done`.
async fn told(story: &Story, album: i64) -> (Vec<Value>, Value) {
    let stream = story.get(&format!("/api/v1/services/ai/enrich-album/{album}/events")).await;
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let mut bytes = stream.bytes_stream();
    let mut all = String::new();
    while let Some(piece) = bytes.next().await {
        all.push_str(std::str::from_utf8(&piece.unwrap()).unwrap());
    }
    assert!(!all.contains(&story.fakes.ai_token()), "the token is told to nobody");
    let document = |event: &str| serde_json::from_str::<Value>(event.strip_prefix("data: ")?).ok();
    let states = all.split("\n\n").filter_map(document).collect();
    let done = all.split("\n\n").find_map(|event| document(event.strip_prefix("event: done\n")?));
    (states, done.unwrap_or_else(|| panic!("{all}")))
}

async fn shown(story: &Story, album: i64) -> Option<String> {
    let album = story.json(&format!("/api/v1/collection/albums/{album}")).await;
    album["ai_info"].as_str().map(str::to_owned)
}

async fn page_of(story: &Story, album: i64) -> String {
    let page = story.client.get(story.url(&format!("/albums/{album}"))).header("accept-language", "en");
    page.send().await.unwrap().text().await.unwrap()
}

/// As a service streams it, whatever it says before.
pub(super) fn streamed(thoughts: &str, text: &str) -> Act {
    let whole = format!("{thoughts}{text}");
    let letters: Vec<char> = whole.chars().collect();
    let event = |delta: Value, finish: Value| {
        format!("data: {}\n\n", json!({"model": "m", "choices": [{"delta": delta, "finish_reason": finish}]}))
    };
    let mut body: String =
        letters.chunks(3).map(|some| event(json!({"content": some.iter().collect::<String>()}), Value::Null)).collect();
    body.push_str(&event(json!({}), "stop".into()));
    body.push_str("data: [DONE]\n\n");
    let headers = vec![("content-type".to_owned(), "text/event-stream".to_owned())];
    Act::Answer { status: 200, headers, body: body.into() }
}

#[tokio::test]
async fn the_words_come_one_after_the_other_and_are_shown_when_checked() {
    let story = synced(131, 4).await;
    let album = newest(&story).await;
    let gate = story.script().hold(On::path("ai", "/chat"));
    story.script().act(On::path("ai", "/chat"), Act::Drip { bytes: 40, every: Duration::from_millis(8) });
    press(&story, album).await;
    gate.wait_for(1).await;
    let page = page_of(&story, album).await;
    assert!(page.contains(&format!("data-draft=\"/api/v1/services/ai/enrich-album/{album}/events\"")), "{page}");
    let watched = told(&story, album);
    let opened = async { gate.open() };
    let ((states, done), ()) = tokio::join!(watched, opened);
    let texts: Vec<&str> =
        states.iter().filter_map(|state| state["text"].as_str()).filter(|text| !text.is_empty()).collect();
    assert!(texts.len() > 2 && texts.is_sorted_by(|one, next| next.starts_with(one)), "{texts:?}");
    assert!(states.iter().any(|state| state["status"] == "writing" && state["attempt"] == 1), "{states:?}");
    assert_eq!((&done["status"], &done["text"]), (&json!("shown"), &json!("")));
    story.end_of_enrichment().await;
    let text = shown(&story, album).await.unwrap();
    assert!(text.starts_with(texts.last().unwrap().trim_end()), "{text}");
    let asked = story.journal().of("ai").into_iter().filter(|call| call.path.contains("/chat"));
    let asked: Vec<Value> = asked.map(|call| serde_json::from_str(&call.body).unwrap()).collect();
    assert_eq!((asked.len(), &asked[0]["stream"]), (1, &json!(true)), "this album alone, and streamed");
    let page = page_of(&story, album).await;
    assert!(!page.contains("data-draft=") && page.contains("Written by"), "{page}");
    story.end().await;
}

#[tokio::test]
async fn who_goes_away_changes_nothing() {
    let story = synced(132, 3).await;
    let album = newest(&story).await;
    let gate = story.script().hold(On::path("ai", "/chat"));
    press(&story, album).await;
    gate.wait_for(1).await;
    let stream = story.get(&format!("/api/v1/services/ai/enrich-album/{album}/events")).await;
    let mut bytes = stream.bytes_stream();
    assert!(bytes.next().await.is_some());
    drop(bytes);
    gate.open();
    story.end_of_enrichment().await;
    assert!(shown(&story, album).await.is_some());
    let (states, done) = told(&story, album).await;
    assert_eq!((states.len(), &done["status"]), (1, &json!("shown")), "who comes late is told how it went");
    story.end().await;
}

#[tokio::test]
async fn a_stream_that_breaks_off_or_is_none_brings_the_text_all_the_same() {
    let story = synced(133, 3).await;
    let album = newest(&story).await;
    story.script().act(On::path("ai", "/chat").nth(1), Act::Break);
    press(&story, album).await;
    story.end_of_enrichment().await;
    let text = shown(&story, album).await.unwrap();
    assert_eq!(story.journal().calls_to("ai", "/chat"), 2, "asked for once more, whole");

    let message = json!({"content": format!("<think>The user wants French.</think>{text}")});
    story.script().clear();
    let whole = json!({"choices": [{"message": message, "finish_reason": "stop"}]});
    story.script().act(On::path("ai", "/chat"), Act::json(200, whole));
    press(&story, album).await;
    let (_, done) = told(&story, album).await;
    assert_eq!(done["status"], "shown");
    story.end_of_enrichment().await;
    assert_eq!((shown(&story, album).await, story.journal().calls_to("ai", "/chat")), (Some(text.clone()), 3));

    story.script().clear();
    let gate = story.script().hold(On::path("ai", "/chat"));
    story.script().act(On::path("ai", "/chat"), streamed("<think>The user wants French.</think>", &text));
    press(&story, album).await;
    gate.wait_for(1).await;
    let opened = async { gate.open() };
    let ((states, done), ()) = tokio::join!(told(&story, album), opened);
    assert_eq!(done["status"], "shown");
    assert!(states.iter().all(|state| text.starts_with(state["text"].as_str().unwrap().trim_end())), "{states:?}");
    story.end_of_enrichment().await;
    story.end().await;
}

#[tokio::test]
async fn what_does_not_pass_says_why() {
    let story = synced(134, 3).await;
    let album = newest(&story).await;
    story
        .script()
        .act(On::path("ai", "/chat"), streamed("", "This album is a bold and haunting journey through the night."));
    press(&story, album).await;
    let (_, done) = told(&story, album).await;
    assert_eq!(done["status"], "review");
    story.end_of_enrichment().await;
    assert_eq!(story.journal().calls_to("ai", "/chat"), 2, "once more with the reasons, then held for review");
    let page = page_of(&story, album).await;
    assert!(
        page.contains("held for review: the check found problems in it") && page.contains("In another language"),
        "{page}"
    );
    assert_eq!(shown(&story, album).await, None);
    story.end().await;
}

#[tokio::test]
async fn a_model_that_refuses_is_named() {
    let story = synced(135, 3).await;
    let album = newest(&story).await;
    story.script().act(On::path("ai", "/chat"), Act::chat_error_infomaniak(401, "not_authorized", "No"));
    press(&story, album).await;
    let (_, done) = told(&story, album).await;
    assert_eq!(done["status"], "failed");
    story.end_of_enrichment().await;
    let page = page_of(&story, album).await;
    assert!(page.contains("The model refuses the token."), "{page}");
    story.sillon().engine.edit_text(sillon_core::id::ReleaseId(album), "Mon disque.", "fr").await.unwrap();
    let page = page_of(&story, album).await;
    assert!(!page.contains("class=\"setback\""), "a person's text settles it");
    story.end().await;
}
