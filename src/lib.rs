//! ryokai (了解): a coaching-session log. This file is the map; each layer may use only what stands
//! above it. `export` and `views` stand side by side: a document shows the pictures, a page shows a
//! document.

pub mod domain;
pub mod words;

pub mod store;

pub mod encryption;

pub mod export;

pub mod asset;
pub mod paths;
pub mod views;

pub mod app;
pub mod config;
pub mod error;
pub mod mail;
pub mod password;
pub mod rate_limit;
pub mod scheduler;
pub mod web;

pub mod cli;
