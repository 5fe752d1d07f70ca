use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};

use super::Act;
use crate::wire::Scissors;

/// No answer of ours comes near it: what is larger is streamed.
const WHOLE_BODY: usize = 32 << 20;

/// Does to a call what the script wants. `real` gives the honest answer and is only awaited where the act needs one.
pub(crate) async fn perform(
    act: Act,
    uri: &str,
    scissors: &Scissors,
    real: impl Future<Output = Response>,
) -> Response {
    match act {
        Act::Answer { status, headers, body } => {
            let mut answer = body.into_response();
            *answer.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            set(&mut answer, &headers);
            answer
        }
        Act::Reset => {
            scissors.cut();
            StatusCode::NO_CONTENT.into_response()
        }
        Act::Hang => std::future::pending().await,
        Act::RedirectLoop => {
            let mut answer = StatusCode::FOUND.into_response();
            if let Ok(place) = HeaderValue::from_str(uri) {
                answer.headers_mut().insert(LOCATION, place);
            }
            answer
        }
        Act::Huge(bytes) => huge(bytes),
        Act::Headers(headers) => {
            let mut answer = real.await;
            set(&mut answer, &headers);
            answer
        }
        act => spoil(act, real.await).await,
    }
}

/// The acts that need the honest answer's body.
async fn spoil(act: Act, answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    let whole = axum::body::to_bytes(body, WHOLE_BODY).await.unwrap_or_default();
    parts.headers.remove(CONTENT_LENGTH);
    let half = whole.slice(..whole.len() / 2);
    let body = match act {
        Act::Truncate => Body::from(half),
        Act::Break => {
            parts.headers.insert(CONTENT_LENGTH, whole.len().into());
            let end = stream::once(async {
                // What is written is only sent once the body has nothing more to give for a moment.
                tokio::task::yield_now().await;
                Err(io::Error::from(io::ErrorKind::BrokenPipe))
            });
            Body::from_stream(stream::iter([Ok(half)]).chain(end))
        }
        Act::Empty => Body::empty(),
        Act::InvalidUtf8 => {
            let mut spoilt = whole.to_vec();
            let middle = spoilt.len() / 2;
            spoilt.splice(middle..middle, [0xff, 0xfe, 0xc3, 0x28]);
            Body::from(spoilt)
        }
        Act::ContentType(kind) => {
            if let Ok(kind) = HeaderValue::from_str(&kind) {
                parts.headers.insert(CONTENT_TYPE, kind);
            }
            Body::from(whole)
        }
        Act::Rewrite(change) => match serde_json::from_slice(&whole) {
            Ok(mut value) => {
                change(&mut value);
                Body::from(value.to_string())
            }
            Err(_) => Body::from(whole),
        },
        Act::Drip { bytes, every } => drip(whole, bytes.max(1), every),
        _ => Body::from(whole),
    };
    Response::from_parts(parts, body)
}

fn drip(whole: Bytes, bytes: usize, every: Duration) -> Body {
    Body::from_stream(stream::unfold(whole, move |mut left| async move {
        if left.is_empty() {
            return None;
        }
        tokio::time::sleep(every).await;
        let piece = left.split_to(bytes.min(left.len()));
        Some((Ok::<_, io::Error>(piece), left))
    }))
}

fn huge(bytes: u64) -> Response {
    const PIECE: usize = 64 << 10;
    let begin = stream::iter([Bytes::from_static(br#"{"pagination":"#)]);
    let rest = stream::unfold(bytes, |left| async move {
        let now = left.min(PIECE as u64);
        (now > 0).then(|| (Bytes::from(vec![b' '; now as usize]), left - now))
    });
    let body = Body::from_stream(begin.chain(rest).map(Ok::<_, io::Error>));
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

fn set(answer: &mut Response, headers: &[(String, String)]) {
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            answer.headers_mut().insert(name, value);
        }
    }
}
