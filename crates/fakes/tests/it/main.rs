//! The stand-ins, asked over real sockets.
#![allow(clippy::unwrap_used)]

mod ai;
mod deezer;
mod http;
mod images;
mod limit;
mod pages;
mod privacy;
mod script;
mod shapes;
mod spotify;
mod world;
