//! Stand-ins for Discogs, Spotify, Deezer, an OpenAI-compatible chat endpoint and an image host, over real HTTP on loopback.
//!
//! They serve an invented collection in the shape of the real answers, quirks included, keep a journal of what was asked, enforce
//! the limits, and misbehave on demand. They share no type with the other crates: a field misspelt on one side must not
//! agree with itself on the other.
//!
//! ```no_run
//! use sillon_fakes::{Act, Fakes, FakesConfig, On, World};
//!
//! let fakes = Fakes::start(FakesConfig::of(World::invent(1, 5_000).with_copies(12)))?;
//! fakes.script().act(On::path("discogs", "/users/").nth(3), Act::too_many(None));
//! println!("{} {}", fakes.discogs_url(), fakes.token());
//! # Ok::<(), std::io::Error>(())
//! ```

mod ai;
mod catalogue;
mod config;
mod deezer;
mod dice;
mod discogs;
mod door;
mod hall;
mod images;
mod journal;
mod limit;
mod porch;
mod script;
mod server;
mod spotify;
mod wire;
mod world;

pub use config::{FakesConfig, Latency};
pub use hall::WorldHandle;
pub use images::contact_sheet;
pub use journal::{Call, Journal};
pub use script::{Act, Gate, On, Script};
pub use server::Fakes;
pub use world::World;
