//! Shows a session as one list of lines. Without script each line is a text, its kind and
//! everything it may answer; a script folds the same markup to what was written.

use maud::{Markup, html};

use super::parts;
use super::{LogPage, fault_line, hidden};
use crate::intake::log_form::{Line, LineKind, ORDER};
use crate::intake::shorthand::Prefix;
use crate::method::session::SessionField;
use crate::method::{Lang, code};
use crate::views::violation;

/// The lines that an empty page offers, and those that follow the written ones.
const FIRST: usize = 6;
const MORE: usize = 2;

/// The row in the names of the lines that a script makes.
const PATTERN: usize = 999;

/// A line as the page draws it.
pub(super) struct Row<'p> {
    pub page: &'p LogPage<'p>,
    pub line: Line,
    /// The lines of their words, in the order of the page.
    pub said: &'p [Line],
    /// An empty line may become of any kind, and offers what each kind asks.
    pub open: bool,
}

impl Row<'_> {
    /// The field of one part of this line.
    pub fn name(&self, part: &str) -> String {
        self.line.field(part)
    }

    pub fn t(&self, key: &str) -> String {
        self.page.t(key)
    }
}

/// The list, and the patterns from which a script makes more lines of each kind.
pub(super) fn list(page: &LogPage<'_>) -> Markup {
    let mut lines = page.fields.lines();
    let topic = Line::new(LineKind::Topic, 0);
    if page.fault("topic").or(page.fault("covered")).is_some()
        && !lines.contains(&topic)
        && page.fields.marked_topics().is_empty()
    {
        lines.insert(0, topic);
    }
    let said: Vec<Line> = lines.iter().filter(|l| l.kind == LineKind::Said).copied().collect();
    let order: Vec<String> = lines.iter().map(|line| line.name()).collect();
    let first = page.fields.rows_of(LineKind::Said);
    let short = page.fields.in_shorthand();
    let empty = if short { 0 } else { FIRST.saturating_sub(lines.len()).max(MORE) };
    let row = |line: Line, open: bool| Row { page, line, said: &said, open };
    html! {
        section.block aria-labelledby="lines-head" {
            div.topline {
                h2 #lines-head.lab { (page.t("log-lines")) }
                (super::shorthand::turn(page))
            }
            @if lines.is_empty() && !short {
                p.hint { (page.t("log-lines-hint")) }
            }
            @if {
                page.file
                    .is_some_and(|(file, _)| {
                        file.sessions.iter().filter(|s| s.held()).count() < 2
                    })
            } {
                p.hint { (page.t("log-first-want")) }
            }
            (hidden(ORDER, &order.join(" ")))
            ol #lines.lines {
                @for line in &lines { (drawn(&row(*line, page.fields.strays(*line)))) }
                @for no in first..first + empty {
                    (drawn(&row(Line::new(LineKind::Said, no), true)))
                }
            }
            (super::shorthand::text(page))
            @if let Some(reading) = &page.reading {
                @for unkept in &reading.unkept {
                    (violation::unkept(&unkept.typed, &unkept.rules, page.words))
                }
            }
            p.plus {
                button #next-line type="submit" name="act" value="line" formnovalidate {
                    (page.t("log-line-more"))
                }
            }
        }
    }
}

/// The patterns from which a script makes lines of each kind; they are no part of the form.
pub(super) fn patterns(page: &LogPage<'_>) -> Markup {
    html! {
        @for kind in LineKind::ALL {
            template data-kind=(code(&kind)) data-prefix=(prefixes(kind)) {
                @let line = Line::new(kind, PATTERN);
                @if kind != LineKind::Note {
                    (drawn(&Row { page, line, said: &[], open: false }))
                }
            }
        }
    }
}

/// All spellings of the prefix that begins a line of this kind.
fn prefixes(kind: LineKind) -> String {
    let prefix = match kind {
        LineKind::Said => Prefix::Quote,
        LineKind::Topic => Prefix::Field(SessionField::Topic),
        LineKind::Told => Prefix::Told,
        LineKind::Held => Prefix::Message,
        LineKind::Theirs => Prefix::Theirs,
        LineKind::Ours => Prefix::Ours,
        LineKind::Sign => Prefix::Sign,
        LineKind::Note => Prefix::Field(SessionField::Note),
    };
    let dash = if kind == LineKind::Note { " -" } else { "" };
    format!("{}{dash}", spellings(prefix))
}

/// All spellings of a prefix, with spaces between them.
pub(super) fn spellings(prefix: Prefix) -> String {
    prefix.row().map(|row| row.spellings().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

/// The short name that stands before a line.
pub(super) fn short(kind: LineKind) -> String {
    format!("line-short-{}", code(&kind))
}

fn drawn(row: &Row<'_>) -> Markup {
    let kind = row.line.kind;
    html! {
        li  .ln
            .ours[kind != LineKind::Said]
            .any[row.open]
            data-kind=(code(&kind))
            tabindex="-1"
        {
            span.kind { (row.t(&short(kind))) }
            div.shut hidden {}
            div.mid {
                (text(row))
                div.under {
                    (parts::of(row))
                    (which(row))
                }
            }
        }
    }
}

/// The text of the line: their words stand in quotation marks, which are the view's.
fn text(row: &Row<'_>) -> Markup {
    let (page, name) = (row.page, row.line.text_field());
    let (open, close) = match page.words.lang() {
        Lang::Ja => ("「", "」"),
        Lang::En => ("“", "”"),
    };
    let theirs = matches!(row.line.kind, LineKind::Said | LineKind::Topic);
    let fault = page.fault(&name);
    let said = row.line.kind == LineKind::Said;
    html! {
        div.edit {
            @if said { span.mk.o aria-hidden="true" { (open) } }
            textarea
                .grows
                .words[theirs]
                name=(name)
                id={ "f-" (name) }
                rows="1"
                aria-label=(row.t(&label(row.line.kind)))
                enterkeyhint="enter"
                autocapitalize="sentences"
                aria-invalid=[fault.as_ref().map(|_| "true")]
                aria-describedby=[fault.as_ref().map(|_| format!("e-{name}"))]
            { (page.value(&name)) }
            @if said { span.mk.c aria-hidden="true" { (close) } }
        }
        (fault_line(&name, fault))
    }
}

/// The name of a kind.
pub(super) fn label(kind: LineKind) -> String {
    format!("line-kind-{}", code(&kind).replace('_', "-"))
}

/// The kind of the line, to be chosen anew; the kind that it has is the empty choice.
fn which(row: &Row<'_>) -> Markup {
    let own = row.line.kind;
    let name = row.name("kind");
    let chosen = row.page.value(&name);
    html! {
        label.field.which {
            (row.t("log-line-kind"))
            select name=(name) id={ "f-" (name) } autocomplete="off" {
                @for kind in LineKind::ALL {
                    @let value = if kind == own { String::new() } else { code(&kind) };
                    option value=(value) data-kind=(code(&kind)) selected[chosen == value] {
                        (row.t(&label(kind)))
                    }
                }
            }
        }
    }
}
