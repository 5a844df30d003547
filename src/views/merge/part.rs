//! Holds what one part of a profile says, as one line.

use crate::method::merge::Part;
use crate::method::step::step_at;
use crate::method::{ClientFile, Day, Person, Status};
use crate::words::Words;

/// Tells what a part says of somebody; none where it says nothing.
pub fn said(part: Part, file: &ClientFile, today: Day, words: &Words) -> Option<String> {
    let status = || step_at(&file.status_history, today).map(|step| step.to);
    match part {
        Part::Status => status().map(|status: Status| words.label("status", &status)),
        part => of(part, &file.person, words),
    }
}

/// Tells what a part of the profile says; none for a part that the journal tells.
pub fn of(part: Part, p: &Person, words: &Words) -> Option<String> {
    let day = |day: Option<Day>| day.map(|day| words.day(day));
    let joined = |all: Vec<Option<String>>| {
        let all: Vec<String> = all.into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(&words.t("quote-joint")))
    };
    let text = |text: &Option<crate::method::Text>| text.as_ref().map(ToString::to_string);
    match part {
        Part::Name => joined(vec![
            Some(p.display_name.to_string()),
            text(&p.display_name_ja),
            text(&p.display_name_en),
        ]),
        Part::Reading => text(&p.reading),
        Part::Kind => Some(words.label("person-kind", &p.kind)),
        Part::Status => None,
        Part::Role => joined(vec![text(&p.role), text(&p.role_ja), text(&p.role_en)]),
        Part::Mail => text(&p.mail),
        Part::Phone => text(&p.phone),
        Part::Locale => Some(words.label("lang", &p.locale)),
        Part::Origin => p.origin.as_ref().and_then(|o| {
            let how = o.direction.map(|direction| words.label("origin", &direction));
            joined(vec![how, day(o.on), text(&o.how_they_knew_us), text(&o.activity)])
        }),
        Part::Rank => p.declared_rank.map(|rank| words.label("rank", &rank.to_string())),
        Part::Purpose => text(&p.purpose),
        Part::Fee => joined(vec![p.fee_monthly.map(|fee| fee.to_string()), text(&p.currency)]),
        Part::Sponsor => p.sponsor.as_ref().map(|sponsor| sponsor.name.to_string()),
        Part::Listed => {
            p.listed.as_ref().and_then(|l| joined(vec![day(Some(l.on)), Some(l.how.to_string())]))
        }
        Part::Began => day(p.began_on),
        Part::Ended => day(p.ended_on),
        Part::Retention => joined(vec![day(p.retention_until), text(&p.retention_reason)]),
    }
}
