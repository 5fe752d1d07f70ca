//! What Discogs answers, or somebody in its place.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| sillon_clients::discogs::read_any(body));
