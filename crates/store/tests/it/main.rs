//! The store as its users meet it: a file in a folder.

mod articles;
mod claims;
mod opening;
mod page;
mod sample;
mod searching;
