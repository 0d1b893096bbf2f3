//! The store as its users meet it: a file in a folder.

mod articles;
mod opening;
mod page;
mod sample;
mod searching;
