//! The test suite, one binary: one file per noun.

mod app;
mod build;
mod case;
mod db;
mod demo;
mod door;
mod entry;
mod export;
mod insight;
mod insight_bounds;
mod insight_bounds_upkeep;
mod insight_portfolio;
mod insight_texts;
mod lock;
mod login;
mod machines;
mod member;
mod migration;
mod picture;
mod redaction;
mod roundtrip;
mod scope;
mod security;
mod shorthand;
mod states;
mod summary;
