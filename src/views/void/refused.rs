//! Tells why an act cannot be undone now, and what has to be done first.

use maud::{Markup, html};

use super::{Typed, button, counting, dated, form, head, labelled};
use crate::method::void::traced;
use crate::method::{Done, Id, Record, Violation, ViolationKind};
use crate::store::void::Written;
use crate::words::Words;

/// Tells what cannot be done: taking back, or putting back what was taken back.
pub fn cannot(written: &[&Written], words: &Words) -> String {
    words.t(if again_only(written) { "void-cannot-put-back" } else { "void-cannot-take-back" })
}

/// True where everything that still counts of an act takes records back: undoing it puts these
/// back.
fn again_only(written: &[&Written]) -> bool {
    written.iter().all(|w| w.live().iter().all(|r| r.takes_back().is_some()))
}

/// The records that must be put back before what rests on them can be: each with what took it back.
fn lacking<'w>(
    written: &[&'w Written],
    violations: &[Violation],
) -> Vec<(&'w Written, &'w Record)> {
    let missing = |b: &Violation| match &b.rule {
        ViolationKind::UnknownReference { id, .. } => Some(id.clone()),
        _ => None,
    };
    let missing: Vec<Id> = violations.iter().filter_map(missing).collect();
    let mut out = Vec::new();
    for written in written {
        let own = written.records();
        let takes = |r: &&&Record| {
            traced(r, written.journal()).1 == 1
                && r.takes_back().is_some_and(|id| missing.contains(id))
        };
        let counts = counting(written.journal());
        let voids = counts.iter().filter(takes).filter(|r| !own.iter().any(|o| o.id == r.id));
        out.extend(voids.map(|r| (*written, *r)));
    }
    out
}

/// The page that says why it cannot be undone now: the session is signed, or others rest on it.
pub fn refused(
    written: &[&Written],
    violations: &[Violation],
    typed: &Typed,
    csrf: &str,
    words: &Words,
) -> Markup {
    let ids: Vec<&Id> = violations.iter().map(|b| &b.record).collect();
    let again = again_only(written);
    let lacking = if again { lacking(written, violations) } else { Vec::new() };
    let mut rest: Vec<(&Written, &Record)> = Vec::new();
    for written in written.iter().filter(|_| lacking.is_empty()) {
        let own = written.records();
        let base = |r: &Record| {
            own.iter().any(|o| o.id == r.id || traced(o, written.journal()).0.id == r.id)
        };
        let other = |r: &&Record| ids.contains(&&r.id) && !base(r);
        rest.extend(written.journal().iter().filter(other).map(|r| (*written, r)));
    }
    let signed = violations.iter().any(|b| b.rule == ViolationKind::Signed);
    html! {
        @if let Some(first) = written.first() { (head(&first.file, &cannot(written, words), words)) }
        section.sec {
            h2 { (words.t("violation-why")) }
            div.body {
                @if signed {
                    p { (words.t("void-signed")) }
                } @else if !lacking.is_empty() {
                    p { (words.t("void-lacks")) }
                    ul.rows {
                        @for (written, r) in &lacking {
                            li {
                                (dated(r, written.journal(), words))
                                (
                                    labelled(
                                        &Done::one(&written.file.person.id, &r.id),
                                        &words.t("void-undo"),
                                    )
                                )
                            }
                        }
                    }
                    (form(&typed.back, csrf))
                } @else if rest.is_empty() {
                    p { (words.t("void-fits-no-more")) }
                } @else {
                    p { (words.t(if again { "void-contradicts" } else { "void-rests" })) }
                    ul.rows {
                        @for (written, r) in &rest {
                            li {
                                (dated(r, written.journal(), words))
                                (button(&Done::one(&written.file.person.id, &r.id), words))
                            }
                        }
                    }
                    (form(&typed.back, csrf))
                }
                p.state { (words.t("void-nothing-changed")) }
                p {
                    a.act href=(typed.back) { (words.t("void-leave")) }
                }
            }
        }
    }
}
