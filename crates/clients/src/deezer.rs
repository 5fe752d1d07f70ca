//! Deezer: a picture for an artist of whom nobody else has one. Its open search needs no account, and knows nobody by
//! any number of ours: only names can be compared, so what is not certain is left.

mod choice;
mod client;

pub use client::Deezer;
