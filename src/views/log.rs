//! The page on which a session is written down: lines in the order they come to mind, and the
//! shorthand, which says the same (method §7).

mod carry;
mod close;
mod correcting;
mod dock;
mod head;
mod hours;
mod keys;
mod lines;
mod parts;
mod shorthand;

use maud::{Markup, html};

use crate::intake::entry::{Entry, MAX_MINUTES, Understood, Unkept};
use crate::intake::form::{Fault, Fields};
use crate::intake::log_form::{
    ANOTHER, DAY_FAR, FAR, FILLED, IN_SHORTHAND, LogForm, SAME_DAY, VIEW,
};
use crate::intake::shorthand::{Context, Expected, Parsed, Problem, Remark, expected};
use crate::method::person::twin::Twin;
use crate::method::pillar::Pillar;
use crate::method::text::TextFault;
use crate::method::{ClientFile, Day, Id, Standing};
use crate::views::form::hidden;
use crate::views::tip::{Tip, tip};
use crate::words::{Words, arg};

/// A client to choose from.
pub struct Choice {
    pub id: Id,
    pub name: String,
    /// The name as it is sorted, by which it is found too.
    pub reading: String,
    /// True for the few who were written about last.
    pub recent: bool,
}

/// Holds what was understood of what has been typed so far.
pub struct Reading {
    pub entry: Entry,
    pub understood: Vec<Understood>,
    pub unkept: Vec<Unkept>,
    /// Lines of the shorthand that could not be read, ready to show.
    pub problems: Vec<String>,
    /// The length of the session, as understood.
    pub minutes: Option<u32>,
    /// The days that were typed, each at its field, as understood.
    pub days: Vec<(String, String)>,
    /// The facts of the session, as understood.
    pub facts: Vec<String>,
    /// Holds what will not be taken as it is: the field, and why.
    pub amiss: Vec<(String, String)>,
}

impl Reading {
    /// All items as understood: for while something required is still missing.
    pub fn all(entry: &Entry) -> Vec<Understood> {
        let item = |(item, it): (usize, &crate::intake::entry::Item)| Understood {
            item,
            line: it.line,
            records: Vec::new(),
        };
        entry.items.iter().enumerate().map(item).collect()
    }
}

/// Everything the page shows.
pub struct LogPage<'a> {
    pub words: &'a Words,
    pub today: Day,
    pub csrf: &'a str,
    /// The client's file and standing, once a client is chosen.
    pub file: Option<(&'a ClientFile, &'a Standing)>,
    pub choices: &'a [Choice],
    /// True if no session was recorded yet.
    pub first: bool,
    /// Tells who may be the new client that was named.
    pub twins: Vec<Twin<'a>>,
    pub pillars: &'a [Pillar],
    pub fields: &'a Fields,
    pub faults: &'a [Fault],
    pub reading: Option<Reading>,
    /// Tells when the draft was last saved, as the reader's clock says it.
    pub saved: Option<String>,
    /// The drafts that wait, above a page on which nothing was written.
    pub waiting: Markup,
    /// The session that is corrected on this page, if one is.
    pub correcting: Option<&'a Correcting>,
}

impl LogPage<'_> {
    fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// The value typed into a field, or nothing.
    fn value(&self, name: &str) -> &str {
        self.fields.get(name)
    }

    /// The message at a field that was not taken.
    fn fault(&self, field: &str) -> Option<String> {
        self.faults.iter().find(|f| f.field == field).map(|f| self.sentence(f))
    }

    /// Tells what is wrong, and in which line.
    fn sentence(&self, fault: &Fault) -> String {
        match (fault.line, &fault.both) {
            _ if fault.key == DAY_FAR => far(self.words, self.value(FAR).parse().ok()),
            _ if fault.key == SAME_DAY => head::same_day(self),
            (Some(line), Some(_)) => both(self.words, fault, line),
            (Some(line), None) => self.words.say(fault.key, &[("line", line.into())]),
            (None, _) => super::form::sentence(self.words, fault.key, self.value(&fault.field)),
        }
    }
}

