//! The test suite, one binary: one file per noun.

mod demo;
mod states;
