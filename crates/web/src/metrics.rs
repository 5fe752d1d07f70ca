//! Figures for Prometheus: how many requests there were and how long they took, by route.

use crate::error::WebError;
use crate::worlds::LetIn;
use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

const REQUESTS: &str = "http_requests_total";
const SECONDS: &str = "http_request_duration_seconds";

/// Bounds in seconds: a page or an answer is expected within 0.1.
const BUCKETS: [f64; 9] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// The process has one recorder, however many routers it builds.
fn recorder() -> Option<&'static PrometheusHandle> {
    static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    let install = || {
        let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Full(SECONDS.to_owned()), &BUCKETS);
        builder.and_then(PrometheusBuilder::install_recorder).ok()
    };
    RECORDER.get_or_init(install).as_ref()
}

/// Keeps the recorder's memory bounded while nobody reads it, until the server stops.
pub fn keep_up(shutdown: CancellationToken) {
    let Some(recorder) = recorder() else { return };
    let upkeep = async move {
        while shutdown.run_until_cancelled(tokio::time::sleep(Duration::from_secs(5))).await.is_some() {
            recorder.run_upkeep();
        }
    };
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        runtime.spawn(upkeep);
    }
}

/// Counts and times a request under its route, never its path: ids would make a series each.
pub async fn measure(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("unknown", MatchedPath::as_str).to_owned();
    let method = method_name(request.method());
    let started = Instant::now();
    let response = next.run(request).await;
    // Let into the demo, which counts it.
    if response.extensions().get::<LetIn>().is_some() {
        return response;
    }
    let status = response.status().as_str().to_owned();
    metrics::counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => status).increment(1);
    metrics::histogram!(SECONDS, "method" => method, "route" => route).record(started.elapsed().as_secs_f64());
    response
}

/// A client may invent methods; a series each would let it fill the memory.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// `GET /metrics`.
pub async fn show_metrics() -> Result<Response, WebError> {
    let recorder = recorder().ok_or_else(|| WebError::Internal("another metrics recorder is installed".to_owned()))?;
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], recorder.render()).into_response())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    fn router() -> Router {
        recorder();
        let measured = Router::new().route("/measured/{id}", get(|| async {})).layer(from_fn(measure));
        measured.route("/metrics", get(show_metrics))
    }

    #[tokio::test]
    async fn requests_are_counted_by_route() {
        // A second router shares the first one's recorder.
        for router in [router(), router()] {
            for path in ["/measured/1", "/measured/2"] {
                router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
            }
        }
        let response = router().oneshot(Request::get("/metrics").body(Body::empty()).unwrap()).await.unwrap();
        let text = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let text = std::str::from_utf8(&text).unwrap();
        let count = r#"http_requests_total{method="GET",route="/measured/{id}",status="200"} 4"#;
        assert!(text.contains(count), "{text}");
        assert!(text.contains(r#"route="/measured/{id}",le="0.1"}"#), "{text}");
        assert!(!text.contains("/measured/1"), "{text}");
    }
}
