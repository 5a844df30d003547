//! The document as JSON: the model as it is, without the drawings, under a published schema.
//! Section keys are the same in every language.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::Document;

/// The version of the schema; it rises when a reader of the last one could not read the next.
const VERSION: u32 = 1;

/// A document as it is published.
#[derive(Serialize, JsonSchema)]
struct Published<'d> {
    /// Always `ryokai-document`.
    format: &'static str,
    version: u32,
    #[serde(flatten)]
    document: &'d Document,
}

/// The document, indented.
pub fn render(document: &Document) -> Result<Vec<u8>, serde_json::Error> {
    let document = &document.undrawn();
    let mut bytes = serde_json::to_vec_pretty(&Published {
        format: "ryokai-document",
        version: VERSION,
        document,
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The JSON Schema of what `render` writes.
pub fn schema() -> Result<String, serde_json::Error> {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    serde_json::to_string_pretty(&settings.into_generator().into_root_schema_for::<Published<'_>>())
}
