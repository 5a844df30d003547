//! The brief: one phone screen before a session, at most 250 words. What is left out stands on the
//! client's page. Its sections are made once; `page` draws them and `text` writes them for a
//! terminal.

mod section;

use maud::{Markup, html};

use super::{client, quote, standing};
use crate::method::insight::{InsightState, shown};
use crate::method::{ClientFile, Day, Id, Lang, Standing, Verdict, calendar};
use crate::paths;
use crate::words::{Piece, Words, arg};

use section::{Line, Section};

/// Everything the page is made of.
pub struct Page<'a> {
    /// The person's id in addresses.
    pub id: &'a Id,
    pub file: &'a ClientFile,
    pub standing: &'a Standing,
    pub verdict: &'a Verdict,
    /// The insights that stand aside.
    pub states: &'a [InsightState],
    pub today: Day,
    pub words: &'a Words,
}

/// The body of the page.
pub fn page(p: &Page<'_>) -> Markup {
    html! {
        div.brief {
            header.head {
                p.kick.num { (when(p)) }
                h1 {
                    a href=(paths::client(p.id)) { (client::name(p.file, p.words)) }
                }
                p.from { (stands(p)) }
            }
            @for section in section::all(p) {
                section.sec {
                    h2 { (section.heading) }
                    @for line in &section.lines { (draw(line, p.words)) }
                }
            }
        }
    }
}

/// Shows where the script puts the briefs that a device has kept; hidden where it has none.
pub fn kept(words: &Words) -> Markup {
    let as_of = words.say("brief-as-of", &[("time", arg("{time}")), ("ago", arg("{ago}"))]);
    html! {
        section #briefs.sec hidden data-asof=(as_of) {
            h2 { (words.t("brief-kept")) }
            div.body {}
        }
        script type="module" src=(crate::asset::url("briefs.js")) {}
    }
}

/// The same as plain text.
pub fn text(p: &Page<'_>) -> String {
    let head = [when(p), p.words.name_of(&p.file.person), stands(p)].join("\n");
    let written = |section: &Section| {
        let lines = section.lines.iter().map(|line| line.text(p.words));
        std::iter::once(section.heading.clone()).chain(lines).collect::<Vec<_>>().join("\n  ")
    };
    let sections: Vec<String> = section::all(p).iter().map(written).collect();
    format!("{head}\n\n{}\n", sections.join("\n\n"))
}

/// The next date, and which session it will be.
fn when(p: &Page<'_>) -> String {
    let words = p.words;
    let next = calendar::next_on(p.file, p.today);
    let no = p.file.held_sessions(p.today).iter().filter_map(|s| s.no).max().unwrap_or(0) + 1;
    let day = next.map_or_else(|| words.t("brief-no-date"), |on| words.day(on));
    [day, quote::session_name(Some(no), words)].join(&words.t("quote-joint"))
}

fn stands(p: &Page<'_>) -> String {
    let stage = standing::stage(p.standing, p.words);
    std::iter::once(stage)
        .chain(standing::overlays(p.standing, p.words))
        .collect::<Vec<_>>()
        .join(&p.words.t("quote-joint"))
}

fn draw(line: &Line, words: &Words) -> Markup {
    let other = |lang: Lang| (lang != words.lang()).then(|| lang.tag());
    let pieces = html! {
        @for piece in &line.pieces {
            @match piece {
                Piece::Plain(text) => (text),
                Piece::Ours { text, lang } => span lang=[other(*lang)] { (text) },
                Piece::Said { lang, .. } => q.words lang=[other(*lang)] { (piece.text()) },
            }
        }
    };
    match line.look {
        section::Look::Plain => html! {
            p { (pieces) }
        },
        section::Look::Pair => html! {
            p.pair {
                span { (pieces) }
                span { (line.beside) }
            }
        },
        section::Look::Said => html! {
            div.said.big { (pieces) }
        },
        section::Look::Fine => html! {
            p.from { (pieces) }
        },
        section::Look::Guess => html! {
            div.guess {
                b { (words.t("term-hypothesis")) }
                (pieces)
            }
        },
    }
}

/// The title of the page.
pub fn title(file: &ClientFile, words: &Words) -> String {
    words.say("brief-title", &[("name", arg(words.name_of(&file.person)))])
}
