//! The kit of the tests: the program on a database of its own, builders, and readers of pages. It
//! tests nothing of the program; every other file of this folder does.

pub mod app;
pub mod build;
pub mod case;
pub mod correcting;
pub mod db;
pub mod demo;
pub mod filled;
pub mod furnished;
pub mod markup;
pub mod program;
pub mod source;
