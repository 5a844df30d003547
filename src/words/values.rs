//! The labels of values as the shorthand reads and writes them.

use std::sync::LazyLock;

use super::Words;
use crate::intake::shorthand::Names;
use crate::method::Permission;
use crate::method::message::Delivery;

static NAMES: LazyLock<Names> =
    LazyLock::new(|| Names::new(|lang, family, code| Words::of(lang).label(family, &code)));

impl Words {
    /// The permission something was told with, or that it is not named yet.
    pub fn permission(&self, permission: Option<Permission>) -> String {
        permission.map_or_else(|| self.t("permission-open"), |p| self.label("permission", &p))
    }

    /// The permission of a telling, with a word where the words it needs are not there yet.
    pub fn leave(&self, delivery: &Delivery) -> String {
        let named = self.permission(delivery.permission);
        match (delivery.permission, delivery.leave()) {
            (Some(_), None) => {
                self.say("permission-wordless", &[("permission", super::arg(named))])
            }
            _ => named,
        }
    }

    /// Every value that a line of shorthand can name, in both languages.
    pub fn names() -> &'static Names {
        &NAMES
    }
}
