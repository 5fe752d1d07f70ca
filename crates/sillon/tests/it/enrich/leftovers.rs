//! What models leave around a description, from the wire to the page: the token that ends their turn, and sentences to the person
//! who asked. It is taken off, or the text is held for review; a good description is shown after one call.

use super::{row, synced};
use crate::harness::Story;
use rstest::rstest;
use serde_json::Value;
use sillon_core::enrich::Facet;
use sillon_core::id::AccountId;
use sillon_fakes::{Act, On};
use std::sync::{Arc, Mutex};

const ALBUMS: usize = 4;

/// The stand-in's own text with something before and after it, and what each text was without that.
fn around(before: &'static str, after: &'static str) -> (Act, Arc<Mutex<Vec<String>>>) {
    let texts = Arc::new(Mutex::new(Vec::new()));
    let said = texts.clone();
    let act = Act::rewrite(move |value| {
        if let Some(content) = value.pointer_mut("/choices/0/message/content") {
            let text = content.as_str().unwrap_or_default().to_owned();
            *content = format!("{before}{text}{after}").into();
            said.lock().unwrap().push(text);
        }
    });
    (act, texts)
}

async fn shown(story: &Story) -> Vec<String> {
    let albums = story.albums().await;
    let mut texts: Vec<String> =
        albums.iter().filter_map(|album| album["ai_info"].as_str().map(str::to_owned)).collect();
    texts.sort();
    texts
}

async fn in_review(story: &Story) -> usize {
    story.sillon().store.reader().texts_in_review(AccountId::FIRST, 10).await.unwrap().len()
}

/// Descriptions with this around each are shown as they were without it, after one call each.
async fn is_shown_without(before: &'static str, after: &'static str) {
    let story = synced(75, ALBUMS).await;
    let (act, texts) = around(before, after);
    story.script().act(On::path("ai", "/chat"), act);
    let progress = story.enrich("?only=descriptions").await;
    let descriptions = row(&progress, Facet::Descriptions);
    let mut expected = texts.lock().unwrap().clone();
    expected.sort();
    assert_eq!((shown(&story).await, in_review(&story).await), (expected, 0), "{before:?} … {after:?}");
    assert_eq!((descriptions.found, story.journal().calls_to("ai", "/chat")), (ALBUMS as u64, ALBUMS), "one call each");
    story.end().await;
}

#[rstest]
#[case::chatml("", "<|im_end|>")]
#[case::chatml_both("<|im_start|>assistant\n", "<|im_end|>")]
#[case::chatml_next_turn("", "<|im_end|>\n<|im_start|>user\nMerci !")]
#[case::llama_2("", "</s>")]
#[case::llama_2_both("<s> ", " </s>")]
#[case::llama_3("", "<|eot_id|>")]
#[case::llama_3_headers("<|start_header_id|>assistant<|end_header_id|>\n\n", "<|eot_id|>")]
#[case::llama_end("", "<|end_of_text|>")]
#[case::gpt("", "<|endoftext|>")]
#[case::gpt_oss("", "<|return|>")]
#[case::phi("", "<|end|>")]
#[case::gemma("", "<end_of_turn>\n")]
#[case::gemma_both("<start_of_turn>model\n", "<end_of_turn>")]
#[case::mistral("", " [/INST]")]
#[case::deepseek("", "<｜end▁of▁sentence｜>")]
#[case::command_r("", "<|END_OF_TURN_TOKEN|>")]
#[case::glm("", "<|user|>")]
#[case::kimi("", "<|im_middle|>")]
#[case::eos("", "<eos>")]
#[case::twice("", "</s></s>\n\n")]
#[case::after_thinking("<think>Court, en français.</think>\n", "<|im_end|>")]
#[tokio::test]
async fn a_token_that_ends_the_turn_is_taken_off(#[case] before: &'static str, #[case] after: &'static str) {
    is_shown_without(before, after).await;
}

#[rstest]
#[case::in_line(" N’hésitez pas à me dire si vous souhaitez une autre version.")]
#[case::question("\n\nSouhaitez-vous que j’ajoute des détails sur la production ?")]
#[case::hope(" J’espère que cette description vous conviendra !")]
#[case::offer("\n\nJe peux également proposer une version plus longue.")]
#[case::any_question("\n\nCette description vous convient-elle ?")]
#[case::at_your_service(" Je reste à votre disposition pour toute autre demande.")]
#[case::disposal("\n\nDites-moi si cela vous convient, ou si vous préférez un autre ton. Bonne écoute !")]
#[case::with_a_token(" N’hésitez pas à me solliciter !<|im_end|>")]
#[case::a_rule_between("\n\n---\n\n*Souhaitez-vous une version plus courte ?*")]
#[case::english(" Let me know if you would like me to change anything.")]
#[case::english_question("\n\nWould you like a longer version?")]
#[case::english_hope(" I hope this helps! Feel free to ask for more.")]
#[case::english_want("\n\nWant me to add more about the production?")]
#[case::english_works("\n\nDoes this work for you?")]
#[case::german(" Möchten Sie eine längere Fassung?")]
#[case::german_informal("\n\nSag mir gern, ob du etwas ändern möchtest.")]
#[case::german_question("\n\nPasst das so für Sie?")]
#[case::german_disposal(" Bei Fragen stehe ich Ihnen gern zur Verfügung.")]
#[tokio::test]
async fn a_sentence_to_the_person_who_asked_is_taken_off(#[case] after: &'static str) {
    is_shown_without("", after).await;
}

#[tokio::test]
async fn a_whole_text_to_the_person_who_asked_is_held() {
    let story = synced(76, ALBUMS).await;
    let act = Act::rewrite(|value| {
        if let Some(content) = value.pointer_mut("/choices/0/message/content") {
            *content = "Souhaitez-vous que je décrive cet album ? Dites-moi ce que vous préférez.".into();
        }
    });
    story.script().act(On::path("ai", "/chat"), act);
    story.enrich("?only=descriptions").await;
    assert_eq!((shown(&story).await.len(), in_review(&story).await), (0, ALBUMS), "nothing of it is shown");
    story.end().await;
}

/// A stream in which each token comes in pieces of three letters.
#[tokio::test]
async fn a_streamed_text_ends_where_its_turn_does() {
    let story = synced(77, 3).await;
    let text = {
        let (act, texts) = around("", "");
        story.script().act(On::path("ai", "/chat"), act);
        story.enrich("?only=descriptions&limit=1").await;
        texts.lock().unwrap()[0].clone()
    };
    let album = story.albums().await.into_iter().find(|album| album["ai_info"] == text.as_str()).unwrap();
    let id = album["id"].as_i64().unwrap();
    story.script().clear();
    let after = "\n\nSouhaitez-vous autre chose ?<|im_end|>\n<|im_start|>user";
    story.script().act(On::path("ai", "/chat"), super::live::streamed("", &format!("{text}{after}")));
    let form = story.client.post(story.url(&format!("/albums/{id}/description"))).form(&[("act", "again")]);
    assert_eq!(form.send().await.unwrap().headers()["location"], format!("/albums/{id}?notice=started#description"));
    story.end_of_enrichment().await;
    let detail: Value = story.json(&format!("/api/v1/collection/albums/{id}")).await;
    assert_eq!(detail["ai_info"], text.as_str(), "{detail}");
    assert_eq!(in_review(&story).await, 0);
    assert_eq!(detail["texts"].as_array().unwrap().len(), 2, "a new text, which reads as the former one: {detail}");
    story.end().await;
}
