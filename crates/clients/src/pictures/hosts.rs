//! Which hosts are asked for pictures at all.

use crate::error::ClientError;
use crate::gate::{Gate, GateConfig};
use url::{Host, Url};

/// A name, or with a dot in front all names below it; those of one service stand together, behind one gate.
const SERVICES: [&[&str]; 3] =
    [&["i.discogs.com", "img.discogs.com", "st.discogs.com"], &[".scdn.co"], &[".dzcdn.net"]];

/// Where pictures may come from.
pub(super) struct Hosts {
    services: Vec<(&'static [&'static str], Gate)>,
    named: Vec<(Named, Gate)>,
}

/// A host that stands in the settings.
struct Named {
    host: Host,
    /// None for the scheme's own.
    port: Option<u16>,
}

impl Hosts {
    /// The built-in list, and those that the settings name, as `name`, `name:port`, `192.168.1.2:8080` or `[::1]:8080`.
    /// What is no host admits none.
    pub(super) fn new(named: &[String], gate: GateConfig) -> Self {
        let services = SERVICES.into_iter().map(|names| (names, Gate::new(gate))).collect();
        let named = named.iter().filter_map(|text| {
            let named = Named::parse(text);
            if named.is_none() {
                tracing::warn!(host = text, "no host for pictures: expected a name, or a name and a port");
            }
            named.map(|named| (named, Gate::new(gate)))
        });
        Self { services, named: named.collect() }
    }

    /// The gate before the host of this address, or why it is not asked.
    pub(super) fn admit(&self, url: &Url) -> Result<&Gate, ClientError> {
        let refused = |message: String| Err(ClientError::Rejected { status: NOT_ASKED, message });
        if !matches!(url.scheme(), "http" | "https") {
            return refused(format!("pictures are not fetched by {}", url.scheme()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refused("the address carries a credential".to_owned());
        }
        let Some(host) = url.host() else { return refused("the address has no host".to_owned()) };
        let by_name = self.named.iter().find(|(named, _)| named.is(&host, url));
        if let Some((_, gate)) = by_name {
            return Ok(gate);
        }
        let is_of =
            |names: &[&str]| matches!(host, Host::Domain(name) if names.iter().any(|known| is_among(name, known)));
        match self.services.iter().find(|(names, _)| is_of(names)) {
            Some((_, gate)) if url.port().is_none() => Ok(gate),
            Some(_) => refused(format!("pictures are not fetched from another port of {host}")),
            None => refused(format!("{host} is none of the hosts that pictures come from")),
        }
    }

    /// Whether the settings name this host, so that it may have an address of any kind.
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.named.iter().any(|(named, _)| matches!(&named.host, Host::Domain(known) if known == name))
    }
}

/// The status of what we refuse ourselves, without asking anybody.
pub(super) const NOT_ASKED: u16 = 0;

fn is_among(name: &str, known: &str) -> bool {
    if known.starts_with('.') { name.len() > known.len() && name.ends_with(known) } else { name == known }
}

impl Named {
    /// Read as an address reads it, so that both compare: case, international names and all spellings of a number.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let url = Url::parse(&format!("http://{text}/")).ok()?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        let after_host = text.rsplit_once(']').map_or(text, |(_, after)| after);
        let port = after_host.contains(':').then(|| url.port_or_known_default()).flatten();
        bare.then(|| url.host().map(|host| Self { host: host.to_owned(), port })).flatten()
    }

    fn is(&self, host: &Host<&str>, url: &Url) -> bool {
        let same_port = match self.port {
            Some(port) => url.port_or_known_default() == Some(port),
            None => url.port().is_none(),
        };
        same_port && self.host.to_string() == host.to_string()
    }
}

#[cfg(test)]
mod tests;
