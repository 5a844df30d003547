//! Shows the answers that a line can have, by its kind: chips for what one tap says, fields for the
//! rest.

use maud::{Markup, html};

use super::lines::{Row, spellings};
use super::{LogPage, chip, fault_line, select, unset};
use crate::intake::log_form::{Line, LineKind, offered};
use crate::intake::shorthand::Prefix;
use crate::method::session::Covered;
use crate::method::{ClientFile, Exactness, Lang, Permission, Reception, Sign, code};
use crate::views::form::hidden;
use crate::words::Words;

/// The parts of a line. One that may still become of any kind has them all, of which only those of
/// its kind show.
pub(super) fn of(row: &Row<'_>) -> Markup {
    let is = |kinds: &[LineKind]| row.open || kinds.contains(&row.line.kind);
    html! {
        @if is(&[LineKind::Said]) {
            div.for.said {
                (marks(row))
                (covered(row))
                (more(row))
            }
        }
        @if is(&[LineKind::Topic]) && !row.open {
            div.for.topic { (covered(row)) }
        }
        @if is(&[LineKind::Told]) {
            div.for.told { (told(row)) }
        }
        @if is(&[LineKind::Told, LineKind::Held]) {
            div.for.told.held { (area(row, "why", "term-why", "log-why-hint")) }
        }
        @if is(&[LineKind::Held]) {
            div.for.held { (held(row)) }
        }
        @if is(&[LineKind::Theirs, LineKind::Ours]) {
            div.for.theirs.ours { (due(row)) }
        }
        @if is(&[LineKind::Sign]) {
            div.for.sign { (signs(row)) }
        }
    }
}

/// A text beside the text of the line.
fn area(row: &Row<'_>, part: &str, label: &str, hint: &str) -> Markup {
    super::area(row.page, &row.name(part), &row.t(label), &row.t(hint))
}

/// The marks of their words, each with its key and the prefix that begins a line of it.
fn marks(row: &Row<'_>) -> Markup {
    let marks = [
        ("w", "log-mark-want", Some(Prefix::Want)),
        ("n", "term-hint", Some(Prefix::Need)),
        ("a", "log-mark-conversation", Some(Prefix::Conversation)),
        ("b", "log-mark-consultation", Some(Prefix::Consultation)),
        ("topic", "log-topic", None),
    ];
    html! {
        fieldset.chips {
            legend.vh { (row.t("log-marks")) }
            @for (part, word, prefix) in marks {
                label.chip data-prefix=[prefix.map(spellings)] {
                    input
                        type="checkbox"
                        name=(row.name(part))
                        value="1"
                        checked[row.page.fields.ticked(&row.name(part), "1")]
                        data-mark=(part)
                        data-key=[(part.len() == 1).then_some(part)];
                    (row.t(word))
                    @if part.len() == 1 { kbd aria-hidden="true" { (part) } }
                }
            }
        }
        p.hint.both { (row.t("log-marks-both")) }
    }
}

/// Asks how far they got with their topic, beside the words that say it.
fn covered(row: &Row<'_>) -> Markup {
    let name = match row.line.kind {
        LineKind::Topic => "covered".to_owned(),
        _ => row.name("covered"),
    };
    html! {
        fieldset.chips.snug.covered id={ "f-" (name) } {
            legend { (row.t("log-covered")) }
            @for (covered, key) in [(Covered::Yes, "1"), (Covered::Partly, "2"), (Covered::No, "3")] {
                (
                    chip(
                        row.page,
                        ("radio", &name, &code(&covered)),
                        &row.page.words.label("covered", &covered),
                        key,
                    )
                )
            }
            (unset(row.page, &name))
            (fault_line(&name, row.page.fault(&name)))
        }
        @if row.line.kind == LineKind::Said {
            (fault_line("topic", row.page.fault("topic").filter(|_| marked(row))))
        }
    }
}

fn marked(row: &Row<'_>) -> bool {
    row.page.fields.marked_topics().contains(&row.line)
}

const HOW: [(&str, &str); 3] = [
    ("auto", "log-agreement-auto"),
    ("declined", "log-agreement-declined"),
    ("withdrawn", "log-agreement-withdrawn"),
];

