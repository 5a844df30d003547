//! Handing over: one document model and the formats it is written in. No SQL and no requests; a
//! client's copy is never written from the file itself, but from what `method::disclosure` lets
//! through.

pub mod access;
pub mod account;
pub mod archive;
pub mod backup;
pub mod batch;
pub mod csv;
pub mod document;
pub mod docx;
pub mod hours;
pub mod html;
pub mod ics;
pub mod json;
pub mod markdown;
pub mod pdf;
pub mod spreadsheet;
pub mod summary;

use serde::{Deserialize, Serialize};

pub use document::Document;

/// The formats a document leaves in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Pdf,
    Docx,
    Html,
    Md,
    Json,
}

impl Format {
    pub const ALL: [Format; 5] =
        [Format::Pdf, Format::Docx, Format::Html, Format::Md, Format::Json];

    /// The name of the format in file names, addresses and options.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Html => "html",
            Format::Md => "md",
            Format::Json => "json",
        }
    }

    /// The media type it is served as.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Pdf => "application/pdf",
            Format::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Format::Html => "text/html; charset=utf-8",
            Format::Md => "text/markdown; charset=utf-8",
            Format::Json => "application/json",
        }
    }
}

/// Names why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Pdf(#[from] pdf::PdfError),
    #[error("the document could not be packed: {0}")]
    Docx(#[from] std::io::Error),
    #[error("the document could not be written as JSON")]
    Json(#[from] serde_json::Error),
    #[error("the table could not be written as CSV")]
    Csv(#[from] ::csv::Error),
    #[error("the table could not be written as XLSX: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}

impl Document {
    /// The document in a format. PDF takes some tens of milliseconds of CPU: keep it off the
    /// request threads.
    pub fn write(&self, format: Format) -> Result<Vec<u8>, ExportError> {
        Ok(match format {
            Format::Pdf => pdf::render(self)?,
            Format::Docx => docx::render(self)?,
            Format::Html => html::render(self).into_bytes(),
            Format::Md => markdown::render(self).into_bytes(),
            Format::Json => json::render(self)?,
        })
    }
}