/// The fields whose text will not be taken as it is, each with the reason.
pub fn amiss(words: &Words, log_form: &LogForm) -> Vec<(String, String)> {
    let on = log_form.entry.on;
    let said =
        |fault: &Fault| if fault.key == DAY_FAR { far(words, on) } else { words.t(fault.key) };
    let mut out: Vec<_> = log_form.amiss().iter().map(|f| (f.field.clone(), said(f))).collect();
    if log_form.entry.session.minutes.is_some_and(|n| !(1..=MAX_MINUTES).contains(&n)) {
        out.push(("minutes".into(), words.t("fault-minutes")));
    }
    out
}

/// Tells what the form and a line of the shorthand say differently.
fn both(words: &Words, fault: &Fault, line: usize) -> String {
    let [form, short] =
        fault.both.as_ref().map_or(["", ""], |[form, short]| [form.as_str(), short.as_str()]);
    words.say(fault.key, &[("line", line.into()), ("form", arg(form)), ("short", arg(short))])
}

pub use correcting::Correcting;
pub use shorthand::read as reading;

/// The facts that were typed, as they were understood: days with their year and weekday, the
/// length; and what was not.
pub fn understood(words: &Words, log_form: &LogForm) -> Vec<String> {
    let entry = &log_form.entry;
    let labelled = |label: &str, value: String| {
        words.say("log-fact", &[("what", arg(words.t(label))), ("value", arg(value))])
    };
    let day = |label, on: Option<Day>| on.map(|on| labelled(label, words.day(on)));
    let session = &entry.session;
    let minutes = session.minutes.filter(|n| *n > 0);
    let minutes = minutes.map(|n| words.say("session-minutes", &[("n", n.into())]));
    let facts = [
        day("log-date", entry.on),
        minutes.map(|said| labelled("log-minutes", said)),
        day("log-planned-for", session.planned_for),
        day("log-next", session.next_on),
        session.client_topic.as_ref().map(|topic| labelled("log-topic", topic.to_string())),
        session.closing.map(|how| labelled("session-closing", words.label("closing", &how))),
    ];
    let twice =
        log_form.faults.iter().filter(|fault| fault.both.is_some() && fault.field == "short");
    let twice = twice.filter_map(|fault| Some(both(words, fault, fault.line?)));
    facts.into_iter().flatten().chain(twice).collect()
}

/// Asks whether a day long ago is meant.
pub fn far(words: &Words, on: Option<Day>) -> String {
    words.say(DAY_FAR, &[("day", arg(on.map(|on| words.day(on)).unwrap_or_default()))])
}

