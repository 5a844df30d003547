//! The labels of values as the shorthand reads and writes them.

use std::sync::LazyLock;

use super::Words;
use crate::domain::shorthand::Names;

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(|lang, family, code| Words::of(lang).label(family, &code)));

impl Words {
    /// Every value that a line of shorthand can name, in both languages.
    pub fn names() -> &'static Names {
        &NAMES
    }
}
