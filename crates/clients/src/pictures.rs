//! Pictures, byte by byte, from the hosts of the services and from no other.
//!
//! An address comes from somebody else's data, so it is not trusted: only hosts on the list are asked, only at public
//! addresses unless the settings name them, and a redirection is no way around either. What comes back is no more than
//! bytes that begin as a picture does; to decode them is another's work.

mod address;
mod fetch;
mod hosts;
mod kind;
mod resolve;

pub use fetch::{Fetched, Pictures, PicturesConfig};
