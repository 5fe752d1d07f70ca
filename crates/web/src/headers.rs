//! What every answer tells the browser to refuse.

use axum::Router;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use tower_http::set_header::SetResponseHeaderLayer;

/// Where Discogs, Spotify and Deezer keep their pictures.
const IMAGE_SOURCES: &str = "https://i.discogs.com https://st.discogs.com https://i.scdn.co \
     https://cdn-images.dzcdn.net https://e-cdns-images.dzcdn.net";

/// The description's viewer sets styles of its own in the page; nothing else may.
const VIEWER_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// For the one page that reads barcodes.
pub(crate) const WITH_CAMERA: (HeaderName, HeaderValue) =
    (PERMISSIONS, HeaderValue::from_static("camera=(self), geolocation=(), microphone=(), payment=(), usb=()"));

const FIXED: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (PERMISSIONS, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Adds the headers to every answer that does not say otherwise.
pub fn add_headers<S: Clone + Send + Sync + 'static>(router: Router<S>, image_hosts: &[String]) -> Router<S> {
    // Host names that cannot stand in a header were left out, so this always is a header.
    let policy = HeaderValue::from_str(&content_policy(image_hosts));
    let policy = policy.unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let router = router.layer(SetResponseHeaderLayer::if_not_present(CONTENT_SECURITY_POLICY, policy));
    FIXED.into_iter().fold(router, |router, (name, value)| {
        router.layer(SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value)))
    })
}

/// Gives the viewer of the API's description the policy it needs.
pub fn add_viewer_policy<S: Clone + Send + Sync + 'static>(viewer: Router<S>) -> Router<S> {
    let policy = HeaderValue::from_static(VIEWER_POLICY);
    viewer.route_layer(SetResponseHeaderLayer::if_not_present(CONTENT_SECURITY_POLICY, policy))
}

/// What the API answers changes with the collection and the reader: nothing keeps it.
pub fn never_kept<S: Clone + Send + Sync + 'static>(api: Router<S>) -> Router<S> {
    let no_store = HeaderValue::from_static("no-store");
    api.route_layer(SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, no_store))
}

/// The content security policy: everything from here, pictures from the known hosts too.
pub fn content_policy(image_hosts: &[String]) -> String {
    let is_host = |host: &&String| {
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte))
    };
    let further: String =
        image_hosts.iter().filter(is_host).map(|host| format!(" http://{host} https://{host}")).collect();
    format!(
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data: {IMAGE_SOURCES}{further}; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; \
         font-src 'self'"
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use axum::routing::get;
    use tower::ServiceExt;

    #[test]
    fn pictures_come_from_the_sources_and_the_configured_hosts() {
        let hosts = ["127.0.0.1:9000".to_owned(), "covers.example".to_owned(), "a; script-src *".to_owned()];
        let policy = content_policy(&hosts);
        let images = policy.split("; ").find(|part| part.starts_with("img-src")).unwrap();
        let expected = "img-src 'self' data: https://i.discogs.com https://st.discogs.com https://i.scdn.co \
                        https://cdn-images.dzcdn.net https://e-cdns-images.dzcdn.net \
                        http://127.0.0.1:9000 https://127.0.0.1:9000 http://covers.example https://covers.example";
        assert_eq!(images, expected);
        assert_eq!(policy.matches("script-src").count(), 1);
    }

    #[tokio::test]
    async fn every_answer_has_them_and_the_viewer_its_own_policy() {
        let viewer = add_viewer_policy(Router::new().route("/docs", get(|| async {})));
        let router = add_headers(viewer.route("/page", get(|| async {})), &[]);
        for (path, inline_styles) in [("/page", false), ("/docs", true), ("/nowhere", false)] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let response = router.clone().oneshot(request).await.unwrap();
            let policy = response.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert_eq!(policy.contains("unsafe-inline"), inline_styles, "{path}");
            for (name, value) in FIXED {
                assert_eq!(response.headers()[name], value, "{path}");
            }
        }
    }
}
