//! Handing over: one document model and the formats it is written in. No SQL, no requests, no reading of client files
//! for a client's copy: that one is made of what `domain::disclosure` lets through.

pub mod document;
pub mod html;
pub mod json;
pub mod markdown;
pub mod pdf;

use serde::{Deserialize, Serialize};

pub use document::Document;

/// The formats a document leaves in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Pdf,
    Html,
    Md,
    Json,
}

impl Format {
    pub const ALL: [Format; 4] = [Format::Pdf, Format::Html, Format::Md, Format::Json];

    /// The name of the format in file names, addresses and options.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Html => "html",
            Format::Md => "md",
            Format::Json => "json",
        }
    }

    /// The media type it is served as.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Pdf => "application/pdf",
            Format::Html => "text/html; charset=utf-8",
            Format::Md => "text/markdown; charset=utf-8",
            Format::Json => "application/json",
        }
    }
}
