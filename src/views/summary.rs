//! Handing over: the exact document as it will leave, what stays here, and what left before. On
//! paper only the sheet.

use maud::{Markup, html};
use serde::Deserialize;

use crate::export::summary::Source;
use crate::export::{Document, Format, html as sheet, pdf};
use crate::method::disclosure::pseudonymiser::Doubt;
use crate::method::disclosure::{Extent, Lacking, LeftOut, Period, Profile};
use crate::method::moment::local;
use crate::method::{Class, ClientFile, Id, Lang, Session, Viewer, code, from_code};
use crate::paths;
use crate::store::export::Export;
use crate::views::form::{self, Faults, Field};
use crate::words::{Words, arg};

/// Holds what is chosen on the page, as typed.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Choice {
    pub profile: String,
    /// The one session it is about; empty for a period.
    pub session: String,
    pub from: String,
    pub to: String,
    pub lang: String,
    /// For a supervisor, by hand: what is wanted, who the client is, further questions.
    pub question: String,
    pub about: String,
    pub further: String,
    /// `leave` leaves out the lines that should be looked at first.
    pub doubt: String,
    /// `yes` once those lines were looked at.
    pub looked: String,
    /// The fingerprint of the document that was shown before it was asked for.
    pub seen: String,
    pub format: String,
}

/// The document as it would leave now.
pub struct Preview {
    pub document: Document,
    pub left_out: Vec<LeftOut>,
    /// Lines that a human eye must see before it leaves, with why.
    pub doubtful: Vec<(String, Vec<Doubt>)>,
    /// True if the record has changed since the document was shown.
    pub changed: bool,
}

/// The page. Without a preview the choice has faults, which stand at its fields, or something is
/// lacking.
pub struct Page<'a> {
    pub words: &'static Words,
    pub viewer: &'a Viewer,
    pub csrf: &'a str,
    pub source: &'a Source,
    pub choice: &'a Choice,
    pub faults: &'a Faults,
    pub lacking: Option<Lacking>,
}

