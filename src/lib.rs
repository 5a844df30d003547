//! ryokai (了解): a coaching-session log. This file is the map; each layer may use only what stands above it.

pub mod domain;
pub mod export;
pub mod store;
pub mod views;
pub mod words;
