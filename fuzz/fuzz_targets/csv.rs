//! A file that is said to be a CSV of a collection: what is read of it comes out as it stood.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sillon_core::exchange::csv::line::Lines;
use sillon_core::exchange::csv::sheet::Sheet;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut sheet) = Sheet::open(std::io::Cursor::new(bytes)) else { return };
    let mut lines = Lines::new(sheet.columns().clone(), &[], &[]);
    while let Some(line) = sheet.next_line() {
        let Ok(line) = line else { continue };
        let cells = line.cells();
        if lines.release_id(&cells).is_err() {
            continue;
        }
        if let Ok(item) = lines.item(&cells, 1) {
            lines.new_folder(&cells);
            let odd = lines.odd(&item, &cells);
            assert_eq!(lines.render(&item, &odd), cells, "a line comes out as it stood");
        }
    }
});
