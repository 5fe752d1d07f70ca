//! Names become addresses here, and only here: what is connected to is what was checked.

use super::address::is_public;
use super::hosts::Hosts;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;

/// The system's resolver, without the addresses of networks that no service's host lies in.
pub(super) struct Checked(pub(super) Arc<Hosts>);

/// A host has only addresses of somebody's own network.
#[derive(Debug, thiserror::Error)]
#[error("{0} lies in a private network")]
pub(super) struct Private(String);

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let hosts = Arc::clone(&self.0);
        Box::pin(async move {
            let name = name.as_str();
            // The port is replaced by the address's own.
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name, 0)).await?.collect();
            Ok(Box::new(admit(&hosts, name, found)?.into_iter()) as Addrs)
        })
    }
}

fn admit(hosts: &Hosts, name: &str, mut found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Private> {
    if !hosts.is_named(name) {
        found.retain(|address| is_public(address.ip()));
    }
    if found.is_empty() { Err(Private(name.to_owned())) } else { Ok(found) }
}

/// Whether a call failed because its host lies in a private network.
pub(super) fn refusal(error: &reqwest::Error) -> Option<String> {
    let causes = std::iter::successors(error.source(), |&error| error.source());
    causes.into_iter().find_map(|cause| cause.downcast_ref::<Private>()).map(Private::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::GateConfig;
    use crate::http::{Http, HttpConfig};
    use rstest::rstest;
    use std::io::ErrorKind;
    use std::time::Duration;

    #[rstest]
    #[case("i.discogs.com", &["104.16.0.1:0", "[2606:4700::1]:0"], Some(2))]
    #[case("i.discogs.com", &["127.0.0.1:0", "104.16.0.1:0"], Some(1))]
    #[case("i.discogs.com", &["127.0.0.1:0", "[::ffff:10.0.0.1]:0"], None)]
    #[case("i.discogs.com", &[], None)]
    #[case("nas.local", &["192.168.1.2:0", "[fd00::2]:0"], Some(2))]
    fn a_service_lies_in_the_internet(#[case] name: &str, #[case] found: &[&str], #[case] left: Option<usize>) {
        let hosts = Hosts::new(&["nas.local:8080".to_owned()], GateConfig { calls: 1, window: Duration::from_secs(1) });
        let found = found.iter().map(|address| address.parse().unwrap()).collect();
        assert_eq!(admit(&hosts, name, found).ok().map(|left| left.len()), left);
    }

    /// Every machine has this one name in a private network.
    #[tokio::test]
    async fn no_connection_is_tried_to_a_private_network() {
        let gate = GateConfig { calls: 1, window: Duration::from_secs(1) };
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://localhost:{}/", port.local_addr().unwrap().port());
        let ask = async |hosts: Hosts| {
            let own = |builder: reqwest::ClientBuilder| builder.dns_resolver(Checked(Arc::new(hosts))).no_proxy();
            let http = Http::with(HttpConfig { timeout: Duration::from_millis(200), ..HttpConfig::default() }, own);
            let request = http.client().unwrap().get(&url).timeout(Duration::from_millis(200));
            request.send().await.unwrap_err()
        };
        let refused = ask(Hosts::new(&[], gate)).await;
        assert_eq!(refusal(&refused).as_deref(), Some("localhost lies in a private network"));
        assert_eq!(port.set_nonblocking(true).and_then(|()| port.accept()).unwrap_err().kind(), ErrorKind::WouldBlock);
        let silent = ask(Hosts::new(&["localhost:1".to_owned()], gate)).await;
        assert!(refusal(&silent).is_none() && silent.is_timeout(), "{silent:?}");
        assert!(port.accept().is_ok());
    }
}
