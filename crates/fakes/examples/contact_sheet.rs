//! Puts the sleeves of an invented collection side by side, and says what one cost to draw:
//! `contact_sheet FILE.png [kind] [seed] [size]`.
#![allow(clippy::print_stdout, reason = "it is what it is for")]

use std::time::Instant;

use sillon_fakes::contact_sheet;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap_or_else(|| "contact-sheet.png".to_owned());
    let kind = arguments.next().unwrap_or_else(|| "release".to_owned());
    let mut number = |default| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (seed, size) = (number(1), number(150));
    let started = Instant::now();
    let sheet = contact_sheet(seed.into(), &kind, 10, 10, size);
    // Reading the JPEG back for the sheet is in it.
    let each = started.elapsed() / 100;
    match sheet.map(|sheet| sheet.save(&file)) {
        Some(Ok(())) => println!("{file}: {each:?} each"),
        failed => println!("no sheet: {failed:?}"),
    }
}
