//! The method: every term in both languages with its one sentence and, where there is one, its
//! mark. Credits by name.

mod rules;

use maud::{Markup, html};

use super::example::Example;

use crate::intake::shorthand::GRAMMAR;
use crate::method::insight::Thresholds;
use crate::method::{AgreementKind, Lang, Stage};
use crate::paths;
use crate::words::Words;

pub use rules::{percent, source};

/// The body of the page, with the numbers of the practice.
pub fn page(thresholds: &Thresholds, example: &Example, words: &Words) -> Markup {
    html! {
        header.head {
            h1 { (words.t("method-title")) }
            p.sub { (words.t("method-about")) }
        }
        (agreements(thresholds, example, words))
        section #safety.sec {
            h2 { (words.t("method-not-clinical")) }
            div.body {
                p { (words.t("method-not-clinical-about")) }
            }
        }
        section.sec {
            h2 { (words.t("method-stairs")) }
            div.body {
                p { (words.t("method-stairs-about")) }
                ol.rows {
                    @for stage in Stage::ALL {
                        li {
                            (stage)
                            " "
                            (words.label("stage", &stage.to_string()))
                            p.state { (super::standing::meaning(stage, words)) }
                        }
                    }
                }
            }
        }
        @for (title, terms) in groups(words) {
            section.sec {
                h2 { (title) }
                div.body {
                    dl.terms {
                        @for term in &terms { (entry(term, words)) }
                    }
                }
            }
        }
        (rules::section(thresholds, words))
        (shorthand(words))
        (credits(words))
    }
}

/// Teaches the two agreements and the staircase in three minutes, with the staircase of the
/// example.
fn agreements(thresholds: &Thresholds, example: &Example, words: &Words) -> Markup {
    let days = [
        ("silence", thresholds.terms.silence_step.into()),
        ("valid", thresholds.terms.consult_valid.into()),
    ];
    let conversation = example.saying("method-conversation", AgreementKind::Conversation, words);
    let consultation = example.saying("method-consultation", AgreementKind::Consultation, words);
    html! {
        section #agreements.sec {
            h2 { (words.t("method-agreements")) }
            div.body {
                p { (words.t("method-agreements-why")) }
                p { (conversation) }
                p { (consultation) }
                p { (words.t("method-agreements-both")) }
                p { (words.say("method-agreements-end", &days)) }
                p { (words.t("method-agreements-do")) }
            }
            (example.staircase(words))
            div.body {
                p.acts {
                    a.act href=(paths::example()) { (words.t("today-example")) }
                }
            }
        }
    }
}

