//! The shorthand's entry joined to the form's: one record, each thing once, whichever side it was
//! written on.

use super::LogForm;
use crate::intake::entry::{About, Agreed, Draft, Entry, Item, Link, Move, Telling, Told, What};
use crate::intake::form::Fault;
use crate::method::field::Shape;
use crate::method::session::SessionField;

impl LogForm {
    /// Adds what the shorthand holds and the form has no single place for: a note goes below the
    /// form's, and items are added unless the form holds the same.
    pub(super) fn absorb(&mut self, short: Entry) {
        let own = &mut self.entry;
        own.session.ended_at = short.session.ended_at.or(own.session.ended_at);
        if short.session.kind != Default::default() {
            own.session.kind = short.session.kind;
        }
        for field in SessionField::texts().filter(|f| f.declared().shape == Shape::Notes) {
            if field.join(&mut own.session, &short.session).is_err() {
                self.faults.push(Fault::new(field.declared().form, "fault-text"));
            }
        }
        let mut now_at: Vec<usize> = Vec::new();
        let base = own.items.len();
        for (i, item) in short.items.iter().enumerate() {
            let guess = |j: usize| now_at.get(j).copied().unwrap_or(base + j);
            let what = item.what.clone().relinked(&guess);
            // Two lines that nobody can read are the same only where they say the same.
            let alike =
                |it: &Item| it.what == what && (what != What::Unread || it.typed == item.typed);
            let same = own.items[..base].iter().position(alike);
            now_at.push(same.unwrap_or(base + i));
        }
        for item in short.items {
            let what = item.what.relinked(&|j| now_at.get(j).copied().unwrap_or(base + j));
            own.items.push(Item { line: item.line, typed: item.typed, what });
        }
        self.drop_twins(base, &now_at);
    }

    /// Items that the form already holds become unreachable copies; they are taken out from the
    /// end, and links follow.
    fn drop_twins(&mut self, base: usize, now_at: &[usize]) {
        for (i, at) in now_at.iter().enumerate().rev() {
            if *at < base {
                let gone = base + i;
                self.entry.items.remove(gone);
                for item in &mut self.entry.items {
                    let what = item.what.clone();
                    item.what = what.relinked(&|j| if j > gone { j - 1 } else { j });
                }
            }
        }
    }
}

impl What {
    /// The same with every link to an item moved.
    fn relinked(self, to: &dyn Fn(usize) -> usize) -> What {
        let one = |link: Link| match link {
            Link::Item(j) => Link::Item(to(j)),
            known @ Link::Known(_) => known,
        };
        let opt = |link: Option<Link>| link.map(one);
        let all = |links: Vec<Link>| links.into_iter().map(one).collect::<Vec<_>>();
        let draft = |d: Draft| Draft { need: opt(d.need), ..d };
        match self {
            What::Want { text, words, needs } => {
                What::Want { text, words: opt(words), needs: all(needs) }
            }
            What::Need { text, basis, kind, words, wants } => {
                What::Need { text, basis, kind, words: opt(words), wants: all(wants) }
            }
            What::WantMoved(m) => What::WantMoved(moved(m, &one)),
            What::NeedMoved(m) => What::NeedMoved(moved(m, &one)),
            What::MessageMoved(m) => What::MessageMoved(moved(m, &one)),
            What::PromiseMoved(m) => What::PromiseMoved(moved(m, &one)),
            What::StrainMoved(m) => What::StrainMoved(moved(m, &one)),
            What::Agreement(a) => {
                let about = match a.about {
                    About::Topic(link) => About::Topic(one(link)),
                    other => other,
                };
                What::Agreement(Agreed { about, words: opt(a.words), ..a })
            }
            What::Message(d) => What::Message(draft(d)),
            What::Told(t) => What::Told(Telling {
                message: match t.message {
                    Told::Held(link) => Told::Held(one(link)),
                    Told::New(d) => Told::New(draft(d)),
                },
                permission_words: opt(t.permission_words),
                reception_words: opt(t.reception_words),
                strain: opt(t.strain),
                ..t
            }),
            What::Landed { message, reception, words } => {
                What::Landed { message: one(message), reception, words: opt(words) }
            }
            What::Sign { sign, observed, just_before, words } => {
                What::Sign { sign, observed, just_before, words: opt(words) }
            }
            What::Promise { by, text, due, need } => {
                What::Promise { by, text, due, need: opt(need) }
            }
            What::Strain { kind, message, note } => {
                What::Strain { kind, message: opt(message), note }
            }
            same @ (What::Quote(_) | What::Unread) => same,
        }
    }
}

fn moved<S>(m: Move<S>, one: &impl Fn(Link) -> Link) -> Move<S> {
    Move { of: one(m.of), words: m.words.map(one), ..m }
}
