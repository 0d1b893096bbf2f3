//! No code: the tests of this crate read the repository itself, and say where it has left the layout that `ARCHITECTURE.md` draws.
