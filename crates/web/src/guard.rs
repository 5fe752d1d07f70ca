//! Who may ask: no other site's page, and nobody under a name that is not this machine's.

use crate::error::WebError;
use crate::worlds::LetIn;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// Refuses requests that change something and come from another site's page (by `Sec-Fetch-Site` and `Origin`).
pub fn refuse_cross_site<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    let refuse = |_: ProtectionError| WebError::CrossSite.into_response();
    router.layer(CsrfLayer::new().with_rejection_response(refuse))
}

/// Refuses names other than this machine's own. Without a password sillon listens on loopback only, and a page of another
/// site that has its name lead to 127.0.0.1 (DNS rebinding) would otherwise read everything.
pub fn refuse_foreign_hosts<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router.layer(from_fn(check_host))
}

async fn check_host(request: Request, next: Next) -> Response {
    if request.extensions().get::<LetIn>().is_some() {
        return next.run(request).await;
    }
    match asked_host(request.uri(), request.headers()) {
        // A browser always names the host.
        None => next.run(request).await,
        Some(host) if is_loopback(&host) => next.run(request).await,
        Some(_) => WebError::HostRefused.into_response(),
    }
}

fn asked_host(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let header = || headers.get(header::HOST).map(|host| String::from_utf8_lossy(host.as_bytes()).into_owned());
    uri.authority().map(ToString::to_string).or_else(header)
}

fn is_loopback(authority: &str) -> bool {
    let name = match authority.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => authority,
    };
    name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]"
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::routing::get;
    use rstest::rstest;
    use tower::ServiceExt;

    async fn status(request: Request) -> StatusCode {
        let router = Router::new().route("/", get(|| async {}).post(|| async {}));
        let router = refuse_foreign_hosts(refuse_cross_site(router));
        router.oneshot(request).await.unwrap().status()
    }

    #[rstest]
    #[case("localhost:8000", StatusCode::OK)]
    #[case("LOCALHOST", StatusCode::OK)]
    #[case("127.0.0.1:8000", StatusCode::OK)]
    #[case("[::1]:8000", StatusCode::OK)]
    #[case("[::1]", StatusCode::OK)]
    #[case("evil.example:8000", StatusCode::MISDIRECTED_REQUEST)]
    #[case("localhost.evil.example", StatusCode::MISDIRECTED_REQUEST)]
    #[case("127.0.0.1.evil.example", StatusCode::MISDIRECTED_REQUEST)]
    #[case("localhost@evil.example", StatusCode::MISDIRECTED_REQUEST)]
    #[case("192.168.1.5:8000", StatusCode::MISDIRECTED_REQUEST)]
    #[case("", StatusCode::MISDIRECTED_REQUEST)]
    #[tokio::test]
    async fn only_this_machine_s_names_are_answered(#[case] host: &str, #[case] expected: StatusCode) {
        let request = Request::get("/").header(header::HOST, host).body(Body::empty()).unwrap();
        assert_eq!(status(request).await, expected);
    }

    #[tokio::test]
    async fn the_target_s_own_authority_counts_first() {
        let target = Request::get("http://evil.example/").header(header::HOST, "localhost");
        assert_eq!(status(target.body(Body::empty()).unwrap()).await, StatusCode::MISDIRECTED_REQUEST);
    }

    #[rstest]
    #[case("POST", &[], StatusCode::OK)]
    #[case("POST", &[("sec-fetch-site", "same-origin")], StatusCode::OK)]
    #[case("POST", &[("sec-fetch-site", "cross-site")], StatusCode::FORBIDDEN)]
    #[case("POST", &[("sec-fetch-site", "same-site")], StatusCode::FORBIDDEN)]
    #[case("POST", &[("origin", "http://localhost:8000")], StatusCode::OK)]
    #[case("POST", &[("origin", "http://localhost:9000")], StatusCode::FORBIDDEN)]
    #[case("POST", &[("origin", "null")], StatusCode::FORBIDDEN)]
    #[case("GET", &[("sec-fetch-site", "cross-site")], StatusCode::OK)]
    #[tokio::test]
    async fn another_site_s_page_changes_nothing(
        #[case] method: &str,
        #[case] headers: &[(&str, &str)],
        #[case] expected: StatusCode,
    ) {
        let request = Request::builder().method(method).uri("/").header(header::HOST, "localhost:8000");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        assert_eq!(status(request.body(Body::empty()).unwrap()).await, expected);
    }
}
