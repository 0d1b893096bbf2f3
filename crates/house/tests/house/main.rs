//! The tests of the house, one binary: rooms, files, pages and examples.

mod examples;
mod files;
mod pages;
mod rooms;
mod speed;
mod support;
