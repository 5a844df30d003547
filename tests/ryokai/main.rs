//! The test suite, one binary: one file per noun.

mod db;
mod demo;
mod door;
mod entry;
mod insight;
mod migration;
mod picture;
mod redaction;
mod states;
mod summary;
