//! Descriptions are written from the facts, checked before they are shown, and a person's go before a model's.

use super::{row, synced};
use rstest::rstest;
use serde_json::Value;
use sillon_core::enrich::Facet;
use sillon_core::id::{AccountId, ReleaseId};
use sillon_fakes::{Act, On};

#[rstest]
#[case::english(Act::chat_english())]
#[case::cut_off(Act::chat_cut_off())]
#[case::only_reasons(Act::chat_only_reasons())]
#[tokio::test]
async fn what_does_not_pass_is_asked_for_once_more_and_kept_for_review(#[case] act: Act) {
    let story = synced(71, 6).await;
    story.script().act(On::path("ai", "/chat"), act);
    let progress = story.enrich("?only=descriptions").await;
    let descriptions = row(&progress, Facet::Descriptions);
    assert_eq!((descriptions.found, descriptions.absent), (0, 6), "{progress:?}");
    assert_eq!(story.journal().calls_to("ai", "/chat"), 12, "each is retried once, with the reason");
    assert!(story.albums().await.iter().all(|album| album["ai_info"].is_null()));
    let reader = story.sillon().store.reader();
    assert_eq!(reader.texts_in_review(AccountId::FIRST, 10).await.unwrap().len(), 6);
    story.end().await;
}

#[rstest]
#[case::thinks_aloud(Act::chat_thinks_aloud())]
#[case::plain(Act::ContentType("application/json".to_owned()))]
#[tokio::test]
async fn what_passes_is_shown_as_plain_text(#[case] act: Act) {
    let story = synced(72, 6).await;
    story.script().act(On::path("ai", "/chat"), act);
    story.enrich("?only=descriptions").await;
    let albums = story.albums().await;
    let texts: Vec<&str> = albums.iter().filter_map(|album| album["ai_info"].as_str()).collect();
    assert!(texts.len() >= 5, "{texts:?}");
    assert!(texts.iter().all(|text| !text.contains('<') && !text.contains('*')), "{texts:?}");
    story.end().await;
}

#[tokio::test]
async fn nothing_but_facts_is_sent() {
    let story = synced(73, 8).await;
    story.enrich("?only=descriptions").await;
    let bodies: Vec<String> = story.journal().of("ai").into_iter().map(|call| call.body).collect();
    assert!(bodies.iter().any(|body| body.contains("messages")));
    for detail in story.details().await {
        for copy in detail["copies"].as_array().unwrap() {
            for field in copy["fields"].as_array().into_iter().flatten() {
                let value = field["value"].as_str().unwrap_or_default();
                let is_telling = value.len() > 12;
                assert!(!is_telling || bodies.iter().all(|body| !body.contains(value)), "{value:?} was sent");
            }
        }
    }
    story.end().await;
}

#[tokio::test]
async fn what_a_person_wrote_is_never_replaced() {
    let story = synced(74, 4).await;
    let album = story.albums().await[0]["id"].as_i64().unwrap();
    story.sillon().engine.edit_text(ReleaseId(album), "Mon disque préféré.", "fr").await.unwrap();
    story.enrich("").await;
    let shown = |albums: Vec<Value>| {
        let album = albums.into_iter().find(|one| one["id"] == album).unwrap();
        album["ai_info"].as_str().map(str::to_owned)
    };
    assert_eq!(shown(story.albums().await).as_deref(), Some("Mon disque préféré."));
    story.sillon().engine.ask_again(Facet::Descriptions, ReleaseId(album)).await.unwrap();
    story.journal().clear();
    story.enrich("?only=descriptions").await;
    assert_eq!(shown(story.albums().await).as_deref(), Some("Mon disque préféré."));
    assert_eq!(story.journal().calls("ai"), 0, "a locked text gives way to no model: none is asked");
    story.end().await;
}
