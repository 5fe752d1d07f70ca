//! The least HTTP client there is: the crate under test must not be checked by the client that the project uses.

use std::io;

use serde_json::Value;
use sillon_fakes::Fakes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The body is as long as its header says.
    pub(crate) fn whole(&self) -> bool {
        self.header("content-length").is_none_or(|length| length == self.body.len().to_string())
    }
}

/// HTTP/1.0, so that the body ends with the connection.
pub(crate) async fn send(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> io::Result<Answer> {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut request = format!("{method} /{path} HTTP/1.0\r\nhost: {host}\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    request.push_str(body);
    let mut stream = TcpStream::connect(host).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let body = bytes[end + 4..].to_vec();
    Ok(Answer { status, head, body })
}

/// Asks Discogs as the token's owner.
pub(crate) async fn discogs(fakes: &Fakes, path: &str) -> Answer {
    try_discogs(fakes, path).await.unwrap()
}

pub(crate) async fn try_discogs(fakes: &Fakes, path: &str) -> io::Result<Answer> {
    let authorization = format!("Discogs token={}", fakes.token());
    let headers = [("user-agent", "SillonTest/1.0"), ("authorization", authorization.as_str())];
    send("GET", &format!("{}{path}", fakes.discogs_url()), &headers, "").await
}

pub(crate) async fn anonymous(fakes: &Fakes, path: &str) -> Answer {
    let headers = [("user-agent", "SillonTest/1.0")];
    send("GET", &format!("{}{path}", fakes.discogs_url()), &headers, "").await.unwrap()
}

/// The path of a page of the whole collection.
pub(crate) fn listing(fakes: &Fakes, query: &str) -> String {
    format!("/users/{}/collection/folders/0/releases?{query}", fakes.username())
}