/// A line of the shorthand that could not be read: where, why, and what would be understood there.
pub fn problem(
    words: &Words,
    remark: &Remark,
    read: (&str, &Parsed),
    context: &Context<'_>,
) -> String {
    let why = words.say(
        "log-problem",
        &[
            ("line", remark.line.into()),
            ("column", remark.column.into()),
            ("problem", arg(why(words, remark, read.0))),
        ],
    );
    [Some(why), understood_here(words, remark, read, context)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Tells why a line could not be read; of a character that cannot be kept, which.
pub fn why(words: &Words, remark: &Remark, text: &str) -> String {
    let place = (remark.problem == Problem::Control)
        .then(|| super::form::refused_character(words, text))
        .flatten();
    place.unwrap_or_else(|| match remark.problem {
        Problem::TooLong => super::form::text_fault(words, TextFault::TooLong),
        Problem::NothingSaid if text.trim().is_empty() => {
            super::form::text_fault(words, TextFault::Empty)
        }
        problem => words.label("shorthand", &problem),
    })
}

/// Tells what would be understood at the place of a remark, where the sentence about it does not
/// say so already.
pub fn understood_here(
    words: &Words,
    remark: &Remark,
    (text, parsed): (&str, &Parsed),
    context: &Context<'_>,
) -> Option<String> {
    match expected(remark, text, parsed, context, words.lang()) {
        Expected::Said => None,
        Expected::Told(key) => Some(words.t(key)),
        Expected::OneOf(list) if list.is_empty() => Some(words.t("shorthand-expected-nothing")),
        Expected::OneOf(list) => Some(
            words.say("shorthand-expected", &[("list", arg(list.join(&words.t("quote-joint"))))]),
        ),
    }
}

/// The page's body.
pub fn body(page: &LogPage<'_>) -> Markup {
    html! {
        (head::bar(page))
        (page.waiting)
        @if page.first { (tip(Tip::Log, page.words)) }
        (summary_of_faults(page))
        (dock::copies(page))
        form
            #log
            action=(crate::paths::log())
            method="post"
            data-log=(crate::paths::log())
            data-draft=(crate::paths::log_draft())
            data-reading=(crate::paths::log_reading())
            data-unsaved=(page.t("log-unsaved"))
            data-removed=(page.t("log-line-removed"))
            data-remove=(page.t("log-line-remove"))
            data-change=(page.t("log-line-change"))
            data-split=(page.t("log-line-split"))
            data-stays=(page.t("fault-line-kind"))
            data-wordless=(page.t("log-wordless"))
            data-due=(page.words.say("entry-due", &[("day", arg("{day}"))]))
            data-joint=(page.t("entry-and"))
            data-view=[page.fields.in_shorthand().then_some(IN_SHORTHAND)]
            data-name=[page.file.map(|(file, _)| page.words.name_of(&file.person))]
        {
            button.vh type="submit" name="act" value="line" formnovalidate tabindex="-1" {
                (page.t("log-line-more"))
            }
            (hidden("csrf", page.csrf))
            (hidden("key", page.value("key")))
            (hidden("draft", page.value("draft")))
            (hidden("draft-version", page.value("draft-version")))
            (hidden(FAR, page.value(FAR)))
            (hidden(ANOTHER, page.value(ANOTHER)))
            (hidden(FILLED, page.value(FILLED)))
            (hidden(VIEW, page.value(VIEW)))
            (correcting::hidden(page))
            div.cols {
                div {
                    (correcting::stays(page))
                    (head::facts(page))
                    (carry::over(page))
                    (lines::list(page))
                }
                div.side {
                    (close::next(page))
                    (close::question(page))
                    (more(page))
                }
            }
        }
        (lines::patterns(page))
        (dock::foot(page))
        (keys::map(page))
        @if page.saved.is_none() && page.faults.is_empty() {
            (super::draft::here(page.csrf, page.words))
        }
        script type="module" src=(crate::asset::url("log.js")) {}
    }
}

/// Shows the parts that are written less often: the private note, the hours; and what was
/// understood, where no shorthand stands among the lines.
fn more(page: &LogPage<'_>) -> Markup {
    let faulty = |fault: &Fault| fault.field == "note" || fault.field.starts_with("hours-");
    let faulty = page.faults.iter().any(faulty);
    let open = !page.value("note").is_empty() || faulty;
    let aside = !shorthand::among_lines(page);
    html! {
        section.block {
            details #more open[open || (aside && page.reading.is_some())] {
                summary { (page.t("log-more")) }
                (close::agenda(page, false))
                (close::note(page))
                (hours::noted(page))
                @if aside { (shorthand::understood(page)) }
            }
        }
    }
}

/// All faults above the form, each a link to its field.
fn summary_of_faults(page: &LogPage<'_>) -> Markup {
    html! {
        @if !page.faults.is_empty() {
            section #faults.unkept role="alert" tabindex="-1" {
                h2 { (page.t("log-not-saved-yet")) }
                p { (page.t("log-not-saved-kept")) }
                ul {
                    @for fault in {
                        page.faults
                            .iter()
                            .filter(|f| f.field != "short" || f.both.is_none())
                    } {
                        li {
                            a href={ "#f-" (fault.field) } { (page.sentence(fault)) }
                        }
                    }
                }
            }
        }
    }
}

