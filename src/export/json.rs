//! The document as JSON: the model as it is. Section keys are the same in every language.

use super::Document;

/// The document, indented.
pub fn render(document: &Document) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(document)?;
    bytes.push(b'\n');
    Ok(bytes)
}
