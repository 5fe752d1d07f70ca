//! Every request passes here: it is written down, held or spoilt as the script wants, counted against the limit, then answered.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{ACCEPT, AUTHORIZATION, RETRY_AFTER, USER_AGENT};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::deezer;
use crate::discogs::{self, Caller};
use crate::hall::Hall;
use crate::journal::Call;
use crate::limit::Verdict;
use crate::script::perform;
use crate::wire::Scissors;

/// Far above any prompt.
const BODY: usize = 4 << 20;

pub(crate) async fn watch(
    State(hall): State<Arc<Hall>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let whole = axum::body::to_bytes(body, BODY).await.unwrap_or_default();
    let call = call(&parts, &whole);
    let place = hall.journal.arrived(call.clone());
    let uri = parts.uri.to_string();

    let fate = hall.script.fate(&call.service, &call.path, &call.query);
    for gate in fate.gates {
        gate.pass().await;
    }
    for change in fate.changes {
        hall.world.with(change);
    }
    let pause = hall.settings.latency.of(&call.service);
    if !pause.is_zero() {
        tokio::time::sleep(pause).await;
    }

    let headers = parts.headers.clone();
    let real = honest(&hall, &call, place, headers, Request::from_parts(parts, Body::from(whole)), next);
    let answer = match fate.act {
        Some(act) => perform(act, &uri, &scissors, real).await,
        None => real.await,
    };
    hall.journal.answered(place, answer.status().as_u16());
    answer
}

fn call(parts: &axum::http::request::Parts, body: &Bytes) -> Call {
    let header = |name: HeaderName| {
        let value = parts.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let (_, path) = parts.uri.path().split_at(1.min(parts.uri.path().len()));
    let (service, path) = path.split_once('/').unwrap_or((path, ""));
    Call {
        service: service.to_owned(),
        method: parts.method.to_string(),
        path: format!("/{path}"),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        status: None,
        at: std::time::Duration::ZERO,
        authorized: parts.headers.contains_key(AUTHORIZATION),
        user_agent: header(USER_AGENT),
        accept: header(ACCEPT),
        body: String::from_utf8_lossy(body).into_owned(),
        over_limit: false,
    }
}

async fn honest(hall: &Hall, call: &Call, place: usize, headers: HeaderMap, request: Request, next: Next) -> Response {
    if call.service == "deezer" {
        let verdict = hall.deezer_window.admit(hall.settings.deezer_limit, hall.settings.rate_enforced);
        if verdict.over {
            hall.journal.refused(place);
        }
        return match verdict.over && hall.settings.rate_enforced {
            true => deezer::quota(),
            false => next.run(request).await,
        };
    }
    if call.service != "discogs" {
        return next.run(request).await;
    }
    if call.user_agent.is_empty() {
        return StatusCode::FORBIDDEN.into_response();
    }
    let limit = match discogs::caller(hall, &headers, &call.query) {
        Caller::Nobody => hall.settings.rate_limit_anonymous,
        Caller::Wrong | Caller::Token => hall.settings.rate_limit,
    };
    let verdict = hall.window.admit(limit, hall.settings.rate_enforced);
    if verdict.over {
        hall.journal.refused(place);
    }
    let mut answer = match verdict.over && hall.settings.rate_enforced {
        true => refusal(hall, verdict),
        false => next.run(request).await,
    };
    for (name, value) in [
        ("x-discogs-ratelimit", verdict.limit),
        ("x-discogs-ratelimit-used", verdict.used),
        ("x-discogs-ratelimit-remaining", verdict.limit.saturating_sub(verdict.used)),
    ] {
        answer.headers_mut().insert(name, value.into());
    }
    answer.headers_mut().insert("x-discogs-media-type", axum::http::HeaderValue::from_static("discogs.v2"));
    answer
}

fn refusal(hall: &Hall, verdict: Verdict) -> Response {
    let mut answer = discogs::error(StatusCode::TOO_MANY_REQUESTS);
    if hall.settings.retry_after {
        answer.headers_mut().insert(RETRY_AFTER, verdict.free_in.into());
    }
    answer
}
