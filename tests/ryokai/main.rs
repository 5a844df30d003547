//! The test suite, one binary: one file per noun.

mod db;
mod demo;
<<<<<<< HEAD
mod door;
mod entry;
mod migration;
=======
mod redaction;
>>>>>>> 50ccf24 (Hand over by allow-list: disclosure, one document model, HTML, Markdown and JSON)
mod states;
mod summary;
