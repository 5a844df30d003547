//! Holds what a number points at: things of a kind, counted in the order of the file, then in the
//! order written.

use crate::intake::entry::{Entry, Item};
use crate::method::{ClientFile, Fact, Id, Session};

/// Names what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Quote,
    Want,
    Need,
    Message,
    Promise,
    Strain,
}

impl Kind {
    /// The kind that a letter before a number names, already folded.
    pub(super) fn read(word: &str) -> Option<Kind> {
        Some(match word {
            "q" | "言" => Kind::Quote,
            "w" | "望" => Kind::Want,
            "n" | "潜" => Kind::Need,
            "m" | "胸" | "s" | "伝" => Kind::Message,
            "p" | "約" | "o" | "我" => Kind::Promise,
            "r" | "亀裂" => Kind::Strain,
            _ => return None,
        })
    }

    /// The kind that an item counts as.
    fn of(item: &Item) -> Option<Kind> {
        Some(match item.fact()? {
            Fact::Quote(_) => Kind::Quote,
            Fact::Want(_) => Kind::Want,
            Fact::Need(_) => Kind::Need,
            Fact::Message(_) => Kind::Message,
            Fact::Promise(_) => Kind::Promise,
            Fact::Strain(_) => Kind::Strain,
            _ => return None,
        })
    }

    pub(crate) fn letter(self, lang: crate::method::Lang) -> &'static str {
        let (ja, en) = match self {
            Kind::Quote => ("言", "q"),
            Kind::Want => ("望", "w"),
            Kind::Need => ("潜", "n"),
            Kind::Message => ("胸", "m"),
            Kind::Promise => ("約", "p"),
            Kind::Strain => ("亀裂", "r"),
        };
        if lang == crate::method::Lang::Ja { ja } else { en }
    }
}

/// The count of everything a line can point at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numbers {
    things: Vec<(Kind, Id)>,
}

impl Numbers {
    /// The numbers of a file's records, as the page shows them.
    pub fn of(file: &ClientFile) -> Numbers {
        Numbers { things: records(file) }
    }

    /// The same with one session's records last, as if they had just been written.
    pub(super) fn around(file: &ClientFile, session: &Session) -> Numbers {
        let (own, others): (Vec<_>, Vec<_>) =
            records(file).into_iter().partition(|(kind, id)| written_in(file, session, *kind, id));
        Numbers { things: others.into_iter().chain(own).collect() }
    }

    /// Counts on through the items of an entry.
    pub(crate) fn with(mut self, entry: &Entry) -> Numbers {
        let counted = |item: &Item| Some((Kind::of(item)?, item.id()?.clone()));
        self.things.extend(entry.items.iter().filter_map(counted));
        self
    }

    /// Tells what number `n` of a kind is, counted from 1.
    pub fn thing(&self, kind: Kind, n: usize) -> Option<&Id> {
        self.things.iter().filter(|(k, _)| *k == kind).map(|(_, id)| id).nth(n.checked_sub(1)?)
    }

    /// Tells how many things of a kind are counted.
    pub(crate) fn count(&self, kind: Kind) -> usize {
        self.things.iter().filter(|(k, _)| *k == kind).count()
    }

    /// The number of a record.
    pub fn number(&self, kind: Kind, id: &Id) -> Option<usize> {
        let mut of_kind = self.things.iter().filter(|(k, _)| *k == kind);
        of_kind.position(|(_, known)| known == id).map(|at| at + 1)
    }
}

fn records(file: &ClientFile) -> Vec<(Kind, Id)> {
    let quotes = file.quotes.iter().map(|r| (Kind::Quote, &r.id));
    let wants = file.wants.iter().map(|r| (Kind::Want, &r.id));
    let needs = file.needs.iter().map(|r| (Kind::Need, &r.id));
    let messages = file.messages.iter().map(|r| (Kind::Message, &r.id));
    let promises = file.promises.iter().map(|r| (Kind::Promise, &r.id));
    let strains = file.strains.iter().map(|r| (Kind::Strain, &r.id));
    let all = quotes.chain(wants).chain(needs).chain(messages).chain(promises).chain(strains);
    all.map(|(kind, id)| (kind, id.clone())).collect()
}

/// True if the record was written in that session.
pub(super) fn written_in(file: &ClientFile, session: &Session, kind: Kind, id: &Id) -> bool {
    let here = Some(&session.id);
    match kind {
        Kind::Quote => file.quote(id).is_some_and(|r| r.session.as_ref() == here),
        Kind::Want => file.want(id).is_some_and(|r| r.session.as_ref() == here),
        Kind::Need => file.need(id).is_some_and(|r| r.session.as_ref() == here),
        Kind::Promise => file.promise(id).is_some_and(|r| r.session.as_ref() == here),
        Kind::Strain => file
            .strain(id)
            .and_then(|r| r.history.first())
            .is_some_and(|s| s.session.as_ref() == here),
        Kind::Message => file.message(id).is_some_and(|m| file.session_of_message(m) == here),
    }
}
