//! Puts the sleeves of an invented collection side by side: `contact_sheet FILE.png [kind] [seed]`.
#![allow(clippy::print_stdout, reason = "it is what it is for")]

use sillon_fakes::contact_sheet;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments
        .next()
        .unwrap_or_else(|| "contact-sheet.png".to_owned());
    let kind = arguments.next().unwrap_or_else(|| "release".to_owned());
    let seed = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    match contact_sheet(seed, &kind, 10, 10, 150).map(|sheet| sheet.save(&file)) {
        Some(Ok(())) => println!("{file}"),
        failed => println!("no sheet: {failed:?}"),
    }
}
