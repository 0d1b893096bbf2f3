//! The store as its users meet it: a file in a folder.

mod articles;
mod claims;
mod corrections;
mod lists;
mod opening;
mod page;
mod sample;
mod searching;
