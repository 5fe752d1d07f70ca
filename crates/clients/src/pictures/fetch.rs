//! The fetching of one picture.

use super::hosts::{Hosts, NOT_ASKED};
use super::kind::{may_pass, sniff};
use super::resolve::{Checked, refusal};
use crate::error::ClientError;
use crate::gate::{Gate, GateConfig};
use crate::http::{Fault, Http, HttpConfig, Patience, Trouble, describe, read_body, retry_after};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue, LOCATION};
use reqwest::{Client, Response, StatusCode};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use url::Url;

/// What can be made a thumbnail of; JPEG and PNG rather than the others, where a host lets us choose.
const FORMATS: HeaderValue = HeaderValue::from_static("image/jpeg,image/png,image/webp;q=0.5,image/gif;q=0.5");
/// Services redirect once, if at all.
const MOST_REDIRECTIONS: usize = 3;
/// A longer pause than this is not one picture's to wait out.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
const REFUSALS: u32 = 3;

/// How pictures are fetched; the defaults are for the real services.
#[derive(Clone, Debug)]
pub struct PicturesConfig {
    /// Hosts to fetch from besides those of the services, as `name` or `name:port`; without a port, at the usual ones. Only
    /// these may have a private address.
    pub hosts: Vec<String>,
    /// How many pictures each service's hosts, and each host named here, are asked for.
    pub gate: GateConfig,
    /// Time, size and repetition of each.
    pub http: HttpConfig,
}

impl Default for PicturesConfig {
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            gate: GateConfig { calls: 50, window: Duration::from_secs(1) },
            http: HttpConfig {
                timeout: Duration::from_secs(20),
                attempts: 3,
                max_body: 12 << 20,
                ..HttpConfig::default()
            },
        }
    }
}

/// A picture as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The file. It begins as such a file does; nothing more is known of it.
    pub bytes: Vec<u8>,
    /// `image/jpeg`, `image/png`, `image/webp` or `image/gif`, by the bytes themselves.
    pub content_type: &'static str,
}

/// The way to the hosts of pictures. Clones share the connections and the gates.
#[derive(Clone)]
pub struct Pictures {
    http: Http,
    hosts: Arc<Hosts>,
}

enum Answer {
    Picture(Fetched),
    Elsewhere { status: u16, url: Url },
}

impl Pictures {
    /// Connections of its own, since names are resolved in a way of its own.
    pub fn new(config: PicturesConfig) -> Self {
        let hosts = Arc::new(Hosts::new(&config.hosts, config.gate));
        let resolver = Checked(Arc::clone(&hosts));
        // A proxy would resolve the names itself, unchecked.
        let http = Http::with(config.http, |builder| builder.dns_resolver(resolver).no_proxy().referer(false));
        Self { http, hosts }
    }

    /// The gate before the host of this address; none where that host is not asked.
    pub fn gate(&self, url: &Url) -> Option<&Gate> {
        self.hosts.admit(url).ok()
    }

    /// Fetches a picture, following up to 3 redirections, each to a host that would have been asked directly. No
    /// credential and no cookie goes along.
    ///
    /// [`ClientError::NotFound`] when it is gone. [`ClientError::Rejected`] with status 0 for a host or an address that is
    /// not asked, and with the host's status for what it refuses, for a redirection to such a host, and for what is no
    /// picture. [`ClientError::TooLarge`], [`ClientError::Transient`] and [`ClientError::RateLimited`] as everywhere.
    pub async fn fetch(&self, url: &Url) -> Result<Fetched, ClientError> {
        let mut url = url.clone();
        let mut gate = self.hosts.admit(&url)?;
        for _ in 0..=MOST_REDIRECTIONS {
            match self.fetch_once(gate, &url).await? {
                Answer::Picture(fetched) => return Ok(fetched),
                Answer::Elsewhere { status, url: next } => {
                    gate = self.hosts.admit(&next).map_err(|error| redirected(status, error))?;
                    url = next;
                }
            }
        }
        Err(ClientError::Rejected { status: 302, message: format!("more than {MOST_REDIRECTIONS} redirections") })
    }

    async fn fetch_once(&self, gate: &Gate, url: &Url) -> Result<Answer, ClientError> {
        let client = self.http.client()?;
        let patience = Patience { refusals: REFUSALS, ..self.http.patience(LONGEST_PAUSE) };
        let mut trouble = Trouble::default();
        loop {
            let passed = gate.pass(patience.pause).await;
            let sent_at = passed.map_err(|retry_after| ClientError::RateLimited { retry_after })?;
            match self.attempt(client, url, patience.timeout, sent_at).await {
                Ok(answer) => {
                    gate.mark_answered();
                    return Ok(answer);
                }
                Err(fault) => self.http.bear(gate, patience, fault, &mut trouble)?,
            }
        }
    }

    async fn attempt(&self, client: &Client, url: &Url, timeout: Duration, sent_at: Instant) -> Result<Answer, Fault> {
        let sent = client.get(url.clone()).header(ACCEPT, FORMATS).timeout(timeout).send().await;
        let answer = sent.map_err(|error| match refusal(&error) {
            Some(message) => ClientError::Rejected { status: NOT_ASKED, message },
            None => ClientError::Transient(describe(&error)),
        })?;
        let status = answer.status();
        tracing::debug!(status = status.as_u16(), host = url.host_str(), took = ?sent_at.elapsed(), "answered");
        if status.is_success() {
            return Ok(Answer::Picture(read(answer, self.http.max_body()).await?));
        }
        if let (true, Some(next)) = (status.is_redirection(), location(&answer, url)) {
            return Ok(Answer::Elsewhere { status: status.as_u16(), url: next });
        }
        Err(if status == StatusCode::TOO_MANY_REQUESTS {
            Fault::Busy { retry_after: retry_after(answer.headers()) }
        } else {
            Fault::Failed(refused(status))
        })
    }
}

fn location(answer: &Response, url: &Url) -> Option<Url> {
    url.join(answer.headers().get(LOCATION)?.to_str().ok()?).ok()
}

/// A host of pictures has no credential of ours to refuse, and its errors are pages, not JSON.
fn refused(status: StatusCode) -> ClientError {
    match status.as_u16() {
        404 | 410 => ClientError::NotFound,
        status @ (408 | 500..=599) => ClientError::Transient(format!("status {status}")),
        status => ClientError::Rejected { status, message: "the host does not give this picture".to_owned() },
    }
}

/// A redirection is told by the status that ordered it.
fn redirected(status: u16, error: ClientError) -> ClientError {
    match error {
        ClientError::Rejected { message, .. } => {
            ClientError::Rejected { status, message: format!("redirected, but {message}") }
        }
        other => other,
    }
}

async fn read(answer: Response, limit: usize) -> Result<Fetched, ClientError> {
    let status = answer.status().as_u16();
    let announced = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let announced: String = announced.unwrap_or_default().chars().take(60).collect();
    let bytes = read_body(answer, limit).await?;
    match sniff(&bytes) {
        Some(content_type) => Ok(Fetched { bytes, content_type }),
        None if may_pass(&announced, &bytes) => Err(ClientError::Transient(format!("no picture, but {announced}"))),
        None => Err(ClientError::Rejected { status, message: format!("no picture, but {announced}") }),
    }
}
