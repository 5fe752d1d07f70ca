//! A chat model behind an OpenAI-compatible address: Infomaniak's, or any other.

mod address;
mod client;
mod dialect;
mod events;
mod models;
mod pieces;
mod thinking;
mod wire;

pub use client::Ai;
pub use pieces::Pieces;

/// What a model answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The text, without what the model thought before; empty when it came to nothing else.
    pub text: String,
    /// Which model wrote it, as the service names it.
    pub model: String,
    /// Whether the model came to an end by itself, rather than being cut off.
    pub finished: bool,
}

/// Reads what may be an answer of any kind, as the calls do; a stream whole and cut in two, which must tell the same.
///
/// # Panics
/// Where it does not.
#[cfg(fuzzing)]
pub fn read_any(body: &[u8]) {
    let _ = (wire::models(body), wire::completion(body, "asked"));
    let read = |pieces: [&[u8]; 2]| {
        let mut events = events::Events::default();
        let mut text = pieces.iter().map(|piece| events.push(piece)).collect::<Result<String, _>>()?;
        text.push_str(&events.finish()?);
        Ok::<_, crate::ClientError>(text)
    };
    let (one, other) = body.split_at(body.len() / 2);
    assert_eq!(read([body, b""]).ok(), read([one, other]).ok(), "where the network cuts it does not matter");
}
