//! Who asks: the address behind a proxy, and whether the way to it is encrypted. A proxy is believed only if the settings
//! name its address; what anybody else says of a visitor is taken away before it is read.

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{FORWARDED, HOST};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
pub use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// Where a request comes from; an extension of every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The visitor's own address, as far as it is known.
    pub address: IpAddr,
    /// Whether a trusted proxy says that the way to it is encrypted.
    pub by_tls: bool,
    /// Whether the request came through a proxy, trusted or not, as far as the proxy says so ([`is_forwarding`]).
    pub by_proxy: bool,
}

impl Visitor {
    /// Whether this is somebody at the machine itself.
    pub fn is_local(&self) -> bool {
        !self.by_proxy && self.address.to_canonical().is_loopback()
    }

    /// As the layer left it. A request that never came over a connection has no address.
    pub fn of(request: &Request) -> Self {
        let unknown = Self { address: Ipv4Addr::UNSPECIFIED.into(), by_tls: false, by_proxy: false };
        request.extensions().get::<Self>().copied().unwrap_or(unknown)
    }
}

/// Finds out who asks, before any layer inside wants to know.
pub fn know_visitors<S: Clone + Send + Sync + 'static>(router: Router<S>, trusted: &[IpNet]) -> Router<S> {
    let trusted: Arc<[IpNet]> = trusted.into();
    let told = Arc::new(AtomicBool::new(false));
    router.layer(from_fn(move |mut request: Request, next: Next| {
        let (trusted, told) = (trusted.clone(), told.clone());
        async move {
            know(&mut request, &trusted, &told);
            let response: Response = next.run(request).await;
            response
        }
    }))
}

fn know(request: &mut Request, trusted: &[IpNet], told: &AtomicBool) {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_canonical());
    let headers = request.headers();
    let by_proxy = headers.keys().any(is_forwarding);
    let is_trusted = peer.is_some_and(|peer| is_among(peer, trusted));
    let visitor = Visitor {
        address: match peer {
            Some(peer) if is_trusted => origin(peer, headers, trusted),
            Some(peer) => peer,
            None => Ipv4Addr::UNSPECIFIED.into(),
        },
        by_tls: is_trusted && last(headers, &PROTO).is_some_and(|proto| proto.eq_ignore_ascii_case("https")),
        by_proxy: by_proxy || is_trusted,
    };
    let host = last(headers, &FORWARDED_HOST).filter(|_| is_trusted).and_then(|host| HeaderValue::from_str(host).ok());
    if let (true, false, Some(peer)) = (by_proxy, is_trusted, peer)
        && !told.swap(true, Ordering::Relaxed)
    {
        tracing::warn!(%peer, "a proxy says whom it speaks for and is not believed; if it is yours, name it in SILLON_TRUSTED_PROXIES");
    }
    for name in [FOR, PROTO, FORWARDED_HOST, FORWARDED] {
        request.headers_mut().remove(name);
    }
    if let Some(host) = host {
        request.headers_mut().insert(HOST, host);
        // An absolute target would speak of the proxy's own way to here.
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str()).parse::<Uri>();
        if let Ok(target) = target {
            *request.uri_mut() = target;
        }
    }
    request.extensions_mut().insert(visitor);
}

/// Whether only a proxy, a tunnel or a content delivery network sends a header of this name: what it says of whom it speaks
/// for, or of itself. Browsers send none of them.
pub fn is_forwarding(name: &HeaderName) -> bool {
    const BEGINNINGS: [&str; 7] = ["x-forwarded", "x-original-", "cf-", "x-envoy-", "x-azure-", "x-arr-", "tailscale-"];
    const NAMES: [&str; 22] = [
        "forwarded",
        "via",
        "x-real-ip",
        "x-real-port",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-remote-addr",
        "x-remote-ip",
        "true-client-ip",
        "client-ip",
        "remote-addr",
        "fastly-client-ip",
        "fly-client-ip",
        "x-appengine-user-ip",
        "x-proxyuser-ip",
        "x-scheme",
        "x-url-scheme",
        "x-rewrite-url",
        "x-host",
        "front-end-https",
        "x-amzn-trace-id",
        "cdn-loop",
    ];
    // Names are in lower case, however they were written.
    let name = name.as_str();
    NAMES.contains(&name) || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

/// From the nearest proxy outwards, up to the first address that is no proxy of ours: what stands before it anybody could have written.
fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let lists = headers.get_all(FOR).iter().filter_map(|value| value.to_str().ok());
    let named: Vec<&str> = lists.flat_map(|list| list.split(',')).map(str::trim).collect();
    let mut nearest = peer;
    for text in named.into_iter().rev() {
        let Some(address) = parse_address(text) else { return nearest };
        nearest = address;
        if !is_among(address, trusted) {
            return nearest;
        }
    }
    nearest
}

/// Some proxies add the port.
fn parse_address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().map(|address| address.ip());
    let in_brackets = || text.trim_start_matches('[').trim_end_matches(']').parse();
    text.parse().or_else(|_| with_port()).or_else(|_| in_brackets()).ok().map(|address: IpAddr| address.to_canonical())
}

/// What the nearest proxy said.
fn last<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next().map(str::trim).filter(|value| !value.is_empty())
}

fn is_among(address: IpAddr, networks: &[IpNet]) -> bool {
    networks.iter().any(|network| network.contains(&address))
}

#[cfg(test)]
mod tests;
