use std::time::Duration;

use crate::world::World;

/// How the stand-ins are to be. `FakesConfig::default()` is a world of 236 albums behind Discogs' own limits, without any latency.
#[derive(Debug, Clone)]
pub struct FakesConfig {
    /// The collection served.
    pub world: World,
    /// The pause before each answer, a service.
    pub latency: Latency,
    /// Calls to Discogs in a window with a token; 60 by default.
    pub rate_limit: usize,
    /// Calls to Discogs in a window without one; 25 by default.
    pub rate_limit_anonymous: usize,
    /// The moving window; 60 s by default.
    pub rate_window: Duration,
    /// Whether a call beyond a limit is refused, or only counted.
    pub rate_enforced: bool,
    /// Whether a 429 says `Retry-After`; Discogs' own do not.
    pub retry_after: bool,
    /// Whether the collection needs a token at all. Discogs shows a public one to everybody, without pictures.
    pub auth_required: bool,
    /// The Discogs token that is accepted.
    pub token: String,
    /// Spotify's client id and secret that are accepted.
    pub spotify_client: (String, String),
    /// How long a Spotify token lives, in seconds; 3600 by default.
    pub spotify_token_seconds: u64,
    /// Calls to Deezer in its window of 5 s; 50 by default.
    pub deezer_limit: usize,
    /// No picture is wider than this, in pixels, whatever its address says: drawing and shrinking take their time.
    pub widest_picture: u32,
    /// The bearer token that the chat endpoint accepts.
    pub ai_token: String,
    /// The models the chat endpoint lists; the first answers where none is named.
    pub ai_models: Vec<String>,
    /// How many of the pictures drawn last are kept in memory; 256 by default, about 20 MB of sleeves at 600 pixels.
    pub pictures_kept: usize,
}

/// The pause before each answer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Latency {
    /// Of Discogs.
    pub discogs: Duration,
    /// Of Spotify's search and its token.
    pub spotify: Duration,
    /// Of Deezer's search.
    pub deezer: Duration,
    /// Of the chat endpoint.
    pub ai: Duration,
    /// Of the pictures.
    pub images: Duration,
}

impl Latency {
    pub(crate) fn of(&self, service: &str) -> Duration {
        match service {
            "discogs" => self.discogs,
            "spotify" | "accounts" => self.spotify,
            "deezer" => self.deezer,
            "ai" => self.ai,
            "images" => self.images,
            _ => Duration::ZERO,
        }
    }
}

impl Default for FakesConfig {
    fn default() -> Self {
        Self {
            world: World::invent(1, 236),
            latency: Latency::default(),
            rate_limit: 60,
            rate_limit_anonymous: 25,
            rate_window: Duration::from_secs(60),
            rate_enforced: true,
            retry_after: false,
            auth_required: false,
            token: "invented-discogs-token".to_owned(),
            spotify_client: ("invented-client".to_owned(), "invented-secret".to_owned()),
            spotify_token_seconds: 3600,
            deezer_limit: 50,
            widest_picture: u32::MAX,
            ai_token: "invented-ai-token".to_owned(),
            ai_models: vec!["invented/Plume-14B-Instruct".to_owned(), "invented/Plume-70B-Reasoning".to_owned()],
            pictures_kept: 256,
        }
    }
}

impl FakesConfig {
    /// The defaults around this world.
    #[must_use]
    pub fn of(world: World) -> Self {
        Self { world, ..Self::default() }
    }
}
