//! The facade: pipeline, batches, panic isolation, wire types.
