//! The doorway of the program.
fn main() {}
