//! One understood item of an entry, as the reading beside the log page lists it.

use maud::{Markup, html};

use crate::intake::entry::{Agreed, Entry, Item, Link, Said, Told, What};
use crate::method::{ClientFile, Lang, Text};
use crate::words::{Words, arg};

/// Holds what the reading needs to name what an item points at.
pub struct Context<'a> {
    pub words: &'a Words,
    pub entry: &'a Entry,
    /// The client's file; none while the client is still to be named.
    pub file: Option<&'a ClientFile>,
}

/// One row: the step it belongs to, the matter, and in small what was understood of it.
pub fn line(cx: &Context<'_>, item: &Item) -> Markup {
    let (step, matter, meaning) = row(cx, item);
    html! {
        li {
            span.num {
                @if let Some(step) = step { (step) }
            }
            span {
                (matter)
                @if !meaning.is_empty() {
                    span.t { (meaning) }
                }
            }
        }
    }
}

fn row(cx: &Context<'_>, item: &Item) -> (Option<u8>, Markup, String) {
    let w = cx.words;
    let plain = |text: &Text| {
        html! {
            (text)
        }
    };
    match &item.what {
        What::Quote(said) => (Some(2), quote(said), exactness(w, said)),
        What::Want { text, .. } => (Some(3), plain(text), w.t("term-want")),
        What::WantMoved(m) => (Some(3), about(cx, &m.of), w.label("want-state", &m.to)),
        What::Need { text, .. } => (
            Some(6),
            html! {
                span.guess.mini {
                    b { (w.t("term-hypothesis")) }
                    (text)
                }
            },
            String::new(),
        ),
        What::NeedMoved(m) => (Some(3), about(cx, &m.of), w.label("need-state", &m.to)),
        What::Agreement(agreed) => (
            Some(3),
            html! {
                (w.label("agreement-kind", &agreed.kind))
            },
            agreement(cx, agreed),
        ),
        What::Message(draft) => (Some(6), plain(&draft.text), w.t("term-held")),
        What::MessageMoved(m) => (Some(6), about(cx, &m.of), w.label("message-state", &m.to)),
        What::Told(telling) => {
            let matter = match &telling.message {
                Told::Held(link) => about(cx, link),
                Told::New(draft) => plain(&draft.text),
            };
            let permission = telling.permission.map(|p| w.label("permission", &p));
            let reception = telling.reception.map(|r| w.label("reception", &r));
            (Some(4), matter, both(w, permission, reception))
        }
        What::Landed { message, reception, .. } => {
            (Some(4), about(cx, message), w.label("reception", reception))
        }
        What::Sign { sign, .. } => (
            Some(5),
            html! {
                (w.label("sign", sign))
            },
            w.label("family", &sign.family()),
        ),
        What::Promise { by, text, due, .. } => {
            let due = due.map(|day| w.say("entry-due", &[("day", arg(w.day(day)))]));
            (Some(7), plain(text), both(w, Some(w.label("promise-by", by)), due))
        }
        What::PromiseMoved(m) => (Some(7), about(cx, &m.of), w.label("promise-state", &m.to)),
        What::Strain { kind, .. } => (
            Some(5),
            html! {
                (w.t("term-strain"))
            },
            w.label("family", kind),
        ),
        What::StrainMoved(m) => (
            Some(5),
            html! {
                (w.t("term-strain"))
            },
            w.label("strain-state", &m.to),
        ),
        What::Unread => (
            None,
            html! {
                span.quiet { (item.typed) }
            },
            w.t("entry-unread"),
        ),
    }
}

/// Tells what there is of two things, in one line.
fn both(w: &Words, one: Option<String>, other: Option<String>) -> String {
    [one, other].into_iter().flatten().collect::<Vec<_>>().join(&w.t("entry-and"))
}

fn quote(said: &Said) -> Markup {
    let lang = said.lang.unwrap_or_else(|| Lang::of(said.text.as_str()));
    html! {
        q.words lang=(lang.tag()) { (Words::quoted(said.text.as_str(), lang)) }
    }
}

fn exactness(w: &Words, said: &Said) -> String {
    both(w, Some(w.t("term-quote")), said.exactness.map(|e| w.label("exactness", &e)))
}

fn agreement(cx: &Context<'_>, agreed: &Agreed) -> String {
    let how = match agreed.event {
        Some(event) => cx.words.label("agreement-move", &event),
        None => cx.words.t("entry-agreement-auto"),
    };
    let said = match &agreed.words {
        Some(Link::Item(i)) => cx.entry.items.get(*i).and_then(|it| match &it.what {
            What::Quote(said) => Some(&said.text),
            _ => None,
        }),
        Some(Link::Known(id)) => cx.file.and_then(|f| f.quote(id)).map(|q| &q.text),
        None => None,
    };
    match said {
        Some(said) => {
            let said = Words::quoted(said.as_str(), Lang::of(said.as_str()));
            cx.words.say("entry-resting-on", &[("how", arg(how)), ("words", arg(said))])
        }
        None => how,
    }
}

/// The text of what a link points at.
fn about(cx: &Context<'_>, link: &Link) -> Markup {
    let text = match link {
        Link::Item(i) => cx.entry.items.get(*i).and_then(|it| it.what.text()),
        Link::Known(id) => cx.file.and_then(|file| {
            file.need(id)
                .map(|n| &n.text)
                .or_else(|| file.want(id).map(|w| &w.text))
                .or_else(|| file.message(id).map(|m| &m.text))
                .or_else(|| file.promise(id).map(|p| &p.text))
        }),
    };
    html! {
        @if let Some(text) = text { (text) }
    }
}
