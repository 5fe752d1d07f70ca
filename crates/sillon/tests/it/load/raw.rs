//! A connection without a client that would mind its manners.

use crate::process::Server;
use serde_json::Value;
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

pub(super) async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.address()).await.unwrap()
}

/// The head of a request to this server, but for the empty line at its end.
pub(super) fn head(server: &Server, start: &str) -> String {
    format!("{start} HTTP/1.1\r\nHost: {}\r\n", server.address())
}

/// Writes all of it, or as much as is taken: who is refused hears no more.
pub(super) async fn say(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes).await
}

/// Everything until the server closes, however it does.
pub(super) async fn hear(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let (mut heard, mut part) = (Vec::new(), [0; 16 * 1024]);
    while let Ok(read) = stream.read(&mut part).await {
        if read == 0 {
            break;
        }
        heard.extend_from_slice(&part[..read]);
    }
    String::from_utf8_lossy(&heard).into_owned()
}

/// The status of an answer; 0 where there is none.
pub(super) fn status(answer: &str) -> u16 {
    let after = answer.strip_prefix("HTTP/1.1 ").and_then(|answer| answer.get(..3));
    after.and_then(|status| status.parse().ok()).unwrap_or_default()
}

/// The code of the problem document that an answer is.
pub(super) fn code(answer: &str) -> String {
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    let document: Value = serde_json::from_str(body).unwrap_or_default();
    document["code"].as_str().unwrap_or_default().to_owned()
}
