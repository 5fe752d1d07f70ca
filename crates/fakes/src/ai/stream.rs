use std::io;

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde_json::{Value, json};

/// The text as server-sent chunks of a few words: the first holds only the role, the last only the reason for the end.
pub(super) fn answer(model: &str, text: &str, finish: &str) -> Response {
    let event = |delta: Value, finish: Value| {
        let chunk = json!({
            "id": "chatcmpl-invented", "object": "chat.completion.chunk", "created": 1_760_000_000, "model": model,
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        });
        format!("data: {chunk}\n\n")
    };
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    let mut events = vec![event(json!({"role": "assistant", "content": null}), Value::Null)];
    events.extend(words.chunks(4).map(|few| event(json!({"content": few.concat()}), Value::Null)));
    events.push(event(json!({}), finish.into()));
    events.push("data: [DONE]\n\n".to_owned());
    let pieces = events.into_iter().map(|event| Ok::<_, io::Error>(Bytes::from(event)));
    ([(CONTENT_TYPE, "text/event-stream")], Body::from_stream(stream::iter(pieces))).into_response()
}
