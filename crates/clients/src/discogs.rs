//! Discogs: who the token belongs to, and the collection. Nothing but GET is implemented, so nothing can be changed there.

mod client;
mod convert;
mod wire;

pub use client::{Discogs, Identity};
