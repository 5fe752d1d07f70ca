//! Stories in a real browser: what people see, press and read.

mod chromium;
mod first_start;