/// Shows how the shorthand is written: each prefix, and what it is for.
fn shorthand(words: &Words) -> Markup {
    html! {
        section #shorthand.sec {
            h2 { (words.t("log-shorthand")) }
            div.body {
                p { (words.t("log-shorthand-hint")) }
                table {
                    thead {
                        tr {
                            th { (words.t("method-prefix")) }
                            th { (words.t("method-prefix-for")) }
                        }
                    }
                    tbody {
                        @for row in GRAMMAR.iter() {
                            tr {
                                td.nb {
                                    span lang="ja" { (row.ja) ":" }
                                    " "
                                    span lang="en" { (row.en) ":" }
                                }
                                td { (words.t(row.key)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A “?” that leads to a term.
pub fn question(id: &str, words: &Words) -> Markup {
    let link = format!("{}#{id}", crate::paths::method());
    html! {
        a.ask href=(link) aria-label=(words.t("method-explain")) { "?" }
    }
}

/// One term: its anchor, its mark, and where its texts are.
struct Term {
    id: &'static str,
    name: String,
    means: String,
    other: String,
    mark: Option<Markup>,
}

fn entry(term: &Term, words: &Words) -> Markup {
    let other = match words.lang() {
        Lang::Ja => Lang::En,
        Lang::En => Lang::Ja,
    };
    html! {
        dt id=(term.id) {
            @if let Some(mark) = &term.mark { (mark) " " }
            (term.name)
            " "
            span.quiet lang=(other.tag()) { (term.other) }
        }
        dd { (term.means) }
    }
}

/// Names a term's two messages in full, so that a test can find them.
macro_rules! term {
    ($words:expr, $id:literal, $name:literal, $means:literal) => {
        term!($words, $id, $name, $means, None)
    };
    ($words:expr, $id:literal, $name:literal, $means:literal, $mark:expr) => {
        Term {
            id: $id,
            name: $words.t($name),
            means: $words.t($means),
            other: other($words).t($name),
            mark: $mark,
        }
    };
}

fn other(words: &Words) -> &'static Words {
    match words.lang() {
        Lang::Ja => Words::of(Lang::En),
        Lang::En => Words::of(Lang::Ja),
    }
}

fn groups(w: &Words) -> Vec<(String, Vec<Term>)> {
    vec![
        (w.t("method-group-agreement"), agreement(w)),
        (w.t("method-group-need"), need(w)),
        (w.t("method-group-message"), message(w)),
        (w.t("method-group-strain"), strain(w)),
        (w.t("method-group-record"), record(w)),
        (w.t("method-group-network"), network(w)),
    ]
}

fn agreement(w: &Words) -> Vec<Term> {
    vec![
        term!(
            w,
            "conversation-agreement",
            "term-conversation-agreement",
            "term-conversation-agreement-means",
            Some(mark(html! { circle cx="8" cy="8" r="6" class="sk l-ink" stroke-width="1.4" {} }))
        ),
        term!(
            w,
            "consultation-agreement",
            "term-consultation-agreement",
            "term-consultation-agreement-means",
            Some(mark(html! { rect x="2.5" y="2.5" width="11" height="11" class="bl" {} }))
        ),
        term!(w, "trust", "term-trust", "term-trust-means"),
        term!(w, "real-collaboration", "term-real-collaboration", "term-real-collaboration-means"),
        term!(w, "acquainted", "term-acquainted", "term-acquainted-means"),
        term!(
            w,
            "lapsed",
            "term-lapsed",
            "term-lapsed-means",
            Some(mark(
                html! { rect x="2.5" y="2.5" width="11" height="11" class="no l-bl" stroke-width="1.8" {} path d="M1 15L15 1" class="l-ink" stroke-width="1.5" {} }
            ))
        ),
        term!(
            w,
            "suspended",
            "term-suspended",
            "term-suspended-means",
            Some(mark(
                html! { path d="M1 8H15" class="l-bl" stroke-width="3" stroke-dasharray="3 4" {} }
            ))
        ),
        term!(w, "evidence", "term-evidence", "term-evidence-means"),
    ]
}

fn need(w: &Words) -> Vec<Term> {
    let guess = mark(html! {
        rect
            x="1"
            y="3"
            width="14"
            height="10"
            class="no l-ink"
            stroke-width="1.3"
            stroke-dasharray="5 3" {}
    });
    let owned = mark(html! {
        rect x="1" y="3" width="14" height="10" class="sk l-ink" stroke-width="2" {}
    });
    vec![
        term!(w, "want", "term-want", "term-want-means"),
        term!(w, "need", "term-need", "term-need-means"),
        term!(w, "hypothesis", "term-hypothesis", "term-hypothesis-means", Some(guess)),
        term!(w, "hint", "term-hint", "term-hint-means"),
        term!(w, "voiced", "term-voiced", "term-voiced-means"),
        term!(w, "acknowledged", "term-acknowledged", "term-acknowledged-means", Some(owned)),
        term!(w, "addressed", "term-addressed", "term-addressed-means"),
        term!(w, "rejected", "term-rejected", "term-rejected-means"),
    ]
}

fn message(w: &Words) -> Vec<Term> {
    let told = mark(html! {
        path d="M8 1.5L15 14H1Z" class="gr" {}
    });
    let unasked = mark(html! {
        path d="M8 2L14.5 14H1.5Z" class="no l-ve" stroke-width="2.5" stroke-dasharray="3 2" {}
    });
    vec![
        term!(w, "message", "term-message", "term-message-means"),
        term!(w, "held", "term-held", "term-held-means"),
        term!(w, "planned", "term-planned", "term-planned-means"),
        term!(w, "permission", "term-permission", "term-permission-means"),
        term!(w, "solicited", "term-solicited", "term-solicited-means"),
        term!(w, "permitted", "term-permitted", "term-permitted-means", Some(told)),
        term!(w, "unasked", "term-unasked", "term-unasked-means", Some(unasked)),
        term!(w, "imposed", "term-imposed", "term-imposed-means"),
        term!(w, "reception", "term-reception", "term-reception-means"),
        term!(w, "received", "term-received", "term-received-means"),
        term!(w, "thinking", "term-thinking", "term-thinking-means"),
        term!(w, "pushed-back", "term-pushed-back", "term-pushed-back-means"),
        term!(w, "burdened", "term-burdened", "term-burdened-means"),
        term!(w, "closed", "term-closed", "term-closed-means"),
        term!(w, "why", "term-why", "term-why-means"),
        term!(w, "gap", "term-gap", "term-gap-means"),
    ]
}

fn strain(w: &Words) -> Vec<Term> {
    let closed = mark(html! {
        path d="M1 2H15L8 14.5Z" class="ink" {}
        path d="M8 1V15" class="l-pp" stroke-width="2" {}
    });
    let repair = mark(html! {
        path d="M1 8H15M8 1V15" class="l-gr" stroke-width="4" {}
    });
    let hatch = mark(html! {
        path d="M1 15L15 1M1 8L8 1M8 15L15 8" class="l-ink" stroke-width="1.5" {}
    });
    vec![
        term!(w, "heart-closed", "term-heart-closed", "term-heart-closed-means", Some(closed)),
        term!(w, "withdrawal", "term-withdrawal", "term-withdrawal-means"),
        term!(w, "confrontation", "term-confrontation", "term-confrontation-means"),
        term!(w, "rupture", "term-strain", "term-strain-means", Some(hatch)),
        term!(w, "repair", "term-repair", "term-repair-means", Some(repair)),
    ]
}

fn record(w: &Words) -> Vec<Term> {
    vec![
        term!(w, "quote", "term-quote", "term-quote-means"),
        term!(w, "verbatim", "term-verbatim", "term-verbatim-means"),
        term!(w, "near", "term-near", "term-near-means"),
        term!(w, "gist", "term-gist", "term-gist-means"),
        term!(w, "promise-ours", "term-promise-ours", "term-promise-ours-means"),
        term!(w, "promise-theirs", "term-promise-theirs", "term-promise-theirs-means"),
        term!(w, "check-out", "term-check-out", "term-check-out-means"),
        term!(w, "summary", "term-summary", "term-summary-means"),
    ]
}

fn network(w: &Words) -> Vec<Term> {
    vec![
        term!(w, "courtesy", "term-courtesy", "term-courtesy-means"),
        term!(w, "came-to-us", "term-came-to-us", "term-came-to-us-means"),
        term!(w, "we-went", "term-we-went", "term-we-went-means"),
        term!(w, "pillar", "term-pillar", "term-pillar-means"),
        term!(w, "rank", "term-rank", "term-rank-means"),
        term!(w, "parked", "term-parked", "term-parked-means"),
    ]
}

/// A mark as the pictures draw it, on its own.
fn mark(shape: Markup) -> Markup {
    html! {
        svg.mark viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" { (shape) }
    }
}

fn credits(words: &Words) -> Markup {
    html! {
        section #credits.sec {
            h2 { (words.t("method-credits")) }
            div.body {
                ul.rows {
                    li { (words.t("method-credit-agreements")) }
                    li { (words.t("method-credit-helping")) }
                    li { (words.t("method-credit-network")) }
                    li { (words.t("method-credit-research")) }
                    li { (words.t("method-credit-choices")) }
                }
                p.state { (words.t("method-no-endorsement")) }
            }
        }
    }
}
