//! Spotify: albums that may be the one in hand, and their artists' pictures. A best effort: it never waits long, and a failing one is left alone.

mod client;
mod query;
mod token;
mod wire;

pub use client::{Found, Spotify};
