use serde_json::{Value, json};
use sillon_fakes::{Act, Fakes, FakesConfig, On};

use crate::http::{Answer, discogs, listing, send};

async fn ask(fakes: &Fakes, body: &Value) -> Answer {
    let bearer = format!("Bearer {}", fakes.ai_token());
    send("POST", &format!("{}/chat/completions", fakes.ai_url()), &[("authorization", &bearer)], &body.to_string())
        .await
        .unwrap()
}

fn content(answer: &Answer) -> String {
    answer.json()["choices"][0]["message"]["content"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_album_is_described_from_the_prompt_alone() {
    let fakes = Fakes::start(FakesConfig::default()).unwrap();
    let item = discogs(&fakes, &listing(&fakes, "per_page=1")).await.json()["releases"][0]["basic_information"].clone();
    let (title, name) = (item["title"].as_str().unwrap(), item["artists"][0]["name"].as_str().unwrap());
    let prompt = format!("Décris l'album « {title} » de {name}.");
    let answer = ask(&fakes, &json!({"messages": [{"role": "user", "content": prompt}], "max_tokens": 500})).await;
    let text = content(&answer);
    assert!(text.contains(title), "{text}");
    assert_eq!(answer.json()["choices"][0]["finish_reason"], "stop");
    assert!(fakes.journal().of("ai")[0].body.contains("max_tokens"));

    let short = ask(&fakes, &json!({"messages": [{"role": "user", "content": prompt}], "max_tokens": 5})).await;
    assert_eq!(
        (content(&short).chars().count(), short.json()["choices"][0]["finish_reason"].as_str()),
        (20, Some("length"))
    );

    let streamed = ask(&fakes, &json!({"messages": [{"role": "user", "content": prompt}], "stream": true})).await;
    let body = String::from_utf8(streamed.body).unwrap();
    let mut told = String::new();
    for event in body.lines().filter_map(|line| line.strip_prefix("data: ")).filter(|event| *event != "[DONE]") {
        let chunk: Value = serde_json::from_str(event).unwrap();
        told.push_str(chunk["choices"][0]["delta"]["content"].as_str().unwrap_or_default());
    }
    assert_eq!(told, text);
    assert!(body.ends_with("data: [DONE]\n\n"));
}

#[tokio::test]
async fn models_are_listed_and_wrong_requests_refused() {
    let fakes = Fakes::start(FakesConfig::default()).unwrap();
    let bearer = format!("Bearer {}", fakes.ai_token());
    let models =
        send("GET", &format!("{}/models", fakes.ai_url()), &[("authorization", &bearer)], "").await.unwrap().json();
    assert_eq!(models["data"].as_array().unwrap().len(), 2);
    let nobody = send("GET", &format!("{}/models", fakes.ai_url()), &[], "").await.unwrap();
    assert_eq!((nobody.status, nobody.json()["result"].as_str()), (401, Some("error")));
    let parts = ask(&fakes, &json!({"messages": [{"role": "user", "content": [{"type": "text"}]}]})).await;
    assert_eq!((parts.status, parts.json()["error"]["code"].as_str()), (422, Some("validation_failed")));
    let unknown = ask(&fakes, &json!({"model": "gone", "messages": []})).await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.json()["error"]["message"].is_string());
}

#[tokio::test]
async fn models_misbehave_on_demand() {
    let fakes = Fakes::start(FakesConfig::default()).unwrap();
    let question = json!({"messages": [{"role": "user", "content": "Un album ?"}]});
    let with = async |act| {
        fakes.script().clear();
        fakes.script().act(On::path("ai", "/chat"), act);
        ask(&fakes, &question).await
    };
    let reasoning = with(Act::chat_only_reasons()).await.json();
    assert!(reasoning["choices"][0]["message"]["content"].is_null());
    assert!(reasoning["choices"][0]["message"]["reasoning"].is_string());
    assert!(content(&with(Act::chat_thinks_aloud()).await).starts_with("<think>"));
    assert!(content(&with(Act::chat_markdown()).await).contains("**"));
    assert!(content(&with(Act::chat_english()).await).contains("album is"));
    assert_eq!(with(Act::chat_cut_off()).await.json()["choices"][0]["finish_reason"], "length");
    let error = with(Act::chat_error_infomaniak(403, "forbidden", "No")).await;
    assert_eq!((error.status, error.json()["error"]["description"].as_str()), (403, Some("No")));
    let error = with(Act::chat_error_openai(502, "Upstream")).await;
    assert_eq!((error.status, error.json()["error"]["message"].as_str()), (502, Some("Upstream")));
}
