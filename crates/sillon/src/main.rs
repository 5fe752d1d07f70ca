//! sillon
fn main() {}
