//! The clients against the stand-ins, over real sockets on loopback.

#![allow(clippy::unwrap_used)]

mod faults;
mod limits;
mod recorded;
mod secrets;
mod spotify;
mod support;
mod whole;
