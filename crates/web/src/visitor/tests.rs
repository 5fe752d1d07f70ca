#![allow(clippy::unwrap_used)]
use super::*;
use axum::body::Body;
use rstest::rstest;

const NEAR: &str = "127.0.0.1";

/// Who asks, and by which host, when `peer` sends these headers and 127.0.0.1 and 10.0.0.0/8 are trusted.
fn known(peer: &str, headers: &[(&str, &str)]) -> (Visitor, String) {
    let trusted = ["127.0.0.1/32".parse().unwrap(), "10.0.0.0/8".parse().unwrap()];
    let mut request = Request::get("/").header(HOST, "inside:8000").body(Body::empty()).unwrap();
    for (name, value) in headers {
        request.headers_mut().append(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
    }
    let peer: IpAddr = peer.parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer, 40_000)));
    know(&mut request, &trusted, &AtomicBool::new(false));
    assert!([FOR, PROTO, FORWARDED_HOST, FORWARDED].iter().all(|name| !request.headers().contains_key(name)));
    (Visitor::of(&request), request.headers()[HOST].to_str().unwrap().to_owned())
}

#[rstest]
#[case(NEAR, "198.51.100.7", "198.51.100.7")]
#[case(NEAR, "203.0.113.9, 198.51.100.7", "198.51.100.7")]
#[case(NEAR, "203.0.113.9, 198.51.100.7, 10.1.2.3", "198.51.100.7")]
#[case(NEAR, "10.1.2.3", "10.1.2.3")]
#[case(NEAR, "198.51.100.7:4711", "198.51.100.7")]
#[case(NEAR, "[2001:db8::5]:4711", "2001:db8::5")]
#[case(NEAR, "::ffff:198.51.100.7", "198.51.100.7")]
#[case(NEAR, "198.51.100.7, nonsense", "127.0.0.1")]
#[case(NEAR, "unknown", "127.0.0.1")]
#[case("::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7")]
#[case("192.0.2.1", "198.51.100.7", "192.0.2.1")]
fn an_address_is_believed_of_a_trusted_proxy(#[case] peer: &str, #[case] named: &str, #[case] expected: &str) {
    let (visitor, _) = known(peer, &[("x-forwarded-for", named)]);
    assert_eq!(visitor.address, expected.parse::<IpAddr>().unwrap());
    assert!(!visitor.is_local(), "whoever comes by a proxy is not at the machine");
}

#[test]
fn several_headers_are_one_list() {
    let headers = [("x-forwarded-for", "203.0.113.9"), ("x-forwarded-for", "198.51.100.7")];
    assert_eq!(known(NEAR, &headers).0.address, "198.51.100.7".parse::<IpAddr>().unwrap());
}

#[rstest]
#[case(NEAR, "https", true)]
#[case(NEAR, "HTTPS", true)]
#[case(NEAR, "http", false)]
#[case(NEAR, "https, http", false)]
#[case("192.0.2.1", "https", false)]
fn tls_is_believed_of_a_trusted_proxy(#[case] peer: &str, #[case] proto: &str, #[case] expected: bool) {
    assert_eq!(known(peer, &[("x-forwarded-proto", proto)]).0.by_tls, expected);
}

#[rstest]
#[case(NEAR, "records.example", "records.example")]
#[case(NEAR, "", "inside:8000")]
#[case("192.0.2.1", "records.example", "inside:8000")]
fn the_host_is_believed_of_a_trusted_proxy(#[case] peer: &str, #[case] named: &str, #[case] expected: &str) {
    assert_eq!(known(peer, &[("x-forwarded-host", named)]).1, expected);
}

#[test]
fn somebody_at_the_machine_is_local_and_a_trusted_peer_without_words_is_not() {
    assert!(known("::1", &[]).0.is_local());
    assert!(!known("192.0.2.1", &[]).0.is_local());
    assert!(!known(NEAR, &[]).0.is_local());
    assert!(!known("::1", &[("forwarded", "for=192.0.2.1")]).0.is_local());
}

#[rstest]
#[case("X-Forwarded-For")]
#[case("X-FORWARDED-PREFIX")]
#[case("Forwarded")]
#[case("Via")]
#[case("X-Real-IP")]
#[case("CF-Connecting-IP")]
#[case("True-Client-IP")]
#[case("X-Client-IP")]
#[case("X-Original-URL")]
#[case("CDN-Loop")]
fn a_request_that_names_a_proxy_came_through_one(#[case] name: &str) {
    assert!(known("127.0.0.1", &[]).0.by_proxy, "it is trusted here");
    let visitor = |name: &str| {
        let mut request = Request::get("/").header(name, "203.0.113.5").body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 40_000))));
        know(&mut request, &[], &AtomicBool::new(false));
        Visitor::of(&request)
    };
    assert!(visitor(name).by_proxy && !visitor(name).is_local());
    assert!(!visitor("x-requested-with").by_proxy);
}
