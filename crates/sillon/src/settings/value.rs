//! What each kind of setting accepts. An error is the end of a sentence: "expected …".

use super::LogFormat;
use secrecy::SecretString;
use sillon_web::auth::password::check_setting;
use sillon_web::visitor::IpNet;
use std::net::{IpAddr, SocketAddr};
use url::Url;

pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    let text = text.replace("localhost:", "127.0.0.1:");
    text.parse().map_err(|_| "expected an address and a port, such as 127.0.0.1:8000 or [::1]:8000".to_owned())
}

pub(super) fn whole_number(text: &str, least: u32, most: u32) -> Result<u32, String> {
    let number = text.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("expected a whole number from {least} to {most}"))
}

/// An http(s) base URL; a path prefix is kept and ends in a slash, so that joining adds to it.
pub(super) fn base_url(text: &str) -> Result<Url, String> {
    let expected = || "expected a URL such as https://api.example.org or http://127.0.0.1:9000/prefix".to_owned();
    let mut url = Url::parse(text).map_err(|_| expected())?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || url.query().is_some() {
        return Err(expected());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("expected a URL without a user name or password in it".to_owned());
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

pub(super) fn database_url(text: &str) -> Result<String, String> {
    let known = ["sqlite://", "postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
    known.then(|| text.to_owned()).ok_or_else(|| "expected sqlite://PATH or postgres://user@host/database".to_owned())
}

pub(super) fn hosts(text: &str) -> Result<Vec<String>, String> {
    let hosts = text.split(',').map(str::trim).filter(|host| !host.is_empty());
    hosts
        .map(|host| {
            let plain = host.chars().all(|letter| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter));
            plain.then(|| host.to_owned()).ok_or_else(|| "expected names or name:port, separated by commas".to_owned())
        })
        .collect()
}

/// Addresses and networks, separated by commas.
pub(super) fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let expected = || "expected addresses or networks, such as 127.0.0.1, 10.0.0.0/8, separated by commas".to_owned();
    let given = text.split(',').map(str::trim).filter(|network| !network.is_empty());
    given
        .map(|network| {
            let alone = || network.parse::<IpAddr>().map(IpNet::from);
            let network: IpNet = network.parse().or_else(|_| alone()).map_err(|_| expected())?;
            // Everybody would be believed.
            if network.prefix_len() == 0 { Err(expected()) } else { Ok(network.trunc()) }
        })
        .collect()
}

/// A password, or the hash of one.
pub(super) fn password(text: &str) -> Result<SecretString, String> {
    check_setting(text).map_err(|error| error.to_string())?;
    Ok(text.into())
}

/// A language's tag, such as `fr` or `pt-BR`, in lower case up to its first hyphen.
pub(super) fn language(text: &str) -> Result<String, String> {
    let primary = text.split(['-', '_']).next().unwrap_or_default();
    let is_tag = (2..=3).contains(&primary.len()) && primary.chars().all(|letter| letter.is_ascii_alphabetic());
    is_tag.then(|| primary.to_ascii_lowercase()).ok_or_else(|| "expected a language such as fr, en or de".to_owned())
}

/// Infomaniak's number of a product.
pub(super) fn product_id(text: &str) -> Result<String, String> {
    let is_number = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    is_number.then(|| text.to_owned()).ok_or_else(|| "expected the product's number".to_owned())
}

pub(super) fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("expected text or json".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("https://api.discogs.com", Some("https://api.discogs.com/"))]
    #[case("http://127.0.0.1:9000/discogs", Some("http://127.0.0.1:9000/discogs/"))]
    #[case("http://127.0.0.1:9000/discogs/", Some("http://127.0.0.1:9000/discogs/"))]
    #[case("ftp://example.org", None)]
    #[case("https://me:secret@example.org", None)]
    #[case("example.org", None)]
    #[case("https://example.org?token=x", None)]
    fn a_base_url_keeps_its_prefix(#[case] text: &str, #[case] url: Option<&str>) {
        assert_eq!(base_url(text).ok().map(String::from).as_deref(), url);
    }

    #[rstest]
    #[case("127.0.0.1:8000", true)]
    #[case("localhost:8000", true)]
    #[case("[::1]:80", true)]
    #[case("8000", false)]
    #[case("example.org:80", false)]
    fn an_address_has_a_port(#[case] text: &str, #[case] taken: bool) {
        assert_eq!(address(text).is_ok(), taken);
    }

    #[rstest]
    #[case("", Some(vec![]))]
    #[case("127.0.0.1, ::1", Some(vec!["127.0.0.1/32", "::1/128"]))]
    #[case("10.1.2.3/8,fd00::/8", Some(vec!["10.0.0.0/8", "fd00::/8"]))]
    #[case("0.0.0.0/0", None)]
    #[case("proxy.local", None)]
    fn networks_are_addresses(#[case] text: &str, #[case] expected: Option<Vec<&str>>) {
        let read = networks(text).ok().map(|networks| networks.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(read, expected.map(|networks| networks.into_iter().map(str::to_owned).collect()));
    }

    #[test]
    fn hosts_are_names_with_ports() {
        assert_eq!(hosts("a.example, 127.0.0.1:9000,").unwrap(), ["a.example", "127.0.0.1:9000"]);
        assert!(hosts("https://a.example/x").is_err());
    }
}
