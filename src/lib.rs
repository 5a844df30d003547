//! ryokai (了解): a coaching-session log. This file is the map; each layer may use only what stands
//! above it: a document and a page show the pictures, and a page shows a document.

pub mod method;

pub mod intake;
pub mod words;

pub mod store;

pub mod encryption;

pub mod paths;
pub mod picture;

pub mod export;

pub mod asset;
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
