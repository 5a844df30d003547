//! Holds what a page says about passwords. Whether one is good enough is `crate::password`.

use crate::password::{MAX_CHARS, MIN_CHARS, Weak};
use crate::words::Words;

/// Tells what a new password has to be.
pub fn rule(words: &Words) -> String {
    words.say("password-rule", &[("min", MIN_CHARS.into())])
}

/// Tells why a new password was not taken.
pub fn weak(words: &Words, why: Weak) -> String {
    match why {
        Weak::TooShort => words.say("password-too-short", &[("min", MIN_CHARS.into())]),
        Weak::TooLong => words.say("password-too-long", &[("max", MAX_CHARS.into())]),
        Weak::TooCommon => words.t("password-too-common"),
    }
}
