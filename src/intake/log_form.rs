//! The log page's fields, exactly as typed, and the entry they make together with the shorthand. No
//! HTML, no clock.

mod form;
mod lines;
mod merge;
mod offered;
mod reopen;
mod single;
mod view;

use crate::intake::entry::{Entry, EntryFault, FaultRule, Field, Item};
use crate::intake::form::{Fault, Fields, MAX_ROWS};
use crate::intake::shorthand::{self, Tongue};
use crate::intake::written::Habit;
use crate::method::long_ago::long_ago;
use crate::method::session::{SessionField, SessionStatus};
use crate::method::{ClientFile, Day, Fact, Lang};

pub use lines::{Line, LineKind, ORDER};
pub use offered::offered;
pub use reopen::Reopened;
pub use single::{FILLED, singles};
pub use view::{IN_SHORTHAND, VIEW, View};

impl Fields {
    /// The first thing that somebody wrote: what one knows a draft by.
    pub fn first_words(&self) -> Option<&str> {
        let first = |name: &str| Some(self.get(name).trim()).filter(|typed| !typed.is_empty());
        let words = (0..self.rows("q")).map(|row| format!("q{row}")).find_map(|name| {
            self.pairs().find(|(n, v)| *n == name && !v.trim().is_empty()).map(|(_, v)| v.trim())
        });
        let texts = SessionField::texts().map(|field| field.declared().form);
        let other = ["short", "tn-text", "m-text"].into_iter().chain(texts);
        let mut other = other.chain(["ours0", "theirs0", "sign-seen"]);
        let line = |typed: &'_ str| typed.lines().next().unwrap_or_default().len();
        let found = first("topic").or(words).or_else(|| other.find_map(first));
        found.map(|typed| &typed[..line(typed)])
    }

    /// Every text that somebody wrote, without the values that were only chosen.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let hidden = ["csrf", "key", "draft", "client"];
        let code = |v: &str| v.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        let typed = |name: &str| {
            let list = name.trim_end_matches(|c: char| c.is_ascii_digit());
            matches!(list, "q" | "l" | "ours" | "theirs" | "topic" | "note" | "short")
                || ["-text", "-why", "-want", "-need"].iter().any(|part| name.ends_with(part))
        };
        let text = move |name: &str, v: &str| {
            !v.trim().is_empty() && !hidden.contains(&name) && (typed(name) || !code(v))
        };
        self.pairs().filter(move |(name, v)| text(name, v)).map(|(_, v)| v)
    }

    /// True if something of it is said by its number in a list of the page.
    pub fn counts(&self) -> bool {
        let digits = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        let listed = |n: &str| {
            n.strip_prefix(['t', 'p']).is_some_and(digits) || n == "m-need" || n.ends_with("-move")
        };
        let numbered = |n: &str| listed(n) || n == "short";
        self.pairs().any(|(n, v)| numbered(n) && !v.trim().is_empty())
    }

    /// True if nothing was written but what the page fills in itself.
    pub fn blank(&self) -> bool {
        let prefilled = [
            "csrf",
            "key",
            "draft",
            "client",
            "on",
            "minutes",
            "mode",
            "initiator",
            "status",
            "checkout",
            "act",
        ];
        let prefilled =
            [&prefilled[..], &["seen", "seen-of", FILLED, ANOTHER, ORDER, VIEW]].concat();
        let usual =
            |n: &str| prefilled.contains(&n) || crate::intake::hours_form::FIELDS.contains(&n);
        self.pairs().all(|(n, v)| v.trim().is_empty() || usual(n))
    }
}

/// The parts of a line of words that say something without it: what it is a mark of.
pub const MARK_PARTS: [&str; 7] = ["want", "need", "w", "n", "a", "b", "move"];

/// The parts of something told, and of something held, of which each says something.
pub const TOLD_PARTS: [&str; 6] = ["text", "why", "permission", "reception", "yes", "answer"];
pub const HELD_PARTS: [&str; 5] = ["text", "why", "need", "guess", "interest"];

