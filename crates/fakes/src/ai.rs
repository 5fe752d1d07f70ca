//! An OpenAI-compatible chat endpoint.

mod prose;
mod stream;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::hall::Hall;

pub(crate) fn routes() -> Router<Arc<Hall>> {
    Router::new().route("/chat/completions", post(complete)).route("/models", get(models)).fallback(|| async {
        answer(
            StatusCode::NOT_FOUND,
            &json!({"result": "error", "error": {"code": "method_not_found", "description": "Method not found"}}),
        )
    })
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [("content-type", "application/json")], body.to_string()).into_response()
}

/// Infomaniak's envelope.
fn refusal(status: StatusCode, code: &str, description: &str, errors: &Value) -> Response {
    answer(status, &json!({"result": "error", "error": {"code": code, "description": description, "errors": errors}}))
}

fn check(hall: &Hall, headers: &HeaderMap) -> Result<(), Box<Response>> {
    let expected = format!("Bearer {}", hall.settings.ai_token);
    match headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()) {
        Some(given) if given == expected => Ok(()),
        _ => Err(Box::new(refusal(StatusCode::UNAUTHORIZED, "not_authorized", "Authorization required", &json!([])))),
    }
}

async fn models(State(hall): State<Arc<Hall>>, headers: HeaderMap) -> Response {
    if let Err(refusal) = check(&hall, &headers) {
        return *refusal;
    }
    let one = |id: &String| json!({"id": id, "object": "model", "created": 1_760_000_000, "owned_by": "invented"});
    let models: Vec<Value> = hall.settings.ai_models.iter().map(one).collect();
    answer(StatusCode::OK, &json!({"object": "list", "data": models}))
}

async fn complete(State(hall): State<Arc<Hall>>, headers: HeaderMap, body: Bytes) -> Response {
    if let Err(refusal) = check(&hall, &headers) {
        return *refusal;
    }
    let Ok(asked) = serde_json::from_slice::<Value>(&body) else {
        return refusal(StatusCode::UNPROCESSABLE_ENTITY, "validation_failed", "Validation failed", &json!([]));
    };
    let mut prompt = String::new();
    for (place, message) in asked["messages"].as_array().into_iter().flatten().enumerate() {
        let Some(content) = message["content"].as_str() else {
            let attribute = format!("messages.{place}.content");
            let wrong = json!([{
                "code": "validation_rule_string", "description": format!("The {attribute} must be a string."), "context": {"attribute": attribute},
            }]);
            return refusal(StatusCode::UNPROCESSABLE_ENTITY, "validation_failed", "Validation failed", &wrong);
        };
        prompt.push_str(content);
        prompt.push('\n');
    }
    let default = hall.settings.ai_models.first().map_or("invented", String::as_str);
    let model = asked["model"].as_str().unwrap_or(default);
    if !hall.settings.ai_models.iter().any(|known| known == model) {
        return answer(
            StatusCode::NOT_FOUND,
            &json!({"error": {"message": format!("The model `{model}` does not exist."), "type": "NotFoundError", "param": null, "code": 404}}),
        );
    }
    // About four letters a token, as models count.
    let most = asked["max_tokens"].as_u64().unwrap_or(5_000) as usize * 4;
    let text = prose::describe(&hall, &prompt);
    let whole = text.chars().count() <= most;
    let text: String = text.chars().take(most).collect();
    let finish = if whole { "stop" } else { "length" };
    if asked["stream"] == true {
        return stream::answer(model, &text, finish);
    }
    answer(
        StatusCode::OK,
        &json!({
            "id": "chatcmpl-invented", "object": "chat.completion", "created": 1_760_000_000, "model": model,
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text, "tool_calls": []}, "finish_reason": finish, "logprobs": null}],
            "usage": {"prompt_tokens": prompt.len() / 4, "completion_tokens": text.len() / 4, "total_tokens": (prompt.len() + text.len()) / 4},
        }),
    )
}