/// The rarer answers about their words.
fn more(row: &Row<'_>) -> Markup {
    let page = row.page;
    let exactness: Vec<(String, String)> = [Exactness::Verbatim, Exactness::Near, Exactness::Gist]
        .map(|exact| (code(&exact), page.words.label("exactness", &exact)))
        .to_vec();
    let offered = page.file.map(|(file, _)| offered(file)).unwrap_or_default();
    let moves = moves(row, &offered, page.value(&row.name("move")));
    html! {
        details.more open[opened(row)] {
            summary { (row.t("log-mark-more")) }
            (
                select(
                    page,
                    &row.name("exact"),
                    &row.t("log-exactness"),
                    &row.t("log-exactness-usual"),
                    &exactness,
                )
            )
            @if !row.open {
                (area(row, "want", "log-want-as", "log-want-as-hint"))
                (area(row, "need", "log-need-as", "log-need-as-hint"))
            }
            fieldset.chips.snug {
                legend { (row.t("log-agreement-how")) }
                @for (how, word) in HOW {
                    (chip(page, ("radio", &row.name("how"), how), &row.t(word), how_key(how)))
                }
                (unset(page, &row.name("how")))
            }
            @if !moves.is_empty() {
                (
                    select(
                        page,
                        &row.name("move"),
                        &row.t("log-mark-moves"),
                        &row.t("log-none"),
                        &moves,
                    )
                )
            }
        }
    }
}

fn how_key(how: &str) -> &'static str {
    match how {
        "auto" => "r",
        "declined" => "x",
        _ => "",
    }
}

fn opened(row: &Row<'_>) -> bool {
    let written = |part: &&str| !row.page.value(&row.name(part)).is_empty();
    ["want", "need", "move"].iter().any(written)
        || ["declined", "withdrawn"].contains(&row.page.value(&row.name("how")))
}

/// Permission and landing, each with the words it rests on.
fn told(row: &Row<'_>) -> Markup {
    html! {
        (permission(row.page, &row.line.name()))
        (grounds(row.page, &row.name("yes"), row.said, "log-permission-words"))
        (reception(row.page, &row.line.name()))
        (grounds(row.page, &row.name("answer"), row.said, "log-reception-words"))
    }
}

/// With whose leave it was told.
pub(super) fn permission(page: &LogPage<'_>, name: &str) -> Markup {
    let name = format!("{name}-permission");
    html! {
        fieldset.chips.half.permission id={ "f-" (name) } {
            legend { (page.t("term-permission")) }
            @for (answer, key) in PERMISSIONS {
                @let word = page.words.label("permission", &answer);
                (chip(page, ("radio", &name, &code(&answer)), &word, key))
            }
            (unset(page, &name))
        }
        (fault_line(&name, page.fault(&name)))
    }
}

/// Asks how it landed.
pub(super) fn reception(page: &LogPage<'_>, name: &str) -> Markup {
    let name = format!("{name}-reception");
    html! {
        fieldset.chips.half.reception id={ "f-" (name) } {
            legend { (page.t("term-reception")) }
            @for (landed, key) in RECEPTIONS {
                @let word = page.words.label("reception", &landed);
                (chip(page, ("radio", &name, &code(&landed)), &word, key))
            }
            (chip(page, ("radio", &name, ""), &page.t("reception-unknown"), "6"))
        }
    }
}

/// The words that an answer rests on, chosen among the lines of the page, the nearest above first.
/// None is chosen beforehand.
pub(super) fn grounds(page: &LogPage<'_>, name: &str, said: &[Line], label: &str) -> Markup {
    let chosen = page.value(name);
    let above = page.fields.lines();
    let own = Line::named(name.rsplit_once('-').map_or(name, |(line, _)| line));
    let at = own.and_then(|own| above.iter().position(|line| *line == own)).unwrap_or(0);
    let place = |line: &Line| above.iter().position(|it| it == line).unwrap_or(usize::MAX);
    let (mut before, after): (Vec<Line>, Vec<Line>) =
        said.iter().partition(|line| place(line) < at);
    before.reverse();
    let offered: Vec<Line> = before.into_iter().chain(after).collect();
    let other = !chosen.is_empty() && offered.iter().all(|line| line.row.to_string() != chosen);
    html! {
        fieldset.grounds id={ "f-" (name) } data-grounds=(name) {
            legend { (page.t(label)) }
            div.offered {
                @for line in &offered {
                    (ground(page, name, line))
                }
            }
            @if other { (hidden(name, chosen)) }
            p.hint.none hidden[!offered.is_empty()] { (page.t("log-words-later")) }
            (unset(page, name))
            (fault_line(name, page.fault(name)))
        }
    }
}

