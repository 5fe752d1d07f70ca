//! Deezer: a picture for an artist of whom nobody else has one. Its open search needs no account, and knows nobody by
//! any number of ours: only names can be compared, so what is not certain is left.

mod choice;
mod client;

pub use client::Deezer;

/// Reads what may be an answer, as the call does.
#[cfg(fuzzing)]
pub fn read_any(body: &[u8]) {
    let _ = crate::http::decode(body).and_then(client::artists).map(|artists| choice::choose("Nico (3)", &artists));
}
