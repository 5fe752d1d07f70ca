//! Who may ask: no other site's page, and, where there is no password, nobody but this machine.

use crate::auth::is_open;
use crate::error::WebError;
use crate::error::answer::wants_problem;
use crate::visitor::Visitor;
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

/// Where there is no password, answers this machine alone. Refused is
///
/// - what a proxy forwards: it would let the whole network in. What the program's health and its look are made of is answered;
/// - a name other than this machine's own: a page of another site that has its name lead to 127.0.0.1 (DNS rebinding) would
///   otherwise read everything;
/// - what a page of another site fetches, frames or shows, though it cannot read it: it costs work. A link that is followed to a
///   page is answered.
pub fn answer_this_machine_alone<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router.layer(from_fn(check_origin))
}

async fn check_origin(request: Request, next: Next) -> Response {
    if request.extensions().get::<LetIn>().is_some() {
        return next.run(request).await;
    }
    let host = asked_host(request.uri(), request.headers());
    // A browser always names the host.
    if host.as_ref().is_some_and(|host| !is_loopback(host)) {
        return WebError::HostRefused.into_response();
    }
    if !is_open(request.uri().path()) {
        if Visitor::of(&request).by_proxy {
            return WebError::ForwardedRequest.into_response();
        }
        if is_of_another_site(&request, host.as_deref()) {
            return WebError::CrossSite.into_response();
        }
    }
    next.run(request).await
}

/// Whether another site's page sent the request, and nobody followed a link by it.
fn is_of_another_site(request: &Request, host: Option<&str>) -> bool {
    let headers = request.headers();
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match said("sec-fetch-site") {
        Some("same-origin" | "none") => false,
        Some(_) => {
            let follows_a_link = said("sec-fetch-mode") == Some("navigate")
                && said("sec-fetch-dest").is_none_or(|place| place == "document")
                && !wants_problem(request.uri().path(), headers);
            !follows_a_link
        }
        // An older browser, or no browser.
        None => said("origin").is_some_and(|origin| {
            let named = origin.split_once("://").map(|(_, named)| named);
            named.is_none() || named != host
        }),
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
    use crate::visitor::know_visitors;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::routing::get;
    use rstest::rstest;
    use tower::ServiceExt;

    async fn status(request: Request) -> StatusCode {
        let router = Router::new().route("/", get(|| async {}).post(|| async {}));
        let router = router
            .route("/api/v1/views", get(|| async {}))
            .route("/healthz", get(|| async {}))
            .route("/assets/sillon.css", get(|| async {}));
        let router = know_visitors(answer_this_machine_alone(refuse_cross_site(router)), &[]);
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
    #[case("GET", &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")], StatusCode::OK)]
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

    #[rstest]
    #[case("/api/v1/views", "X-Forwarded-For", StatusCode::FORBIDDEN)]
    #[case("/api/v1/views", "forwarded", StatusCode::FORBIDDEN)]
    #[case("/", "VIA", StatusCode::FORBIDDEN)]
    #[case("/", "X-Real-IP", StatusCode::FORBIDDEN)]
    #[case("/", "CF-Connecting-IP", StatusCode::FORBIDDEN)]
    #[case("/healthz", "X-Forwarded-For", StatusCode::OK)]
    #[case("/assets/sillon.css", "X-Forwarded-For", StatusCode::OK)]
    #[case("/", "X-Requested-With", StatusCode::OK)]
    #[tokio::test]
    async fn what_a_proxy_forwards_is_refused(#[case] path: &str, #[case] header: &str, #[case] expected: StatusCode) {
        let request = Request::get(path).header(header::HOST, "127.0.0.1:8000").header(header, "203.0.113.5");
        assert_eq!(status(request.body(Body::empty()).unwrap()).await, expected);
    }

    #[rstest]
    // An image, a script, a frame or a fetch of another page, on another site or at another port.
    #[case("/api/v1/views", &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")], StatusCode::FORBIDDEN)]
    #[case("/", &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")], StatusCode::FORBIDDEN)]
    #[case("/", &[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "cors")], StatusCode::FORBIDDEN)]
    #[case(
        "/",
        &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")],
        StatusCode::FORBIDDEN
    )]
    #[case("/", &[("origin", "https://evil.example")], StatusCode::FORBIDDEN)]
    #[case("/", &[("origin", "null")], StatusCode::FORBIDDEN)]
    // A link to a page that is followed; none leads to the API.
    #[case(
        "/",
        &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
        StatusCode::OK
    )]
    #[case(
        "/api/v1/views",
        &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
        StatusCode::FORBIDDEN
    )]
    #[case("/api/v1/views", &[("sec-fetch-site", "same-origin")], StatusCode::OK)]
    #[case("/api/v1/views", &[("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")], StatusCode::OK)]
    #[case("/", &[("origin", "http://127.0.0.1:8000")], StatusCode::OK)]
    #[case("/", &[], StatusCode::OK)]
    #[tokio::test]
    async fn another_site_s_page_reads_nothing(
        #[case] path: &str,
        #[case] headers: &[(&str, &str)],
        #[case] expected: StatusCode,
    ) {
        let request = Request::get(path).header(header::HOST, "127.0.0.1:8000");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        assert_eq!(status(request.body(Body::empty()).unwrap()).await, expected);
    }
}
