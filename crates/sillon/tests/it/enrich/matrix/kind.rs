//! What can go wrong with a call.

use super::provider::Provider;
use serde_json::json;
use sillon_fakes::Act;
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Refused,
    Reset,
    Hang,
    Drip,
    Truncated,
    BrokenOff,
    Html,
    Empty,
    WrongType,
    InvalidUtf8,
    Oversized,
    RedirectLoop,
    Status(u16),
    TooMany(Option<u64>),
}

impl Kind {
    pub(crate) const ALL: [Self; 21] = [
        Self::Refused,
        Self::Reset,
        Self::Hang,
        Self::Drip,
        Self::Truncated,
        Self::BrokenOff,
        Self::Html,
        Self::Empty,
        Self::WrongType,
        Self::InvalidUtf8,
        Self::Oversized,
        Self::RedirectLoop,
        Self::Status(401),
        Self::Status(403),
        Self::Status(404),
        Self::Status(422),
        Self::Status(500),
        Self::Status(503),
        Self::TooMany(Some(0)),
        Self::TooMany(Some(7200)),
        Self::TooMany(None),
    ];

    /// Whether it is only ever noticed by the clock.
    pub(crate) fn takes_time(self) -> bool {
        matches!(self, Self::Hang | Self::Drip)
    }

    /// What is done to a call; nothing where no call arrives.
    pub(crate) fn act(self, provider: Provider) -> Option<Act> {
        Some(match self {
            Self::Refused => return None,
            Self::Reset => Act::Reset,
            Self::Hang => Act::Hang,
            Self::Drip => Act::Drip { bytes: 1, every: Duration::from_millis(100) },
            Self::Truncated => Act::Truncate,
            Self::BrokenOff => Act::Break,
            Self::Html => Act::html(200),
            Self::Empty => Act::Empty,
            Self::WrongType => Act::json(200, json!([7])),
            Self::InvalidUtf8 => Act::InvalidUtf8,
            Self::Oversized => Act::Huge(50 << 20),
            Self::RedirectLoop => Act::RedirectLoop,
            Self::Status(status) => error(provider, status),
            Self::TooMany(None) => error(provider, 429),
            Self::TooMany(Some(seconds)) => error(provider, 429).with_header("retry-after", &seconds.to_string()),
        })
    }
}

/// An error in the provider's own envelope; hosts of pictures have pages.
fn error(provider: Provider, status: u16) -> Act {
    match provider {
        Provider::SpotifyToken => {
            Act::json(status, json!({"error": "invalid_client", "error_description": "Invalid client"}))
        }
        Provider::SpotifySearch => Act::json(status, json!({"error": {"status": status, "message": "Refused"}})),
        Provider::DiscogsRelease | Provider::DiscogsArtist => Act::discogs_error(status),
        Provider::Deezer => {
            Act::json(status, json!({"error": {"type": "Exception", "message": "Refused", "code": status}}))
        }
        Provider::Images => Act::html(status),
        Provider::Ai => Act::chat_error_openai(status, "Refused"),
    }
}