/// A typed field that is a line, with its label, its hint, its fault and its value.
fn field(page: &LogPage<'_>, name: &str, label: &str, hint: &str) -> Markup {
    let fault = page.fault(name);
    html! {
        label.field {
            (label)
            input
                type="text"
                name=(name)
                id={ "f-" (name) }
                value=(page.value(name))
                enterkeyhint="next"
                autocomplete="off"
                aria-invalid=[fault.as_ref().map(|_| "true")]
                aria-describedby=[described(name, hint, fault.is_some())];
        }
        (hint_line(name, hint))
        (fault_line(name, fault))
    }
}

/// A field of text with its label: one line high, and as many as are written.
fn area(page: &LogPage<'_>, name: &str, label: &str, hint: &str) -> Markup {
    let fault = page.fault(name);
    html! {
        label.field {
            (label)
            textarea
                .grows
                name=(name)
                id={ "f-" (name) }
                rows="1"
                autocapitalize="sentences"
                aria-invalid=[fault.as_ref().map(|_| "true")]
                aria-describedby=[described(name, hint, fault.is_some())]
            { (page.value(name)) }
        }
        (hint_line(name, hint))
        (fault_line(name, fault))
    }
}

/// The lines that describe a field.
fn described(name: &str, hint: &str, faulty: bool) -> Option<String> {
    let hint = (!hint.is_empty()).then(|| format!("h-{name}"));
    let fault = faulty.then(|| format!("e-{name}"));
    let both: Vec<String> = hint.into_iter().chain(fault).collect();
    (!both.is_empty()).then(|| both.join(" "))
}

fn hint_line(name: &str, hint: &str) -> Markup {
    html! {
        @if !hint.is_empty() {
            p.hint id={ "h-" (name) } { (hint) }
        }
    }
}

fn fault_line(name: &str, fault: Option<String>) -> Markup {
    html! {
        @if let Some(fault) = fault {
            p.fault id={ "e-" (name) } { (fault) }
        }
    }
}

/// Takes back a choice of one among several. It shows only where something is chosen.
fn unset(page: &LogPage<'_>, name: &str) -> Markup {
    html! {
        label.chip.unset {
            input
                type="radio"
                name=(name)
                value=""
                checked[page.fields.has(name) && page.value(name).is_empty()];
            (page.t("log-unset"))
        }
    }
}

/// One native radio or checkbox as a chip, with its word and its key.
fn chip(
    page: &LogPage<'_>,
    (kind, name, value): (&str, &str, &str),
    word: &str,
    key: &str,
) -> Markup {
    html! {
        label.chip {
            input
                type=(kind)
                name=(name)
                value=(value)
                checked[page.fields.ticked(name, value)]
                data-key=[(!key.is_empty()).then_some(key)];
            (word)
            @if !key.is_empty() {
                kbd aria-hidden="true" { (key) }
            }
        }
    }
}

/// One native radio or checkbox with its word and its key.
fn choice(
    page: &LogPage<'_>,
    kind: &str,
    name: &str,
    value: &str,
    word: &str,
    key: &str,
) -> Markup {
    html! {
        label.choice {
            input
                type=(kind)
                name=(name)
                value=(value)
                checked[page.fields.ticked(name, value)]
                data-key=[(!key.is_empty()).then_some(key)];
            " "
            (word)
            @if !key.is_empty() {
                " "
                kbd { (key) }
            }
        }
    }
}

/// A native select; the first option is the empty one. A value that is not among the options is one
/// more: a select without it would send the empty one in its place.
fn select(
    page: &LogPage<'_>,
    name: &str,
    label: &str,
    none: &str,
    options: &[(String, String)],
) -> Markup {
    let chosen = page.value(name);
    let other = !chosen.is_empty() && options.iter().all(|(value, _)| value != chosen);
    html! {
        label.field {
            (label)
            select name=(name) id={ "f-" (name) } {
                option value="" { (none) }
                @for (value, word) in options {
                    option value=(value) selected[chosen == value] { (word) }
                }
                @if other {
                    option value=(chosen) selected { (chosen) }
                }
            }
        }
        (fault_line(name, page.fault(name)))
    }
}
