//! Strains and repairs: each an account from the first sign to its end, with what would come next
//! (method §3.4).

use maud::{Markup, html};

use super::{Page, back, step};
use crate::method::step::step_at;
use crate::method::{Strain, StrainState};
use crate::paths;
use crate::views::method::question;
use crate::views::standing::Line;
use crate::words::{Words, arg};

pub fn section(p: &Page<'_>) -> Markup {
    let words = p.words;
    let mut strains: Vec<&Strain> =
        p.file.strains.iter().filter(|r| r.opened_on <= p.today).collect();
    strains.sort_by_key(|r| std::cmp::Reverse(r.opened_on));
    if strains.is_empty() {
        return html! {};
    }
    html! {
        section.sec aria-labelledby="s6" {
            h2 #s6 { (words.t("client-strains")) " " (question("rupture", words)) }
            div.body {
                @for strain in strains { (account(p, strain)) }
            }
        }
    }
}

fn account(p: &Page<'_>, strain: &Strain) -> Markup {
    let words = p.words;
    let ended = strain.history.iter().find(|s| !s.to.open() && s.on <= p.today);
    let from = arg(words.date(strain.opened_on));
    let title = match ended {
        Some(end) => words
            .say("staircase-strain-ended", &[("from", from), ("until", arg(words.date(end.on)))]),
        None => words.say("staircase-strain-open", &[("from", from)]),
    };
    let next = step_at(&strain.history, p.today).and_then(|s| next_step(s.to, words));
    html! {
        div.strain id=(paths::place(&strain.id)) {
            h3 { (title) }
            ol.proof {
                @if let Some(line) = sign(p, strain) { (line.draw(p.file, words)) }
                @for s in strain.history.iter().filter(|s| s.on <= p.today) {
                    @let said = s.quote.as_ref().and_then(|id| p.file.quote(id));
                    @let state = words.label("strain-state", &s.to);
                    (Line::said(s.on, said, state).draw(p.file, words))
                }
            }
            @if let Some(last) = step_at(&strain.history, p.today).filter(|_| strain.history.len() > 1) {
                (back(p, &last.id))
            }
            @if let Some(next) = next {
                p { (next) }
                p { (step(p, "strain", strain.id.as_str())) }
            }
        }
    }
}

/// The sign seen last before the strain was opened, of the same family.
fn sign<'p>(p: &Page<'p>, strain: &Strain) -> Option<Line<'p>> {
    let seen = |m: &&crate::method::Marker| m.family == strain.kind && m.on <= strain.opened_on;
    let marker = p.file.markers.iter().filter(seen).max_by_key(|m| m.on)?;
    let said = marker.quote.as_ref().and_then(|id| p.file.quote(id));
    let family = arg(p.words.label("sign", &marker.sign));
    let about = match &marker.just_before {
        Some(before) => {
            p.words.say("client-sign-before", &[("sign", family), ("before", arg(before.as_str()))])
        }
        None => p.words.say("client-sign", &[("sign", family)]),
    };
    Some(Line::said(marker.on, said, about))
}

fn next_step(state: StrainState, words: &Words) -> Option<String> {
    match state {
        StrainState::Noticed => Some(words.t("strain-next-noticed")),
        StrainState::Named => Some(words.t("strain-next-named")),
        StrainState::Explored => Some(words.t("strain-next-explored")),
        StrainState::Repaired | StrainState::EndedUnrepaired => None,
    }
}
