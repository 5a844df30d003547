//! The note of hours as a page has it: the fields as typed, and the note they make. Nothing of
//! HTML.

use crate::intake::form::{Fault, Fields};
use crate::intake::written::number;
use crate::method::hours::Hours;
use crate::method::{Text, code, from_code};

/// The names of the fields.
pub const FIELDS: [&str; 6] =
    ["hours-role", "hours-pay", "hours-heads", "hours-group", "hours-payer", "hours-report"];

impl Hours {
    /// The fields on which the note stands.
    pub fn to_fields(&self) -> Vec<(&'static str, String)> {
        let text = |t: &Option<Text>| t.as_ref().map(Text::to_string).unwrap_or_default();
        vec![
            ("hours-role", code(&self.role)),
            ("hours-pay", self.pay.as_ref().map(code).unwrap_or_default()),
            ("hours-heads", self.heads.map(|n| n.to_string()).unwrap_or_default()),
            ("hours-group", text(&self.group)),
            ("hours-payer", text(&self.payer)),
            ("hours-report", if self.direct_report { "1".to_owned() } else { String::new() }),
        ]
    }

    /// The note that the fields make; none where all of them are empty. Every field that cannot be
    /// read is named.
    pub fn from_fields(fields: &Fields) -> Result<Option<Hours>, Vec<Fault>> {
        if FIELDS.iter().all(|name| fields.all(name).all(|value| value.trim().is_empty())) {
            return Ok(None);
        }
        let mut faults = Vec::new();
        let mut text = |name: &str| {
            Text::optional(fields.get(name)).unwrap_or_else(|_| {
                faults.push(Fault::new(name, "fault-text"));
                None
            })
        };
        let (group, payer) = (text("hours-group"), text("hours-payer"));
        let typed = fields.get("hours-heads").trim();
        // Anything that is no number is out of range.
        let heads = if typed.is_empty() {
            None
        } else {
            Some(number::whole(typed).and_then(|n| u32::try_from(n).ok()).unwrap_or(0))
        };
        let hours = Hours {
            role: from_code(fields.get("hours-role")).unwrap_or_default(),
            heads,
            group,
            pay: from_code(fields.get("hours-pay")),
            payer,
            direct_report: fields.ticked("hours-report", "1"),
        };
        if !hours.sound() {
            faults.push(Fault::new("hours-heads", "fault-heads"));
        }
        if faults.is_empty() { Ok(Some(hours)) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::hours::{Pay, SessionRole};

    fn fields(of: &[(&str, &str)]) -> Fields {
        Fields::of(
            of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        )
    }

    #[test]
    fn the_fields_of_a_note_make_the_same_note() {
        let note = Hours {
            role: SessionRole::Mentor,
            heads: Some(12),
            group: Some("Founders".parse().expect("a text")),
            pay: Some(Pay::ThirdParty),
            payer: Some("The firm".parse().expect("a text")),
            direct_report: true,
        };
        let of: Vec<(&str, &str)> = Vec::new();
        let mut typed = fields(&of);
        note.to_fields().into_iter().for_each(|(name, value)| typed.set(name, value));
        assert_eq!(Hours::from_fields(&typed), Ok(Some(note)));
        assert_eq!(Hours::from_fields(&fields(&of)), Ok(None), "nothing was noted");
    }

    #[test]
    fn a_group_has_a_number_of_two_or_more() {
        for typed in [("hours-heads", "1"), ("hours-heads", "many"), ("hours-group", "Founders")] {
            let faults = Hours::from_fields(&fields(&[typed])).expect_err("no such group");
            assert_eq!(faults, [Fault::new("hours-heads", "fault-heads")]);
        }
        let wide = Hours::from_fields(&fields(&[("hours-heads", "１２")])).expect("a note");
        assert_eq!(wide.and_then(|note| note.heads), Some(12));
    }
}
