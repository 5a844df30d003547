//! Strains and repairs: each an account from the first sign to its end, with what would come next
//! (method §3.4).

use maud::{Markup, html};

use super::{Page, back, step};
use crate::method::standing::step_at;
use crate::method::{Rupture, RuptureState};
use crate::paths;
use crate::views::method::question;
use crate::views::standing::Line;
use crate::words::{Words, arg};

pub fn section(p: &Page<'_>) -> Markup {
    let words = p.words;
    let mut strains: Vec<&Rupture> =
        p.file.ruptures.iter().filter(|r| r.opened_on <= p.today).collect();
    strains.sort_by_key(|r| std::cmp::Reverse(r.opened_on));
    if strains.is_empty() {
        return html! {};
    }
    html! {
        section.sec aria-labelledby="s6" {
            h2 #s6 { (words.t("client-strains")) " " (question("rupture", words)) }
            div.body {
                @for rupture in strains { (account(p, rupture)) }
            }
        }
    }
}

fn account(p: &Page<'_>, rupture: &Rupture) -> Markup {
    let words = p.words;
    let ended = rupture.history.iter().find(|s| !s.to.open() && s.on <= p.today);
    let from = arg(words.date(rupture.opened_on));
    let title = match ended {
        Some(end) => words
            .say("staircase-strain-ended", &[("from", from), ("until", arg(words.date(end.on)))]),
        None => words.say("staircase-strain-open", &[("from", from)]),
    };
    let next = step_at(&rupture.history, p.today).and_then(|s| next_step(s.to, words));
    html! {
        div.strain id=(paths::place(&rupture.id)) {
            h3 { (title) }
            ol.proof {
                @if let Some(line) = sign(p, rupture) { (line.draw(p.file, words)) }
                @for s in rupture.history.iter().filter(|s| s.on <= p.today) {
                    @let said = s.quote.as_ref().and_then(|id| p.file.quote(id));
                    @let state = words.label("rupture-state", &s.to);
                    (Line::said(s.on, said, state).draw(p.file, words))
                }
            }
            @if let Some(last) = step_at(&rupture.history, p.today).filter(|_| rupture.history.len() > 1) {
                (back(p, &last.id))
            }
            @if let Some(next) = next {
                p { (next) }
                p { (step(p, "strain", rupture.id.as_str())) }
            }
        }
    }
}

/// The sign seen last before the strain was opened, of the same family.
fn sign<'p>(p: &Page<'p>, rupture: &Rupture) -> Option<Line<'p>> {
    let seen = |m: &&crate::method::Marker| m.family == rupture.kind && m.on <= rupture.opened_on;
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

fn next_step(state: RuptureState, words: &Words) -> Option<String> {
    match state {
        RuptureState::Noticed => Some(words.t("strain-next-noticed")),
        RuptureState::Named => Some(words.t("strain-next-named")),
        RuptureState::Explored => Some(words.t("strain-next-explored")),
        RuptureState::Repaired | RuptureState::EndedUnrepaired => None,
    }
}
