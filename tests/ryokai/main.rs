//! The test suite, one binary: one file per noun. What they share is in `kit`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test stops with a message where it finds a fault"
)]

mod account;
mod again;
mod along;
mod amend;
mod backup;
mod batch;
mod both;
mod bounds;
mod calendar;
mod cli;
mod contact;
mod correct;
mod correct_law;
mod device;
mod digest;
mod door;
mod draft;
mod entry;
mod erasure;
mod export;
mod fact;
mod field;
mod first;
mod form;
mod gift;
mod history;
mod hostile;
mod hours;
mod import;
mod incoming;
mod incoming_again;
mod incoming_cards;
mod incoming_cases;
mod incoming_command;
mod incoming_days;
mod insight;
mod insight_bounds;
mod insight_bounds_upkeep;
mod insight_display;
mod insight_laws;
mod insight_page;
mod insight_portfolio;
mod insight_texts;
mod isolation;
mod job;
mod kit;
mod letterhead;
mod lock;
mod log;
mod login;
mod machines;
mod meanwhile;
mod member;
mod merge;
mod merge_law;
mod migration;
mod moved_on;
mod naive;
mod network;
mod network_page;
mod office;
mod open_days;
mod opened_before;
mod page;
mod people;
mod person;
mod picture;
mod pillar;
mod portability;
mod post;
mod practice;
mod private;
mod profile;
mod question;
mod rate_limit;
mod redaction;
mod reminder;
mod retention;
mod roundtrip;
mod scope;
mod search;
mod search_queries;
mod security;
mod setup;
mod shape;
mod shorthand;
mod shorthand_view;
mod spoken;
mod states;
mod step;
mod summary;
mod turns;
mod twin;
mod undo;
mod undo_correction;
mod untouched;
mod verdict;
mod void;
mod words;
mod written;
mod written_forms;
mod zone;

use kit::{app, build, case, db, demo, filled, program, source};
