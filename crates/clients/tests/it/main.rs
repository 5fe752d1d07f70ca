//! The clients against the stand-ins, over real sockets on loopback.

#![allow(clippy::unwrap_used)]

mod ai;
mod deezer;
mod details;
mod faults;
mod limits;
mod outbound;
mod pictures;
mod recorded;
mod secrets;
mod spotify;
mod support;
mod whole;