/// Lines of shorthand beyond this many are refused, and kept in the page: reading them would hold
/// up everybody else.
pub const MAX_LINES: usize = 200;

/// The field that holds a day long ago about which it was asked.
pub const FAR: &str = "far";

/// The message that asks about it.
pub const DAY_FAR: &str = "fault-day-far";

/// The field that holds a day on which another session is meant, although there is one.
pub const ANOTHER: &str = "another";

/// The message that asks whether another one is meant.
pub const SAME_DAY: &str = "fault-same-day";

/// The writer of the page: their day, their way of writing days, and the language in which their
/// lines are kept.
#[derive(Clone, Copy)]
pub struct Writer<'n> {
    pub today: Day,
    pub habit: Habit,
    pub lang: Lang,
    pub names: &'n shorthand::Names,
}

impl<'n> Writer<'n> {
    fn tongue(&self) -> Tongue<'n> {
        Tongue { names: self.names, lang: self.lang }
    }
}

/// Holds what the fields say.
pub struct LogForm {
    pub entry: Entry,
    /// Values that could not be read; `propose` may find more.
    pub faults: Vec<Fault>,
    /// Dates that nobody can read: each is kept as a line, which is asked about.
    pub unread: Vec<Fault>,
    /// The shorthand as it was read, with the lines that could not be.
    pub short: Option<shorthand::Parsed>,
    /// The field that each item came from.
    sources: Vec<String>,
}

impl LogForm {
    /// Reads the form and the shorthand box as one record about the person of `file`.
    pub fn read(fields: &Fields, file: &ClientFile, writer: &Writer<'_>) -> LogForm {
        let Writer { today, habit, names, .. } = *writer;
        let fields = &fields.with_marked_topic();
        let mut form = form::Form::new(fields, file, *writer);
        form.read();
        let (entry, (faults, unread), sources) = form.done();
        let mut log_form = LogForm { entry, faults, unread, short: None, sources };
        log_form.order(fields);
        let short = fields.get("short");
        if short.lines().count() > MAX_LINES {
            log_form.faults.push(Fault::new("short", "fault-lines"));
        } else if !short.trim().is_empty() {
            let day = first_day(short, log_form.entry.on, today);
            let context = shorthand::Context { file, day, habit, names };
            let parsed = shorthand::parse(short, &context);
            if let Some(line) = parsed.undated {
                // Without it the session would be saved under a day that nobody wrote.
                log_form
                    .faults
                    .push(Fault { line: Some(line), ..Fault::new("short", "fault-line-date") });
            }
            log_form.join_singles(&parsed, fields, writer);
            log_form.join(parsed.entry.clone());
            log_form.short = Some(parsed);
        }
        log_form.keep_early_next(writer.tongue());
        log_form.ask_of_year(fields, file, writer.today);
        log_form
    }

    /// Brings the items into the order of the lines: the journal keeps it, and a session that is
    /// opened again shows it. What stands beside the lines comes last.
    fn order(&mut self, fields: &Fields) {
        let lines = fields.lines();
        let place = |i: &usize| {
            let source = self.sources.get(*i).map(String::as_str).unwrap_or_default();
            let line = Line::named(source.split('-').next().unwrap_or_default());
            lines.iter().position(|it| Some(*it) == line).unwrap_or(lines.len())
        };
        let mut typed: Vec<usize> = (0..self.entry.items.len()).collect();
        typed.sort_by_key(place);
        let items = typed.iter().filter_map(|i| self.entry.items.get(*i).cloned()).collect();
        let sources = typed.iter().filter_map(|i| self.sources.get(*i).cloned()).collect();
        self.entry.items = items;
        self.sources = sources;
    }

