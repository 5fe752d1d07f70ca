//! The service's answers as they come.

use super::Completion;
use crate::error::ClientError;
use crate::http::{decode, error_message};
use serde::Deserialize;
use serde_json::Value;
use sillon_core::enrich::grounding::without_thinking;
use sillon_core::limits::{MOST_TEXT, is_too_long};

/// `data` is what both OpenAI and Infomaniak list models in; whatever has no name in it is passed over.
#[derive(Deserialize)]
struct Models {
    data: Vec<Value>,
}

/// A whole answer, or one event of a stream.
#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    model: Option<String>,
    #[serde(default)]
    choices: Vec<Choice>,
    /// Some gateways send errors with status 200.
    #[serde(default)]
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default, alias = "delta")]
    message: Option<Message>,
    #[serde(default)]
    finish_reason: Option<String>,
}

/// `reasoning` and `reasoning_content` stand beside `content`, and are none of it.
#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Value,
}

/// What one event of a stream brings.
pub(super) struct Delta {
    pub(super) model: Option<String>,
    pub(super) text: String,
    /// Present in the last event that matters: whether the model came to an end by itself.
    pub(super) finished: Option<bool>,
}

pub(super) fn models(body: &[u8]) -> Result<Vec<String>, ClientError> {
    let models: Models = decode(body)?;
    let name = |model: &Value| model.get("id").or_else(|| model.get("name"))?.as_str().map(str::to_owned);
    Ok(models.data.iter().filter_map(name).filter(|name| !is_too_long(name)).collect())
}

/// `asked` is the model that was asked, for services that do not say which answered. [`ClientError::TooLarge`] for a text that
/// is too long to be kept; what the model thought before it may be longer.
pub(super) fn completion(body: &[u8], asked: &str) -> Result<Completion, ClientError> {
    let answer = read(body)?;
    let Some(choice) = answer.choices.into_iter().next() else {
        return Err(ClientError::Decode { path: "choices".to_owned(), message: "there is none".to_owned() });
    };
    let text = choice.message.map(|message| text(&message.content)).unwrap_or_default();
    let model = answer.model.filter(|model| is_name(model)).unwrap_or_else(|| asked.to_owned());
    let finished = choice.finish_reason.as_deref().is_none_or(is_end);
    let text = without_thinking(&text).trim().to_owned();
    if is_too_long(&text) {
        return Err(ClientError::TooLarge { limit: MOST_TEXT });
    }
    Ok(Completion { text, model, finished })
}

pub(super) fn delta(event: &[u8]) -> Result<Delta, ClientError> {
    let answer = read(event)?;
    let choice = answer.choices.into_iter().next();
    let finished = choice.as_ref().and_then(|choice| choice.finish_reason.as_deref()).map(is_end);
    let text = choice.and_then(|choice| choice.message).map(|message| text(&message.content)).unwrap_or_default();
    Ok(Delta { model: answer.model.filter(|model| is_name(model)), text, finished })
}

fn is_name(model: &str) -> bool {
    !model.is_empty() && !is_too_long(model)
}

fn read(body: &[u8]) -> Result<Answer, ClientError> {
    let answer: Answer = decode(body)?;
    match answer.error {
        Some(error) if !error.is_null() => {
            Err(ClientError::Rejected { status: 200, message: error_message(body).unwrap_or_default() })
        }
        _ => Ok(answer),
    }
}

fn is_end(reason: &str) -> bool {
    matches!(reason, "" | "stop" | "eos" | "eos_token" | "end_turn")
}

/// A string, or parts of which those of text count; thoughts are parts of another type.
fn text(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(part).collect(),
        _ => String::new(),
    }
}

fn part(part: &Value) -> Option<&str> {
    let is_text = part.get("type").and_then(Value::as_str).is_none_or(|kind| matches!(kind, "text" | "output_text"));
    part.as_str().or_else(|| part.get("text").filter(|_| is_text)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    #[rstest]
    #[case(json!("Un disque."), "stop", "Un disque.", true)]
    #[case(json!("Un dis"), "length", "Un dis", false)]
    #[case(json!("<think>Hm.</think>\n\nUn disque."), "stop", "Un disque.", true)]
    #[case(json!(null), "length", "", false)]
    #[case(json!([{"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]}, {"type": "text", "text": "Un "}, {"text": "disque"}, "."]), "stop", "Un disque.", true)]
    #[case(json!([{"type": "reasoning", "text": "Hm."}]), "stop", "", true)]
    #[case(json!({}), "content_filter", "", false)]
    fn contents_of_every_kind(
        #[case] content: Value,
        #[case] reason: &str,
        #[case] text: &str,
        #[case] finished: bool,
    ) {
        let message = json!({"role": "assistant", "content": content, "reasoning": "Hm.", "reasoning_content": "Hm."});
        let body = json!({"model": "m", "choices": [{"message": message, "finish_reason": reason}]}).to_string();
        let expected = Completion { text: text.to_owned(), model: "m".to_owned(), finished };
        assert_eq!(completion(body.as_bytes(), "asked").unwrap(), expected);
    }

    #[test]
    fn a_bare_answer_is_of_the_model_that_was_asked() {
        let body = br#"{"choices": [{"message": {"content": "Oui."}, "finish_reason": null}]}"#;
        let read = completion(body, "asked").unwrap();
        assert_eq!((read.model.as_str(), read.finished), ("asked", true));
    }

    #[test]
    fn what_is_too_long_to_be_kept_is_no_answer() {
        let body = |text: &str, model: &str| {
            json!({"model": model, "choices": [{"message": {"content": text}, "finish_reason": "stop"}]}).to_string()
        };
        let (longest, long) = ("x".repeat(MOST_TEXT), "x".repeat(MOST_TEXT + 1));
        assert_eq!(completion(body(&longest, "m").as_bytes(), "asked").unwrap().text.len(), MOST_TEXT);
        let refused = completion(body(&long, "m").as_bytes(), "asked").unwrap_err();
        assert_eq!(refused, ClientError::TooLarge { limit: MOST_TEXT });
        assert_eq!(completion(body("Oui.", &long).as_bytes(), "asked").unwrap().model, "asked");
        let thought = completion(body(&format!("<think>{long}</think>Oui."), "m").as_bytes(), "asked").unwrap();
        assert_eq!(thought.text, "Oui.");
        let listed = models(json!({"data": [{"id": long}, {"id": "m"}]}).to_string().as_bytes()).unwrap();
        assert_eq!(listed, ["m"]);
    }

    #[test]
    fn errors_come_with_status_200_too() {
        let body = br#"{"result": "error", "error": {"code": "busy", "description": "Busy", "errors": []}}"#;
        assert_eq!(completion(body, "m"), Err(ClientError::Rejected { status: 200, message: "Busy".to_owned() }));
        assert!(matches!(completion(b"{\"choices\": []}", "m"), Err(ClientError::Decode { .. })));
        assert!(matches!(completion(b"<html>", "m"), Err(ClientError::Transient(_))));
    }

    #[test]
    fn models_without_a_name_are_passed_over() {
        let body = br#"{"object": "list", "data": [{"id": "a"}, null, {"id": 3}, {"name": "b"}]}"#;
        assert_eq!(models(body).unwrap(), ["a", "b"]);
        assert!(matches!(models(b"[]"), Err(ClientError::Decode { .. })));
    }
}