impl Page<'_> {
    /// The body of the page.
    pub fn body(&self, preview: Option<&Preview>) -> Markup {
        html! {
            header.head.screen {
                h1 { (self.words.t("summary-page")) }
                p.sub { (self.words.name_of(&self.source.file.person)) }
            }
            (self.faults.summary(self.words))
            (self.choose())
            @if let Some(lacking) = self.lacking { (self.refused(lacking)) }
            @if let Some(preview) = preview {
                @if preview.changed {
                    div.unkept.screen role="alert" {
                        h2 { (self.words.t("summary-changed")) }
                    }
                }
                (self.hand_over(preview))
                (sheet::sheet(&preview.document))
                (left_out(&preview.left_out, self.words))
            }
            (self.past())
        }
    }

    /// Whom it is for, what it is about, in which language: a question, so that it changes nothing.
    /// What is written for a supervisor is sent in a form all the same, since it has no business in
    /// an address.
    fn choose(&self) -> Markup {
        let (words, choice) = (self.words, self.choice);
        let label = |key| words.t(key);
        let action = paths::summary(&self.source.file.person.id);
        let supervision = self.supervised();
        let fields = html! {
            (
                form::select(
                    "profile",
                    &label("summary-profile"),
                    &self.profiles(),
                    &choice.profile,
                    self.faults,
                )
            )
            (
                form::select(
                    "session",
                    &label("summary-scope"),
                    &self.sessions(),
                    &choice.session,
                    self.faults,
                )
            )
            (
                Field::new("from", &label("summary-from"), &choice.from)
                    .kind("date")
                    .draw(self.faults)
            )
            (
                Field::new("to", &label("summary-to"), &choice.to)
                    .kind("date")
                    .draw(self.faults)
            )
            (
                form::select(
                    "lang",
                    &label("summary-lang"),
                    &self.languages(),
                    &choice.lang,
                    self.faults,
                )
            )
            @if supervision { (self.by_hand()) }
            (form::submit(&label("summary-show")))
        };
        html! {
            div.screen {
                @if supervision { (form::post_as("choose", &action, self.csrf, fields)) } @else {
                    form.choose method="get" action=(action) { (fields) }
                }
            }
        }
    }

    fn supervised(&self) -> bool {
        from_code(&self.choice.profile) == Some(Profile::Supervisor)
    }

    /// Shows what only the consultant can say.
    fn by_hand(&self) -> Markup {
        let (words, choice) = (self.words, self.choice);
        let doubt = [("", "summary-doubt-keep"), ("leave", "summary-doubt-leave")];
        let doubt = doubt.map(|(value, key)| (value.to_owned(), words.t(key)));
        let area = |name, label: String, typed: &str| form::area(name, &label, typed, self.faults);
        html! {
            (area("question", words.t("summary-question"), &choice.question))
            (area("about", words.t("summary-who"), &choice.about))
            (area("further", words.t("summary-further"), &choice.further))
            (
                form::select(
                    "doubt",
                    &words.t("summary-doubt"),
                    &doubt,
                    &choice.doubt,
                    self.faults,
                )
            )
        }
    }

    /// Shows why there is no sheet yet, and where to go on.
    fn refused(&self, lacking: Lacking) -> Markup {
        let profile = paths::profile(&self.source.file.person.id);
        html! {
            section.left.screen role="status" {
                p { (self.words.label("summary-lacking", &lacking)) }
                @if {
                    matches!(
                        lacking,
                        Lacking::Sponsor | Lacking::Consent | Lacking::Views
                    )
                } {
                    p {
                        a.act href=(profile) { (self.words.t("summary-lacking-go")) }
                    }
                }
            }
        }
    }

    fn profiles(&self) -> Vec<(String, String)> {
        Profile::ALL.iter().map(|p| (code(p), self.words.label("profile", p))).collect()
    }

    fn languages(&self) -> Vec<(String, String)> {
        [Lang::Ja, Lang::En].iter().map(|l| (code(l), self.words.label("lang", l))).collect()
    }

    /// A period, or one of the held sessions, the latest first.
    fn sessions(&self) -> Vec<(String, String)> {
        let file: &ClientFile = &self.source.file;
        let mut held: Vec<&Session> = file.sessions.iter().filter(|s| s.held()).collect();
        held.sort_by_key(|s| std::cmp::Reverse((s.on, s.no)));
        let name = |s: &Session| {
            [Some(self.words.day(s.on)), self.number(s)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
        };
        let one = held.into_iter().map(|s| (s.id.to_string(), name(s)));
        std::iter::once((String::new(), self.words.t("summary-scope-period"))).chain(one).collect()
    }

    fn number(&self, session: &Session) -> Option<String> {
        session.no.map(|n| self.words.say("summary-session-no", &[("n", n.into())]))
    }

    /// One button a format. What is sent along says which document was seen.
    fn hand_over(&self, preview: &Preview) -> Markup {
        let choice = self.choice;
        let kept = [
            ("profile", &choice.profile),
            ("session", &choice.session),
            ("from", &choice.from),
            ("to", &choice.to),
            ("lang", &choice.lang),
            ("question", &choice.question),
            ("about", &choice.about),
            ("further", &choice.further),
            ("doubt", &choice.doubt),
        ];
        let fields = html! {
            @for (name, value) in kept { (form::hidden(name, value)) }
            (form::hidden("seen", &preview.document.fingerprint()))
            @if !preview.doubtful.is_empty() { (self.look(&preview.doubtful)) }
            (signs(&preview.document, self.words))
            p { (self.words.t("summary-leaves")) }
            p.acts {
                @for format in Format::ALL {
                    button.plain name="format" value=(code(&format)) {
                        (self.words.label("format", &format))
                    }
                }
            }
        };
        html! {
            section.sheetbar.screen aria-label=(self.words.t("summary-hand-over")) {
                (
                    form::post(
                        &paths::summary(&self.source.file.person.id),
                        self.csrf,
                        fields,
                    )
                )
            }
        }
    }

    /// The lines that may still say who is meant, each with why, and the press that says they were
    /// read.
    fn look(&self, doubtful: &[(String, Vec<Doubt>)]) -> Markup {
        let fault = self.faults.of("looked");
        html! {
            div.unkept {
                h2 { (self.words.t("summary-look")) }
                ul {
                    @for (text, doubts) in doubtful {
                        li {
                            (text)
                            p.from {
                                (
                                    doubts
                                        .iter()
                                        .map(|d| self.words.label("doubt", d))
                                        .collect::<Vec<_>>()
                                        .join(" · ")
                                )
                            }
                        }
                    }
                }
                p {
                    label {
                        input #looked type="checkbox" name="looked" value="yes";
                        " "
                        (self.words.t("summary-looked"))
                    }
                }
                @if let Some(fault) = fault {
                    p #looked-fault.fault { (fault) }
                }
            }
        }
    }

    /// Shows what was handed over before.
    fn past(&self) -> Markup {
        html! {
            @if !self.source.exports.is_empty() {
                section.left.screen {
                    h2 { (self.words.t("summary-past")) }
                    ul.plain-rows {
                        @for export in &self.source.exports {
                            li { (self.export(export)) }
                        }
                    }
                }
            }
        }
    }

    fn export(&self, export: &Export) -> Markup {
        let words = self.words;
        let at = local(export.at, self.viewer.tz);
        let day = |day: Option<_>| day.map(|day| words.date(day)).unwrap_or_default();
        let number = |id: &Id| self.source.file.session(id).and_then(|s| self.number(s));
        let about = match &export.extent {
            Extent::Session { id, on } => [Some(words.date(*on)), number(id)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
            Extent::Period(Period { from: None, to: None }) => words.t("summary-past-whole"),
            Extent::Period(Period { from, to }) if from == to => day(*from),
            Extent::Period(Period { from, to }) => format!("{} – {}", day(*from), day(*to)),
        };
        let what = [
            words.label("profile", &export.profile),
            about,
            words.label("format", &export.format),
            words.label("lang", &export.lang),
        ];
        let by = self.source.name_of(&export.member);
        html! {
            (what.join(" · "))
            p.from {
                span.num { (words.date(at.date())) " " (words.time(at)) }
                @if let Some(by) = by { " · " (by) }
                " · SHA-256 "
                code title=(export.sha256) { (export.sha256.get(..16).unwrap_or_default()) }
            }
        }
    }
}

/// The signs that a PDF would show as another one, by their place: said before it leaves.
pub fn signs(document: &Document, words: &Words) -> Markup {
    missing(&pdf::missing(document), words)
}

/// The signs that PDFs would show as another one, each with its place.
pub fn missing(missing: &[(String, String)], words: &Words) -> Markup {
    html! {
        @if !missing.is_empty() {
            div.unkept {
                h2 { (words.t("summary-signs")) }
                ul {
                    @for line in words.missing_signs(missing) {
                        li { (line) }
                    }
                }
            }
        }
    }
}

/// Shows what stays here: classes, kinds and counts, never contents.
pub fn left_out(left: &[LeftOut], words: &Words) -> Markup {
    let of = |class: Class| {
        let kinds = left.iter().filter(move |l| l.class == class);
        let each = kinds.map(|l| {
            let kind = words.label("left-out", &l.kind);
            words.say("summary-left-out-kind", &[("kind", arg(kind)), ("n", l.count.into())])
        });
        each.collect::<Vec<_>>().join(" · ")
    };
    html! {
        @if !left.is_empty() {
            section.left.screen {
                h2 { (words.t("summary-left-out")) }
                dl.facts {
                    @for class in [Class::S, Class::W, Class::P, Class::R, Class::N] {
                        @if left.iter().any(|l| l.class == class) {
                            dt { (words.label("class", &code(&class).to_lowercase())) }
                            dd { (of(class)) }
                        }
                    }
                }
            }
        }
    }
}
