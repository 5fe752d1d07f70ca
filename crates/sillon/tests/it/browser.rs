//! Stories in a real browser: what people see, press and read.

mod axe;
mod chromium;
mod doors;
mod driver;
mod editing;
mod enrichment;
mod exchange;
mod finding;
mod first_start;
mod fonts;
mod keyboard;
mod language;
mod layout;
mod look;
mod overflow;
mod pictures;
mod places;
mod scriptless;
mod shop;
mod sync;
mod wantlist;
