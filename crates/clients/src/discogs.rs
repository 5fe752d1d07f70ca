//! Discogs: who the token belongs to, the collection, and what its releases and artists are. Nothing but GET is
//! implemented, so nothing can be changed there.

mod client;
mod convert;
mod wire;

pub use client::{Discogs, Identity, ReleaseDetails};
