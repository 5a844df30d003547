//! Tells where a relationship stands, in words: the stage, the proof it opens to, and the one piece
//! that is missing (§3.6).

use maud::{Markup, html};

use super::quote;
use crate::method::standing::{Agreement, Cycle, Missing, Suspension};
use crate::method::step::step_at;
use crate::method::{
    AgreementKind, AgreementState, ClientFile, Day, Id, PromiseState, Quote, Stage, Standing,
};
use crate::words::{Words, arg, text_arg};

/// The stage as a word.
pub fn stage(standing: &Standing, words: &Words) -> String {
    words.label("stage", &standing.stage.to_string())
}

/// Tells what the stage means, as one sentence.
pub fn meaning(stage: Stage, words: &Words) -> String {
    match stage {
        Stage::NoContact => words.t("standing-no-contact-means"),
        Stage::Acquainted => words.t("term-acquainted-means"),
        Stage::Talking => words.t("term-conversation-agreement-means"),
        Stage::Trust => words.t("term-trust-means"),
        Stage::Collaboration => words.t("term-real-collaboration-means"),
    }
}

/// Tells what is laid over the stage without changing it: in question, open strain, lapsed, and a
/// status at rest.
pub fn overlays(standing: &Standing, words: &Words) -> Vec<String> {
    let mut out = Vec::new();
    if standing.suspended() {
        out.push(words.t("term-suspended"));
    }
    if !standing.open_strains.is_empty() {
        out.push(words.t("standing-open-strain"));
    }
    for kind in KINDS {
        if standing.agreement(kind).state == AgreementState::Lapsed {
            let kind = words.label("agreement-kind", &kind);
            out.push(words.say("standing-lapsed", &[("kind", arg(kind))]));
        }
    }
    use crate::method::Status::{Ended, Parked, Paused};
    out.extend(
        standing
            .status
            .filter(|s| matches!(s, Parked | Ended | Paused))
            .map(|s| words.label("status", &s)),
    );
    out
}

/// The stage with its meaning, what it rests on, and the next step.
pub fn derived(
    standing: &Standing,
    file: &ClientFile,
    since: Option<Day>,
    words: &Words,
) -> Markup {
    let overlays = overlays(standing, words);
    html! {
        p.stage {
            (stage(standing, words))
            @if let Some(since) = since {
                " "
                span { (words.say("client-since", &[("day", arg(words.day(since)))])) }
            }
        }
        p { (meaning(standing.stage, words)) }
        @if !overlays.is_empty() {
            p.state { (overlays.join(&words.t("quote-joint"))) }
        }
        (proof(standing, file, words))
        div.next {
            h3 { (words.t("client-next-step")) }
            p { (missing(&standing.missing, words)) }
            @for sentence in lapses(standing, words) {
                p { (sentence) }
            }
        }
    }
}

const KINDS: [AgreementKind; 2] = [AgreementKind::Conversation, AgreementKind::Consultation];

/// The proof: every date with its words that the stage rests on, and what puts it in question.
pub fn proof(standing: &Standing, file: &ClientFile, words: &Words) -> Markup {
    let mut lines = agreements(standing, file, words);
    lines.extend(
        standing.cycle.iter().flat_map(|cycle| collaboration(cycle, standing.at, file, words)),
    );
    lines.extend(standing.suspensions.iter().filter_map(|s| suspension(s, file, words)));
    if lines.is_empty() {
        lines.extend(standing.last_two_way.map(|on| Line::plain(on, words.t("standing-two-way"))));
    }
    lines.sort_by_key(|line| line.on);
    html! {
        @if !lines.is_empty() {
            ol.proof {
                @for line in &lines { (line.draw(file, words)) }
            }
        }
    }
}

/// One date of a proof, with the words or the act it stands for.
pub struct Line<'f> {
    on: Day,
    quote: Option<&'f Quote>,
    act: String,
    about: String,
}

impl<'f> Line<'f> {
    /// Words, and what they are evidence of.
    pub fn said(on: Day, quote: Option<&'f Quote>, about: String) -> Line<'f> {
        Line { on, quote, act: String::new(), about }
    }

    fn plain(on: Day, act: String) -> Line<'f> {
        Line { on, quote: None, act, about: String::new() }
    }

    /// The line as an item of `ol.proof`.
    pub fn draw(&self, file: &ClientFile, words: &Words) -> Markup {
        html! {
            li {
                span.num { (words.day(self.on)) }
                div {
                    @match self.quote {
                        Some(q) => (quote::block(q, file, &self.about, words)),
                        None if self.act.is_empty() => (self.about),
                        None => {
                            (self.act)
                            p.from { (self.about) }
                        }
                    }
                }
            }
        }
    }
}

fn agreements<'f>(standing: &Standing, file: &'f ClientFile, words: &Words) -> Vec<Line<'f>> {
    let line = |kind: AgreementKind| {
        let id = standing.agreement(kind).event.as_ref()?;
        let event = file.agreements.iter().find(|a| a.id == *id)?;
        let what = words.label("agreement-move", &event.event);
        let kind = words.label("agreement-kind", &kind);
        let about = words.say("standing-agreement", &[("kind", arg(kind)), ("what", arg(what))]);
        Some(Line::said(event.on, find(file, event.quote.as_ref()), about))
    };
    KINDS.into_iter().filter_map(line).collect()
}

