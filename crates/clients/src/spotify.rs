//! Spotify: albums that may be the one in hand, and their artists' pictures. A best effort: it never waits long, and a failing one is left alone.

mod client;
mod query;
mod token;
mod wire;

pub use client::{Found, Spotify};

/// Reads what may be an answer of any kind, as the calls do.
#[cfg(fuzzing)]
pub fn read_any(body: &[u8]) {
    use crate::http::decode;
    let _ = decode::<wire::Token>(body);
    let _ = decode(body).and_then(|answer| wire::found(&answer));
}
