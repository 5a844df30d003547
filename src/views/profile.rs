//! Who a person is, to be changed: these fields have no history of their own.

use maud::{Markup, html};

use super::form::{self, Faults, Field};
use crate::domain::person::PersonKind;
use crate::domain::{Id, Lang, Person, Text, code};
use crate::paths;
use crate::words::Words;

/// The fields as they stand, or as they were typed.
#[derive(Debug, Default, Clone)]
pub struct Typed {
    pub version: String,
    pub name: String,
    pub name_ja: String,
    pub name_en: String,
    pub reading: String,
    pub locale: String,
    pub role: String,
    pub purpose: String,
    pub kind: String,
    pub rank: String,
    pub likes: String,
    pub faults: Faults,
}

impl Typed {
    /// What is recorded of the person now.
    pub fn of(person: &Person, version: i64) -> Typed {
        let text = |t: &Option<Text>| t.as_ref().map(Text::to_string).unwrap_or_default();
        Typed {
            version: version.to_string(),
            name: person.display_name.to_string(),
            name_ja: text(&person.display_name_ja),
            name_en: text(&person.display_name_en),
            reading: text(&person.reading),
            locale: code(&person.locale),
            role: text(&person.role),
            purpose: text(&person.purpose),
            kind: code(&person.kind),
            rank: person.declared_rank.map(|r| r.to_string()).unwrap_or_default(),
            likes: person.preferences.iter().map(|p| format!("{}\n", p.text)).collect(),
            faults: Faults::default(),
        }
    }
}

/// The body of the page.
pub fn page(id: &Id, person: &Person, csrf: &str, typed: &Typed, words: &Words) -> Markup {
    let locales = [Lang::Ja, Lang::En].map(|l| (code(&l), words.label("lang", &l)));
    let kinds = [
        PersonKind::Prospect,
        PersonKind::Client,
        PersonKind::FormerClient,
        PersonKind::Sponsor,
        PersonKind::Referrer,
        PersonKind::Peer,
    ];
    let kinds = kinds.map(|k| (code(&k), words.label("person-kind", &k)));
    let ranks = [
        (String::new(), words.t("profile-rank-none")),
        ("1".into(), words.label("rank", &"1")),
        ("2".into(), words.label("rank", &"2")),
    ];
    let t = typed;
    let fields = html! {
        (t.faults.summary(words))
        (form::hidden("version", &t.version))
        (Field::new("name", &words.t("profile-name"), &t.name).required().draw(&t.faults))
        (Field::new("reading", &words.t("profile-reading"), &t.reading).draw(&t.faults))
        (Field::new("name_ja", &words.t("profile-name-ja"), &t.name_ja).draw(&t.faults))
        (Field::new("name_en", &words.t("profile-name-en"), &t.name_en).draw(&t.faults))
        (form::select("locale", &words.t("profile-locale"), &locales, &t.locale, &t.faults))
        (Field::new("role", &words.t("profile-role"), &t.role).draw(&t.faults))
        (form::select("kind", &words.t("profile-kind"), &kinds, &t.kind, &t.faults))
        (Field::new("purpose", &words.t("profile-purpose"), &t.purpose).draw(&t.faults))
        (form::select("rank", &words.t("profile-rank"), &ranks, &t.rank, &t.faults))
        p.entry {
            label.field for="likes" { (words.t("profile-likes")) }
            textarea #likes name="likes" rows="3" { (t.likes) }
            @if let Some(fault) = t.faults.of("likes") { span.fault { (fault) } }
        }
        (form::submit(&words.t("profile-save")))
    };
    super::step::sheet(id, person, &words.t("profile-title"), form::post(&paths::profile(id), csrf, fields), words)
}
