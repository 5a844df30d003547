//! Holds what would go along unasked: records that rest on words which left the page, and all that
//! is written in a session which did not take place. It is named before it counts, and may be kept.

use foldhash::HashSet;

use super::Sitting;
use super::plan::{Fallout, How, Plan};
use crate::intake::form::Fields;
use crate::intake::log_form::LogForm;
use crate::method::fact::points_at;
use crate::method::fact::{Fact, Record};
use crate::method::session::SessionStatus;
use crate::method::{Day, Id};

/// The field that says that what would go along is to be kept.
pub const KEEP: &str = "keep";

/// The part of a line of words that says of each kind of record that it is there.
const MARKS: [(&str, &[&str]); 7] = [
    ("want", &["w", "want"]),
    ("need", &["n", "need"]),
    ("conversation", &["a"]),
    ("consultation", &["b"]),
    ("need_moved", &["move"]),
    ("want_moved", &["move"]),
    ("strain_moved", &["move"]),
];

impl Sitting<'_> {
    /// The fields with everything on them again that would go along with emptied lines.
    pub(super) fn with_kept(&self, fields: &Fields, plan: &Plan) -> Fields {
        let mut out = fields.clone();
        let gone = self.gone(plan);
        let carried = self.swept(plan, fields);
        for (place, _) in &self.reopened.places {
            let Some((source, kind)) = place.split_once(':') else { continue };
            let of = self.behind(place);
            let carries = |r: &Fallout| {
                of.iter().any(|id| r.record.id == *id || !links(&r.record, id).is_empty())
            };
            if !of.iter().any(|id| gone.contains(id)) || !carried.iter().any(carries) {
                continue;
            }
            match kind {
                "quote" => self.line_again(&mut out, source),
                _ => {
                    ["text", "why"].map(|part| format!("{source}-{part}")).iter().for_each(|name| {
                        out.set(name, self.fields().get(name));
                    })
                }
            }
        }
        out
    }

    /// A line of words where it was or, if other words stand there now, below them.
    fn line_again(&self, out: &mut Fields, source: &str) {
        let opened = self.fields();
        if out.get(source).trim().is_empty() {
            out.set(source, opened.get(source));
            return;
        }
        let row = format!("q{}", out.rows("q"));
        let of = |(name, value): (&str, &str)| {
            Some((format!("{row}{}", part(name, source)?), value.to_owned()))
        };
        let parts: Vec<(String, String)> = opened.pairs().filter_map(of).collect();
        parts.into_iter().for_each(|(name, value)| out.set(&name, value));
    }

    /// Records of the session that go, or lose their words, because a line was emptied that they
    /// rest on, while nobody touched what says that they are there.
    pub(super) fn swept(&self, plan: &Plan, fields: &Fields) -> Vec<Fallout> {
        let gone = self.gone(plan);
        let mut out = Vec::new();
        for record in self.live.iter().filter(|r| self.own.contains(&r.id) && !gone.contains(&r.id))
        {
            let was: HashSet<Id> = points_at(record, &gone);
            let now = plan.now(record);
            let lost = now.as_ref().is_none_or(|now| points_at(now, &was).len() < was.len());
            if !was.is_empty() && lost && self.untouched(record, fields) {
                let how = if now.is_some() { How::Loosened } else { How::TakenBack };
                out.push(Fallout { record: record.clone(), how });
            }
        }
        out
    }

    /// Takes back everything that is written in a session of which the page says now that it did
    /// not take place.
    pub(super) fn called_off(&self, plan: &mut Plan, log_form: &LogForm) -> Vec<Fallout> {
        let off = self.session.held() && log_form.entry.session.status != SessionStatus::Held;
        let word = |r: &&Record| {
            let note =
                matches!(r.fact, Fact::Session(_) | Fact::HoursNoted { .. } | Fact::Settled { .. });
            self.own.contains(&r.id) && !note
        };
        let stays: Vec<&Record> =
            self.live.iter().filter(|r| off && plan.now(r).is_some()).filter(word).collect();
        stays.iter().for_each(|record| plan.take_back(&record.id));
        stays
            .into_iter()
            .map(|record| Fallout { record: record.clone(), how: How::TakenBack })
            .collect()
    }

    /// The words and the things told that the page had and has no more.
    fn gone(&self, plan: &Plan) -> HashSet<Id> {
        let line = |r: &&Record| matches!(r.fact, Fact::Quote(_) | Fact::Message(_));
        let lines = self.live.iter().filter(|r| self.own.contains(&r.id)).filter(line);
        lines.filter(|r| plan.now(r).is_none()).map(|r| r.id.clone()).collect()
    }

    fn behind(&self, place: &str) -> &[Id] {
        let found = self.reopened.places.iter().find(|(at, _)| at == place);
        found.map_or(&[], |(_, ids)| ids.as_slice())
    }

    /// True where the page still says of a record what it said when it was opened.
    fn untouched(&self, record: &Record, fields: &Fields) -> bool {
        let place = self.reopened.places.iter().find(|(_, ids)| ids.contains(&record.id));
        let Some((source, kind)) = place.and_then(|(place, _)| place.split_once(':')) else {
            return true;
        };
        let told = ["permission", "yes", "answer", "reception"];
        let parts = MARKS.iter().find(|(of, _)| *of == kind).map_or(&told[..], |(_, parts)| parts);
        let same = |name: &str| {
            !fields.get(name).is_empty() && fields.get(name) == self.fields().get(name)
        };
        parts.iter().any(|part| same(&format!("{source}-{part}")))
    }
}

/// Tells what a field is of a line: nothing more for the words, or the name of a mark.
fn part<'n>(name: &'n str, line: &str) -> Option<&'n str> {
    name.strip_prefix(line).filter(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn links(record: &Record, id: &Id) -> HashSet<Id> {
    points_at(record, &HashSet::from_iter([id.clone()]))
}

/// True where a correction gave a record the day of its session and changed nothing else of it.
pub fn only_day(was: &Record, now: &Record) -> bool {
    let (from, to): (Day, Day) = (was.on, now.on);
    from != to
        && super::values::redated(was, from, to).is_some_and(|redated| redated.fact == now.fact)
}
