//! Tells who a person is, to be added or changed: everything recorded of them that has no history
//! of its own.

mod lists;
mod sheet;

use maud::{Markup, html};

use self::sheet::Sheet;
use super::form::{self, Faults};
use super::twin;
use crate::intake::form::Fields;
use crate::intake::person_form::TITLED;
use crate::method::person::honorific;
use crate::method::person::twin::Twin;
use crate::method::person::{OriginDirection, PersonKind, SponsorView};
use crate::method::pillar::Pillar;
use crate::method::{Lang, Person, Quote, code};
use crate::paths;
use crate::store::merge::Merge;
use crate::words::{Words, arg};

/// Everything the page is made of.
pub struct Page<'a> {
    /// Tells who is changed; none where somebody is added.
    pub person: Option<&'a Person>,
    /// Tells where the form goes.
    pub here: &'a str,
    pub csrf: &'a str,
    /// The fields as they stand, or as they were typed.
    pub fields: &'a Fields,
    /// Holds what was saved meanwhile, where somebody else was faster: both versions are shown.
    pub meanwhile: Option<&'a Fields>,
    /// The message that says what the other version is.
    pub beside: &'static str,
    /// Whom they were made of, and who may be the same; none for a colleague, who makes nobody one.
    pub merges: Option<(&'a [Merge], Vec<Twin<'a>>)>,
    /// Tells who may be the same person, while that is asked.
    pub twins: &'a [Twin<'a>],
    pub faults: &'a Faults,
    /// The consultant's pillars; none where they are somebody else's.
    pub pillars: Option<&'a [Pillar]>,
    /// The client's own words, the latest first.
    pub quotes: &'a [&'a Quote],
    pub words: &'a Words,
}

/// Names what the other version on the page is: saved meanwhile, or typed where somebody new was to
/// be added.
pub const MEANWHILE: &str = "person-meanwhile";
pub const TYPED: &str = "person-typed";

/// The kinds of people, clients first (A21).
pub const KINDS: [PersonKind; 6] = [
    PersonKind::Prospect,
    PersonKind::Client,
    PersonKind::FormerClient,
    PersonKind::Sponsor,
    PersonKind::Referrer,
    PersonKind::Peer,
];

/// The title of the page.
pub fn title(person: Option<&Person>, words: &Words) -> String {
    words.t(if person.is_some() { "person-title" } else { "person-new" })
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    let words = p.words;
    let Page { fields, meanwhile, beside, faults, .. } = *p;
    let sheet = Sheet { fields, meanwhile, beside, faults, words };
    let fields = html! {
        (p.faults.summary(words))
        (form::hidden("version", p.fields.get("version")))
        (
            group(
                &words.t("person-who"),
                html! {
                    @ if ! p.twins.is_empty() { (twin::question(p.twins, fields
                    .get(twin::SAID), faults.of("twin"), words)) } (who(& sheet))
                },
            )
        )
        (group(&words.t("person-between"), between(p, &sheet)))
        (group(&words.t("person-heed"), lists::heed(p, &sheet)))
        @if p.pillars.is_some() { (group(&words.t("person-terms"), terms(p, &sheet))) }
        (
            form::submit(
                &words.t(if p.person.is_some() { "form-save" } else { "form-add" }),
            )
        )
    };
    html! {
        header.head {
            p.kick {
                @match p.person {
                    Some(person) => a href=(paths::client(&person.id)) { (words.name_of(person)) },
                    None => a href=(paths::clients()) { (words.t("place-clients")) },
                }
            }
            h1 { (title(p.person, words)) }
            @if p.beside == TYPED {
                p.done role="status" { (words.t("twin-typed")) }
            }
        }
        (form::once(p.here, p.csrf, p.fields.get(form::KEY), fields))
        @if let (Some(person), Some((merges, alike))) = (p.person, &p.merges) {
            @for twin in alike {
                p.state {
                    (
                        words
                            .say(
                                "merge-alike",
                                &[("name", arg(words.name_of(twin.person)))],
                            )
                    )
                    " "
                    (twin::reasons(&twin.signs, words))
                    " "
                    a.act href=(paths::merge_with(&person.id, &twin.person.id)) {
                        (words.t("merge-side-by-side"))
                    }
                }
            }
            p.acts {
                a.act href=(paths::merge(&person.id)) { (words.t("merge-open")) }
            }
            @if !merges.is_empty() {
                ul.rows.tight {
                    @for merge in *merges {
                        li {
                            a.act href=(paths::merged(&person.id, &merge.id)) {
                                (
                                    words
                                        .say(
                                            "merge-noted",
                                            &[("name", arg(words.name_of(&merge.gone)))],
                                        )
                                )
                            }
                        }
                    }
                }
            }
        }
    }
}

