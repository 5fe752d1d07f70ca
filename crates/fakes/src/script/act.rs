use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use serde_json::{Value, json};

type Rewrite = Arc<dyn Fn(&mut Value) + Send + Sync>;

/// What goes wrong with a call.
#[derive(Clone)]
#[non_exhaustive]
pub enum Act {
    /// Another answer than the real one.
    Answer {
        /// The HTTP status.
        status: u16,
        /// Name and value of each header, `content-type` among them.
        headers: Vec<(String, String)>,
        /// The body as it stands.
        body: Bytes,
    },
    /// A TCP reset instead of an answer.
    Reset,
    /// No answer, ever.
    Hang,
    /// The real answer in pieces of `bytes`, one `every` so often.
    Drip {
        /// The size of a piece.
        bytes: usize,
        /// The pause before each piece.
        every: Duration,
    },
    /// The first half of the real body, as if that were all of it.
    Truncate,
    /// The first half of the real body under the whole one's `Content-Length`, then the connection ends.
    Break,
    /// The real status and headers, no body.
    Empty,
    /// The real body with bytes in it that are no UTF-8.
    InvalidUtf8,
    /// The real body under another `Content-Type`.
    ContentType(String),
    /// A redirection to the very same address.
    RedirectLoop,
    /// A valid beginning of JSON and then this many bytes of spaces, streamed.
    Huge(u64),
    /// The real answer with these headers set in place of its own.
    Headers(Vec<(String, String)>),
    /// The real answer, rewritten. A body that is no JSON passes unchanged.
    Rewrite(Rewrite),
}

impl std::fmt::Debug for Act {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Answer { .. } => "Answer",
            Self::Reset => "Reset",
            Self::Hang => "Hang",
            Self::Drip { .. } => "Drip",
            Self::Truncate => "Truncate",
            Self::Break => "Break",
            Self::Empty => "Empty",
            Self::InvalidUtf8 => "InvalidUtf8",
            Self::ContentType(_) => "ContentType",
            Self::RedirectLoop => "RedirectLoop",
            Self::Huge(_) => "Huge",
            Self::Headers(_) => "Headers",
            Self::Rewrite(_) => "Rewrite",
        })
    }
}

impl Act {
    /// A JSON answer with this status.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "called with json!(…)")]
    pub fn json(status: u16, body: Value) -> Self {
        Self::Answer {
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.to_string().into(),
        }
    }

    /// The JSON error with Discogs' own wording for this status.
    #[must_use]
    pub fn discogs_error(status: u16) -> Self {
        Self::json(status, json!({ "message": crate::discogs::wording(status) }))
    }

    /// An HTML page with this status, as a proxy before the service sends it.
    #[must_use]
    pub fn html(status: u16) -> Self {
        let page = "<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head>\
            <body><h1>Checking your browser</h1><p>This service needs to review the security of your connection.</p></body></html>\n";
        Self::Answer {
            status,
            headers: vec![("content-type".to_owned(), "text/html; charset=UTF-8".to_owned())],
            body: Bytes::from_static(page.as_bytes()),
        }
    }

    /// A redirection to this address.
    #[must_use]
    pub fn redirect(to: &str) -> Self {
        Self::Answer { status: 302, headers: vec![("location".to_owned(), to.to_owned())], body: Bytes::new() }
    }

    /// Deezer's own way of saying that there were too many calls: a success that holds an error.
    #[must_use]
    pub fn deezer_quota() -> Self {
        Self::json(200, crate::deezer::refusal(crate::deezer::QUOTA, "Quota limit exceeded"))
    }

    /// 429 as Discogs words it, with `Retry-After` in seconds or without.
    #[must_use]
    pub fn too_many(retry_after: Option<u64>) -> Self {
        let act = Self::discogs_error(429);
        match retry_after {
            Some(seconds) => act.with_header("retry-after", &seconds.to_string()),
            None => act,
        }
    }

    /// The real answer, but saying that nothing remains of this minute's calls.
    #[must_use]
    pub fn none_remaining() -> Self {
        Self::Headers(vec![
            ("x-discogs-ratelimit-used".to_owned(), "60".to_owned()),
            ("x-discogs-ratelimit-remaining".to_owned(), "0".to_owned()),
        ])
    }

    /// The real answer, rewritten.
    #[must_use]
    pub fn rewrite(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Self {
        Self::Rewrite(Arc::new(change))
    }

    /// The same with one more header; only [`Act::Answer`] and [`Act::Headers`] carry any.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Self::Answer { headers, .. } | Self::Headers(headers) = &mut self {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }
}
