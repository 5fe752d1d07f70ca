//! A file that is said to be a picture: checked and shrunk as it is before it is kept. The files themselves, without the rest of the crate, whose build takes minutes.
#![no_main]
#![allow(dead_code)]

#[path = "../../crates/engine/src/pictures/check.rs"]
mod check;
#[path = "../../crates/engine/src/pictures/colour.rs"]
mod colour;
#[path = "../../crates/engine/src/pictures/error.rs"]
mod error;
#[path = "../../crates/engine/src/pictures/placeholder.rs"]
mod placeholder;
#[path = "../../crates/engine/src/pictures/shrink.rs"]
mod shrink;

use error::PictureError;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = look_at(bytes);
});

fn look_at(bytes: &[u8]) -> Result<(), PictureError> {
    let mut picture = shrink::pixels(check::inspect(bytes)?.decode()?)?;
    for longest in [640, 320, 160] {
        picture = shrink::fit(picture, longest)?;
        assert!(!shrink::jpeg(&picture)?.is_empty());
    }
    let colour = colour::dominant(&shrink::fit(picture.copy(), colour::SIDE)?);
    assert!(colour.len() == 7 && colour.starts_with('#'), "{colour}");
    assert!(placeholder::data_url(&shrink::fit(picture, placeholder::SIDE)?).len() <= 266);
    Ok(())
}