fn ground(page: &LogPage<'_>, name: &str, line: &Line) -> Markup {
    let said = page.value(&line.name());
    html! {
        label.offer {
            input
                type="radio"
                name=(name)
                value=(line.row)
                checked[page.value(name) == line.row.to_string()];
            span {
                q.words { (Words::quoted(said, Lang::of(said))) }
            }
        }
    }
}

const PERMISSIONS: [(Permission, &str); 4] = [
    (Permission::Solicited, "1"),
    (Permission::Permitted, "2"),
    (Permission::Unasked, "3"),
    (Permission::Imposed, "4"),
];
const RECEPTIONS: [(Reception, &str); 5] = [
    (Reception::Received, "1"),
    (Reception::Thinking, "2"),
    (Reception::PushedBack, "3"),
    (Reception::Burdened, "4"),
    (Reception::Closed, "5"),
];

/// The need behind what is held, known or guessed.
fn held(row: &Row<'_>) -> Markup {
    let file = row.page.file.map(|(file, _)| file);
    let needs = file.map(|file| file.needs.iter().enumerate()).into_iter().flatten();
    let needs: Vec<(String, String)> =
        needs.map(|(i, need)| ((i + 1).to_string(), need.text.to_string())).collect();
    let part = if row.open { "for" } else { "need" };
    html! {
        @if !needs.is_empty() {
            (
                select(
                    row.page,
                    &row.name(part),
                    &row.t("log-held-need"),
                    &row.t("log-none"),
                    &needs,
                )
            )
        }
        div.guess {
            b { (row.t("term-hypothesis")) }
            (area(row, "guess", "log-guess", ""))
            p.from { (row.t("log-guess-hint")) }
        }
        div.chips {
            (chip(row.page, ("checkbox", &row.name("interest"), "1"), &row.t("log-self-interest"), ""))
        }
    }
}

/// By when: a day as people write it; a script offers the usual ones.
fn due(row: &Row<'_>) -> Markup {
    super::close::day(row.page, &row.name("due"), ("log-due", "log-due-hint"), &super::close::DUE)
}

fn signs(row: &Row<'_>) -> Markup {
    let name = if row.open { row.name("sign") } else { row.line.name() };
    let groups = [("family-withdrawal", 0, 8), ("family-confrontation", 8, 13)];
    html! {
        @for (legend, from, to) in groups {
            fieldset.chips.half {
                legend { (row.t(legend)) }
                @for (i, sign) in Sign::ALL.iter().enumerate().take(to).skip(from) {
                    (
                        chip(
                            row.page,
                            ("checkbox", &name, &code(sign)),
                            &row.page.words.label("sign", sign),
                            SIGN_KEYS[i],
                        )
                    )
                }
            }
        }
        (area(row, "before", "log-just-before", ""))
    }
}

const SIGN_KEYS: [&str; 13] =
    ["h", "2", "3", "4", "5", "6", "7", "8", "⇧1", "⇧2", "⇧3", "⇧4", "⇧5"];

/// The steps with their words, and the one that is written down already, whether or not it is
/// offered to a new session.
fn moves(row: &Row<'_>, offered: &[String], written: &str) -> Vec<(String, String)> {
    let Some((file, _)) = row.page.file else { return Vec::new() };
    let other = (!written.is_empty() && offered.iter().all(|value| value != written))
        .then(|| written.to_owned());
    let all = offered.iter().cloned().chain(other);
    all.filter_map(|value| Some((value.clone(), worded(row.page.words, file, &value)?))).collect()
}

/// A step and what it is a step of, in words.
fn worded(words: &Words, file: &ClientFile, value: &str) -> Option<String> {
    let [noun, no, to] = value.splitn(3, '.').collect::<Vec<_>>()[..] else { return None };
    let no = no.parse::<usize>().ok()?.checked_sub(1)?;
    let (family, about) = match noun {
        "need" => ("need-state", file.needs.get(no)?.text.to_string()),
        "want" => ("want-state", file.wants.get(no)?.text.to_string()),
        "strain" => ("strain-state", words.day_short(file.strains.get(no)?.opened_on)),
        _ => return None,
    };
    Some(format!("{}: {about}", words.label(family, &to)))
}
