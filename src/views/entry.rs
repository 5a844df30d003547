//! One understood item of an entry, as the reading beside the log page lists it.

use maud::{Markup, html};

use crate::intake::entry::{Entry, Item, Open};
use crate::method::{AgreementEvent, ClientFile, Fact, Id, Lang, Quote, Text};
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
    let plain = |text: &Text| html! { (text) };
    if let Some((message, delivery)) = item.telling() {
        let matter = item.text().map_or_else(|| about(cx, message), plain);
        let permission = delivery.permission.map(|p| w.label("permission", &p));
        let reception = delivery.reception.map(|r| w.label("reception", &r));
        return (Some(4), matter, both(w, permission, reception));
    }
    let Some(fact) = item.fact() else { return unread(w, item) };
    match fact {
        Fact::Quote(said) => (Some(2), quote(said), exactness(w, said, item.open)),
        Fact::Want(want) => (Some(3), plain(&want.text), w.t("term-want")),
        Fact::WantMoved { want, step } => {
            (Some(3), about(cx, want), w.label("want-state", &step.to))
        }
        Fact::Need(need) => (
            Some(6),
            html! {
                span.guess.mini {
                    b { (w.t("term-hypothesis")) }
                    (need.text)
                }
            },
            String::new(),
        ),
        Fact::NeedMoved { need, step } => {
            (Some(3), about(cx, need), w.label("need-state", &step.to))
        }
        Fact::Agreement(agreed) => (
            Some(3),
            html! { (w.label("agreement-kind", &agreed.kind)) },
            agreement(cx, agreed, item.open),
        ),
        Fact::Message(message) => (Some(6), plain(&message.text), w.t("term-held")),
        Fact::MessageMoved { message, step } => {
            (Some(6), about(cx, message), w.label("message-state", &step.to))
        }
        Fact::Landed { message, reception, .. } => {
            (Some(4), about(cx, message), w.label("reception", reception))
        }
        Fact::Marker(marker) => {
            (Some(5), html! { (w.label("sign", &marker.sign)) }, w.label("family", &marker.family))
        }
        Fact::Promise(promise) => {
            let due = promise.due_on.map(|day| w.say("entry-due", &[("day", arg(w.day(day)))]));
            let by = Some(w.label("promise-by", &promise.by));
            (Some(7), plain(&promise.text), both(w, by, due))
        }
        Fact::PromiseMoved { promise, step } => {
            (Some(7), about(cx, promise), w.label("promise-state", &step.to))
        }
        Fact::Strain(strain) => {
            (Some(5), html! { (w.t("term-strain")) }, w.label("family", &strain.kind))
        }
        Fact::StrainMoved { step, .. } => {
            (Some(5), html! { (w.t("term-strain")) }, w.label("strain-state", &step.to))
        }
        _ => unread(w, item),
    }
}

/// A line as it was typed, for nobody could read it.
fn unread(w: &Words, item: &Item) -> (Option<u8>, Markup, String) {
    (None, html! { span.quiet { (item.typed) } }, w.t("entry-unread"))
}

/// Tells what there is of two things, in one line.
fn both(w: &Words, one: Option<String>, other: Option<String>) -> String {
    [one, other].into_iter().flatten().collect::<Vec<_>>().join(&w.t("entry-and"))
}

fn quote(said: &Quote) -> Markup {
    html! {
        q.words lang=(said.lang.tag()) { (Words::quoted(said.text.as_str(), said.lang)) }
    }
}

fn exactness(w: &Words, said: &Quote, open: Option<Open>) -> String {
    let named = open.is_none().then(|| w.label("exactness", &said.exactness));
    both(w, Some(w.t("term-quote")), named)
}

fn agreement(cx: &Context<'_>, agreed: &AgreementEvent, open: Option<Open>) -> String {
    let how = match open {
        None => cx.words.label("agreement-move", &agreed.event),
        Some(_) => cx.words.t("entry-agreement-auto"),
    };
    match agreed.quote.as_ref().and_then(|id| said(cx, id)) {
        Some(said) => {
            let said = Words::quoted(said.as_str(), Lang::of(said.as_str()));
            cx.words.say("entry-resting-on", &[("how", arg(how)), ("words", arg(said))])
        }
        None => how,
    }
}

/// Words of this entry or of the file.
fn said<'c>(cx: &Context<'c>, id: &Id) -> Option<&'c Text> {
    let here = cx.entry.item(id).and_then(Item::quote);
    here.or_else(|| cx.file?.quote(id)).map(|quote| &quote.text)
}

/// The text of the record that an item is about.
fn about(cx: &Context<'_>, id: &Id) -> Markup {
    let text = cx.entry.item(id).and_then(Item::text).or_else(|| {
        let file = cx.file?;
        let need = file.need(id).map(|n| &n.text);
        let want = || file.want(id).map(|w| &w.text);
        let message = || file.message(id).map(|m| &m.text);
        need.or_else(want).or_else(message).or_else(|| file.promise(id).map(|p| &p.text))
    });
    html! {
        @if let Some(text) = text { (text) }
    }
}
