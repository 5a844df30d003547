//! Search: which texts of a person are found, how they are folded so that one spelling finds
//! another, and what a query means. Pure; the store keeps the tokens, the engine looks them up.

mod answer;
mod excerpt;
mod fold;
mod query;
mod searchable;

pub use answer::{Count, Counts, Share};
pub use excerpt::{Excerpt, Stretch};
pub use fold::{SearchToken, tokens};
pub use query::{MAX_CHARS, SearchQuery, SearchTerm};
pub use searchable::{SearchChange, SearchGroup, SearchKind, Searchable};
