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
