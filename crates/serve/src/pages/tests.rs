//! Pages from samples.