fn collaboration<'f>(cycle: &Cycle, at: Day, file: &'f ClientFile, words: &Words) -> Vec<Line<'f>> {
    let mut out = Vec::new();
    let delivery = file
        .message(&cycle.message)
        .and_then(|m| m.deliveries.iter().find(|d| d.id == cycle.delivery));
    if let Some(d) = delivery {
        let about = words.say("standing-permission", &[("what", arg(words.permission(d.leave())))]);
        out.push(Line::said(d.on, find(file, d.permission_quote.as_ref()), about));
        let landed = d.reception.map(|r| words.label("reception", &r)).unwrap_or_default();
        let on = d.reception_on.unwrap_or(d.on);
        out.push(Line::said(on, find(file, d.reception_quote.as_ref()), landed));
    }
    if let Some(step) = file.need(&cycle.need).and_then(|n| step_at(&n.history, at)) {
        let state = words.label("need-state", &step.to);
        let about = words.say("standing-need", &[("state", arg(state))]);
        out.push(Line::said(step.on, find(file, step.quote.as_ref()), about));
    }
    if let Some(promise) = file.promise(&cycle.promise) {
        let done = step_at(&promise.history, at).filter(|s| s.to == PromiseState::Done);
        let about = words.t("standing-step-done");
        out.extend(done.map(|s| Line {
            on: s.on,
            quote: None,
            act: promise.text.to_string(),
            about,
        }));
    }
    out
}

fn suspension<'f>(
    suspension: &Suspension,
    file: &'f ClientFile,
    words: &Words,
) -> Option<Line<'f>> {
    match suspension {
        Suspension::ConversationNotInForce => None,
        Suspension::OpenStrain(id) => {
            let strain = file.strain(id)?;
            Some(Line::said(strain.opened_on, None, words.t("standing-strain-opened")))
        }
        Suspension::HeartClosed(id) => {
            let marker = file.markers.iter().find(|m| m.id == *id)?;
            Some(Line::said(
                marker.on,
                find(file, marker.quote.as_ref()),
                words.t("term-heart-closed"),
            ))
        }
    }
}

fn find<'f>(file: &'f ClientFile, id: Option<&Id>) -> Option<&'f Quote> {
    file.quote(id?)
}

/// The next step: the one piece of evidence that is missing, as a sentence.
pub fn missing(missing: &Missing, words: &Words) -> String {
    match missing {
        Missing::TwoWayContact => words.t("missing-two-way-contact"),
        Missing::ConversationWords => words.t("missing-conversation-words"),
        Missing::ConversationLapsed => words.t("missing-conversation-lapsed"),
        Missing::ConsultationWords => words.t("missing-consultation-words"),
        Missing::ConsultationLapsed => words.t("missing-consultation-lapsed"),
        Missing::StrainRepair { .. } => words.t("missing-strain-repair"),
        Missing::HeartClosed { .. } => words.t("missing-heart-closed"),
        Missing::PermissionToTell => words.t("missing-permission"),
        Missing::ReceivedInWords => words.t("missing-received"),
        Missing::NeedInTheirWords => words.t("missing-need"),
        Missing::TheirStepDone => words.t("missing-their-step"),
        Missing::Nothing { leaves_on } => {
            words.say("missing-nothing", &[("day", arg(words.day(*leaves_on)))])
        }
    }
}

/// Tells when the agreements in force run out, as sentences.
pub fn lapses(standing: &Standing, words: &Words) -> Vec<String> {
    let sentence = |kind: AgreementKind| {
        let Agreement { state, lapses_on, .. } = standing.agreement(kind);
        let day = arg(words.day((*lapses_on)?));
        let kind = arg(words.label("agreement-kind", &kind));
        Some(match state {
            AgreementState::Lapsed => {
                words.say("standing-lapsed-on", &[("kind", kind), ("day", day)])
            }
            _ => words.say("standing-lapses-on", &[("kind", kind), ("day", day)]),
        })
    };
    KINDS.into_iter().filter_map(sentence).collect()
}

/// Closeness with what it rests on, opening in place; it is a proxy from contact and says so.
pub fn closeness(standing: &Standing, words: &Words) -> Markup {
    let Some(rank) = standing.rank else {
        return html! {
            (words.t("standing-no-rank"))
        };
    };
    let name = words.label("rank", &rank.to_string());
    let rank = words.say("standing-rank", &[("rank", rank.number().into()), ("name", arg(name))]);
    html! {
        details {
            summary { (words.rank_met(rank, standing.just_met)) }
            p.state {
                (
                    match standing.last_two_way {
                        Some(on) => {
                            words
                                .say("standing-rank-proof", &[("day", arg(words.day(on)))])
                        }
                        None => words.t("standing-rank-declared"),
                    }
                )
            }
        }
    }
}

/// A promise in one line: “Ours: send the plan, by 18 Dec”.
pub fn promise(p: &crate::method::Promise, words: &Words) -> String {
    let by = words.label("promise-by", &p.by);
    match p.due_on {
        Some(due) => words.say(
            "standing-promise-due",
            &[("by", arg(by)), ("text", text_arg(&p.text)), ("day", arg(words.day(due)))],
        ),
        None => words.say("standing-promise", &[("by", arg(by)), ("text", text_arg(&p.text))]),
    }
}