fn group(label: &str, fields: Markup) -> Markup {
    html! {
        section.sec {
            h2 { (label) }
            div.body { (fields) }
        }
    }
}

fn who(s: &Sheet<'_>) -> Markup {
    let words = s.words;
    let kinds = KINDS.map(|kind| (code(&kind), words.label("person-kind", &kind)));
    let langs = [Lang::Ja, Lang::En].map(|lang| (code(&lang), words.label("lang", &lang)));
    html! {
        (s.required("name", &words.t("person-name")))
        @if honorific::kept(s.fields.get("name")).is_some() {
            (s.tick(TITLED, &words.t("person-titled")))
        }
        (s.text("reading", &words.t("person-reading")))
        (s.select("kind", &words.t("person-kind"), &kinds))
        (s.text("role", &words.t("person-role")))
        (s.keyed("mail", &words.t("person-mail"), "email"))
        (s.keyed("phone", &words.t("person-phone"), "tel"))
        (s.select("locale", &words.t("person-locale"), &langs))
        (lists::earlier(s))
        details open[s.any(&["name_ja", "name_en", "role_ja", "role_en"])] {
            summary { (words.t("person-both-languages")) }
            (s.text("name_ja", &words.t("person-name-ja")))
            (s.text("name_en", &words.t("person-name-en")))
            (s.text("role_ja", &words.t("person-role-ja")))
            (s.text("role_en", &words.t("person-role-en")))
        }
    }
}

fn between(p: &Page<'_>, s: &Sheet<'_>) -> Markup {
    let words = s.words;
    let nothing = || (String::new(), words.t("step-nothing-chosen"));
    let origins = [OriginDirection::CameToUs, OriginDirection::Introduced, OriginDirection::WeWent];
    let origins = origins.map(|o| (code(&o), words.label("origin", &o)));
    let origins: Vec<_> = std::iter::once(nothing()).chain(origins).collect();
    let ranks = [
        (String::new(), words.t("person-rank-none")),
        ("1".into(), words.label("rank", &"1")),
        ("2".into(), words.label("rank", &"2")),
    ];
    html! {
        (s.select("origin", &words.t("person-origin"), &origins))
        (s.day("met_on", &words.t("person-met-on")))
        (s.text("knew", &words.t("person-knew")))
        (s.text("activity", &words.t("person-activity")))
        (s.text("purpose", &words.t("person-purpose")))
        (s.tick("wish", &words.t("person-wish")))
        (s.select("rank", &words.t("person-rank"), &ranks))
        @if let Some(pillars) = p.pillars { (lists::pillars(pillars, s)) }
    }
}

/// Fee, sponsor and how long the record is kept: what was agreed around the work.
fn terms(p: &Page<'_>, s: &Sheet<'_>) -> Markup {
    let words = s.words;
    let views = [SponsorView::Attendance, SponsorView::AgreedGoals];
    let views = views.map(|view| (code(&view), words.label("sponsor-view", &view)));
    let open = s.any(&["fee", "currency", "sponsor", "consent", "began_on", "ended_on"]);
    html! {
        details open[open] {
            summary { (words.t("person-terms-open")) }
            (s.keyed("fee", &words.t("person-fee"), "decimal"))
            (s.text("currency", &words.t("person-currency")))
            (s.text("sponsor", &words.t("person-sponsor")))
            (s.several("may_see", &words.t("person-may-see"), &views))
            (
                s.select(
                    "consent",
                    &words.t("person-consent"),
                    &lists::quotes(p.quotes, words),
                )
            )
            (s.day("began_on", &words.t("person-began")))
            (s.day("ended_on", &words.t("person-ended")))
        }
        details open[s.any(&["listed_on", "listed_how", "listed_contact", "listed_until"])] {
            summary { (words.t("person-listed")) }
            p.state { (words.t("person-listed-about")) }
            (s.day("listed_on", &words.t("person-listed-on")))
            (s.text("listed_how", &words.t("person-listed-how")))
            (s.text("listed_contact", &words.t("person-listed-contact")))
            (s.day("listed_until", &words.t("person-listed-until")))
        }
    }
}