    /// A day long ago is asked about, unless this very day was asked about before.
    fn ask_of_year(&mut self, fields: &Fields, file: &ClientFile, today: Day) {
        let asked =
            |on: Day| long_ago(on, today, file.first_met()) && fields.get(FAR) != on.to_string();
        if self.entry.on.is_some_and(asked) {
            self.faults.push(Fault::new("on", DAY_FAR));
        }
    }

    /// A next date before the session is none: what was written stays as a line that is asked
    /// about.
    fn keep_early_next(&mut self, tongue: Tongue<'_>) {
        let on = self.entry.on;
        let next_on = &mut self.entry.session.next_on;
        if let Some(next) = next_on.take_if(|next| on.is_some_and(|on| *next < on)) {
            let prefix = shorthand::Prefix::of(SessionField::Next);
            let line = shorthand::unread(prefix, &next.to_string(), tongue);
            self.sources.resize(self.entry.items.len(), "short".to_owned());
            self.sources.push("next".to_owned());
            self.entry.add(None, line, Item::unread());
            self.unread.push(Fault::new("next", "fault-next-before"));
        }
    }

    /// The fault of a day on which a session was held already, unless another one is meant. It is
    /// asked of a new session alone: what comes from a file, or is sent twice, is known by more.
    pub fn same_day(&self, fields: &Fields, file: &ClientFile) -> Option<Fault> {
        let on = self.entry.on.filter(|on| fields.get(ANOTHER) != on.to_string())?;
        let held = self.entry.session.status == SessionStatus::Held;
        (held && file.held_that_day(on).is_some()).then(|| Fault::new("on", SAME_DAY))
    }

    /// The faults of fields whose text will not be taken as it is.
    pub fn amiss(&self) -> Vec<&Fault> {
        let typed = |fault: &&Fault| {
            fault.line.is_none() && (fault.key.starts_with("fault-d") || fault.key == "fault-time")
        };
        self.faults.iter().filter(typed).chain(&self.unread).collect()
    }

    /// The days ahead that were read in the form, each with its field.
    pub fn days(&self) -> Vec<(String, Day)> {
        let due = |(source, item): (&String, &Item)| match item.fact() {
            Some(Fact::Promise(p)) => Some((format!("{source}-due"), p.due_on?)),
            _ => None,
        };
        let next = self.entry.session.next_on.map(|on| ("next".to_owned(), on));
        let due = self.sources.iter().zip(&self.entry.items).filter_map(due);
        next.into_iter().chain(due).collect()
    }

    /// The faults of a proposal, each at its field.
    pub fn faults_of(&self, faults: &[EntryFault]) -> Vec<Fault> {
        faults.iter().map(|f| Fault::new(self.field(f.field), key(f))).collect()
    }

    fn field(&self, field: Field) -> String {
        match field {
            Field::On => "on".into(),
            Field::Minutes => "minutes".into(),
            Field::PlannedFor => "planned".into(),
            Field::NextOn => "next".into(),
            Field::Heads => "hours-heads".into(),
            Field::Item(i) => self.sources.get(i).cloned().unwrap_or_else(|| "short".into()),
        }
    }
}

/// The day from which shorthand is read: today where a line gives the session's own day, else the
/// day in the form.
pub fn first_day(short: &str, form: Option<Day>, today: Day) -> Day {
    form.filter(|_| !shorthand::dated(short)).unwrap_or(today)
}

fn key(fault: &EntryFault) -> &'static str {
    match (&fault.rule, fault.field) {
        (FaultRule::Missing, Field::On) => "fault-date-missing",
        (FaultRule::Unreadable, Field::On) => "fault-date-unreadable",
        (FaultRule::InFuture, _) => "fault-date-ahead",
        (_, Field::Heads) => "fault-heads",
        (FaultRule::Missing | FaultRule::OutOfRange, _) => "fault-minutes",
        (FaultRule::Unreadable, _) => "fault-due-unreadable",
        (FaultRule::TooLong, _) => "fault-text",
        (FaultRule::BeforeSession, _) => "fault-next-before",
        (FaultRule::Refused(_), _) => "fault-refused",
    }
}
